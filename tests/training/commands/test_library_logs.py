"""Lines of native libraries stay off the terminal, and messages for people stay on it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from training.commands.library_logs import LEVEL

SCRIPT = """
import os, sys
from training.commands.library_logs import hidden_library_logs

with hidden_library_logs():
    os.write(2, b"E0000 failed call to cuInit" + b"\\n")
    print("epoch 1 of 3", file=sys.stderr)
    {then}
os.write(2, b"after" + b"\\n")
"""


def stderr_of(then: str, monkeypatch: pytest.MonkeyPatch, level: str | None = None) -> str:
    monkeypatch.delenv(LEVEL, raising=False)
    if level is not None:
        monkeypatch.setenv(LEVEL, level)
    command = [sys.executable, "-c", SCRIPT.format(then=then)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def test_only_messages_for_people_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert stderr_of("pass", monkeypatch).splitlines() == ["epoch 1 of 3", "after"]


def test_who_asks_for_logs_sees_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "cuInit" in stderr_of("pass", monkeypatch, level="0")


def test_a_bug_shows_what_was_hidden_and_a_problem_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bug = stderr_of("raise ValueError('a bug')", monkeypatch)
    assert "cuInit" in bug
    assert "a bug" in bug
    problem = "from engine.errors import UserFacingError; raise UserFacingError('No.', 'Stop.')"
    assert "cuInit" not in stderr_of(problem, monkeypatch)
