<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>About</name>
    <message>
        <source>About Second Reader</source>
        <translation>Über Second Reader</translation>
    </message>
    <message>
        <source>All notices</source>
        <translation>Alle Hinweise</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Not available here</source>
        <translation>Hier nicht in einer Datei</translation>
    </message>
    <message>
        <source>Only the installed program contains this text. When run from source, each package has its own.</source>
        <translation>Nur das installierte Programm enthält diesen Text. Aus dem Quelltext gestartet, bringt jedes Paket seinen eigenen mit.</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss (Esc)</source>
        <translation>Ausblenden (Esc)</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>Meldung ausblenden</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
</context>
<context>
    <name>BatchWindow</name>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Done, files: {}</source>
        <translation>Fertig, Dateien: {}</translation>
    </message>
    <message>
        <source>Read a folder</source>
        <translation>Ordner auswerten</translation>
    </message>
    <message>
        <source>Stopped, files read: {}</source>
        <translation>Angehalten, ausgewertete Dateien: {}</translation>
    </message>
    <message>
        <source>The disk that your settings are on is full, or may not be written to.</source>
        <translation>Der Datenträger, auf dem Ihre Einstellungen liegen, ist voll oder schreibgeschützt.</translation>
    </message>
    <message>
        <source>The rows are kept only until this window is closed: export them before.</source>
        <translation>Die Zeilen bleiben nur erhalten, bis dieses Fenster geschlossen wird: Exportieren Sie sie vorher.</translation>
    </message>
    <message>
        <source>There are no files in this folder.</source>
        <translation>In diesem Ordner liegen keine Dateien.</translation>
    </message>
    <message>
        <source>Written: {}</source>
        <translation>Geschrieben: {}</translation>
    </message>
</context>
<context>
    <name>BusyLine</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>CineBar</name>
    <message>
        <source>Frame {} / {}</source>
        <translation>Bild {} / {}</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Einzelbilder</translation>
    </message>
    <message>
        <source>Read no more frames for the curve</source>
        <translation>Keine weiteren Bilder für die Kurve auswerten</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>The file states no time between frames; 10 frames/s are played.</source>
        <translation>Die Datei nennt keinen Bildabstand; abgespielt werden 10 Bilder/s.</translation>
    </message>
    <message>
        <source>no frame time</source>
        <translation>ohne Bildabstand</translation>
    </message>
    <message>
        <source>{} frames/s</source>
        <translation>{} Bilder/s</translation>
    </message>
    <message>
        <source>{} of {} read</source>
        <translation>{} von {} ausgewertet</translation>
    </message>
    <message>
        <source>{} read</source>
        <translation>{} ausgewertet</translation>
    </message>
</context>
<context>
    <name>ClassBars</name>
    <message>
        <source>Probability of each class</source>
        <translation>Wahrscheinlichkeit je Klasse</translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>Colour bar</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>stark</translation>
    </message>
    <message>
        <source>{}: from {} to {}</source>
        <translation>{}: von {} bis {}</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>As the files say</source>
        <translation>Laut Datei</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a folder and read its scans (Ctrl+O)</source>
        <translation>Ordner wählen und seine Aufnahmen auswerten (Strg+O)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Read a folder</source>
        <translation>Ordner auswerten</translation>
    </message>
    <message>
        <source>Read a folder…</source>
        <translation>Ordner auswerten…</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Auswerten als</translation>
    </message>
    <message>
        <source>Read the folders inside it as well</source>
        <translation>Auch die Ordner darin auswerten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Subfolders</source>
        <translation>Unterordner</translation>
    </message>
    <message>
        <source>What the scans are read as</source>
        <translation>Als was die Aufnahmen ausgewertet werden</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Report</source>
        <translation>Fehlerbericht</translation>
    </message>
    <message>
        <source>Show the &amp;report</source>
        <translation>Fehlerbe&amp;richt zeigen</translation>
    </message>
    <message>
        <source>The report names no patient and no file, and is not sent anywhere: {}</source>
        <translation>Der Bericht nennt weder Patienten noch Dateien und wird niemandem gesendet: {}</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>DICOM, JPEG, PNG, TIFF or BMP. Everything stays on this computer.</source>
        <translation>DICOM, JPEG, PNG, TIFF oder BMP. Alles bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Drop a scan here</source>
        <translation>Aufnahme hierher ziehen</translation>
    </message>
</context>
<context>
    <name>ExportControl</name>
    <message>
        <source>Export the rows</source>
        <translation>Zeilen exportieren</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF-Dokumente (*.pdf)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Write a report</source>
        <translation>Bericht schreiben</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Figures of the model</source>
        <translation>Kennzahlen des Modells</translation>
    </message>
    <message>
        <source>Measured through the program as you run it: the figure, its 95 % interval, and the number of scans. The lines run from 0 to 1.</source>
        <translation>Gemessen mit diesem Programm, so wie es läuft: die Kennzahl, ihr 95-%-Intervall und die Zahl der Aufnahmen. Die Linien reichen von 0 bis 1.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>All answers</source>
        <translation>Alle Ergebnisse</translation>
    </message>
    <message>
        <source>Answers shown</source>
        <translation>Gezeigte Ergebnisse</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>CSV exportieren…</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>Nicht eindeutig</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Out of scope</source>
        <translation>Nicht anwendbar</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>Reaches the operating point</source>
        <translation>Erreicht den Arbeitspunkt</translation>
    </message>
    <message>
        <source>Report (PDF)…</source>
        <translation>Bericht (PDF)…</translation>
    </message>
    <message>
        <source>Report as PDF</source>
        <translation>Bericht als PDF</translation>
    </message>
    <message>
        <source>Rows: {}</source>
        <translation>Zeilen: {}</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search file, folder or remark</source>
        <translation>Datei, Ordner oder Bemerkung suchen</translation>
    </message>
    <message>
        <source>Write a summary with the most suspicious scans</source>
        <translation>Zusammenfassung mit den auffälligsten Aufnahmen schreiben</translation>
    </message>
    <message>
        <source>Write all rows to a file (Ctrl+S)</source>
        <translation>Alle Zeilen in eine Datei schreiben (Strg+S)</translation>
    </message>
</context>
<context>
    <name>FindingPanel</name>
    <message>
        <source>About this model…</source>
        <translation>Über dieses Modell…</translation>
    </message>
    <message>
        <source>Above the operating point, {}, chosen for {} sensitivity</source>
        <translation>Über dem Arbeitspunkt ({}), gewählt für {} Sensitivität</translation>
    </message>
    <message>
        <source>At the operating point, {}, chosen for {} sensitivity</source>
        <translation>Genau am Arbeitspunkt ({}), gewählt für {} Sensitivität</translation>
    </message>
    <message>
        <source>Below the operating point, {}, chosen for {} sensitivity</source>
        <translation>Unter dem Arbeitspunkt ({}), gewählt für {} Sensitivität</translation>
    </message>
    <message>
        <source>Confidence {}</source>
        <translation>Konfidenz {}</translation>
    </message>
    <message>
        <source>Details of the finding</source>
        <translation>Einzelheiten des Befunds</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Hatched: inconclusive, {} to {}</source>
        <translation>Schraffiert: nicht eindeutig, {} bis {}</translation>
    </message>
    <message>
        <source>Intended use</source>
        <translation>Bestimmungsgemäße Verwendung</translation>
    </message>
    <message>
        <source>Malignancy probability</source>
        <translation>Malignitätswahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Kein Ergebnis</translation>
    </message>
    <message>
        <source>No scan</source>
        <translation>Keine Aufnahme</translation>
    </message>
    <message>
        <source>Probability of each class</source>
        <translation>Wahrscheinlichkeit je Klasse</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>The answer for a scan appears here.</source>
        <translation>Hier erscheint das Ergebnis zu einer Aufnahme.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
</context>
<context>
    <name>FolderControl</name>
    <message>
        <source>Not read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>Ordner öffnen</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>In the usual folder</source>
        <translation>Im üblichen Ordner</translation>
    </message>
    <message>
        <source>Usual folder</source>
        <translation>Üblicher Ordner</translation>
    </message>
</context>
<context>
    <name>FrameCurve</name>
    <message>
        <source>Frame {} of {}</source>
        <translation>Bild {} von {}</translation>
    </message>
    <message>
        <source>Malignancy probability over the frames</source>
        <translation>Malignitätswahrscheinlichkeit über die Einzelbilder</translation>
    </message>
</context>
<context>
    <name>Guard</name>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortfahren</translation>
    </message>
    <message>
        <source>&amp;Open it again</source>
        <translation>&amp;Wieder öffnen</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>&amp;Neu starten</translation>
    </message>
    <message>
        <source>&amp;Start without it</source>
        <translation>&amp;Ohne sie beginnen</translation>
    </message>
    <message>
        <source>An internal error</source>
        <translation>Ein Fehler des Programms selbst</translation>
    </message>
    <message>
        <source>It crashed, or the computer was switched off. The readings in the history and the rows of a batch were kept.</source>
        <translation>Ein Fehler des Programms hat es beendet, oder der Computer wurde ausgeschaltet. Auswertungen im Verlauf und die Zeilen eines Stapels sind erhalten.</translation>
    </message>
    <message>
        <source>Second Reader closed unexpectedly</source>
        <translation>Second Reader wurde unerwartet beendet</translation>
    </message>
    <message>
        <source>The log has the details, as fault {}.</source>
        <translation>Einzelheiten stehen im Protokoll, unter Fehler {}.</translation>
    </message>
    <message>
        <source>This is a bug in the program; neither you nor the scan caused it. What is open stays open, and what was read stays in the history and in the batch.</source>
        <translation>Das ist ein Fehler des Programms, nicht der Aufnahme und nicht Ihrer. Was geöffnet ist, bleibt geöffnet, und was ausgewertet wurde, bleibt im Verlauf und im Stapel.</translation>
    </message>
    <message>
        <source>You can go on. If something no longer responds, restart: the scan, your measurements and the batch are opened again.</source>
        <translation>Sie können fortfahren. Wenn etwas nicht mehr reagiert, starten Sie neu: Die Aufnahme, Ihre Messungen darauf und der Stapel werden wieder geöffnet.</translation>
    </message>
</context>
<context>
    <name>HeaderModel</name>
    <message>
        <source>Element</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>HeaderPanel</name>
    <message>
        <source>Close the header</source>
        <translation>Dateikopf schließen</translation>
    </message>
    <message>
        <source>Elements of the header</source>
        <translation>Elemente des Dateikopfs</translation>
    </message>
    <message>
        <source>File header</source>
        <translation>Dateikopf</translation>
    </message>
    <message>
        <source>Open a scan to see its header.</source>
        <translation>Öffnen Sie eine Aufnahme, um ihren Dateikopf zu sehen.</translation>
    </message>
    <message>
        <source>Search names, tags and values</source>
        <translation>Namen, Tags und Werte suchen</translation>
    </message>
    <message>
        <source>Search the header</source>
        <translation>Dateikopf durchsuchen</translation>
    </message>
    <message>
        <source>Show what may identify the patient</source>
        <translation>Zeigen, was den Patienten identifizieren kann</translation>
    </message>
    <message>
        <source>This file is no DICOM file and has no header.</source>
        <translation>Diese Datei ist keine DICOM-Datei und hat keinen Dateikopf.</translation>
    </message>
    <message>
        <source>{} elements</source>
        <translation>Elemente: {}</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} von {}</translation>
    </message>
</context>
<context>
    <name>HeatmapControls</name>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>No heatmap</source>
        <translation>Keine Heatmap</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Opacity of the heatmap</source>
        <translation>Deckkraft der Heatmap</translation>
    </message>
    <message>
        <source>Threshold: weaker evidence is left out</source>
        <translation>Schwellenwert: Schwächere Hinweise werden weggelassen</translation>
    </message>
    <message>
        <source>What the heatmap shows</source>
        <translation>Was die Heatmap zeigt</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>Histogram of the malignancy probability</source>
        <translation>Histogramm der Malignitätswahrscheinlichkeit</translation>
    </message>
    <message>
        <source>operating point {}</source>
        <translation>Arbeitspunkt {}</translation>
    </message>
    <message>
        <source>{} below 50 %, {} from 50 % on, {} reach the operating point</source>
        <translation>unter 50 %: {}, ab 50 %: {}, Arbeitspunkt erreicht: {}</translation>
    </message>
</context>
<context>
    <name>HistoryBar</name>
    <message>
        <source>Entries: {}</source>
        <translation>Einträge: {}</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>CSV exportieren…</translation>
    </message>
    <message>
        <source>Remove all entries for good</source>
        <translation>Alle Einträge endgültig entfernen</translation>
    </message>
    <message>
        <source>Search date, file, answer, model or patient</source>
        <translation>Datum, Datei, Ergebnis, Modell oder Patient suchen</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Verlauf durchsuchen</translation>
    </message>
    <message>
        <source>Wipe…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Write the entries that are shown to a file (Ctrl+S)</source>
        <translation>Die gezeigten Einträge in eine Datei schreiben (Strg+S)</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>Each scan that is read appears here: when, what was found, and by which model. The history stays on this computer.</source>
        <translation>Hier erscheint jede ausgewertete Aufnahme: wann, mit welchem Ergebnis und von welchem Modell. Der Verlauf bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Entries of the history</source>
        <translation>Einträge des Verlaufs</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Verlauf exportieren</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>It can be switched on in the settings.</source>
        <translation>Er lässt sich in den Einstellungen einschalten.</translation>
    </message>
    <message>
        <source>No entry holds all the words of the search.</source>
        <translation>Kein Eintrag enthält alle Suchwörter.</translation>
    </message>
    <message>
        <source>No history is kept</source>
        <translation>Es wird kein Verlauf geführt</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing was read yet</source>
        <translation>Noch nichts ausgewertet</translation>
    </message>
    <message>
        <source>Remove all {} entries for good?</source>
        <translation>Alle {} Einträge endgültig entfernen?</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>The history is empty.</source>
        <translation>Der Verlauf ist leer.</translation>
    </message>
    <message>
        <source>This cannot be undone. Scans, reports and exported files stay as they are.</source>
        <translation>Das lässt sich nicht rückgängig machen. Aufnahmen, Berichte und exportierte Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Wipe the history</source>
        <translation>Verlauf löschen</translation>
    </message>
    <message>
        <source>Written: {}</source>
        <translation>Geschrieben: {}</translation>
    </message>
</context>
<context>
    <name>IntendedUse</name>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>I have &amp;read this and use the program only in this way.</source>
        <translation>Ich habe dies &amp;gelesen und verwende das Programm nur auf diese Weise.</translation>
    </message>
    <message>
        <source>Intended use</source>
        <translation>Bestimmungsgemäße Verwendung</translation>
    </message>
    <message>
        <source>Intended use of Second Reader</source>
        <translation>Bestimmungsgemäße Verwendung von Second Reader</translation>
    </message>
</context>
<context>
    <name>LogoField</name>
    <message>
        <source>Choose a logo</source>
        <translation>Logo wählen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>No logo</source>
        <translation>Kein Logo</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.tif *.bmp)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.tif *.bmp)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open a scan</source>
        <translation>Aufnahme öffnen</translation>
    </message>
</context>
<context>
    <name>MeasurementList</name>
    <message>
        <source>Measurements</source>
        <translation>Messungen</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Appearance</source>
        <translation>Erscheinungs&amp;bild</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Demonstration scans</source>
        <translation>&amp;Demonstrationsaufnahmen</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Forget them</source>
        <translation>Liste &amp;leeren</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Scan</source>
        <translation>Auf&amp;nahme</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>No recent files</source>
        <translation>Keine zuletzt geöffneten Dateien</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
</context>
<context>
    <name>ModelWindow</name>
    <message>
        <source>About the models</source>
        <translation>Über die Modelle</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>No model is bundled</source>
        <translation>Kein Modell vorhanden</translation>
    </message>
    <message>
        <source>No text</source>
        <translation>Kein Text</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Scans can be looked at and measured, but not read.</source>
        <translation>Aufnahmen können betrachtet und vermessen, aber nicht ausgewertet werden.</translation>
    </message>
    <message>
        <source>The card of the model is written in English.</source>
        <translation>Die Karte des Modells ist auf Englisch verfasst.</translation>
    </message>
    <message>
        <source>The card of this model cannot be read; install the application again.</source>
        <translation>Die Karte dieses Modells kann nicht gelesen werden; installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>Use and limits</source>
        <translation>Verwendung und Grenzen</translation>
    </message>
    <message>
        <source>Whole card</source>
        <translation>Ganze Modellkarte</translation>
    </message>
    <message>
        <source>{}: {}. SHA-256 {}</source>
        <translation>{}: {}. SHA-256 {}</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>One scan is shown at a time: opening {}.</source>
        <translation>Es wird immer nur eine Aufnahme gezeigt: {} wird geöffnet.</translation>
    </message>
    <message>
        <source>Open one that holds DICOM files or pictures; its subfolders do not count.</source>
        <translation>Öffnen Sie einen Ordner mit DICOM-Dateien oder Bildern; Unterordner zählen nicht.</translation>
    </message>
    <message>
        <source>The files of the folder can be opened one by one.</source>
        <translation>Die Dateien des Ordners lassen sich einzeln öffnen.</translation>
    </message>
    <message>
        <source>The report was saved as {}.</source>
        <translation>Der Bericht wurde als {} gespeichert.</translation>
    </message>
    <message>
        <source>There is no scan in the folder {}.</source>
        <translation>Im Ordner {} liegt keine Aufnahme.</translation>
    </message>
    <message>
        <source>To read all {} of them, use a batch (File menu).</source>
        <translation>Um alle {} auszuwerten, verwenden Sie einen Stapel (Menü Datei).</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Pages of the report</source>
        <translation>Seiten des Berichts</translation>
    </message>
</context>
<context>
    <name>Plots</name>
    <message>
        <source>No such plot comes with this model.</source>
        <translation>Zu diesem Modell gibt es dieses Diagramm nicht.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Changes take effect at once.</source>
        <translation>Änderungen gelten sofort.</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen von Einstellungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>1 page</source>
        <translation>1 Seite</translation>
    </message>
    <message>
        <source>As wide as the window</source>
        <translation>So breit wie das Fenster</translation>
    </message>
    <message>
        <source>Choose a row to see its scan.</source>
        <translation>Wählen Sie eine Zeile, um ihre Aufnahme zu sehen.</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Open in the main window</source>
        <translation>Im Hauptfenster öffnen</translation>
    </message>
    <message>
        <source>Opening {}…</source>
        <translation>{} wird geöffnet…</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>The first {} of {} pages</source>
        <translation>Die ersten {} von {} Seiten</translation>
    </message>
    <message>
        <source>{} pages</source>
        <translation>{} Seiten</translation>
    </message>
</context>
<context>
    <name>PreviewPicture</name>
    <message>
        <source>Scan</source>
        <translation>Aufnahme</translation>
    </message>
</context>
<context>
    <name>ProbabilityScale</name>
    <message>
        <source>Malignancy probability</source>
        <translation>Malignitätswahrscheinlichkeit</translation>
    </message>
    <message>
        <source>inconclusive from {} to {}</source>
        <translation>nicht eindeutig von {} bis {}</translation>
    </message>
    <message>
        <source>operating point {}</source>
        <translation>Arbeitspunkt {}</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>QKeySequenceEdit</name>
    <message>
        <source>Press shortcut</source>
        <translation>Taste drücken</translation>
    </message>
</context>
<context>
    <name>ReadingChoices</name>
    <message>
        <source>Operating point</source>
        <translation>Arbeitspunkt</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Auswerten als</translation>
    </message>
    <message>
        <source>What the file states</source>
        <translation>Laut Datei</translation>
    </message>
</context>
<context>
    <name>ReliabilityDialog</name>
    <message>
        <source>A heatmap on the right place does not make the answer right, and a convincing one is no second opinion.</source>
        <translation>Eine Heatmap an der richtigen Stelle macht das Ergebnis nicht richtig, und eine überzeugende ist keine Zweitmeinung.</translation>
    </message>
    <message>
        <source>A pale heatmap does not mean that nothing is there: the model errs, and then its heatmap errs with it.</source>
        <translation>Eine blasse Heatmap heißt nicht, dass dort nichts ist: Das Modell irrt sich, und dann irrt seine Heatmap mit.</translation>
    </message>
    <message>
        <source>For this model it was not measured: no masks were published.</source>
        <translation>Für dieses Modell wurde es nicht gemessen: Es sind keine Masken veröffentlicht.</translation>
    </message>
    <message>
        <source>How reliable is the heatmap?</source>
        <translation>Wie verlässlich ist die Heatmap?</translation>
    </message>
    <message>
        <source>It shows what spoke for a class in this model. It is not the outline of a lesion and not a measurement of its size.</source>
        <translation>Sie zeigt, was in diesem Modell für eine Klasse sprach. Sie ist weder die Kontur einer Läsion noch eine Messung ihrer Größe.</translation>
    </message>
    <message>
        <source>Measured against outlines drawn by radiologists, lesion by lesion.</source>
        <translation>Gemessen an Konturen, die Radiologen gezeichnet haben, Läsion für Läsion.</translation>
    </message>
    <message>
        <source>No model has answered for this scan.</source>
        <translation>Zu dieser Aufnahme hat kein Modell geantwortet.</translation>
    </message>
    <message>
        <source>What it is not</source>
        <translation>Was sie nicht ist</translation>
    </message>
    <message>
        <source>figure [95 % interval], scans</source>
        <translation>Kennzahl [95-%-Intervall], Aufnahmen</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>&amp;Save as PDF…</source>
        <translation>Als PDF &amp;speichern…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>The pages are shown as they will be saved (PDF/A-2b).</source>
        <translation>Die Seiten werden so gezeigt, wie sie gespeichert werden (PDF/A-2b).</translation>
    </message>
    <message>
        <source>This is the scan itself, which the report would replace.</source>
        <translation>Das ist die Aufnahme selbst; der Bericht würde sie ersetzen.</translation>
    </message>
    <message>
        <source>“De-identified” does not remove it.</source>
        <translation>„De-identifiziert“ entfernt ihn nicht.</translation>
    </message>
</context>
<context>
    <name>ReportForm</name>
    <message>
        <source>&amp;De-identified</source>
        <translation>&amp;De-identifiziert</translation>
    </message>
    <message>
        <source>Accession no.</source>
        <translation>Accession-Nr.</translation>
    </message>
    <message>
        <source>As in the file; what you change here changes the report only.</source>
        <translation>Wie in der Datei; was Sie hier ändern, ändert nur den Bericht.</translation>
    </message>
    <message>
        <source>BI-RADS</source>
        <translation>BI-RADS</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Weiblich</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Left out: identity, dates, file name. Text that is part of the picture stays, so check the pages.</source>
        <translation>Weggelassen: Identität, Daten, Dateiname. Text, der Teil des Bildes ist, bleibt; sehen Sie sich daher die Seiten an.</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>US Letter</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Männlich</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Not stated</source>
        <translation>Keine Angabe</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Divers</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>Patienten-ID</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>Befundet von</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Bemerkungen</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>Untersucht am</translation>
    </message>
    <message>
        <source>What the report says</source>
        <translation>Was der Bericht sagt</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>JJJJ-MM-TT</translation>
    </message>
    <message>
        <source>Your finding</source>
        <translation>Ihr Befund</translation>
    </message>
</context>
<context>
    <name>ResumePrompt</name>
    <message>
        <source>An earlier batch</source>
        <translation>Ein früherer Stapel</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>The last batch was not finished.</source>
        <translation>Der letzte Stapel wurde nicht abgeschlossen.</translation>
    </message>
    <message>
        <source>The rows of the last batch are still here.</source>
        <translation>Die Zeilen des letzten Stapels sind noch vorhanden.</translation>
    </message>
    <message>
        <source>{}, files read so far: {}</source>
        <translation>{}, bisher ausgewertete Dateien: {}</translation>
    </message>
    <message>
        <source>{}, files read: {}</source>
        <translation>{}, ausgewertete Dateien: {}</translation>
    </message>
</context>
<context>
    <name>RowsTable</name>
    <message>
        <source>Drop folders here</source>
        <translation>Ordner hierher ziehen</translation>
    </message>
    <message>
        <source>Every scan in them is read, and its row appears as soon as it is done. Everything stays on this computer.</source>
        <translation>Jede Aufnahme darin wird ausgewertet; ihre Zeile erscheint, sobald sie fertig ist. Alles bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Rows of the batch</source>
        <translation>Zeilen des Stapels</translation>
    </message>
</context>
<context>
    <name>ScanView</name>
    <message>
        <source>Scan</source>
        <translation>Aufnahme</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>All keys are the usual ones again.</source>
        <translation>Alle Tasten sind wieder wie üblich.</translation>
    </message>
    <message>
        <source>Back to the usual keys</source>
        <translation>Übliche Tasten wiederherstellen</translation>
    </message>
    <message>
        <source>Key for: {}</source>
        <translation>Taste für: {}</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>Mouse, and keys in the scan</source>
        <translation>Maus, und Tasten in der Aufnahme</translation>
    </message>
    <message>
        <source>Remove the key</source>
        <translation>Taste entfernen</translation>
    </message>
    <message>
        <source>Remove the key for: {}</source>
        <translation>Taste entfernen für: {}</translation>
    </message>
    <message>
        <source>{} was taken from “{}”.</source>
        <translation>{} wurde „{}“ weggenommen.</translation>
    </message>
</context>
<context>
    <name>SummaryStrip</name>
    <message>
        <source>Inconclusive</source>
        <translation>Nicht eindeutig</translation>
    </message>
    <message>
        <source>Malignancy probability</source>
        <translation>Malignitätswahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Out of scope</source>
        <translation>Nicht anwendbar</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>{} reach the operating point</source>
        <translation>Arbeitspunkt erreicht: {}</translation>
    </message>
</context>
<context>
    <name>ThumbnailModel</name>
    <message>
        <source>Not read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Noch offen</translation>
    </message>
</context>
<context>
    <name>ThumbnailStrip</name>
    <message>
        <source>Scans of the folder</source>
        <translation>Aufnahmen im Ordner</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} von {}</translation>
    </message>
</context>
<context>
    <name>ToolRail</name>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
</context>
<context>
    <name>UnsavedRows</name>
    <message>
        <source>Begin a new batch</source>
        <translation>Neuen Stapel beginnen</translation>
    </message>
    <message>
        <source>Close the batch</source>
        <translation>Stapel schließen</translation>
    </message>
    <message>
        <source>The rows have not been exported. They are lost when this window is closed.</source>
        <translation>Die Zeilen wurden nicht exportiert. Sie gehen verloren, wenn dieses Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>The rows of the last batch have not been exported. A new batch takes their place.</source>
        <translation>Die Zeilen des letzten Stapels wurden noch nicht exportiert. Ein neuer Stapel ersetzt sie.</translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
</context>
<context>
    <name>WindowList</name>
    <message>
        <source>As in the file</source>
        <translation>Laut Datei</translation>
    </message>
    <message>
        <source>The windows that the file offers. Drag with the right button for another one.</source>
        <translation>Die Fenster, die die Datei anbietet. Mit der rechten Maustaste ziehen für ein anderes.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Window of grey values</source>
        <translation>Fensterung der Grauwerte</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;About Second Reader</source>
        <translation>Über &amp;Second Reader</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>&amp;Originalgröße</translation>
    </message>
    <message>
        <source>&amp;Batch…</source>
        <translation>&amp;Stapel…</translation>
    </message>
    <message>
        <source>&amp;Close the scan</source>
        <translation>Aufnahme s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Delete the measurement</source>
        <translation>Messung &amp;löschen</translation>
    </message>
    <message>
        <source>&amp;Fit to the window</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>&amp;Heatmap</source>
        <translation>&amp;Heatmap</translation>
    </message>
    <message>
        <source>&amp;Intended use</source>
        <translation>&amp;Bestimmungsgemäße Verwendung</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>&amp;Tasten und Maus</translation>
    </message>
    <message>
        <source>&amp;Last frame</source>
        <translation>&amp;Letztes Bild</translation>
    </message>
    <message>
        <source>&amp;Lesion outline</source>
        <translation>Läsionskont&amp;ur</translation>
    </message>
    <message>
        <source>&amp;Most suspicious frame</source>
        <translation>Auffälli&amp;gstes Bild</translation>
    </message>
    <message>
        <source>&amp;Move the scan</source>
        <translation>Aufnahme &amp;verschieben</translation>
    </message>
    <message>
        <source>&amp;Next scan</source>
        <translation>&amp;Nächste Aufnahme</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Abspielen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>&amp;Bericht…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Show as opened</source>
        <translation>Wie geöffnet &amp;anzeigen</translation>
    </message>
    <message>
        <source>&amp;Turn right</source>
        <translation>Nach &amp;rechts drehen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>&amp;Zoomen</translation>
    </message>
    <message>
        <source>About the &amp;models</source>
        <translation>Über die &amp;Modelle</translation>
    </message>
    <message>
        <source>Change the &amp;window</source>
        <translation>&amp;Fensterung ändern</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>Meldung ausblenden</translation>
    </message>
    <message>
        <source>F&amp;irst frame</source>
        <translation>&amp;Erstes Bild</translation>
    </message>
    <message>
        <source>File &amp;header</source>
        <translation>&amp;Dateikopf</translation>
    </message>
    <message>
        <source>File and window</source>
        <translation>Datei und Fenster</translation>
    </message>
    <message>
        <source>Flip left and ri&amp;ght</source>
        <translation>Hori&amp;zontal spiegeln</translation>
    </message>
    <message>
        <source>Flip top and &amp;bottom</source>
        <translation>Vertikal &amp;spiegeln</translation>
    </message>
    <message>
        <source>Frames and scans</source>
        <translation>Einzelbilder und Aufnahmen</translation>
    </message>
    <message>
        <source>H&amp;istory…</source>
        <translation>&amp;Verlauf…</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Hide what lies over the scan while the key is &amp;held</source>
        <translation>Nur die Aufnahme zeigen, solange die &amp;Taste gedrückt ist</translation>
    </message>
    <message>
        <source>How &amp;reliable is the heatmap?</source>
        <translation>&amp;Wie verlässlich ist die Heatmap?</translation>
    </message>
    <message>
        <source>In&amp;vert</source>
        <translation>&amp;Invertieren</translation>
    </message>
    <message>
        <source>Measure a &amp;distance</source>
        <translation>&amp;Strecke messen</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Next &amp;window of the file</source>
        <translation>&amp;Nächstes Fenster der Datei</translation>
    </message>
    <message>
        <source>Next f&amp;rame</source>
        <translation>Nä&amp;chstes Bild</translation>
    </message>
    <message>
        <source>Open a &amp;folder…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open the &amp;demonstration scan</source>
        <translation>&amp;Demonstrationsaufnahme öffnen</translation>
    </message>
    <message>
        <source>Open the demonstration &amp;mammogram</source>
        <translation>Demonstrations&amp;mammogramm öffnen</translation>
    </message>
    <message>
        <source>Open the demonstration &amp;thermogram</source>
        <translation>Demonstrations&amp;thermogramm öffnen</translation>
    </message>
    <message>
        <source>Open the demonstration c&amp;ine</source>
        <translation>Demonstrations&amp;sequenz öffnen</translation>
    </message>
    <message>
        <source>Pre&amp;vious scan</source>
        <translation>&amp;Vorherige Aufnahme</translation>
    </message>
    <message>
        <source>Previous &amp;frame</source>
        <translation>Vorheriges &amp;Bild</translation>
    </message>
    <message>
        <source>Scans of the fol&amp;der</source>
        <translation>Au&amp;fnahmen im Ordner</translation>
    </message>
    <message>
        <source>Tools of the left button</source>
        <translation>Werkzeuge der linken Maustaste</translation>
    </message>
    <message>
        <source>Turn &amp;left</source>
        <translation>Nach &amp;links drehen</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
</context>
<context>
    <name>batch</name>
    <message>
        <source>Answer</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Konfidenz</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Frame {} of {}</source>
        <translation>Bild {} von {}</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>Nicht eindeutig</translation>
    </message>
    <message>
        <source>Malignancy</source>
        <translation>Malignität</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Out of scope</source>
        <translation>Nicht anwendbar</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>{} a minute</source>
        <translation>{} pro Minute</translation>
    </message>
    <message>
        <source>{} a second</source>
        <translation>{} pro Sekunde</translation>
    </message>
    <message>
        <source>{} left</source>
        <translation>noch {}</translation>
    </message>
    <message>
        <source>{} of {} files</source>
        <translation>{} von {} Dateien</translation>
    </message>
    <message>
        <source>{} of {} or more files</source>
        <translation>{} von {} oder mehr Dateien</translation>
    </message>
</context>
<context>
    <name>dicomdir</name>
    <message>
        <source>Of {} pictures that the index of this disc names, {} were left out ({}).</source>
        <translation>Von {} Bildern, die das Verzeichnis dieses Datenträgers nennt, wurden {} weggelassen ({}).</translation>
    </message>
    <message>
        <source>Patient {}</source>
        <translation>Patient {}</translation>
    </message>
    <message>
        <source>Series {}</source>
        <translation>Serie {}</translation>
    </message>
    <message>
        <source>Study {}</source>
        <translation>Studie {}</translation>
    </message>
    <message>
        <source>not there: {}</source>
        <translation>nicht vorhanden: {}</translation>
    </message>
    <message>
        <source>outside its folder: {}</source>
        <translation>außerhalb seines Ordners: {}</translation>
    </message>
    <message>
        <source>records that cannot be read: {}</source>
        <translation>unlesbare Datensätze: {}</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>A fault of the program itself prevented the answer ({error}).</source>
        <translation>Ein Fehler des Programms selbst hat das Ergebnis verhindert ({error}).</translation>
    </message>
    <message>
        <source>A file without a name was asked for.</source>
        <translation>Es wurde eine Datei ohne Namen verlangt.</translation>
    </message>
    <message>
        <source>A worker of the cluster has other models, or another version of the program.</source>
        <translation>Ein Worker des Clusters hat andere Modelle oder eine andere Version des Programms.</translation>
    </message>
    <message>
        <source>AUC among patients {first} to {last}, in which both classes occur</source>
        <translation>AUC unter den Patienten {first} bis {last}, bei denen beide Klassen vorkommen</translation>
    </message>
    <message>
        <source>AUC lesion/normal</source>
        <translation>AUC Läsion/normal</translation>
    </message>
    <message>
        <source>AUC of age alone</source>
        <translation>AUC des Alters allein</translation>
    </message>
    <message>
        <source>AUC of the machine alone</source>
        <translation>AUC des Geräts allein</translation>
    </message>
    <message>
        <source>AUC of the patient&apos;s number alone</source>
        <translation>AUC der Patientennummer allein</translation>
    </message>
    <message>
        <source>AUC of the patient&apos;s number alone, among patients {first} to {last}, in which both classes occur</source>
        <translation>AUC der Patientennummer allein, unter den Patienten {first} bis {last}, bei denen beide Klassen vorkommen</translation>
    </message>
    <message>
        <source>AUC {others}/{positive}</source>
        <translation>AUC {others}/{positive}</translation>
    </message>
    <message>
        <source>AUC {others}/{positive}, burned-in marks masked</source>
        <translation>AUC {others}/{positive}, eingebrannte Markierungen verdeckt</translation>
    </message>
    <message>
        <source>AUC {others}/{positive}, by breast</source>
        <translation>AUC {others}/{positive}, je Brust</translation>
    </message>
    <message>
        <source>AUC {others}/{positive}, by woman</source>
        <translation>AUC {others}/{positive}, je Frau</translation>
    </message>
    <message>
        <source>Allow this user to write to {place}, or free space there.</source>
        <translation>Erlauben Sie diesem Benutzer, in {place} zu schreiben, oder schaffen Sie dort Platz.</translation>
    </message>
    <message>
        <source>Another batch is writing to this output.</source>
        <translation>Ein anderer Stapel schreibt in diese Ausgabe.</translation>
    </message>
    <message>
        <source>Another program is using the history.</source>
        <translation>Ein anderes Programm verwendet den Verlauf.</translation>
    </message>
    <message>
        <source>Check its name, and that its disk is connected.</source>
        <translation>Prüfen Sie den Namen und ob der Datenträger angeschlossen ist.</translation>
    </message>
    <message>
        <source>Check that it still exists and may be read.</source>
        <translation>Prüfen Sie, ob es noch vorhanden ist und gelesen werden darf.</translation>
    </message>
    <message>
        <source>Check that the right file or frame was exported.</source>
        <translation>Prüfen Sie, ob die richtige Datei oder das richtige Bild exportiert wurde.</translation>
    </message>
    <message>
        <source>Check that the right file was opened, or read it without the program.</source>
        <translation>Prüfen Sie, ob die richtige Datei geöffnet wurde, oder befunden Sie sie ohne das Programm.</translation>
    </message>
    <message>
        <source>Check that the right file was opened, or state what it is.</source>
        <translation>Prüfen Sie, ob die richtige Datei geöffnet wurde, oder geben Sie an, was es ist.</translation>
    </message>
    <message>
        <source>Check the address, and that the scheduler runs: dask scheduler</source>
        <translation>Prüfen Sie die Adresse und ob der Scheduler läuft: dask scheduler</translation>
    </message>
    <message>
        <source>Check the disk or choose another folder, then try again.</source>
        <translation>Prüfen Sie den Datenträger oder wählen Sie einen anderen Ordner und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Check the disk, then resume: what was read is kept.</source>
        <translation>Prüfen Sie den Datenträger und setzen Sie fort: Was ausgewertet wurde, ist erhalten.</translation>
    </message>
    <message>
        <source>Check the disk; what was read meanwhile is added with the next scan.</source>
        <translation>Prüfen Sie den Datenträger; was inzwischen ausgewertet wurde, wird mit der nächsten Aufnahme ergänzt.</translation>
    </message>
    <message>
        <source>Choose a PNG or JPEG picture.</source>
        <translation>Wählen Sie ein PNG- oder JPEG-Bild.</translation>
    </message>
    <message>
        <source>Choose an output in a folder of your own that exists.</source>
        <translation>Wählen Sie eine Ausgabe in einem vorhandenen eigenen Ordner.</translation>
    </message>
    <message>
        <source>Choose another one in the settings, or put its folder back.</source>
        <translation>Wählen Sie in den Einstellungen ein anderes oder legen Sie seinen Ordner zurück.</translation>
    </message>
    <message>
        <source>Close it in other programs, or choose a folder of your own.</source>
        <translation>Schließen Sie sie in anderen Programmen oder wählen Sie einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>Close it; what was read meanwhile is added with the next scan.</source>
        <translation>Schließen Sie es; was inzwischen ausgewertet wurde, wird mit der nächsten Aufnahme ergänzt.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>Schließen Sie andere Programme und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Close other programs, or read it with fewer workers.</source>
        <translation>Schließen Sie andere Programme oder werten Sie sie mit weniger Prozessen aus.</translation>
    </message>
    <message>
        <source>Connect its disk again, then resume: what was read is kept.</source>
        <translation>Schließen Sie den Datenträger wieder an und setzen Sie fort: Was ausgewertet wurde, ist erhalten.</translation>
    </message>
    <message>
        <source>Copy or export it again from where it came from.</source>
        <translation>Kopieren oder exportieren Sie sie erneut von ihrer Quelle.</translation>
    </message>
    <message>
        <source>Create it or choose another one.</source>
        <translation>Legen Sie ihn an oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Create it or name another one.</source>
        <translation>Legen Sie ihn an oder nennen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Decide without it; another view of the same place may help.</source>
        <translation>Entscheiden Sie ohne das Programm; eine andere Ansicht derselben Stelle kann helfen.</translation>
    </message>
    <message>
        <source>Decoding the file ended unexpectedly: it is probably damaged.</source>
        <translation>Das Dekodieren der Datei endete unerwartet: Sie ist vermutlich beschädigt.</translation>
    </message>
    <message>
        <source>Decoding the file takes more memory than a scan may take.</source>
        <translation>Das Dekodieren der Datei braucht mehr Speicher, als eine Aufnahme darf.</translation>
    </message>
    <message>
        <source>Decoding the file takes too long.</source>
        <translation>Das Dekodieren der Datei dauert zu lange.</translation>
    </message>
    <message>
        <source>Demonstration, drawn by a program: no patient</source>
        <translation>Demonstration, von einem Programm gezeichnet: kein Patient</translation>
    </message>
    <message>
        <source>Demonstration: four scans that were drawn by a program and show no patient.</source>
        <translation>Demonstration: vier Aufnahmen, die von einem Programm gezeichnet wurden und keinen Patienten zeigen.</translation>
    </message>
    <message>
        <source>Every worker of the cluster that read this file ended.</source>
        <translation>Jeder Worker des Clusters, der diese Datei auswertete, wurde beendet.</translation>
    </message>
    <message>
        <source>Export it again from the system that it came from.</source>
        <translation>Exportieren Sie sie erneut aus dem System, aus dem sie stammt.</translation>
    </message>
    <message>
        <source>Export it again from where it came from.</source>
        <translation>Exportieren Sie sie erneut von ihrer Quelle.</translation>
    </message>
    <message>
        <source>Export it again in grey or RGB.</source>
        <translation>Exportieren Sie sie erneut in Graustufen oder RGB.</translation>
    </message>
    <message>
        <source>Export it again without compression.</source>
        <translation>Exportieren Sie sie erneut ohne Kompression.</translation>
    </message>
    <message>
        <source>Export it smaller, or as single frames, and open it again.</source>
        <translation>Exportieren Sie sie kleiner oder als Einzelbilder und öffnen Sie sie erneut.</translation>
    </message>
    <message>
        <source>Export it uncompressed, or compressed as JPEG, JPEG-LS, JPEG 2000 or RLE.</source>
        <translation>Exportieren Sie sie unkomprimiert oder als JPEG, JPEG-LS, JPEG 2000 oder RLE komprimiert.</translation>
    </message>
    <message>
        <source>Export it with 16 bits or less.</source>
        <translation>Exportieren Sie es mit höchstens 16 Bit.</translation>
    </message>
    <message>
        <source>Export the scan at its full size; at least {side} pixels a side are needed.</source>
        <translation>Exportieren Sie die Aufnahme in voller Größe; nötig sind mindestens {side} Pixel je Seite.</translation>
    </message>
    <message>
        <source>For research and education only. Not a medical device: not for use in the care of patients.</source>
        <translation>Nur für Forschung und Lehre. Kein Medizinprodukt: nicht zur Verwendung in der Versorgung von Patienten.</translation>
    </message>
    <message>
        <source>Free some space or choose another folder, then try again.</source>
        <translation>Geben Sie Platz frei oder wählen Sie einen anderen Ordner und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Free some space, then resume: what was read is kept.</source>
        <translation>Geben Sie Platz frei und setzen Sie fort: Was ausgewertet wurde, ist erhalten.</translation>
    </message>
    <message>
        <source>Free some space; what was read meanwhile is added with the next scan.</source>
        <translation>Geben Sie Platz frei; was inzwischen ausgewertet wurde, wird mit der nächsten Aufnahme ergänzt.</translation>
    </message>
    <message>
        <source>Install the application again, or put back the model that came with it.</source>
        <translation>Installieren Sie das Programm neu oder legen Sie das mitgelieferte Modell zurück.</translation>
    </message>
    <message>
        <source>Install the application again, or put back the models that came with it.</source>
        <translation>Installieren Sie das Programm neu oder legen Sie die mitgelieferten Modelle zurück.</translation>
    </message>
    <message>
        <source>Install the application again.</source>
        <translation>Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>Install the program with its extra named cluster.</source>
        <translation>Installieren Sie das Programm mit dem Zusatz namens cluster.</translation>
    </message>
    <message>
        <source>Install the same version of it on the scheduler and on all workers.</source>
        <translation>Installieren Sie auf dem Scheduler und allen Workern dieselbe Version.</translation>
    </message>
    <message>
        <source>Install the same version on all computers of the cluster.</source>
        <translation>Installieren Sie auf allen Computern des Clusters dieselbe Version.</translation>
    </message>
    <message>
        <source>Installing what this Debian lacks: {packages} ({switch}=no prevents it).</source>
        <translation>Was diesem Debian fehlt, wird installiert: {packages} ({switch}=no verhindert es).</translation>
    </message>
    <message>
        <source>It does not work: {kind}: {error}</source>
        <translation>Es funktioniert nicht: {kind}: {error}</translation>
    </message>
    <message>
        <source>It is decoded to another picture than it holds.</source>
        <translation>Das dekodierte Bild ist nicht das enthaltene.</translation>
    </message>
    <message>
        <source>It is left as it is; move the file away to begin a new one.</source>
        <translation>Er bleibt, wie er ist; verschieben Sie die Datei, um einen neuen zu beginnen.</translation>
    </message>
    <message>
        <source>It is left as it is; use that version to see it, or to go on writing it.</source>
        <translation>Er bleibt, wie er ist; verwenden Sie jene Version, um ihn zu sehen oder fortzuführen.</translation>
    </message>
    <message>
        <source>It may be damaged: export it again, smaller or as single frames.</source>
        <translation>Sie ist vielleicht beschädigt: Exportieren Sie sie erneut, kleiner oder als Einzelbilder.</translation>
    </message>
    <message>
        <source>Its version is not known.</source>
        <translation>Die Version ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Make that folder writable, or switch the history off in the settings.</source>
        <translation>Machen Sie diesen Ordner beschreibbar oder schalten Sie den Verlauf in den Einstellungen aus.</translation>
    </message>
    <message>
        <source>Name a file inside it.</source>
        <translation>Nennen Sie eine Datei darin.</translation>
    </message>
    <message>
        <source>Name another file, so that this one is not lost.</source>
        <translation>Nennen Sie eine andere Datei, damit diese nicht verloren geht.</translation>
    </message>
    <message>
        <source>Name another one with --output.</source>
        <translation>Nennen Sie mit --output einen anderen.</translation>
    </message>
    <message>
        <source>Name another one.</source>
        <translation>Nennen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Name the folder that the file lies in.</source>
        <translation>Nennen Sie den Ordner, in dem die Datei liegt.</translation>
    </message>
    <message>
        <source>Name the same folders in the same way, or choose another output.</source>
        <translation>Nennen Sie dieselben Ordner auf dieselbe Weise oder wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
        <source>Name the scans one by one, for example FOLDER/*.dcm.</source>
        <translation>Nennen Sie die Aufnahmen einzeln, zum Beispiel ORDNER/*.dcm.</translation>
    </message>
    <message>
        <source>No models are bundled.</source>
        <translation>Es sind keine Modelle enthalten.</translation>
    </message>
    <message>
        <source>No scan could be read, so no report was written.</source>
        <translation>Keine Aufnahme konnte gelesen werden, daher wurde kein Bericht geschrieben.</translation>
    </message>
    <message>
        <source>Nothing can be written to {folder}: {reason}.</source>
        <translation>In {folder} kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>Open a DICOM, PNG, JPEG, TIFF or BMP file.</source>
        <translation>Öffnen Sie eine DICOM-, PNG-, JPEG-, TIFF- oder BMP-Datei.</translation>
    </message>
    <message>
        <source>Open a breast ultrasound, a mammogram or a thermogram.</source>
        <translation>Öffnen Sie eine Mammasonographie, ein Mammogramm oder ein Thermogramm.</translation>
    </message>
    <message>
        <source>Open a file inside it.</source>
        <translation>Öffnen Sie eine Datei darin.</translation>
    </message>
    <message>
        <source>Open it in the window, or read its folder and those inside as a batch.</source>
        <translation>Öffnen Sie es im Fenster, oder werten Sie seinen Ordner mit Unterordnern als Stapel aus.</translation>
    </message>
    <message>
        <source>Open the file by itself; if that fails too, please report it.</source>
        <translation>Öffnen Sie die Datei einzeln; wenn auch das misslingt, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>Open the file of the scan itself.</source>
        <translation>Öffnen Sie die Datei der Aufnahme selbst.</translation>
    </message>
    <message>
        <source>Open the original scan, not an icon or a strip of it.</source>
        <translation>Öffnen Sie die Originalaufnahme, nicht ein Symbol oder einen Streifen davon.</translation>
    </message>
    <message>
        <source>Open the scan itself, not a photograph or a screen of another program.</source>
        <translation>Öffnen Sie die Aufnahme selbst, nicht ein Foto oder ein Bildschirmfoto eines anderen Programms.</translation>
    </message>
    <message>
        <source>Read it as {modality}, or leave the choice to the program.</source>
        <translation>Lassen Sie sie als {modality} auswerten, oder überlassen Sie die Wahl dem Programm.</translation>
    </message>
    <message>
        <source>Read it without the program, which answers for {modalities} only.</source>
        <translation>Befunden Sie sie ohne das Programm; es wertet nur {modalities} aus.</translation>
    </message>
    <message>
        <source>Read the file by itself; if it is intact, the workers need more memory.</source>
        <translation>Werten Sie die Datei einzeln aus; ist sie unversehrt, brauchen die Worker mehr Speicher.</translation>
    </message>
    <message>
        <source>Read the folder that it leads to.</source>
        <translation>Werten Sie den Ordner aus, auf den sie zeigt.</translation>
    </message>
    <message>
        <source>Reading on a cluster needs Dask, which is not installed.</source>
        <translation>Das Auswerten auf einem Cluster braucht Dask, das nicht installiert ist.</translation>
    </message>
    <message>
        <source>Remove it to begin anew, or choose another output.</source>
        <translation>Entfernen Sie es, um neu zu beginnen, oder wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
        <source>Save it as PNG and open that.</source>
        <translation>Speichern Sie sie als PNG und öffnen Sie dieses.</translation>
    </message>
    <message>
        <source>Start it again, then resume: what was read is kept.</source>
        <translation>Starten Sie ihn neu und setzen Sie fort: Was ausgewertet wurde, ist erhalten.</translation>
    </message>
    <message>
        <source>Start some: dask worker {address}</source>
        <translation>Starten Sie welche: dask worker {address}</translation>
    </message>
    <message>
        <source>The 16-bit picture uses {bits} bits only; it was brightened to its full range.</source>
        <translation>Das 16-Bit-Bild nutzt nur {bits} Bit; es wurde auf seinen vollen Umfang aufgehellt.</translation>
    </message>
    <message>
        <source>The BMP file is cut off.</source>
        <translation>Die BMP-Datei ist abgeschnitten.</translation>
    </message>
    <message>
        <source>The BMP file is cut off: a part of the picture is missing.</source>
        <translation>Die BMP-Datei ist abgeschnitten: Ein Teil des Bildes fehlt.</translation>
    </message>
    <message>
        <source>The BMP file is damaged and cannot be decoded.</source>
        <translation>Die BMP-Datei ist beschädigt und kann nicht dekodiert werden.</translation>
    </message>
    <message>
        <source>The BMP file uses a rare kind of compression that is not read.</source>
        <translation>Die BMP-Datei verwendet eine seltene Kompression, die nicht gelesen wird.</translation>
    </message>
    <message>
        <source>The DICOM file announces a picture but does not hold it; it may be cut off.</source>
        <translation>Die DICOM-Datei kündigt ein Bild an, enthält es aber nicht; sie ist vielleicht abgeschnitten.</translation>
    </message>
    <message>
        <source>The DICOM file contradicts itself about the depth of its picture.</source>
        <translation>Die DICOM-Datei widerspricht sich in der Bittiefe ihres Bildes.</translation>
    </message>
    <message>
        <source>The DICOM file does not say how its picture is compressed (no transfer syntax).</source>
        <translation>Die DICOM-Datei sagt nicht, wie ihr Bild komprimiert ist (keine Transfersyntax).</translation>
    </message>
    <message>
        <source>The DICOM file does not say what kind of scan it holds (no modality).</source>
        <translation>Die DICOM-Datei sagt nicht, welche Art von Aufnahme sie enthält (keine Modalität).</translation>
    </message>
    <message>
        <source>The DICOM file has a colour palette that is incomplete.</source>
        <translation>Die DICOM-Datei hat eine unvollständige Farbpalette.</translation>
    </message>
    <message>
        <source>The DICOM file holds no picture.</source>
        <translation>Die DICOM-Datei enthält kein Bild.</translation>
    </message>
    <message>
        <source>The DICOM file holds the index of a disc (DICOMDIR) and no scan.</source>
        <translation>Die DICOM-Datei enthält das Verzeichnis eines Datenträgers (DICOMDIR) und keine Aufnahme.</translation>
    </message>
    <message>
        <source>The DICOM file holds {thing} and no scan.</source>
        <translation>Die DICOM-Datei enthält {thing} und keine Aufnahme.</translation>
    </message>
    <message>
        <source>The DICOM file is cut off or damaged: it cannot be unpacked.</source>
        <translation>Die DICOM-Datei ist abgeschnitten oder beschädigt: Sie kann nicht entpackt werden.</translation>
    </message>
    <message>
        <source>The DICOM file is of another kind than ultrasound, mammography or thermography.</source>
        <translation>Die DICOM-Datei ist von anderer Art als Ultraschall, Mammographie oder Thermographie.</translation>
    </message>
    <message>
        <source>The DICOM file keeps its colours in a way that is not read.</source>
        <translation>Die DICOM-Datei speichert ihre Farben auf eine Weise, die nicht gelesen wird.</translation>
    </message>
    <message>
        <source>The DICOM file uses a kind of compression that is not read.</source>
        <translation>Die DICOM-Datei verwendet eine Kompression, die nicht gelesen wird.</translation>
    </message>
    <message>
        <source>The JPEG file is cut off: a part of the picture is missing.</source>
        <translation>Die JPEG-Datei ist abgeschnitten: Ein Teil des Bildes fehlt.</translation>
    </message>
    <message>
        <source>The JPEG file is damaged and cannot be decoded.</source>
        <translation>Die JPEG-Datei ist beschädigt und kann nicht dekodiert werden.</translation>
    </message>
    <message>
        <source>The JPEG file is damaged: it holds no picture.</source>
        <translation>Die JPEG-Datei ist beschädigt: Sie enthält kein Bild.</translation>
    </message>
    <message>
        <source>The JPEG file is damaged: its picture has another size than it says.</source>
        <translation>Die JPEG-Datei ist beschädigt: Ihr Bild hat eine andere Größe als angegeben.</translation>
    </message>
    <message>
        <source>The JPEG file is slightly damaged; compare it with the original.</source>
        <translation>Die JPEG-Datei ist leicht beschädigt; vergleichen Sie sie mit dem Original.</translation>
    </message>
    <message>
        <source>The JPEG file uses a rare kind of compression that is not read.</source>
        <translation>Die JPEG-Datei verwendet eine seltene Kompression, die nicht gelesen wird.</translation>
    </message>
    <message>
        <source>The PNG file is an animation; only its first picture is shown.</source>
        <translation>Die PNG-Datei ist eine Animation; nur ihr erstes Bild wird gezeigt.</translation>
    </message>
    <message>
        <source>The PNG file is cut off: a part of the picture is missing.</source>
        <translation>Die PNG-Datei ist abgeschnitten: Ein Teil des Bildes fehlt.</translation>
    </message>
    <message>
        <source>The PNG file is damaged and cannot be decoded.</source>
        <translation>Die PNG-Datei ist beschädigt und kann nicht dekodiert werden.</translation>
    </message>
    <message>
        <source>The PNG file is damaged: a checksum in it is wrong.</source>
        <translation>Die PNG-Datei ist beschädigt: Eine Prüfsumme darin ist falsch.</translation>
    </message>
    <message>
        <source>The PNG file is damaged: it does not say what it holds.</source>
        <translation>Die PNG-Datei ist beschädigt: Sie sagt nicht, was sie enthält.</translation>
    </message>
    <message>
        <source>The PNG file is damaged: it says that its picture is of no known kind.</source>
        <translation>Die PNG-Datei ist beschädigt: Die angegebene Art ihres Bildes ist unbekannt.</translation>
    </message>
    <message>
        <source>The TIFF file has several pictures; only the first is shown.</source>
        <translation>Die TIFF-Datei hat mehrere Bilder; nur das erste wird gezeigt.</translation>
    </message>
    <message>
        <source>The TIFF file is damaged and cannot be decoded.</source>
        <translation>Die TIFF-Datei ist beschädigt und kann nicht dekodiert werden.</translation>
    </message>
    <message>
        <source>The TIFF file is damaged: it does not say what it holds.</source>
        <translation>Die TIFF-Datei ist beschädigt: Sie sagt nicht, was sie enthält.</translation>
    </message>
    <message>
        <source>The TIFF file is damaged: its palette does not fit its picture.</source>
        <translation>Die TIFF-Datei ist beschädigt: Ihre Palette passt nicht zu ihrem Bild.</translation>
    </message>
    <message>
        <source>The TIFF file is damaged: its picture has another size than it says.</source>
        <translation>Die TIFF-Datei ist beschädigt: Ihr Bild hat eine andere Größe als angegeben.</translation>
    </message>
    <message>
        <source>The TIFF file uses a rare kind of picture or compression that is not read.</source>
        <translation>Die TIFF-Datei verwendet eine seltene Bildart oder Kompression, die nicht gelesen wird.</translation>
    </message>
    <message>
        <source>The card of the model {model} is incomplete or contradicts itself.</source>
        <translation>Die Karte des Modells {model} ist unvollständig oder widerspricht sich.</translation>
    </message>
    <message>
        <source>The card of the model {model} was altered.</source>
        <translation>Die Karte des Modells {model} wurde verändert.</translation>
    </message>
    <message>
        <source>The cluster cannot run the program ({error}).</source>
        <translation>Der Cluster kann das Programm nicht ausführen ({error}).</translation>
    </message>
    <message>
        <source>The colour profile of the report is missing.</source>
        <translation>Das Farbprofil des Berichts fehlt.</translation>
    </message>
    <message>
        <source>The compressed DICOM file unpacks to more than a scan may have.</source>
        <translation>Die komprimierte DICOM-Datei wird entpackt größer, als eine Aufnahme sein darf.</translation>
    </message>
    <message>
        <source>The demonstration scan gets no answer.</source>
        <translation>Für die Demonstrationsaufnahme gibt es kein Ergebnis.</translation>
    </message>
    <message>
        <source>The disk is full, so the batch was halted.</source>
        <translation>Der Datenträger ist voll; der Stapel wurde angehalten.</translation>
    </message>
    <message>
        <source>The disk is full, so the file was not written.</source>
        <translation>Der Datenträger ist voll; die Datei wurde nicht geschrieben.</translation>
    </message>
    <message>
        <source>The disk is full, so the history could not be written.</source>
        <translation>Der Datenträger ist voll; der Verlauf konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The file announces {columns} x {rows} pixels in {frames} frame(s), more than a scan may have.</source>
        <translation>Die Datei kündigt {columns} x {rows} Pixel in {frames} Bild(ern) an, mehr als eine Aufnahme haben darf.</translation>
    </message>
    <message>
        <source>The file cannot be decoded: the decoder does not start.</source>
        <translation>Die Datei kann nicht dekodiert werden: Der Dekoder startet nicht.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The file could not be written ({error}).</source>
        <translation>Die Datei konnte nicht geschrieben werden ({error}).</translation>
    </message>
    <message>
        <source>The file has overlay graphics, which are not shown.</source>
        <translation>Die Datei hat Overlay-Grafiken, die nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>The file has {megabytes} MB; at most {limit} MB are read.</source>
        <translation>Die Datei hat {megabytes} MB; gelesen werden höchstens {limit} MB.</translation>
    </message>
    <message>
        <source>The file is damaged: its content contradicts itself.</source>
        <translation>Die Datei ist beschädigt: Ihr Inhalt widerspricht sich.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>The file is of no kind that is read.</source>
        <translation>Die Datei ist von keiner Art, die gelesen wird.</translation>
    </message>
    <message>
        <source>The file is {kind}, which is not read.</source>
        <translation>Die Datei ist {kind} und wird nicht gelesen.</translation>
    </message>
    <message>
        <source>The file may not be written there.</source>
        <translation>Die Datei darf dort nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The file says that it is {kind} ({code}), not a breast scan read here.</source>
        <translation>Laut Datei ist dies {kind} ({code}), keine Aufnahme der Brust, die hier ausgewertet wird.</translation>
    </message>
    <message>
        <source>The file says that its picture has no pixels.</source>
        <translation>Laut Datei hat ihr Bild keine Pixel.</translation>
    </message>
    <message>
        <source>The file {file} cannot be read.</source>
        <translation>Die Datei {file} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The file {file} is incomplete.</source>
        <translation>Die Datei {file} ist unvollständig.</translation>
    </message>
    <message>
        <source>The file {file} of the model {model} cannot be read.</source>
        <translation>Die Datei {file} des Modells {model} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The file {file} was altered.</source>
        <translation>Die Datei {file} wurde verändert.</translation>
    </message>
    <message>
        <source>The folder can no longer be reached.</source>
        <translation>Der Ordner ist nicht mehr erreichbar.</translation>
    </message>
    <message>
        <source>The folder cannot be looked into.</source>
        <translation>In den Ordner kann nicht hineingesehen werden.</translation>
    </message>
    <message>
        <source>The folder cannot be reached.</source>
        <translation>Der Ordner ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The folder for the reports cannot be made.</source>
        <translation>Der Ordner für die Berichte kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>The folder of the output does not exist.</source>
        <translation>Der Ordner der Ausgabe ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>The folder to write to does not exist.</source>
        <translation>Der Zielordner ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>The folder {folder} for the demonstration cannot be made: {reason}.</source>
        <translation>Der Ordner {folder} für die Demonstration kann nicht angelegt werden: {reason}.</translation>
    </message>
    <message>
        <source>The fonts of the report are missing or damaged.</source>
        <translation>Die Schriften des Berichts fehlen oder sind beschädigt.</translation>
    </message>
    <message>
        <source>The header is not written as the DICOM standard asks: {attributes}.</source>
        <translation>Der Dateikopf entspricht nicht dem DICOM-Standard: {attributes}.</translation>
    </message>
    <message>
        <source>The history cannot be kept in your folder for application data.</source>
        <translation>Der Verlauf kann nicht in Ihrem Ordner für Anwendungsdaten geführt werden.</translation>
    </message>
    <message>
        <source>The history could not be written.</source>
        <translation>Der Verlauf konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The history is damaged, or of another program.</source>
        <translation>Der Verlauf ist beschädigt oder stammt von einem anderen Programm.</translation>
    </message>
    <message>
        <source>The history was written by a later version of this program.</source>
        <translation>Der Verlauf wurde von einer neueren Version dieses Programms geschrieben.</translation>
    </message>
    <message>
        <source>The journal of the batch cannot be written beside the output.</source>
        <translation>Das Journal des Stapels kann nicht neben der Ausgabe geschrieben werden.</translation>
    </message>
    <message>
        <source>The journal of the batch could not be written.</source>
        <translation>Das Journal des Stapels konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The journal of the batch is damaged, or of another program.</source>
        <translation>Das Journal des Stapels ist beschädigt oder stammt von einem anderen Programm.</translation>
    </message>
    <message>
        <source>The logo cannot be used: {why}</source>
        <translation>Das Logo kann nicht verwendet werden: {why}</translation>
    </message>
    <message>
        <source>The lowest {rows} rows are uniformly grey: a part of the picture may be missing.</source>
        <translation>Die untersten {rows} Zeilen sind gleichmäßig grau: Ein Teil des Bildes fehlt vielleicht.</translation>
    </message>
    <message>
        <source>The model cannot tell: {probability} lies in the zone where it errs most.</source>
        <translation>Das Modell kann es nicht entscheiden: {probability} liegt in dem Bereich, in dem es sich am häufigsten irrt.</translation>
    </message>
    <message>
        <source>The model that was chosen for {modality} is not there, or was altered.</source>
        <translation>Das für {modality} gewählte Modell ist nicht vorhanden oder wurde verändert.</translation>
    </message>
    <message>
        <source>The model {model} cannot be loaded.</source>
        <translation>Das Modell {model} kann nicht geladen werden.</translation>
    </message>
    <message>
        <source>The model {model} does not match its card.</source>
        <translation>Das Modell {model} passt nicht zu seiner Karte.</translation>
    </message>
    <message>
        <source>The model {model} gave no number.</source>
        <translation>Das Modell {model} hat keine Zahl geliefert.</translation>
    </message>
    <message>
        <source>The output exists and is not a table of an earlier batch.</source>
        <translation>Die Ausgabe ist vorhanden und keine Tabelle eines früheren Stapels.</translation>
    </message>
    <message>
        <source>The output is a folder.</source>
        <translation>Die Ausgabe ist ein Ordner.</translation>
    </message>
    <message>
        <source>The picture in the DICOM file has values that are no numbers.</source>
        <translation>Das Bild in der DICOM-Datei enthält Werte, die keine Zahlen sind.</translation>
    </message>
    <message>
        <source>The picture in the DICOM file is cut off or damaged (frame {frame}).</source>
        <translation>Das Bild in der DICOM-Datei ist abgeschnitten oder beschädigt (Bild {frame}).</translation>
    </message>
    <message>
        <source>The picture is a colour picture, not a grey {modality} scan.</source>
        <translation>Das Bild ist farbig und keine Graustufenaufnahme ({modality}).</translation>
    </message>
    <message>
        <source>The picture is blank: it has the same grey value nearly everywhere.</source>
        <translation>Das Bild ist leer: Es hat fast überall denselben Grauwert.</translation>
    </message>
    <message>
        <source>The picture is stored for processing, not for presentation; it looks different from the one that was read.</source>
        <translation>Das Bild ist zur Verarbeitung gespeichert, nicht zur Darstellung; es sieht anders aus als das befundete.</translation>
    </message>
    <message>
        <source>The picture is too large for its depth.</source>
        <translation>Das Bild ist für seine Bittiefe zu groß.</translation>
    </message>
    <message>
        <source>The picture is too small to be read: {columns} x {rows} pixels.</source>
        <translation>Das Bild ist zu klein, um ausgewertet zu werden: {columns} x {rows} Pixel.</translation>
    </message>
    <message>
        <source>The picture is transparent in places; they are shown black.</source>
        <translation>Das Bild ist stellenweise durchsichtig; diese Stellen sind schwarz gezeigt.</translation>
    </message>
    <message>
        <source>The picture of {columns} x {rows} pixels is too small or too narrow for a scan.</source>
        <translation>Das Bild mit {columns} x {rows} Pixeln ist für eine Aufnahme zu klein oder zu schmal.</translation>
    </message>
    <message>
        <source>The scheduler has no workers.</source>
        <translation>Der Scheduler hat keine Worker.</translation>
    </message>
    <message>
        <source>The scheduler of the cluster is lost.</source>
        <translation>Der Scheduler des Clusters ist nicht mehr erreichbar.</translation>
    </message>
    <message>
        <source>The scheduler {address} does not answer.</source>
        <translation>Der Scheduler {address} antwortet nicht.</translation>
    </message>
    <message>
        <source>The unfinished batch of this output reads other folders.</source>
        <translation>Der unvollendete Stapel dieser Ausgabe wertet andere Ordner aus.</translation>
    </message>
    <message>
        <source>The window in the file is not valid; the used values are shown instead.</source>
        <translation>Das Fenster in der Datei ist ungültig; stattdessen werden die genutzten Werte gezeigt.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>There was not enough memory for this file.</source>
        <translation>Für diese Datei reichte der Speicher nicht.</translation>
    </message>
    <message>
        <source>This does not look like a breast scan of any kind that the program reads.</source>
        <translation>Das sieht nicht nach einer Aufnahme der Brust aus, die das Programm auswerten kann.</translation>
    </message>
    <message>
        <source>This does not look like a breast {modality} scan that the model can read.</source>
        <translation>Das sieht nicht nach einer Aufnahme der Brust ({modality}) aus, die das Modell auswerten kann.</translation>
    </message>
    <message>
        <source>This is a device or a pipe, not a file.</source>
        <translation>Das ist ein Gerät oder eine Pipe, keine Datei.</translation>
    </message>
    <message>
        <source>This is a file, not a folder.</source>
        <translation>Das ist eine Datei, kein Ordner.</translation>
    </message>
    <message>
        <source>This is a folder, not a file.</source>
        <translation>Das ist ein Ordner, keine Datei.</translation>
    </message>
    <message>
        <source>This is a folder, not a scan.</source>
        <translation>Dies ist ein Ordner und keine Aufnahme.</translation>
    </message>
    <message>
        <source>This is a link to a folder, which is not followed.</source>
        <translation>Das ist eine Verknüpfung mit einem Ordner; ihr wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>This is read as {modality}, for which the program has no model.</source>
        <translation>Dies wird als {modality} ausgewertet; dafür hat das Programm kein Modell.</translation>
    </message>
    <message>
        <source>This looks like {found}, not like {stated}.</source>
        <translation>Das sieht nach {found} aus, nicht nach {stated}.</translation>
    </message>
    <message>
        <source>VOI LUT</source>
        <translation>VOI-LUT</translation>
    </message>
    <message>
        <source>Wait until it is done, or choose another output.</source>
        <translation>Warten Sie, bis er fertig ist, oder wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
        <source>X-ray angiography</source>
        <translation>eine Angiographie</translation>
    </message>
    <message>
        <source>Your own scans: second-reader classify FILE; all commands: second-reader --help.</source>
        <translation>Eigene Aufnahmen: second-reader classify DATEI; alle Befehle: second-reader --help.</translation>
    </message>
    <message>
        <source>a 7-Zip archive</source>
        <translation>ein 7-Zip-Archiv</translation>
    </message>
    <message>
        <source>a GIF animation</source>
        <translation>eine GIF-Animation</translation>
    </message>
    <message>
        <source>a HEIC or AVIF picture</source>
        <translation>ein HEIC- oder AVIF-Bild</translation>
    </message>
    <message>
        <source>a JPEG 2000 picture outside DICOM</source>
        <translation>ein JPEG-2000-Bild außerhalb von DICOM</translation>
    </message>
    <message>
        <source>a JPEG XL picture</source>
        <translation>ein JPEG-XL-Bild</translation>
    </message>
    <message>
        <source>a NIfTI volume</source>
        <translation>ein NIfTI-Volumen</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>ein PDF-Dokument</translation>
    </message>
    <message>
        <source>a Photoshop document</source>
        <translation>ein Photoshop-Dokument</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>ein RAR-Archiv</translation>
    </message>
    <message>
        <source>a WebP picture</source>
        <translation>ein WebP-Bild</translation>
    </message>
    <message>
        <source>a Windows Media file</source>
        <translation>eine Windows-Media-Datei</translation>
    </message>
    <message>
        <source>a ZIP archive or an office document</source>
        <translation>ein ZIP-Archiv oder ein Office-Dokument</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>eine Datenbank</translation>
    </message>
    <message>
        <source>a document, not a picture,</source>
        <translation>ein Dokument, kein Bild,</translation>
    </message>
    <message>
        <source>a game texture</source>
        <translation>eine Spieltextur</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>ein gzip-Archiv</translation>
    </message>
    <message>
        <source>a mammogram</source>
        <translation>einem Mammogramm</translation>
    </message>
    <message>
        <source>a presentation state</source>
        <translation>einen Darstellungszustand (Presentation State)</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>ein Programm</translation>
    </message>
    <message>
        <source>a radiotherapy dose</source>
        <translation>eine Strahlentherapie-Dosis</translation>
    </message>
    <message>
        <source>a radiotherapy plan</source>
        <translation>einen Bestrahlungsplan</translation>
    </message>
    <message>
        <source>a radiotherapy structure set</source>
        <translation>einen Strahlentherapie-Struktursatz</translation>
    </message>
    <message>
        <source>a registration</source>
        <translation>eine Registrierung</translation>
    </message>
    <message>
        <source>a segmentation</source>
        <translation>eine Segmentierung</translation>
    </message>
    <message>
        <source>a selection of key objects</source>
        <translation>eine Auswahl von Schlüsselbildern (Key Object Selection)</translation>
    </message>
    <message>
        <source>a set of fiducials</source>
        <translation>einen Satz von Markierungspunkten</translation>
    </message>
    <message>
        <source>a side file that macOS writes beside the real one</source>
        <translation>eine Begleitdatei, die macOS neben die eigentliche schreibt,</translation>
    </message>
    <message>
        <source>a structured report</source>
        <translation>einen strukturierten Bericht</translation>
    </message>
    <message>
        <source>a surface</source>
        <translation>eine Oberfläche</translation>
    </message>
    <message>
        <source>a table of values</source>
        <translation>eine Wertetabelle</translation>
    </message>
    <message>
        <source>a text file</source>
        <translation>eine Textdatei</translation>
    </message>
    <message>
        <source>a thermogram</source>
        <translation>einem Thermogramm</translation>
    </message>
    <message>
        <source>a video</source>
        <translation>ein Video</translation>
    </message>
    <message>
        <source>a waveform</source>
        <translation>eine Signalkurve (Waveform)</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>eine Webseite</translation>
    </message>
    <message>
        <source>accuracy of the class shown</source>
        <translation>Genauigkeit der gezeigten Klasse</translation>
    </message>
    <message>
        <source>an SGI picture</source>
        <translation>ein SGI-Bild</translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation>eine SVG-Zeichnung</translation>
    </message>
    <message>
        <source>an XML document</source>
        <translation>ein XML-Dokument</translation>
    </message>
    <message>
        <source>an empty ZIP archive</source>
        <translation>ein leeres ZIP-Archiv</translation>
    </message>
    <message>
        <source>an old office document or a thumbnail cache</source>
        <translation>ein altes Office-Dokument oder ein Miniaturbild-Speicher</translation>
    </message>
    <message>
        <source>benign</source>
        <translation>gutartig</translation>
    </message>
    <message>
        <source>bone densitometry</source>
        <translation>eine Knochendichtemessung</translation>
    </message>
    <message>
        <source>breast ultrasound</source>
        <translation>einer Mammasonographie</translation>
    </message>
    <message>
        <source>cancer</source>
        <translation>Karzinom</translation>
    </message>
    <message>
        <source>computed radiography</source>
        <translation>eine Röntgenaufnahme (Computed Radiography)</translation>
    </message>
    <message>
        <source>computed tomography</source>
        <translation>eine Computertomographie</translation>
    </message>
    <message>
        <source>converted from CMYK to RGB</source>
        <translation>von CMYK nach RGB umgewandelt</translation>
    </message>
    <message>
        <source>converted from {photometric} to RGB</source>
        <translation>von {photometric} nach RGB umgewandelt</translation>
    </message>
    <message>
        <source>decoded from {transfer_syntax}, {photometric}, {depth}</source>
        <translation>dekodiert aus {transfer_syntax}, {photometric}, {depth}</translation>
    </message>
    <message>
        <source>digital radiography</source>
        <translation>eine digitale Röntgenaufnahme</translation>
    </message>
    <message>
        <source>electrocardiography</source>
        <translation>eine Elektrokardiographie</translation>
    </message>
    <message>
        <source>endoscopy</source>
        <translation>eine Endoskopie</translation>
    </message>
    <message>
        <source>error of {positive} or not</source>
        <translation>Fehler bei der Frage, ob {positive}</translation>
    </message>
    <message>
        <source>expected calibration error</source>
        <translation>erwarteter Kalibrierungsfehler (ECE)</translation>
    </message>
    <message>
        <source>external-camera photography</source>
        <translation>ein Foto mit einer externen Kamera</translation>
    </message>
    <message>
        <source>floating point</source>
        <translation>Gleitkomma</translation>
    </message>
    <message>
        <source>general microscopy</source>
        <translation>eine Mikroskopie</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>gesund</translation>
    </message>
    <message>
        <source>heatmap peak on the lesion</source>
        <translation>Maximum der Heatmap auf der Läsion</translation>
    </message>
    <message>
        <source>high suspicion for malignancy</source>
        <translation>hoher Malignitätsverdacht</translation>
    </message>
    <message>
        <source>highly suggestive of malignancy</source>
        <translation>hochgradig malignitätsverdächtig</translation>
    </message>
    <message>
        <source>incomplete, needs additional imaging</source>
        <translation>unvollständig, weitere Bildgebung nötig</translation>
    </message>
    <message>
        <source>intra-oral radiography</source>
        <translation>eine intraorale Röntgenaufnahme</translation>
    </message>
    <message>
        <source>inverted (MONOCHROME1)</source>
        <translation>invertiert (MONOCHROME1)</translation>
    </message>
    <message>
        <source>inverted (white is zero)</source>
        <translation>invertiert (Weiß ist null)</translation>
    </message>
    <message>
        <source>known biopsy-proven malignancy</source>
        <translation>bioptisch gesicherte Malignität</translation>
    </message>
    <message>
        <source>lesion share of the picture (chance)</source>
        <translation>Anteil der Läsion am Bild (Zufall)</translation>
    </message>
    <message>
        <source>low suspicion for malignancy</source>
        <translation>geringer Malignitätsverdacht</translation>
    </message>
    <message>
        <source>magnetic resonance imaging</source>
        <translation>eine Magnetresonanztomographie</translation>
    </message>
    <message>
        <source>majority baseline</source>
        <translation>Mehrheitsklasse (Vergleichswert)</translation>
    </message>
    <message>
        <source>malignant</source>
        <translation>bösartig</translation>
    </message>
    <message>
        <source>mammography</source>
        <translation>Mammographie</translation>
    </message>
    <message>
        <source>median IoU of the lesion map</source>
        <translation>Median der IoU der Läsionskarte</translation>
    </message>
    <message>
        <source>modality LUT</source>
        <translation>Modalitäts-LUT</translation>
    </message>
    <message>
        <source>moderate suspicion for malignancy</source>
        <translation>mäßiger Malignitätsverdacht</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>unauffällig</translation>
    </message>
    <message>
        <source>no cancer</source>
        <translation>kein Karzinom</translation>
    </message>
    <message>
        <source>no window in the file: values from {low} to {high} shown in full</source>
        <translation>kein Fenster in der Datei: Werte von {low} bis {high} vollständig gezeigt</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>nuclear medicine</source>
        <translation>eine nuklearmedizinische Untersuchung</translation>
    </message>
    <message>
        <source>ophthalmic photography</source>
        <translation>ein Augenfoto</translation>
    </message>
    <message>
        <source>ophthalmic tomography</source>
        <translation>eine Tomographie des Auges</translation>
    </message>
    <message>
        <source>optical coherence tomography</source>
        <translation>eine optische Kohärenztomographie</translation>
    </message>
    <message>
        <source>palette applied</source>
        <translation>Palette angewandt</translation>
    </message>
    <message>
        <source>panoramic X-ray</source>
        <translation>eine Panoramaschichtaufnahme</translation>
    </message>
    <message>
        <source>positron emission tomography</source>
        <translation>eine Positronenemissionstomographie</translation>
    </message>
    <message>
        <source>probably benign</source>
        <translation>wahrscheinlich gutartig</translation>
    </message>
    <message>
        <source>radio fluoroscopy</source>
        <translation>eine Durchleuchtung</translation>
    </message>
    <message>
        <source>raw data</source>
        <translation>Rohdaten</translation>
    </message>
    <message>
        <source>refused as out of scope</source>
        <translation>abgelehnt als außerhalb des Anwendungsbereichs</translation>
    </message>
    <message>
        <source>rescale slope {slope}, intercept {intercept}</source>
        <translation>Rescale Slope {slope}, Intercept {intercept}</translation>
    </message>
    <message>
        <source>sensitivity at the operating point</source>
        <translation>Sensitivität am Arbeitspunkt</translation>
    </message>
    <message>
        <source>sensitivity at the operating point for {percent} %</source>
        <translation>Sensitivität am Arbeitspunkt für {percent} %</translation>
    </message>
    <message>
        <source>share outside the inconclusive zone</source>
        <translation>Anteil außerhalb der nicht eindeutigen Zone</translation>
    </message>
    <message>
        <source>sick</source>
        <translation>krank</translation>
    </message>
    <message>
        <source>slide microscopy</source>
        <translation>eine Objektträger-Mikroskopie</translation>
    </message>
    <message>
        <source>specificity at the operating point</source>
        <translation>Spezifität am Arbeitspunkt</translation>
    </message>
    <message>
        <source>specificity at the operating point for {percent} %</source>
        <translation>Spezifität am Arbeitspunkt für {percent} %</translation>
    </message>
    <message>
        <source>specificity where sensitivity is {percent} %</source>
        <translation>Spezifität bei einer Sensitivität von {percent} %</translation>
    </message>
    <message>
        <source>suspicious</source>
        <translation>suspekt</translation>
    </message>
    <message>
        <source>the malignancy probability</source>
        <translation>Die Malignitätswahrscheinlichkeit</translation>
    </message>
    <message>
        <source>the probability of {class_name}</source>
        <translation>Die Wahrscheinlichkeit für {class_name}</translation>
    </message>
    <message>
        <source>the same inside the inconclusive zone</source>
        <translation>dasselbe innerhalb der nicht eindeutigen Zone</translation>
    </message>
    <message>
        <source>the same outside the inconclusive zone</source>
        <translation>dasselbe außerhalb der nicht eindeutigen Zone</translation>
    </message>
    <message>
        <source>thermography</source>
        <translation>Thermographie</translation>
    </message>
    <message>
        <source>transparent areas laid on black</source>
        <translation>durchsichtige Stellen auf Schwarz gelegt</translation>
    </message>
    <message>
        <source>turned upright (EXIF orientation {orientation})</source>
        <translation>aufgerichtet (EXIF-Orientierung {orientation})</translation>
    </message>
    <message>
        <source>ultrasound</source>
        <translation>Ultraschall</translation>
    </message>
    <message>
        <source>values of {bits} bits in 16 scaled to full range</source>
        <translation>Werte mit {bits} von 16 Bit auf vollen Umfang skaliert</translation>
    </message>
    <message>
        <source>values of {bits} bits scaled to full range</source>
        <translation>Werte mit {bits} Bit auf vollen Umfang skaliert</translation>
    </message>
    <message>
        <source>window center {center}, width {width} ({function})</source>
        <translation>Fenster: Zentrum {center}, Weite {width} ({function})</translation>
    </message>
    <message>
        <source>{bits} bits</source>
        <translation>{bits} Bit</translation>
    </message>
    <message>
        <source>{bits} bits cut to 16</source>
        <translation>{bits} Bit auf 16 gekürzt</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first} und {second}</translation>
    </message>
    <message>
        <source>{name} (cross-validated, {folds} folds)</source>
        <translation>{name} (Kreuzvalidierung, {folds} Teile)</translation>
    </message>
    <message>
        <source>{name} (cross-validated, {measured} of {folds} folds)</source>
        <translation>{name} (Kreuzvalidierung, {measured} von {folds} Teilen)</translation>
    </message>
    <message>
        <source>{name} (never trained on)</source>
        <translation>{name} (nie damit trainiert)</translation>
    </message>
    <message>
        <source>{name} (test part)</source>
        <translation>{name} (Testteil)</translation>
    </message>
    <message>
        <source>{percent} % sensitivity</source>
        <translation>{percent} % Sensitivität</translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>Answer</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Konfidenz</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Malignancy</source>
        <translation>Malignität</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Ausgewertet</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} von {}</translation>
    </message>
</context>
<context>
    <name>intended use</name>
    <message>
        <source>Also where its confidence is high and its heatmap convincing. How often, and on which scans it was measured, is stated in Help, About the models.</source>
        <translation>Auch wo seine Konfidenz hoch und seine Heatmap überzeugend ist. Wie oft, und an welchen Aufnahmen es gemessen wurde, steht unter Hilfe, Über die Modelle.</translation>
    </message>
    <message>
        <source>Everything stays on this computer. A history of the scans that were read is kept here, without the names of patients; the settings can switch it off.</source>
        <translation>Alles bleibt auf diesem Computer. Hier wird ein Verlauf der ausgewerteten Aufnahmen geführt, ohne die Namen von Patienten; er lässt sich in den Einstellungen ausschalten.</translation>
    </message>
    <message>
        <source>It can be wrong</source>
        <translation>Es kann sich irren</translation>
    </message>
    <message>
        <source>It is not a medical device. No decision about a person may rest on it: not screening, not triage, not biopsy, not follow-up.</source>
        <translation>Es ist kein Medizinprodukt. Keine Entscheidung über einen Menschen darf darauf beruhen: weder Screening noch Triage, weder Biopsie noch Verlaufskontrolle.</translation>
    </message>
    <message>
        <source>Research and education: a second look at a scan that you have read yourself first.</source>
        <translation>Forschung und Lehre: ein zweiter Blick auf eine Aufnahme, die Sie zuvor selbst befundet haben.</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Wofür es bestimmt ist</translation>
    </message>
    <message>
        <source>What it is not for</source>
        <translation>Wofür es nicht bestimmt ist</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Ihre Daten</translation>
    </message>
</context>
<context>
    <name>measuring</name>
    <message>
        <source>deleting a measurement</source>
        <translation>Löschen einer Messung</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>moving an end</source>
        <translation>Verschieben eines Endes</translation>
    </message>
</context>
<context>
    <name>plots</name>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>ROC curve</source>
        <translation>ROC-Kurve</translation>
    </message>
    <message>
        <source>Sensitivity against false alarms, for every threshold. The diagonal is chance.</source>
        <translation>Sensitivität gegen Fehlalarme, für jeden Schwellenwert. Die Diagonale ist der Zufall.</translation>
    </message>
    <message>
        <source>Stated probability against observed frequency. On the diagonal, a stated 70 % is 70 %.</source>
        <translation>Angegebene Wahrscheinlichkeit gegen das, was eintrat. Auf der Diagonale sind angegebene 70 % auch 70 %.</translation>
    </message>
</context>
<context>
    <name>preferences</name>
    <message>
        <source>About the models…</source>
        <translation>Über die Modelle…</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Every key is listed there and can be changed.</source>
        <translation>Dort steht jede Taste und lässt sich ändern.</translation>
    </message>
    <message>
        <source>Forget the recent files</source>
        <translation>Zuletzt geöffnete Dateien vergessen</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>In the File menu, by their paths.</source>
        <translation>Im Menü Datei, mit ihren Pfaden.</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Its operating point</source>
        <translation>Sein Arbeitspunkt</translation>
    </message>
    <message>
        <source>Keep a history of what was read</source>
        <translation>Verlauf der Auswertungen führen</translation>
    </message>
    <message>
        <source>Keep the patient in the history</source>
        <translation>Patienten im Verlauf nennen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys and mouse…</source>
        <translation>Tasten und Maus…</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>US Letter</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Mammography</source>
        <translation>Mammographie</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Name and number as the file states them; without this, neither is kept. Patients already in the history stay there until it is wiped.</source>
        <translation>Name und Nummer, wie die Datei sie angibt; ohne dies wird keines von beiden gespeichert. Was schon im Verlauf steht, bleibt, bis er gelöscht wird.</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Of the strongest evidence.</source>
        <translation>Der stärksten Hinweise.</translation>
    </message>
    <message>
        <source>One folder for each model, as the training exports it. They are used only where they are chosen above, and only you have checked them.</source>
        <translation>Je ein Ordner, wie ihn das Training exportiert. Sie antworten nur, wo sie oben gewählt sind, und niemand außer Ihnen hat sie geprüft.</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>Befundet von</translation>
    </message>
    <message>
        <source>Remember recent files</source>
        <translation>Zuletzt geöffnete Dateien merken</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Show the history…</source>
        <translation>Verlauf zeigen…</translation>
    </message>
    <message>
        <source>Shown from</source>
        <translation>Gezeigt ab</translation>
    </message>
    <message>
        <source>Takes effect at the next start. Reports, exported files and the command line stay in English.</source>
        <translation>Gilt ab dem nächsten Start. Berichte, exportierte Dateien und die Befehlszeile bleiben auf Englisch.</translation>
    </message>
    <message>
        <source>The area of the scan stays dark in both.</source>
        <translation>Die Fläche der Aufnahme bleibt in beiden dunkel.</translation>
    </message>
    <message>
        <source>The name below your own finding.</source>
        <translation>Der Name unter Ihrem eigenen Befund.</translation>
    </message>
    <message>
        <source>Thermography</source>
        <translation>Thermographie</translation>
    </message>
    <message>
        <source>Ultrasound</source>
        <translation>Ultraschall</translation>
    </message>
    <message>
        <source>Weaker evidence is left out, and hatched in the legend.</source>
        <translation>Schwächere Hinweise werden weggelassen und in der Legende schraffiert.</translation>
    </message>
    <message>
        <source>When, which file, what was found and by which model, on this computer only.</source>
        <translation>Wann, welche Datei, welches Ergebnis und welches Modell, nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>Your own models</source>
        <translation>Ihre eigenen Modelle</translation>
    </message>
    <message>
        <source>{} (not there)</source>
        <translation>{} (nicht vorhanden)</translation>
    </message>
    <message>
        <source>{} (your own)</source>
        <translation>{} (Ihr eigenes)</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>Close other programs, then open it again.</source>
        <translation>Schließen Sie andere Programme und öffnen Sie sie dann erneut.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong inside the program.</source>
        <translation>Im Programm ist etwas Unerwartetes schiefgegangen.</translation>
    </message>
    <message>
        <source>There is not enough memory for this scan.</source>
        <translation>Für diese Aufnahme reicht der Speicher nicht.</translation>
    </message>
    <message>
        <source>Try again or open another scan. The log has the details, as fault {}.</source>
        <translation>Versuchen Sie es erneut oder öffnen Sie eine andere Aufnahme. Einzelheiten stehen im Protokoll, unter Fehler {}.</translation>
    </message>
</context>
<context>
    <name>reliability</name>
    <message>
        <source>Overlap of the lesion outline with the radiologist&apos;s (median IoU)</source>
        <translation>Überlappung mit den Konturen (Median der IoU)</translation>
    </message>
    <message>
        <source>The heatmap&apos;s peak lies on the lesion</source>
        <translation>Maximum der Heatmap liegt auf der Läsion</translation>
    </message>
    <message>
        <source>the same by chance</source>
        <translation>dasselbe durch Zufall</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF-Dokumente (*.pdf)</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
</context>
<context>
    <name>settings file</name>
    <message>
        <source>Free some space, or make their folder writable. Until then, changes last until the window is closed.</source>
        <translation>Geben Sie Platz frei oder machen Sie ihren Ordner beschreibbar; sie gelten, bis das Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>The settings could not be written.</source>
        <translation>Die Einstellungen konnten nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The settings were written by a later version of this program.</source>
        <translation>Die Einstellungen wurden von einer neueren Version dieses Programms geschrieben.</translation>
    </message>
    <message>
        <source>They are left as they are; your changes last until the window is closed.</source>
        <translation>Sie bleiben, wie sie sind; was Sie ändern, gilt, bis das Fenster geschlossen wird.</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>Arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Strg + Mausrad</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Drag an end</source>
        <translation>Ein Ende ziehen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>Links ziehen</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>Mitte ziehen</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Rechts ziehen</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>fit to the window</source>
        <translation>in das Fenster einpassen</translation>
    </message>
    <message>
        <source>move the end of a distance, with any tool</source>
        <translation>das Ende einer Strecke verschieben, mit jedem Werkzeug</translation>
    </message>
    <message>
        <source>move the scan</source>
        <translation>die Aufnahme verschieben</translation>
    </message>
    <message>
        <source>move the scan; when measuring, the cross (with Shift in small steps)</source>
        <translation>die Aufnahme verschieben; beim Messen das Kreuz (mit Umschalt in kleinen Schritten)</translation>
    </message>
    <message>
        <source>what the tool says: move, window, zoom, measure</source>
        <translation>je nach Werkzeug: verschieben, Fensterung, zoomen, messen</translation>
    </message>
    <message>
        <source>when measuring: begin at the cross, then end there</source>
        <translation>beim Messen: am Kreuz beginnen, dann dort enden</translation>
    </message>
    <message>
        <source>window: right for less contrast, left for more, up for brighter</source>
        <translation>Fensterung: rechts für weniger Kontrast, links für mehr, hoch für heller</translation>
    </message>
    <message>
        <source>zoom to the cursor</source>
        <translation>zum Mauszeiger zoomen</translation>
    </message>
    <message>
        <source>zoom to the cursor; of several frames, go through them</source>
        <translation>zum Mauszeiger zoomen; bei mehreren Bildern durch sie blättern</translation>
    </message>
</context>
<context>
    <name>text warning</name>
    <message>
        <source>Look at it before you pass it on.</source>
        <translation>Sehen Sie es sich an, bevor Sie es weitergeben.</translation>
    </message>
    <message>
        <source>The file says that text is burned into this picture: it may name the patient.</source>
        <translation>Laut Datei ist Text in dieses Bild eingebrannt: Er kann den Patienten nennen.</translation>
    </message>
    <message>
        <source>The picture seems to contain text: it may name the patient.</source>
        <translation>Das Bild scheint Text zu enthalten: Er kann den Patienten nennen.</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>Benign</source>
        <translation>Gutartig</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>Breast</source>
        <translation>Brust</translation>
    </message>
    <message>
        <source>Cancer</source>
        <translation>Karzinom</translation>
    </message>
    <message>
        <source>Evidence for {}</source>
        <translation>Spricht für {}</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Einzelbilder</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Gesund</translation>
    </message>
    <message>
        <source>In pixels, since the file does not say how large a pixel is there. In ultrasound both ends must lie in the same calibrated area.</source>
        <translation>In Pixeln, da die Datei nicht angibt, wie groß ein Pixel dort ist. Im Ultraschall müssen beide Enden in demselben kalibrierten Bereich liegen.</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>Nicht eindeutig</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>Läsion</translation>
    </message>
    <message>
        <source>Malignancy probability</source>
        <translation>Malignitätswahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Malignant</source>
        <translation>Bösartig</translation>
    </message>
    <message>
        <source>Mammography</source>
        <translation>Mammographie</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Kein Ergebnis</translation>
    </message>
    <message>
        <source>No cancer</source>
        <translation>Kein Karzinom</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Out of scope</source>
        <translation>Außerhalb des Anwendungs­bereichs</translation>
    </message>
    <message>
        <source>Pixel size</source>
        <translation>Pixelgröße</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>Aufbereitet</translation>
    </message>
    <message>
        <source>Probability of {}</source>
        <translation>Wahrscheinlichkeit für „{}“</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Sick</source>
        <translation>Krank</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Thermography</source>
        <translation>Thermographie</translation>
    </message>
    <message>
        <source>Ultrasound</source>
        <translation>Ultraschall</translation>
    </message>
    <message>
        <source>Unknown kind of scan</source>
        <translation>Unbekannte Art von Aufnahme</translation>
    </message>
    <message>
        <source>Unpaired</source>
        <translation>Unpaarig</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>frame {}</source>
        <translation>Bild {}</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>{} (experimental)</source>
        <translation>{} (experimentell)</translation>
    </message>
    <message>
        <source>{} pixels</source>
        <translation>{} Pixel</translation>
    </message>
</context>
</TS>
