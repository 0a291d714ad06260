from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import DamagedFileError
from engine.finding import Status
from engine.records.finding_record import FindingRecord, record_of_error, record_of_finding
from engine.report import BatchSummary, render_batch_report, write_batch_report
from engine.report.tally import LISTED
from engine.wording import RESEARCH_USE
from tests.fakes.report_maker import (
    IDENTITY,
    everything,
    finding_of,
    options_of,
    pages,
    scan_of,
)


def row(path: str, probability: float = 0.5, status: Status = Status.OK) -> FindingRecord:
    record = record_of_finding(path, scan_of(), finding_of(status))
    if record.malignancy_probability is None:
        return record
    return replace(record, malignancy_probability=probability)


def unread(path: str) -> FindingRecord:
    return record_of_error(path, DamagedFileError("The file ends early.", "Copy it again."))


def text_of(rows: list[FindingRecord], summary: BatchSummary | None = None, **parts: object) -> str:
    pdf = render_batch_report(rows, summary or BatchSummary("Monday"), options_of(**parts))
    return " ".join(pages(pdf))


def test_it_counts_what_became_of_the_files() -> None:
    rows = [row(f"{number}.dcm", 0.9) for number in range(5)]
    rows += [row(f"low {number}.dcm", 0.01) for number in range(2)]
    rows += [row("unsure.dcm", 0.2, Status.INCONCLUSIVE), row("cat.jpg", 0, Status.OUT_OF_SCOPE)]
    rows += [unread("broken.dcm")]
    text = text_of(rows, BatchSummary("Monday", 754.0))
    for stated in (
        *("Folder Monday", "Files 10", "Answered 7 (70.0 %)", "Inconclusive 1 (10.0 %)"),
        *("Out of scope 1 (10.0 %)", "Not read 1 (10.0 %)", "12 min 34 s"),
        *("At or above the operating point 5", "operating point 22.0 %", IDENTITY.sha256),
        *("The file ends early. 1", "asked for 9 files", "This does not look like a scan. 1"),
    ):
        assert stated in text


def test_each_page_says_what_it_is_not_for() -> None:
    rows = [row(f"{number}.dcm") for number in range(LISTED)]
    found = pages(render_batch_report(rows, BatchSummary(), options_of()))
    assert len(found) > 2
    for number, text in enumerate(found, start=1):
        assert RESEARCH_USE in text
        assert f"{number} of {len(found)}" in text


def test_the_highest_come_first_and_only_so_many_with_their_pictures() -> None:
    asked: list[str] = []

    def thumbnail(path: str) -> NDArray[Any] | None:
        asked.append(path)
        return None if path == "999.dcm" else np.zeros((20, 30, 3), np.uint8)

    def rows() -> Iterator[FindingRecord]:
        # A generator: it can be read only once.
        for number in range(1000):
            yield row(f"{number}.dcm", number / 1000)

    pdf = render_batch_report(rows(), BatchSummary(thumbnail=thumbnail), options_of())
    assert asked == [f"{number}.dcm" for number in range(999, 999 - LISTED, -1)]
    text = " ".join(pages(pdf))
    assert f"The {LISTED} highest of 1000" in text
    assert text.count("no picture") == 1
    assert re.search(r"1000 999\.dcm .* 999 998\.dcm", text)


def test_of_equal_ones_the_earlier_comes_first() -> None:
    text = text_of([row("a.dcm"), row("b.dcm"), row("c.dcm")])
    assert text.index("a.dcm") < text.index("b.dcm") < text.index("c.dcm")


def test_a_batch_without_a_single_answer_is_said_to_be_one() -> None:
    text = text_of([unread("a.dcm"), unread("b.dcm")])
    assert "Not read 2 (100.0 %)" in text
    assert "The file ends early. 2" in text


def test_an_empty_batch_has_a_page() -> None:
    assert "Files 0" in text_of([])


def test_a_deidentified_summary_names_no_file_and_no_folder() -> None:
    rows = [row("/srv/Quixotewicz/Zumbador.dcm", 0.9), unread("/srv/Quixotewicz/broken.dcm")]
    summary = BatchSummary("Quixotewicz")
    identified = everything(render_batch_report(rows, summary, options_of()))
    found = everything(render_batch_report(rows, summary, options_of(deidentified=True)))
    for canary in ("quixotewicz", "zumbador", "broken", "/srv"):
        assert canary not in found
    assert "quixotewicz" in identified
    assert "2026-11" not in found


def test_hostile_names_are_only_text() -> None:
    assert "<b>x</b>&.dcm" in text_of([row("<b>x</b>&.dcm")])


def test_the_file_is_written(tmp_path: Path) -> None:
    target = tmp_path / "summary.pdf"
    write_batch_report(target, [row("a.dcm")], BatchSummary(), options_of())
    assert target.read_bytes().startswith(b"%PDF-1.7")
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("seconds", "stated"), [(4.2, "4 s"), (60.0, "1 min 0 s"), (7325.0, "2 h 2 min")]
)
def test_how_long_it_took(seconds: float, stated: str) -> None:
    assert f"Time taken {stated}" in text_of([row("a.dcm")], BatchSummary("x", seconds))
