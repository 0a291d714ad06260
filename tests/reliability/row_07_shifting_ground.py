"""Row 7: files and folders that change, vanish or turn into something else in mid batch."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from engine.batch import folder_watch
from engine.batch.folder_watch import FolderGoneError
from engine.batch.local_workers import OpenPool
from engine.batch.run import Batch
from engine.decoding.pool import DecoderPool
from engine.finding import Status
from engine.records.finding_record import FindingRecord
from engine.records.journal import Journal
from engine.records.plan import Plan
from tests.fakes.batch import FakePool, FakeReader
from tests.reliability.bench import Tampering, real_scans, shown, small_disk
from tests.reliability.result import RowResult, judges_time

TITLE = (
    "files changed, cut, deleted, locked, or turned into a FIFO, a link loop or a directory, and "
    "folders renamed, unmounted or silent, in mid batch"
)
TARGET = "error rows, no hang, the batch ends or halts within 5 s"
QUICK = 0.04
_FILES = 14
_LIMIT_S = 5.0


def run(seed: int, scale: float) -> RowResult:
    rounds = max(1, round(20 * scale))
    chance = random.Random(seed)
    found = _Found()
    with tempfile.TemporaryDirectory() as place:
        for number in range(rounds):
            _files(Path(place) / f"files{number}", chance, found)
            _renamed(Path(place) / f"renamed{number}", found)
            _unmounted(Path(place) / f"unmounted{number}", found)
        if judges_time(scale):
            _silent(Path(place) / "silent", found)
    without = f", {', '.join(sorted(found.left_out))} left out" if found.left_out else ""
    return RowResult(
        f"{found.files} files and {found.folders} folders tampered with{without}: "
        f"{len(found.wrong)} without a row or a sentence; slowest row {found.slowest:.1f} s, "
        f"slowest halt {found.halt:.1f} s",
        not found.wrong and (max(found.slowest, found.halt) <= _LIMIT_S or not judges_time(scale)),
        shown(found.wrong),
    )


@dataclass
class _Found:
    files: int = 0
    folders: int = 0
    slowest: float = 0.0
    halt: float = 0.0
    wrong: list[str] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)


def _changed(path: Path) -> None:
    path.write_bytes(b"no picture any more" * 20)


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _locked(path: Path) -> None:
    path.chmod(0)


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


_DEEDS: dict[str, Callable[[Path], None]] = {
    "changed": _changed,
    "cut": _cut,
    "deleted": Path.unlink,
    "locked": _locked,
    "FIFO": _fifo,
    "link loop": _loop,
    "directory": _directory,
}


def _files(folder: Path, chance: random.Random, found: _Found) -> None:
    """Do each deed to a file just before the decoder opens it, the others being left alone."""
    names = sorted(path.name for path in real_scans(folder, _FILES).iterdir())
    deeds = dict(zip(chance.sample(names, len(_DEEDS)), _DEEDS, strict=True))
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Nothing is locked to the administrator.
        found.left_out.add("locked (the administrator may read everything)")
        deeds = {name: deed for name, deed in deeds.items() if deed != "locked"}

    def tamper(path: Path) -> None:
        if path.name in deeds:
            _DEEDS[deeds[path.name]](path)

    rows = _timed(folder, lambda _workers: Tampering(DecoderPool(1), tamper), found)
    found.files += len(deeds)
    by_name = {Path(row.path).name: row for row in rows}
    for name in names:
        row = by_name.get(name)
        is_right = row is not None and (row.status is Status.UNREADABLE) == (name in deeds)
        if not is_right or (
            name in deeds and row is not None and not (row.reason and row.reason.hint)
        ):
            found.wrong.append(f"{deeds.get(name, 'untouched')}: {row}")


def _timed(folder: Path, open_pool: OpenPool, found: _Found) -> list[FindingRecord]:
    rows: list[FindingRecord] = []
    before: float | None = None
    with Journal(folder.with_suffix(".journal")) as journal:
        batch = Batch(Plan((folder,)), journal, FakeReader(), open_pool=open_pool)
        with closing(batch.run()) as running:
            for row in running:
                now = time.monotonic()
                # The first one waits for the decoder to start.
                found.slowest = max(found.slowest, 0.0 if before is None else now - before)
                before = now
                rows.append(row)
    return rows


def _renamed(folder: Path, found: _Found) -> None:
    real_scans(folder, _FILES)
    _halts(folder, lambda: folder.rename(folder.with_name(f"{folder.name} elsewhere")), found)


def _unmounted(folder: Path, found: _Found) -> None:
    with small_disk(folder, 32) as disk:
        if disk is None:
            found.left_out.add("unmounted (needs the rights of the administrator)")
            return
        real_scans(disk, _FILES)
        _halts(disk, lambda: subprocess.run(["umount", "-l", str(disk)], check=True), found)


def _halts(folder: Path, deed: Callable[[], object], found: _Found) -> None:
    """Do a deed to the whole folder after a few rows, and time how long the batch goes on."""
    done = threading.Event()
    began = [0.0]

    def tamper(path: Path) -> None:
        if path.name >= f"scan{_FILES // 2:05}" and not done.is_set():
            done.set()
            began[0] = time.monotonic()
            deed()

    found.folders += 1
    try:
        rows = _timed(folder, lambda _workers: Tampering(DecoderPool(1), tamper), found)
    except FolderGoneError as error:
        found.halt = max(found.halt, time.monotonic() - began[0])
        if not error.hint:
            found.wrong.append("a folder without a hint")
    else:
        found.wrong.append(f"a folder that went away gave {len(rows)} rows and no sentence")
    shutil.rmtree(folder, ignore_errors=True)


def _silent(folder: Path, found: _Found) -> None:
    """Let the disk not answer at all, as a network drive whose server is gone."""
    real_scans(folder, 4)
    is_silent, is_over = threading.Event(), threading.Event()
    asked, began = folder_watch.file_identity, [0.0]

    def file_identity(path: Path) -> tuple[int, int]:
        if is_silent.is_set():
            is_over.wait(60)
        return asked(path)

    class Silent(FakePool):
        def read_scan(self, path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN202
            began[0] = time.monotonic()
            is_silent.set()
            is_over.wait(60)
            return super().read_scan(path)

    found.folders += 1
    with mock.patch.object(folder_watch, "file_identity", file_identity):
        try:
            _timed(folder, lambda _workers: Silent(), found)
            found.wrong.append("a silent disk was not noticed")
        except FolderGoneError:
            found.halt = max(found.halt, time.monotonic() - began[0])
        finally:
            is_over.set()
