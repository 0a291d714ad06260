"""Row 15: pictures and files that ask for more than there is."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from engine.errors import ScanError
from tests.reliability.bench import PHANTOM, ROOT, command, environment
from tests.reliability.greedy import FULL, QUICKLY
from tests.reliability.result import RowResult
from tests.reliability.watched import watch

TITLE = "huge images, bombs, a memory limit of 2 GB"
TARGET = "refused or read within limits, with a sentence"
QUICK = 0.5

_MEMORY_LIMIT = 2 * 2**30


def run(seed: int, scale: float) -> RowResult:
    """Read each file alone; then some with little memory for the whole program."""
    del seed
    files = {**QUICKLY, **(FULL if scale >= 1 else {})}
    wrong: list[str] = []
    told: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, make in files.items():
            path = Path(folder) / name.replace(" ", "_")
            make(path)
            reading = watch(path)
            outcome = "refused" if isinstance(reading.outcome, ScanError) else "read"
            told.append(f"{name} {outcome} ({reading.seconds:.1f} s, {reading.peak >> 20} MB)")
            wrong += [f"{name}: {reading.complaint()}"] if reading.complaint() else []
            path.unlink()
        found = _with_little_memory(Path(folder))
    wrong += [f"2 GB for the program: {found}"] if found else []
    figure = f"{len(files)} files: {', '.join(told)}; under a limit of 2 GB: {found or 'answered'}"
    return RowResult(figure, not wrong, "; ".join(wrong[:5]))


def _with_little_memory(folder: Path) -> str:
    """Classify an intact and a huge scan; return what is wrong."""
    if sys.platform != "linux":
        return ""
    huge = folder / "huge.png"
    QUICKLY["30,000 x 30,000 png"](huge)
    ended = subprocess.run(
        command("classify", "--json", PHANTOM, huge),
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_limiter(),
    )
    said = ended.stderr.strip()
    if "Traceback" in said or ended.returncode not in {0, 1}:
        return f"ended with {ended.returncode}: {said[-200:]}"
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    statuses = [line["status"] for line in lines]
    # Either it says that memory is short, or it answers the one and refuses the other.
    is_well = len(statuses) == 2 and statuses[1] == "unreadable"
    return "" if is_well or said else f"said nothing but {statuses}"


def _limiter() -> Callable[[], None]:
    import resource  # POSIX only

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT, _MEMORY_LIMIT))

    return limit
