; The installer for Windows, for Inno Setup 6.3 or newer. It was written by the book and not run yet.
;
;   python .ci\bundle
;   iscc /DVersion=0.2.0 .ci\installer.iss
;   iscc /DVersion=0.2.0 /DSigned "/Ssigntool=signtool sign /fd sha256 /a $f" .ci\installer.iss
;
; The second signs with the certificate of this computer. The result lies in dist.

#ifndef Version
  #error State the version: iscc /DVersion=0.2.0
#endif
#define Title "Second Reader"

[Setup]
AppId={{0B5C6A53-7C0E-4E0B-9C2B-5D1E4C8E6F21}
AppName={#Title}
AppVersion={#Version}
AppVerName={#Title} {#Version}
AppComments=For research and education only. Not a medical device.
; For the user alone: no administrator is needed, and an older version is replaced.
PrivilegesRequired=lowest
DefaultDirName={autopf}\{#Title}
DisableProgramGroupPage=yes
LicenseFile=..\LICENSE
OutputDir=..\dist
OutputBaseFilename=second-reader-{#Version}-windows
Compression=lzma2/max
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
UninstallDisplayIcon={app}\{#Title}.exe
WizardStyle=modern
#ifdef Signed
SignTool=signtool
SignedUninstaller=yes
#endif

[InstallDelete]
; Files of an older version that the new one no longer has would be loaded all the same.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\dist\second-reader\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\{#Title}"; Filename: "{app}\{#Title}.exe"

[Registry]
; Offered under "Open with" for DICOM files; what opens them by a double click stays as it is.
Root: HKA; Subkey: "Software\Classes\SecondReader.Scan"; ValueType: string; ValueData: "Scan"; \
  Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\SecondReader.Scan\shell\open\command"; ValueType: string; \
  ValueData: """{app}\{#Title}.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.dcm\OpenWithProgids"; ValueType: string; \
  ValueName: "SecondReader.Scan"; ValueData: ""; Flags: uninsdeletevalue

[Run]
Filename: "{app}\{#Title}.exe"; Description: "Start {#Title}"; Flags: nowait postinstall skipifsilent
