"""Row 3: coverage-guided fuzzing of the header checks and the DICOM reader.

Needs atheris, which has wheels for Linux alone and is no part of the tests' environment:
``uv pip install atheris``.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.reliability.result import RowResult, impossible
from tests.reliability.specimens import Specimen, dicom_specimens, picture_specimens

TITLE = "coverage-guided fuzzing of the header checks and the DICOM reader, one hour"
TARGET = "0 findings open"
QUICK = 0.001

_HOUR_S = 3600
_TARGETS = {"headers": picture_specimens, "dicom": dicom_specimens}
_SLOWEST_S = 60
_ROOT = Path(__file__).resolve().parents[2]


def run(seed: int, scale: float) -> RowResult:
    """Fuzz both targets side by side, half an hour each."""
    if importlib.util.find_spec("atheris") is None:
        return impossible("atheris is not installed")
    seconds = max(1, round(_HOUR_S / len(_TARGETS) * scale))
    with tempfile.TemporaryDirectory() as folder:
        running = {
            name: _start(name, specimens(), Path(folder) / name, seed, seconds)
            for name, specimens in _TARGETS.items()
        }
        said = {name: process.communicate()[0] for name, process in running.items()}
    findings = [f"{name}: {_finding(text)}" for name, text in said.items() if _finding(text)]
    runs = ", ".join(f"{name} {_runs(text):,} inputs" for name, text in said.items())
    figure = f"{seconds} s each: {runs}; {len(findings)} findings"
    return RowResult(figure, not findings, "; ".join(findings))


def _start(
    name: str, specimens: list[Specimen], folder: Path, seed: int, seconds: int
) -> subprocess.Popen[str]:
    folder.mkdir()
    for specimen in specimens:
        (folder / specimen.name.replace(" ", "_")).write_bytes(specimen.data)
    target = Path(__file__).with_name("fuzz_target.py")
    limits = [f"-timeout={_SLOWEST_S}", "-rss_limit_mb=2048", "-max_len=32768"]
    return subprocess.Popen(
        [
            *(sys.executable, str(target), name, f"-max_total_time={seconds}", f"-seed={seed}"),
            *(*limits, f"-artifact_prefix={folder}-", str(folder)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )


def _finding(said: str) -> str:
    """Return the line that names what was found, empty when nothing was."""
    if re.search(r"^Done \d+ runs", said, re.MULTILINE):
        return ""
    named = re.findall(r"^(?:SUMMARY|.*Error|.*Exception).*$", said, re.MULTILINE)
    return " / ".join(named[-3:]) or said[-300:]


def _runs(said: str) -> int:
    counts = re.findall(r"^(?:#|Done )(\d+)", said, re.MULTILINE)
    return max(map(int, counts), default=0)
