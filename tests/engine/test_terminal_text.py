"""Columns stand below each other, and no name steers the terminal."""

from __future__ import annotations

import io

import pytest

from engine.commands.json_lines import as_json_line
from engine.commands.progress import Progress
from engine.terminal_text import aligned, printable, width
from engine.wording import percent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("text", "cells"),
    [("scan", 4), ("Müller", 6), ("Mu\u0308ller", 6), ("乳腺", 4), ("", 0)],
)
def test_width_counts_cells_not_characters(text: str, cells: int) -> None:
    assert width(text) == cells


def test_columns_are_aligned_by_what_is_seen() -> None:
    lines = aligned([("乳腺.png", "1"), ("scan.png", "10"), ("Mu\u0308.png", "100")], right=[1])
    assert lines == ["乳腺.png    1", "scan.png   10", "Mu\u0308.png    100"]


def test_no_rows_are_no_lines() -> None:
    assert aligned([]) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", r"a\nb"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("a\u2028b", r"a\u2028b"),
        ("\udcff.png", r"\udcff.png"),
        ("C:\\scans\\ü.png", "C:\\scans\\ü.png"),
    ],
)
def test_what_could_steer_a_terminal_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("name", ["a\nb", "a\u2028b\x85c", "\udcff", "ü"])
def test_a_record_is_one_line_for_every_reader_of_lines(name: str) -> None:
    line = as_json_line({"path": name})
    assert line.encode("utf-8").decode("utf-8").splitlines() == [line[:-1]]


def test_a_number_that_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        as_json_line({"confidence": float("nan")})


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.0, "0.0 %"),
        (0.0001, "< 0.1 %"),
        (0.9312, "93.1 %"),
        (0.99995, "> 99.9 %"),
        (1.0, "100.0 %"),
    ],
)
def test_a_percentage_is_never_rounded_to_certainty(probability: float, text: str) -> None:
    assert percent(probability) == text


def test_progress_is_overwritten_in_place_on_a_terminal() -> None:
    terminal = Terminal()
    progress = Progress(terminal, 2)
    progress.show(1, "a\n.png")
    assert terminal.getvalue() == r"1 of 2: a\n.png"
    progress.clear()
    assert terminal.getvalue().endswith("\r" + " " * 15 + "\r")


def test_progress_fits_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    terminal = Terminal()
    Progress(terminal, 2).show(1, "乳" * 50)
    assert 18 <= width(terminal.getvalue()) <= 19


def test_progress_is_silent_elsewhere() -> None:
    stream = io.StringIO()
    progress = Progress(stream, 2)
    progress.show(1, "a.png")
    progress.clear()
    assert stream.getvalue() == ""
