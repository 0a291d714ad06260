"""The rows of a batch as CSV: standard, exact, and inert in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.batch.rate import Rate, duration, rate_in_words
from engine.errors import UserFacingError
from engine.finding import ModelIdentity, OperatingPoint, Reason, Status
from engine.records.csv_table import columns, inert, write_csv, write_table
from engine.records.finding_record import FindingRecord
from engine.terminal_text import printable

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
ANSWERED = FindingRecord(
    path="scans/a.png",
    status=Status.OK,
    modality="ultrasound",
    class_name="malignant",
    confidence=0.1 + 0.2,
    malignancy_probability=1e-07,
    probabilities={"malignant": 1 / 3, "benign": 2 / 3},
    operating_point=OperatingPoint("95 % sensitivity", 0.12, 0.95),
    model=ModelIdentity("ultrasound", "1.0", "ab" * 32),
    frame=4,
    frames=9,
    laterality="L",
    view="MLO",
    patient="=HYPERLINK()",
)


def written(tmp_path: Path, *rows: FindingRecord, identity: bool = False) -> bytes:
    target = tmp_path / "out.csv"
    write_csv(target, lambda: rows, identity=identity)
    return target.read_bytes()


def parsed(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_cells_come_back_and_none_is_a_command(texts: list[str]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow([inert(text) for text in texts])
    (line,) = csv.reader(io.StringIO(buffer.getvalue(), newline=""), strict=True)
    assert not any(cell.startswith(FORMULAS) for cell in line)
    assert not any(unicodedata.category(letter)[0] == "C" for cell in line for letter in cell)
    # One leading mark is the program's own; what is left is the text, made printable.
    assert [cell.removeprefix("'") for cell in line] == [printable(text) for text in texts]


def test_a_whole_table_follows_the_standard(tmp_path: Path) -> None:
    target = tmp_path / "t.csv"
    write_table(target, ["a", "b"], [['say "hi"', "x,y"], [None, 0.5], ["two\nlines", 3]])
    assert target.read_bytes() == (
        b'a,b\r\n"say ""hi""","x,y"\r\n,0.5\r\n' + rb"two\nlines,3" + b"\r\n"
    )


def test_the_names_are_those_of_classify_flattened() -> None:
    assert columns(["benign"], identity=True) == [
        "path",
        "status",
        "modality",
        "class",
        "confidence",
        "probability_benign",
        "malignancy_probability",
        "operating_point",
        "operating_point_threshold",
        "operating_point_sensitivity",
        "model_name",
        "model_version",
        "model_sha256",
        "frame",
        "frames",
        "error_summary",
        "error_hint",
        "patient",
        "laterality",
        "view",
    ]


def test_numbers_are_exact_and_what_is_unknown_is_empty(tmp_path: Path) -> None:
    unreadable = FindingRecord("b", Status.UNREADABLE, reason=Reason("Damaged.", "Copy it."))
    first, second = parsed(written(tmp_path, ANSWERED, unreadable))
    assert float(first["confidence"]) == 0.1 + 0.2
    assert float(first["probability_malignant"]) == 1 / 3
    assert float(first["malignancy_probability"]) == 1e-07
    assert (first["frame"], first["frames"]) == ("4", "9")
    assert (second["status"], second["error_summary"]) == ("unreadable", "Damaged.")
    assert second["probability_benign"] == second["frame"] == ""


def test_identity_is_written_only_when_asked_for(tmp_path: Path) -> None:
    assert b"HYPERLINK" not in written(tmp_path, ANSWERED)
    (row,) = parsed(written(tmp_path, ANSWERED, identity=True))
    assert (row["patient"], row["laterality"], row["view"]) == ("'=HYPERLINK()", "L", "MLO")


def test_a_table_that_cannot_be_written_leaves_the_older_one(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_bytes(b"older")

    def rows() -> list[FindingRecord]:
        raise UserFacingError("The journal is damaged.")

    with pytest.raises(UserFacingError):
        write_csv(target, rows)
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert target.read_bytes() == b"older"


def test_the_rate_forgets_a_slow_beginning() -> None:
    rate = Rate()
    assert rate.per_second(0) is None
    for second in range(101):
        rate.note(second, min(second, 50) + 10 * max(0, second - 50))
    assert rate.per_second(100) == pytest.approx(10, rel=0.05)
    assert rate.seconds_left(100, 100) == pytest.approx(10, rel=0.05)
    rate.forget()
    assert rate.seconds_left(100, 100) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (61, "1 min 01 s"), (3700, "1 h 02 min"), (200_000, "2 d 8 h")],
)
def test_durations_are_no_finer_than_anyone_needs(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("rate", "words"), [(41.3, "41 a second"), (3.14, "3.1 a second"), (0.25, "15 a minute")]
)
def test_rates_are_told_by_the_minute_where_they_are_slow(rate: float, words: str) -> None:
    assert rate_in_words(rate) == words
