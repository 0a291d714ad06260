"""Row 5: a batch that is killed at any moment loses nothing and ends in the same bytes."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from engine.records.journal import Journal, journal_of
from tests.reliability.bench import (
    ROOT,
    batch,
    command,
    environment,
    fake_scans,
    litter,
    real_scans,
    shown,
)
from tests.reliability.result import RowResult

TITLE = "kill -9 at 200 random moments of a batch, then resume"
TARGET = "no acknowledged row lost, none doubled, the CSV byte-identical to an unbroken run"
QUICK = 0.015
_FILES = 60
_EACH_S = 0.004
_REAL_EVERY = 10
_REAL_FILES = 24
_ORPHANS_END_S = 5.0


def run(seed: int, scale: float) -> RowResult:
    kills = max(3, round(200 * scale))
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        trials = _Trials(Path(place), seed, chance)
        for number in range(kills):
            if number % _REAL_EVERY == _REAL_EVERY - 1:
                trials.kill_program(number)
            else:
                trials.kill_child(number)
    kinds = f"{trials.amid} in mid batch, {trials.real} of the whole program with its decoders"
    return RowResult(
        f"{kills} kills ({kinds}): {len(trials.wrong)} with a lost, doubled or other row; "
        f"{trials.orphans} decoders outlived their program",
        not trials.wrong and not trials.orphans,
        shown(trials.wrong) + (f"unfinished files left: {trials.left}" if trials.left else ""),
    )


class _Trials:
    def __init__(self, place: Path, seed: int, chance: random.Random) -> None:
        self._place, self._chance = place, chance
        self._folder = fake_scans(place / "scans", _FILES, seed)
        batch(self._folder, place / "unbroken.csv")
        self._unbroken = (place / "unbroken.csv").read_bytes()
        self._real_unbroken = b""
        self.wrong: list[str] = []
        self.amid = self.real = self.orphans = self.left = 0

    def kill_child(self, number: int) -> None:
        target = self._place / f"out{number}" / "findings.csv"
        target.parent.mkdir()
        script = str(Path(__file__).with_name("batch_child.py"))
        words = [str(self._folder), str(target), str(_EACH_S), "--workers", "2"]
        child = subprocess.Popen(
            [sys.executable, script, *words], env=environment(), stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(self._chance.uniform(0, 1.3 * _FILES * _EACH_S))
        child.kill()
        told = child.stdout.read().decode().splitlines()
        child.stdout.close()
        child.wait()
        self._check_rows(number, target, set(told[:-1]) if told else set())
        self._resume(number, target, self._folder, self._unbroken)

    def _check_rows(self, number: int, target: Path, acknowledged: set[str]) -> None:
        if target.exists():
            with target.open(encoding="utf-8", newline="") as file:
                rows = [row["path"] for row in csv.DictReader(file)]
        elif not journal_of(target).exists():
            rows = []
        else:
            with Journal(journal_of(target)) as journal:
                plan = journal.plan
                rows = [] if plan is None else [row.path for row in journal.rows(plan)]
            self.amid += 0 < len(rows) < _FILES
        lost = acknowledged - set(rows)
        if lost or len(rows) != len(set(rows)):
            self.wrong.append(f"kill {number}: {len(lost)} lost of {len(acknowledged)}")

    def _resume(self, number: int, target: Path, folder: Path, expected: bytes) -> None:
        batch(folder, target, "--resume")
        if target.read_bytes() != expected:
            self.wrong.append(f"kill {number}: other bytes")
        self.left += len(litter(target.parent))

    def kill_program(self, number: int) -> None:
        folder = real_scans(self._place / "real", _REAL_FILES)
        target = self._place / f"out{number}" / "findings.csv"
        target.parent.mkdir()
        words = command("batch", folder, "--output", target, "--workers", "2")
        if not self._real_unbroken:
            _complete(words)
            self._real_unbroken = target.read_bytes()
        began = subprocess.Popen(
            words, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(self._chance.uniform(1.0, 4.0))
        decoders = _children(began.pid)
        began.kill()
        began.wait()
        self.real += 1
        _, alive = psutil.wait_procs(decoders, _ORPHANS_END_S)
        self.orphans += len(alive)
        _complete([*words, "--resume"])
        if target.read_bytes() != self._real_unbroken:
            self.wrong.append(f"kill {number} of the program: other bytes")
        self.left += len(litter(target.parent))


def _complete(words: list[str]) -> None:
    subprocess.run(words, cwd=ROOT, env=environment(), check=True, capture_output=True)


def _children(process: int) -> list[psutil.Process]:
    try:
        return psutil.Process(process).children(recursive=True)
    except psutil.Error:
        return []
