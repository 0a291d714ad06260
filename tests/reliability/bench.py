"""What the rows share: batches in this process and in others, and what they leave behind."""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from engine.batch.local_workers import OpenPool
from engine.batch.reading import ScanSource
from engine.commands.arguments import describe_batch
from engine.commands.batch import BatchContext, run_batch
from engine.errors import UserFacingError
from engine.interfaces import FindingReader
from tests.fakes.batch import FakePool, FakeReader

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
MODELS = ROOT / "models"
PHANTOM = DEMO / "ultrasound_phantom.png"


def fake_scans(folder: Path, count: int, seed: int) -> Path:
    """Make files for `tests.fakes.batch.FakePool`: some of one frame, some of three, some empty."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    for number in range(count):
        frames = chance.choice((1, 1, 1, 3, 0))
        (folder / f"scan{number:05}").write_bytes(chance.randbytes(frames))
    return folder


def real_scans(folder: Path, count: int) -> Path:
    """Make copies of the synthetic demonstration scan."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        shutil.copyfile(PHANTOM, folder / f"scan{number:05}.png")
    return folder


def batch(
    folder: Path,
    target: Path,
    *options: str,
    reader: FindingReader | None = None,
    open_pool: OpenPool = FakePool,
) -> tuple[int, str]:
    """Run the command in this process; return its status and what it said."""
    parser = argparse.ArgumentParser()
    describe_batch(parser)
    said = io.StringIO()
    stated = parser.parse_args([str(folder), "--output", str(target), *options])
    context = BatchContext(reader or FakeReader(), open_pool, resources=ROOT / "resources")
    try:
        status = run_batch(stated, context, said, said)
    except UserFacingError as error:
        return 1, said.getvalue() + str(error)
    return status, said.getvalue()


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of the program."""
    return [sys.executable, "-m", "desktop", *map(str, arguments)]


def environment(**changes: str) -> dict[str, str]:
    """Return the environment for a process of the program."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", **changes}


def litter(folder: Path) -> list[str]:
    """Return the names of unfinished files below a folder."""
    return sorted(path.name for path in folder.rglob("*.part"))


class Tampering(FakePool):
    """Does something to the world before some files are opened by another source."""

    def __init__(self, inner: ScanSource, before: Callable[[Path], None]) -> None:
        super().__init__()
        self._inner = inner
        self._before = before

    def read_scan(self, path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201
        self._before(path)
        return self._inner.read_scan(path)

    def warm_up(self) -> None:
        self._inner.warm_up()

    def close(self) -> None:
        self._inner.close()


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path | None]:
    """Mount a small file system in memory; None where this user may not."""
    place.mkdir(parents=True, exist_ok=True)
    mounted = _quietly("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place))
    try:
        yield place if mounted else None
    finally:
        if mounted:
            _quietly("umount", "-l", str(place))


def _quietly(*words: str) -> bool:
    try:
        return subprocess.run(words, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def shown(wrong: Sequence[str], most: int = 3) -> str:
    """Return the first of many deviations in one line."""
    more = f" and {len(wrong) - most} more" if len(wrong) > most else ""
    return "; ".join(wrong[:most]) + more
