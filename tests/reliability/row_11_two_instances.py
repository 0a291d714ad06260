"""Row 11: two of the program at one history, one output and one settings file."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from engine.records.history import History
from tests.reliability.bench import ROOT, batch, environment, fake_scans, litter, shown
from tests.reliability.result import RowResult

TITLE = "two instances on one history, one output file, one settings file"
TARGET = "no lost or mixed rows; the second says so and goes on"
QUICK = 0.05
_FILES = 40
_CHILD = str(Path(__file__).with_name("batch_child.py"))
_KEEPS = """
import datetime as dt, sys
from pathlib import Path
from engine.records.finding_record import FindingRecord
from engine.finding import Status
from engine.records.history import History, HistoryEntry
history = History(Path(sys.argv[1]), 120)
for number in range(int(sys.argv[3])):
    row = FindingRecord(f"{sys.argv[2]}{number}", Status.INCONCLUSIVE, patient=sys.argv[2])
    history.add([HistoryEntry(dt.datetime.now(dt.UTC), row, sys.argv[2])])
"""
_SETS = """
import sys
from pathlib import Path
from desktop.settings.settings import Settings
settings = Settings(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    if sys.argv[2] == "a":
        settings.report_reader = f"{number}"
    else:
        settings.report_institution = f"{number}"
    settings.remember(Path(f"/{sys.argv[2]}"))
    settings.save()
"""


def run(seed: int, scale: float) -> RowResult:
    rounds = max(1, round(20 * scale))
    entries = max(10, round(200 * scale))
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        wrong += _history(Path(place), entries)
        wrong += _settings(Path(place), max(5, round(100 * scale)))
        told = 0
        for number in range(rounds):
            said, faults = _output(Path(place) / f"out{number}", seed + number)
            told += said
            wrong += faults
    return RowResult(
        f"2 x {entries} entries into one history, 2 x {max(5, round(100 * scale))} changes of one "
        f"settings file, {rounds} pairs of batches at one output (the second said so in {told}): "
        f"{len(wrong)} lost, mixed or unsaid",
        not wrong and told == rounds,
        shown(wrong),
    )


def _both(script: str, path: Path, count: int) -> list[int]:
    words = [sys.executable, "-c", script, str(path)]
    running = [
        subprocess.Popen([*words, name, str(count)], cwd=ROOT, env=environment()) for name in "ab"
    ]
    return [each.wait() for each in running]


def _history(place: Path, count: int) -> list[str]:
    path = place / "history.sqlite"
    ended = _both(_KEEPS, path, count)
    found = History(path).entries()
    names = {entry.row.path for entry in found}
    wrong = [] if ended == [0, 0] else [f"history: the processes ended with {ended}"]
    if names != {f"{name}{number}" for name in "ab" for number in range(count)}:
        wrong.append(f"history: {len(names)} of {2 * count} entries")
    mixed = [
        entry for entry in found if {entry.row.path[0], entry.row.patient} != {entry.patient_name}
    ]
    return wrong + [f"history: {len(mixed)} mixed entries"] * bool(mixed)


def _settings(place: Path, count: int) -> list[str]:
    from desktop.settings.settings import Settings

    path = place / "settings.ini"
    ended = _both(_SETS, path, count)
    settings = Settings(path)
    wrong = [] if ended == [0, 0] else [f"settings: the processes ended with {ended}"]
    if {path.name for path in settings.recent} != {"a", "b"}:
        wrong.append(f"settings: recent files {settings.recent}")
    last = (settings.report_reader, settings.report_institution)
    if last != (str(count - 1),) * 2:
        wrong.append(f"settings: the last values are {last}")
    if litter(place):
        wrong.append(f"settings: left {litter(place)}")
    return wrong


def _output(place: Path, seed: int) -> tuple[bool, list[str]]:
    """Start a second batch at the output of one that runs."""
    place.mkdir()
    folder = fake_scans(place / "scans", _FILES, seed)
    batch(folder, place / "expected.csv")
    target = place / "findings.csv"
    first = subprocess.Popen(
        [sys.executable, _CHILD, str(folder), str(target), "0.05"],
        env=environment(),
        stdout=subprocess.PIPE,
    )
    assert first.stdout is not None
    # Its first row is written: it is in the middle.
    for _ in range(2):
        first.stdout.readline()
    _, said = batch(folder, target)
    first.stdout.read()
    first.stdout.close()
    first.wait()
    wrong = []
    if target.read_bytes() != (place / "expected.csv").read_bytes():
        wrong.append("output: other bytes")
    status, _ = batch(folder, place / "elsewhere.csv")
    if (place / "elsewhere.csv").read_bytes() != target.read_bytes() or status > 1:
        wrong.append("output: the second could not go on elsewhere")
    return "Another batch is writing to this output" in said, wrong
