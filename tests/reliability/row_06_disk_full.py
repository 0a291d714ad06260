"""Row 6: the disk fills up in the middle of whatever is written."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.decoding.read_scan import read_scan
from engine.errors import UserFacingError
from engine.finding import Status
from engine.model.heatmap_files import write_heatmap
from engine.model.second_reader import SecondReader
from engine.records.csv_table import write_table
from engine.records.finding_record import FindingRecord
from engine.records.history import History, HistoryEntry
from engine.records.journal import Journal, journal_of
from engine.report import ReportOptions, ReportScan, write_report
from tests.fakes.batch import FakePool
from tests.reliability.bench import (
    MODELS,
    PHANTOM,
    ROOT,
    batch,
    fake_scans,
    litter,
    shown,
    small_disk,
)
from tests.reliability.result import RowResult, impossible

TITLE = "disk full at 0, 25, 50, 99 % of each export: CSV, PDF, heatmap, journal, history, settings"
TARGET = "a clear message, no partial file, the older file intact"
QUICK = 0.05
PARTS = (0.0, 0.25, 0.5, 0.99)
_DISK_MB = 8
_PAGE = 4096
_FILES = 400
_NOON = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Export:
    """Something that writes one file into a folder."""

    name: str
    write: Callable[[Path], None]


def run(seed: int, scale: float) -> RowResult:
    repeats = max(1, round(5 * scale))
    parts = PARTS if scale >= 0.2 else PARTS[2:3]
    wrong: list[str] = []
    tried = 0
    with tempfile.TemporaryDirectory() as place, small_disk(Path(place) / "disk", _DISK_MB) as disk:
        if disk is None:
            return impossible("mounting a small disk needs the rights of the administrator")
        for _ in range(repeats):
            for export in (*_exports(), _settings()):
                for part in parts:
                    tried += 1
                    wrong += _tried(export, disk, part)
            for part in parts:
                tried += 2
                wrong += _journal(disk, Path(place) / "scans", part, seed)
                wrong += _history(disk, part)
    return RowResult(
        f"{tried} exports onto a disk that fills up at {', '.join(f'{p:.0%}' for p in parts)}: "
        f"{len(wrong)} without a message, with a partial file or with an older one lost",
        not wrong,
        shown(wrong),
    )


def _exports() -> Iterator[Export]:
    scan = read_scan(PHANTOM)
    reader = SecondReader(MODELS)
    finding = reader.classify(scan)
    options = ReportOptions(ROOT / "resources")
    page = [ReportScan(scan=scan, finding=finding, card=reader.models()[0])]
    table = [[f"scan{number}", 0.5, "x" * 100] for number in range(20_000)]

    def heatmap(folder: Path) -> None:
        assert write_heatmap(scan, finding, folder) is not None

    yield Export("CSV", lambda folder: write_table(folder / "a.csv", ["a", "b", "c"], table))
    yield Export("PDF", lambda folder: write_report(folder / "a.pdf", page, options))
    yield Export("heatmap", heatmap)


def _settings() -> Export:
    from desktop.settings.settings import Settings

    def write(folder: Path) -> None:
        settings = Settings(folder / "settings.ini")
        settings.report_institution = "Hospital " * 20_000 + os.urandom(4).hex()
        settings.save()

    return Export("settings", write)


def _tried(export: Export, disk: Path, part: float) -> list[str]:
    _empty(disk)
    export.write(disk)
    (written,) = [path for path in disk.iterdir() if path.is_file()]
    before = written.read_bytes()
    _fill(disk, part * len(before))
    said = ""
    try:
        export.write(disk)
    except UserFacingError as error:
        said = str(error)
    wrong = []
    if "disk is full" not in said and "Free some space" not in said:
        wrong.append(f"said {said!r}")
    if written.read_bytes() != before:
        wrong.append("the older file is another")
    names = {path.name for path in disk.iterdir()} - {written.name, "filling"}
    if names:
        wrong.append(f"left {sorted(names)}")
    return [f"{export.name} at {part:.0%}: {what}" for what in wrong]


def _journal(disk: Path, folder: Path, part: float, seed: int) -> list[str]:
    """Fill the disk while a batch runs, free it, resume, and compare with an unbroken batch."""
    _empty(disk)
    fake_scans(folder, _FILES, seed)
    target = disk / "a.csv"
    batch(folder, target)
    expected = target.read_bytes()
    fills = _Fills(disk, round(part * _FILES))
    _, said = batch(folder, target, open_pool=lambda _workers: fills)
    wrong = []
    # What the database had set aside before may be enough for the rest: then all is written.
    is_whole = "Written:" in said
    if not is_whole and ("disk is full" not in said or ("--resume" not in said and part)):
        wrong.append(f"said {said!r}")
    if target.read_bytes() != expected:
        wrong.append("the older CSV is another")
    if litter(disk):
        wrong.append(f"left {litter(disk)}")
    kept = _kept(target)
    (disk / "filling").unlink()
    batch(folder, target, "--resume")
    if target.read_bytes() != expected:
        wrong.append(f"resumed with {kept} rows, the CSV is another")
    return [f"journal at {part:.0%}: {what}" for what in wrong]


def _kept(target: Path) -> int:
    path = journal_of(target)
    if not path.exists():
        return 0
    with Journal(path) as journal:
        return journal.count


class _Fills(FakePool):
    """Fills the disk when so many files were opened."""

    def __init__(self, disk: Path, after: int) -> None:
        super().__init__()
        self._disk, self._after = disk, after

    def warm_up(self) -> None:
        if not self._after:
            _fill(self._disk, 0)

    def read_scan(self, path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN202
        if len(self.opened) == self._after:
            _fill(self._disk, 0)
        return super().read_scan(path)


def _history(disk: Path, part: float) -> list[str]:
    _empty(disk)
    entries = list(_entries(400))
    history = History(disk / "history.sqlite")
    history.add(entries[:200])
    _fill(disk, part * (disk / "history.sqlite").stat().st_size)
    said = ""
    try:
        history.add(entries[200:])
    except UserFacingError as error:
        said = str(error)
    wrong = [] if "disk is full" in said else [f"said {said!r}"]
    (disk / "filling").unlink()
    if [entry.key for entry in history.entries()] != [entry.key for entry in entries[:200]]:
        wrong.append("entries were lost or added")
    history.add(entries)
    if len(history.entries()) != len(entries):
        wrong.append("it could not be written later")
    return [f"history at {part:.0%}: {what}" for what in wrong]


def _entries(count: int) -> Iterator[HistoryEntry]:
    for number in range(count):
        row = FindingRecord(
            f"/scans/{number:05}.dcm", Status.OK, "ultrasound", "benign", 0.9, {}, 0.05
        )
        yield HistoryEntry(_NOON + dt.timedelta(minutes=number), row)


def _fill(disk: Path, free: float) -> None:
    """Leave so many bytes free, in whole pages."""
    status = os.statvfs(disk)
    size = status.f_bavail * status.f_frsize - int(free // _PAGE * _PAGE)
    with (disk / "filling").open("wb", buffering=0) as file:
        file.write(b"\0" * max(0, size))


def _empty(disk: Path) -> None:
    for path in disk.iterdir():
        path.unlink()
