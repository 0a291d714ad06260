"""What makes the installers names files, programs and types that there are."""

from __future__ import annotations

import configparser
import hashlib
import plistlib
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bundling import artefacts

from desktop.system.libraries import DEBIAN_PACKAGES

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / ".ci"
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
MOMENT = 1_767_225_600
TYPES = {"application/dicom", "image/png", "image/jpeg", "image/tiff", "image/bmp"}


def stated(name: str) -> str:
    """Return a name that build.spec gives."""
    found = re.search(rf'^{name} = "(.+)"$', (ROOT / "build.spec").read_text("utf-8"), re.MULTILINE)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def inno() -> dict[str, dict[str, str]]:
    """Return what the script for Windows says, by section and by the first word of a line."""
    found: dict[str, dict[str, str]] = {}
    text = (CI / "installer.iss").read_text(encoding="utf-8").replace("\\\n", " ")
    title = re.search(r'^#define Title "(.+)"$', text, re.MULTILINE)
    assert title
    for line in text.replace("{#Title}", title[1]).splitlines():
        if section := re.match(r"\[(\w+)\]", line):
            current = found.setdefault(section[1], {})
        elif found and line and line[0] not in ";#":
            name, _, rest = re.split(r"([=:])", line, maxsplit=1)
            current[name.strip()] = current.get(name.strip(), "") + rest.strip() + "\n"
    return found


def test_the_installer_for_windows_packs_what_the_spec_makes(
    inno: dict[str, dict[str, str]],
) -> None:
    setup = inno["Setup"]
    assert f'"..\\dist\\{stated("NAME")}\\*"' in inno["Files"]["Source"]
    assert setup["AppName"].strip() == stated("TITLE")
    lines = "".join(text for section in inno.values() for text in section.values())
    programs = re.findall(r"\{app\}\\([^\"\n]+\.exe)", lines)
    assert len(programs) >= 4
    assert set(programs) == {f"{stated('TITLE')}.exe"}
    assert (CI / setup["LicenseFile"].strip().replace("\\", "/")).is_file()
    assert (CI / setup["OutputDir"].strip().replace("\\", "/")).resolve() == ROOT / "dist"
    assert setup["PrivilegesRequired"].strip() == "lowest"
    made = f'f"{setup["OutputBaseFilename"].strip()}.exe"'.replace("second-reader", "{_NAME}")
    assert made.replace("{#Version}", "{version}") in Path(artefacts.__file__).read_text("utf-8")


def test_what_is_registered_on_windows_is_removed_again(inno: dict[str, dict[str, str]]) -> None:
    entries = inno["Registry"]["Root"].strip().splitlines()
    removed = [entry for entry in entries if "uninsdelete" in entry]
    key = re.compile(r'Subkey: "([^"]+)"')
    kept = {found[1] for entry in entries if (found := key.search(entry))}
    roots = {found[1] for entry in removed if (found := key.search(entry))}
    assert all(any(name.startswith(root) for root in roots) for name in kept)
    assert r"Software\Classes\.dcm\OpenWithProgids" in kept


def test_a_mac_is_told_of_the_same_types() -> None:
    info = plistlib.loads((CI / "macos" / "Info.plist").read_bytes())
    opened = {name for kind in info["CFBundleDocumentTypes"] for name in kind["LSItemContentTypes"]}
    (dicom,) = info["UTImportedTypeDeclarations"]
    assert dicom["UTTypeIdentifier"] in opened
    assert dicom["UTTypeTagSpecification"]["public.mime-type"] == ["application/dicom"]
    assert len(opened) == len(TYPES)
    assert all(kind["LSHandlerRank"] == "Alternate" for kind in info["CFBundleDocumentTypes"])
    assert plistlib.loads((CI / "macos" / "entitlements.plist").read_bytes())


def test_a_debian_desktop_is_told_of_the_same_types() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(CI / "debian" / "second-reader.desktop", encoding="utf-8")
    assert set(entry["Desktop Entry"]["MimeType"].strip(";").split(";")) == TYPES
    kinds = ET.parse(CI / "debian" / "second-reader.xml").getroot()  # noqa: S314 - our own
    assert {kind.get("type") for kind in kinds} == {"application/dicom"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs bash")
@pytest.mark.parametrize("name", ["notarise", "debian-root"])
def test_the_scripts_are_scripts(name: str) -> None:
    assert (CI / name).stat().st_mode & 0o111
    subprocess.run(["bash", "-n", CI / name], check=True)


def test_the_workflow_names_files_that_there_are() -> None:
    named = set(re.findall(r"(?<![\w/])(\.ci/[\w-]+|tests/bundle(?:/\w+\.py)?)", WORKFLOW))
    assert {".ci/bundle", ".ci/package", ".ci/debian-root", "tests/bundle"} <= named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_workflow_makes_it_for_all_three_with_what_qt_needs() -> None:
    runners = re.search(r"runner: \[(.+)\]", WORKFLOW)
    assert runners
    systems = [runner.split("-")[0] for runner in runners[1].split(", ")]
    assert systems == ["ubuntu", "windows", "macos"]
    words = WORKFLOW.replace("\\\n", " ").split()
    assert set(DEBIAN_PACKAGES.split()) <= set(words)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "program"
    (made / "b").mkdir(parents=True)
    (made / "b" / "x.txt").write_text("x", encoding="utf-8")
    (made / "a").write_bytes(b"\x7fELF")
    (made / "a").chmod(0o755)
    return made


def test_the_archives_of_the_same_folder_are_the_same(folder: Path, tmp_path: Path) -> None:
    for pack, ending in ((artefacts.pack, "tar.xz"), (artefacts.zipped, "zip")):
        first = pack(folder, tmp_path / f"1.{ending}", MOMENT)
        (folder / "a").touch()
        second = pack(folder, tmp_path / f"2.{ending}", MOMENT)
        assert first.read_bytes() == second.read_bytes()
    with tarfile.open(tmp_path / "1.tar.xz") as archive:
        assert archive.getnames() == ["program", "program/a", "program/b", "program/b/x.txt"]
        assert {entry.uname for entry in archive} == {"root"}
        modes = {entry.name: entry.mode & 0o777 for entry in archive}
    assert (modes["program/a"], modes["program/b/x.txt"]) == (0o755, 0o644)
    with zipfile.ZipFile(tmp_path / "1.zip") as zipped:
        assert zipped.namelist() == ["program/a", "program/b/x.txt"]


def test_the_list_of_materials_lies_beside_the_packages(tmp_path: Path) -> None:
    inside = tmp_path / "second-reader" / "_internal" / artefacts.MATERIALS
    inside.parent.mkdir(parents=True)
    inside.write_text("{}", encoding="utf-8")
    copy = artefacts.copy_materials(tmp_path, "1.2.3")
    assert re.fullmatch(r"second-reader-1\.2\.3-\S+\.cdx\.json", copy.name)
    assert copy.read_text(encoding="utf-8") == "{}"


def test_the_sums_are_those_of_the_files(folder: Path, tmp_path: Path) -> None:
    artefacts.write_sums(tmp_path / "SHA256SUMS", [folder / "b" / "x.txt", folder / "a"])
    lines = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines == [
        f"{hashlib.sha256(content).hexdigest()}  {name}"
        for name, content in (("a", b"\x7fELF"), ("x.txt", b"x"))
    ]
