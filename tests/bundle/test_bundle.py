"""The frozen program does what the program does, without anything around it."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import cv2
import psutil
import pypdf
import pytest

from engine.commands.self_check_samples import SAMPLES
from engine.version import VERSION
from tests.bundle.first_start import accept_the_intended_use, until_it_answers
from tests.bundle.frozen import Frozen
from tests.e2e.virtual_screen import Program, Screen

pytestmark = pytest.mark.bundle

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
TRANSLATIONS = sorted((ROOT / "resources" / "translations").glob("*.qm"))
MEGABYTES = 10**6


@pytest.fixture
def scans(frozen: Frozen) -> Path:
    """Return a folder of demonstration scans that the program's user may read."""
    folder = frozen.home / "Aufnahmen von heute"
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


def test_it_says_its_version(frozen: Frozen) -> None:
    assert frozen.run("--version") == (0, f"second-reader {VERSION}\n", "")


def test_the_doctor_finds_everything_in_order(frozen: Frozen, screen: Screen) -> None:
    status, output, messages = frozen.run("doctor", "--json", DISPLAY=screen.display)
    found = {record["check"]: record for record in map(json.loads, output.splitlines())}
    assert [record for record in found.values() if not record["ok"]] == []
    assert (status, messages) == (0, "")
    assert {sample.label for sample in SAMPLES} <= set(found)
    parts = {"Model ultrasound", "Reports", "Qt", "Screen", "Fonts", "Icons", "Languages"}
    assert parts <= set(found)
    assert "installed as a program" in found["Second Reader"]["detail"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there always is one elsewhere")
def test_the_doctor_says_what_is_missing_without_a_display(frozen: Frozen) -> None:
    status, output, _ = frozen.run("doctor")
    assert status == 1
    assert re.search(r"^problem\s+Screen", output, re.MULTILINE)
    assert "--no-window" in output


def test_scans_are_classified_with_heatmaps(frozen: Frozen, scans: Path) -> None:
    maps = frozen.home / "maps"
    status, output, messages = frozen.run(
        "classify", "--json", "--heatmaps", maps, *sorted(scans.iterdir())
    )
    records = [json.loads(line) for line in output.splitlines()]
    assert (status, messages) == (0, "")
    by_name = {Path(record["path"]).name: record for record in records}
    assert by_name["ultrasound_phantom.png"]["status"] in {"ok", "inconclusive"}
    heatmap = next(maps.glob("ultrasound_phantom-*.png"))
    assert cv2.imdecode(np_bytes(heatmap), cv2.IMREAD_COLOR).std() > 10


def np_bytes(path: Path) -> cv2.typing.MatLike:
    import numpy as np

    return np.frombuffer(path.read_bytes(), np.uint8)


@pytest.mark.real_data
def test_files_of_every_transfer_syntax_are_read_as_from_source(
    frozen: Frozen, data_dir: Path
) -> None:
    folder = data_dir / "files" / "dicom"
    with (folder / "expected.csv").open(newline="", encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if row["transfer_syntax"]]
    first = {row["transfer_syntax"]: row["file"] for row in reversed(rows)}
    decoded = [row for row in rows if row["expected"].startswith("image decodes")]
    first |= {row["transfer_syntax"]: row["file"] for row in reversed(decoded)}
    files = [folder / name for name in first.values()]
    assert len(files) >= 14
    source = subprocess.run(
        [sys.executable, "-m", "desktop", "classify", "--json", *map(str, files)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    expected = [json.loads(line) for line in source.stdout.splitlines()]
    assert frozen.records("classify", *files) == expected


def test_a_report_is_written_and_can_be_read(frozen: Frozen, scans: Path) -> None:
    target = frozen.home / "Befund für Frau Müller.pdf"
    status, _, messages = frozen.run(
        "report",
        scans / "ultrasound_phantom.png",
        "--output",
        target,
        "--institution",
        "Klinik Süd",
    )
    assert (status, messages) == (0, "")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert "Klinik Süd" in text
    assert VERSION in text


def test_a_batch_survives_the_death_of_its_decoders(frozen: Frozen, scans: Path) -> None:
    many = frozen.home / "many"
    many.mkdir()
    for number in range(24):
        shutil.copy(scans / "ultrasound_phantom.png", many / f"{number:02}.png")
    many.chmod(0o755)
    table = frozen.home / "findings.csv"
    process = frozen.start("batch", many, "--output", table, "--workers", "2")
    killed = kill_decoders(process)
    output, messages = process.communicate(timeout=300)
    assert killed, output + messages
    assert process.returncode in {0, 1}, "1 if a file was being decoded just then"
    with table.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 24
    answered = [row for row in rows if row["status"] in {"ok", "inconclusive"}]
    assert len(answered) >= 22, "at most the two files that were being decoded are lost"


def kill_decoders(process: subprocess.Popen[str]) -> int:
    """Kill the decoder processes of a program once it has some; return how many."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        decoders = [
            child
            for child in psutil.Process(process.pid).children(recursive=True)
            if "--multiprocessing-fork" in _command_line(child)
        ]
        if decoders:
            for decoder in decoders:
                decoder.kill()
            return len(decoders)
        time.sleep(0.02)
    return 0


def _command_line(child: psutil.Process) -> list[str]:
    try:
        return child.cmdline()
    except psutil.NoSuchProcess:
        return []


def test_the_window_opens_a_scan_and_answers(
    frozen: Frozen, scans: Path, screen: Screen, tmp_path: Path
) -> None:
    scan = scans / "ultrasound_phantom.png"
    process = frozen.start(scan, DISPLAY=screen.display)
    running = Program(screen, process)
    try:
        accept_the_intended_use(running)
        until_it_answers(running, scan.name)
        picture = running.still_picture()
        assert loaded_from_elsewhere(process, frozen) == []
        running.press("ctrl+q")
        _, complaints = process.communicate(timeout=60)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert (process.returncode, complaints) == (0, "")
    folder = Path(os.environ.get("SECOND_READER_PICTURES", tmp_path))
    assert cv2.imwrite(str(folder / "frozen-window.png"), picture[..., ::-1])


def loaded_from_elsewhere(process: subprocess.Popen[str], frozen: Frozen) -> list[str]:
    """Return what the program has loaded that is neither its own nor a part of the system."""
    maps = Path(f"/proc/{process.pid}/maps")
    if not maps.exists():
        return []
    loaded = {line.split(maxsplit=5)[5] for line in maps.read_text().splitlines() if "/" in line}
    loaded = {name for name in loaded if re.search(r"\.so(\.|$)", name)}
    system = ("/lib/", "/lib64/", "/usr/lib/")
    return [
        name
        for name in loaded
        if not name.startswith((str(frozen.folder), *system))
        or ("python" in name.lower() and not name.startswith(str(frozen.folder)))
    ]


def test_it_is_no_larger_than_promised(frozen: Frozen) -> None:
    assert sum(frozen.files().values()) <= 320 * MEGABYTES


def test_it_holds_what_it_must_and_nothing_that_it_must_not(frozen: Frozen) -> None:
    names = list(frozen.files())
    for wanted in (
        "LICENSE",
        "SBOM.cdx.json",
        "THIRD-PARTY-NOTICES.txt",
        "resources/notices/LGPL-3.0.txt",
        "resources/notices/QT.txt",
        *(f"translations/{file.name}" for file in TRANSLATIONS),
        *(f"translations/{file.name.replace('second-reader', 'qtbase')}" for file in TRANSLATIONS),
    ):
        assert any(name.endswith(wanted) for name in names), wanted
    unwanted = re.compile(
        r"tensorflow|keras|Qt6(Network|Qml|Quick|Pdf|WebEngine)|/tests?/|gtk|make_\w+\.py|\.ts$",
        re.IGNORECASE,
    )
    assert [name for name in names if unwanted.search(name)] == []


def test_no_link_leads_nowhere_or_out_of_it(frozen: Frozen) -> None:
    links = [path for path in frozen.folder.rglob("*") if path.is_symlink()]
    root = frozen.folder.resolve()
    assert [link for link in links if not link.resolve().is_relative_to(root)] == []
    assert [link for link in links if not link.exists()] == []
