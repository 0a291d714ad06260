"""The Debian package is whole, and installed, used and removed in a minimal Debian."""

from __future__ import annotations

import configparser
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest

from engine.commands.self_check_samples import SAMPLES
from engine.version import VERSION
from tests.bundle.debian_root import HOME, NOBODY, DebianRoot
from tests.bundle.first_start import accept_the_intended_use, until_it_answers
from tests.e2e.virtual_screen import Program, Screen

pytestmark = pytest.mark.bundle

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
NAME = "second-reader"


@pytest.fixture(scope="module")
def package() -> Path:
    """Return the package that was made."""
    stated = os.environ.get("SECOND_READER_PACKAGE")
    found = [Path(stated)] if stated else sorted((ROOT / "dist").glob(f"{NAME}_{VERSION}_*.deb"))
    if stated and not found[0].is_file():
        pytest.fail(f"there is no package {stated}")
    if not found or not shutil.which("dpkg-deb"):
        pytest.skip("no package: `python3 .ci/package` makes it, on Debian")
    return found[0]


@pytest.fixture(scope="module")
def contents(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contents")
    subprocess.run(["dpkg-deb", "--raw-extract", package, folder], check=True)
    return folder


@pytest.fixture(scope="module")
def debian() -> DebianRoot:
    stated = os.environ.get("SECOND_READER_DEBIAN_ROOT")
    if not stated:
        pytest.skip("no SECOND_READER_DEBIAN_ROOT: `.ci/debian-root` makes one")
    if os.getuid() != 0 or not shutil.which("unshare"):
        pytest.skip("only root can enter another Debian")
    return DebianRoot(Path(stated).resolve())


@pytest.fixture(scope="module")
def installed(debian: DebianRoot, package: Path) -> Iterator[DebianRoot]:
    debian.install(package)
    yield debian
    debian.purge(NAME)


@pytest.fixture
def home(installed: DebianRoot) -> Path:
    """Return an empty home that has only a folder of demonstration scans."""
    home = installed.empty_home()
    shutil.copytree(
        DEMO, home / "Aufnahmen von heute", ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    return home


def control(contents: Path) -> dict[str, str]:
    text = (contents / "DEBIAN" / "control").read_text(encoding="utf-8")
    return dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))


def launcher(contents: Path) -> configparser.SectionProxy:
    entry = configparser.ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(contents / f"usr/share/applications/{NAME}.desktop", encoding="utf-8")
    return entry["Desktop Entry"]


def test_it_states_its_version_and_runs_no_script(contents: Path) -> None:
    assert control(contents)["Version"] == VERSION
    assert {path.name for path in (contents / "DEBIAN").iterdir()} == {"control", "md5sums"}


def test_everything_is_roots_below_usr_and_nobody_else_may_write_it(package: Path) -> None:
    piped = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE)
    with tarfile.open(fileobj=piped.stdout, mode="r|") as archive:
        entries = list(archive)
    piped.communicate()
    assert {(entry.uname, entry.gname) for entry in entries} == {("root", "root")}
    assert {entry.name.split("/")[1] for entry in entries if "/" in entry.name} == {"usr"}
    assert [e.name for e in entries if not e.issym() and e.mode not in {0o644, 0o755}] == []
    assert len({entry.mtime for entry in entries}) == 1, "nothing tells when it was made"


def test_a_desktop_finds_the_program_its_icon_and_what_it_opens(contents: Path) -> None:
    entry = launcher(contents)
    command, files = entry["Exec"].split()
    assert (contents / "usr/bin" / command).resolve().is_relative_to(contents)
    assert os.access(contents / "usr/bin" / command, os.X_OK)
    assert files == "%F"
    kinds = set(entry["MimeType"].strip(";").split(";"))
    assert kinds == {f"image/{kind}" for kind in ("png", "jpeg", "tiff", "bmp")} | {
        "application/dicom"
    }
    icons = list((contents / "usr/share/icons/hicolor").glob(f"*/apps/{entry['Icon']}.*"))
    assert len(icons) == 10
    drawn = (icon for icon in icons if icon.suffix == ".png")
    for icon in drawn:
        picture = cv2.imread(str(icon), cv2.IMREAD_UNCHANGED)
        size = int(icon.parts[-3].split("x")[0])
        assert picture.shape == (size, size, 4)
        assert picture[..., :3].std() > 10


def test_the_manual_names_every_command(contents: Path) -> None:
    page = gzip.decompress((contents / f"usr/share/man/man1/{NAME}.1.gz").read_bytes()).decode()
    told = subprocess.run(
        [sys.executable, "-m", "desktop", "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    commands = set(re.findall(r"^    (\w+)  ", told, re.MULTILINE))
    assert {"classify", "doctor"} <= commands
    assert {name for name in commands if f"\n.B {name}\n" not in page} == set()
    assert VERSION in page


def test_removed_it_leaves_nothing(debian: DebianRoot, package: Path) -> None:
    debian.empty_home()
    before = debian.files()
    debian.install(package)
    assert "usr/bin/second-reader" in debian.files()
    assert debian.run(NAME, "models")[0] == 0
    debian.purge(NAME)
    assert debian.files() == before


def test_a_minimal_debian_offers_it_for_scans(installed: DebianRoot) -> None:
    cache = (installed.folder / "usr/share/applications/mimeinfo.cache").read_text("utf-8")
    assert f"application/dicom={NAME}.desktop" in cache
    assert installed.as_root("dpkg", "--verify", NAME) == ""


def test_there_the_doctor_finds_everything_in_order(
    installed: DebianRoot, screen: Screen, home: Path
) -> None:
    status, output, messages = installed.run(NAME, "doctor", "--json", DISPLAY=screen.display)
    found = {record["check"]: record for record in map(json.loads, output.splitlines())}
    assert [record for record in found.values() if not record["ok"]] == []
    assert (status, messages) == (0, "")
    assert {sample.label for sample in SAMPLES} <= set(found)
    assert {path.name for path in home.iterdir()} >= {"Aufnahmen von heute"}


@pytest.mark.parametrize("folder", ["/usr/lib/second-reader", "/opt/Für Ärzte/Second Reader"])
def test_there_scans_are_classified_from_any_folder(
    installed: DebianRoot, home: Path, folder: str
) -> None:
    place = installed.folder / folder[1:]
    is_copy = not place.exists()
    if is_copy:
        shutil.copytree(installed.folder / f"usr/lib/{NAME}", place, symlinks=True)
    try:
        scan = f"{HOME}/Aufnahmen von heute/ultrasound_phantom.png"
        status, output, messages = installed.run(f"{folder}/{NAME}", "classify", "--json", scan)
    finally:
        if is_copy:
            shutil.rmtree(place.parent)
    assert (status, messages) == (0, "")
    assert json.loads(output)["status"] in {"ok", "inconclusive"}
    assert all(path.stat().st_uid in {0, NOBODY} for path in home.rglob("*"))


def test_there_the_window_opens_a_scan_as_a_desktop_would(
    installed: DebianRoot, contents: Path, screen: Screen, home: Path
) -> None:
    scan = f"{HOME}/Aufnahmen von heute/ultrasound_phantom.png"
    command = [scan if part == "%F" else part for part in launcher(contents)["Exec"].split()]
    assert home.is_dir()
    process = installed.start(*command, DISPLAY=screen.display)
    running = Program(screen, process)
    try:
        accept_the_intended_use(running)
        until_it_answers(running, "phantom.png")
        running.press("ctrl+q")
        _, complaints = process.communicate(timeout=120)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert (process.returncode, complaints) == (0, "")
