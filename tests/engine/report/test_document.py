from __future__ import annotations

import datetime as dt
import errno
import io
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdf
import pytest

from engine.errors import UserFacingError
from engine.finding import Status
from engine.messages import figures
from engine.model.model_card import Figure
from engine.patient import PatientIdentity
from engine.report import (
    BiRads,
    Paper,
    ReaderStatement,
    ReportScan,
    render_report,
    write_report,
)
from engine.report.drawings.scan_picture import round_length
from engine.scan import HeaderElement, PixelSpacing, UltrasoundRegion
from engine.wording import RESEARCH_USE
from tests.fakes.report_maker import (
    DATE,
    IDENTITY,
    MEASUREMENT,
    PATIENT,
    content_of,
    everything,
    finding_of,
    options_of,
    pages,
    scan_of,
)

SPACING = PixelSpacing(0.1, 0.1, "PixelSpacing")


def report_of(*contents: ReportScan, **parts: object) -> bytes:
    return render_report(contents or (content_of(),), options_of(**parts))


def text_of(*contents: ReportScan, **parts: object) -> str:
    return " ".join(pages(report_of(*contents, **parts)))


def test_each_page_says_what_it_is_not_for_and_which_page_it_is() -> None:
    found = pages(report_of(content_of(), content_of()))
    assert len(found) >= 4
    for number, text in enumerate(found, start=1):
        assert RESEARCH_USE in text
        assert f"{number} of {len(found)}" in text
        assert "2026-11-20 14:05 UTC+02:00" in text
        assert "Own Clinic" in text


def test_it_states_the_patient_the_finding_and_the_model() -> None:
    text = text_of()
    for stated in (
        *("Quixotewicz, Dulcibella", "MRN-7731905", "1957-03-28", "female", "2019-08-17"),
        *("ACC-440261", "Hospital Zumbador", "Quixotewicz_1957.dcm", "Ultrasound"),
        *("Malignant", "Confidence 92.7 %", "Malignancy probability", "operating point 22.0 %"),
        *("95 of 100", "This scan reaches it", "from 14.0 % to 30.0 %", "calibrated"),
        *("evidence for malignant", IDENTITY.sha256, "ultrasound, version 9.8.7"),
        *("18.4 mm", "184", "Oval mass", "4A, low suspicion for malignancy", "Dr. Example"),
        *("Larger than last year.", "Biopsy agreed."),
    ):
        assert stated in text


def test_it_states_the_figures_and_the_limits_of_the_card() -> None:
    made = content_of()
    assert made.card is not None
    auc = figures.AUC(others="benign", positive="malignant")
    figure = Figure(auc, "Elsewhere", 0.812, 0.734, 0.877, 421)
    card = replace(made.card, figures=(figure,), document={"limits": ["It errs on Tuesdays."]})
    text = text_of(replace(made, card=card))
    assert "AUC benign/malignant" in text
    assert "Elsewhere 0.81 0.73 to 0.88 421" in text
    assert "It errs on Tuesdays." in text


@pytest.mark.parametrize(
    ("status", "stated", "absent"),
    [
        (Status.INCONCLUSIVE, ("Inconclusive", "The model cannot tell.", "21.0 %"), "Confidence"),
        (Status.OUT_OF_SCOPE, ("Out of scope", "does not look like a scan"), "Malignancy"),
    ],
)
def test_it_says_why_there_is_no_plain_answer(
    status: Status, stated: tuple[str, ...], absent: str
) -> None:
    text = text_of(content_of(finding=finding_of(status), card=None))
    assert all(part in text for part in stated)
    assert absent not in text


@pytest.mark.parametrize(
    ("facts", "stated"),
    [
        ({}, "Not calibrated"),
        ({"spacing": SPACING}, "2 mm"),
        ({"spacing": replace(SPACING, source="ImagerPixelSpacing")}, "Scale at the detector"),
        (
            {"regions": (UltrasoundRegion(0, 0, 40, 40, SPACING),)},
            "inside the calibrated area of the picture only",
        ),
    ],
)
def test_it_has_a_scale_only_where_the_file_is_calibrated(
    facts: dict[str, Any], stated: str
) -> None:
    text = text_of(content_of(scan=scan_of(**facts), measurements=()))
    assert stated in text
    assert (" mm" in text) is bool(facts)


def test_a_scale_bar_has_a_round_length_that_fits() -> None:
    assert [round_length(longest) for longest in (1.0, 4.9, 5.0, 37.0, 0.3)] == [
        1.0,
        2.0,
        5.0,
        20.0,
        pytest.approx(0.2),
    ]
    assert [round_length(longest) for longest in (0.0, -1.0, float("nan"), float("inf"))] == [
        None
    ] * 4


def test_a_measurement_without_calibration_is_in_pixels() -> None:
    text = text_of(content_of(measurements=(replace(MEASUREMENT, millimetres=None),)))
    assert "not calibrated" in text
    assert "lengths are in pixels" in text


def test_each_of_several_scans_has_its_section_and_its_patient() -> None:
    other = PatientIdentity(name="Second, Person", patient_id="ID-2")
    found = pages(
        report_of(content_of(), content_of(patient=other, scan=scan_of(path=Path("b.png"))))
    )
    first = [text for text in found if "Quixotewicz" in text]
    second = [text for text in found if "Second, Person" in text]
    assert [*first, *second] == found[:-1]
    assert "What the model was measured to do" in found[-1]
    assert "Scan 1 of 2" in first[0]
    assert "Scan 2 of 2" in second[0]


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_paper(paper: Paper, size: tuple[int, int]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(report_of(paper=paper)))
    boxes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages}
    assert boxes == {size}


def test_the_same_contents_and_date_give_the_same_bytes() -> None:
    assert report_of() == report_of()
    later = DATE + dt.timedelta(minutes=1)
    assert report_of() != report_of(date=later)


def test_it_says_whether_the_heatmap_has_a_line() -> None:
    strong = content_of()
    weak = content_of()
    assert weak.finding.evidence is not None
    weak.finding.evidence.class_maps[...] *= 0.05
    assert "The white line is where" in text_of(strong)
    assert "so there is no line" in text_of(weak)


def test_a_date_needs_its_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        options_of(date=DATE.replace(tzinfo=None))


def test_a_report_needs_a_scan() -> None:
    with pytest.raises(ValueError, match="scan"):
        render_report((), options_of())


def test_the_logo_is_printed(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    cv2.imwrite(str(logo), np.full((20, 60, 3), (10, 90, 200), np.uint8))
    assert report_of(logo=logo).count(b"/Image") > report_of().count(b"/Image")


def test_a_logo_that_is_no_picture_is_said_to_be_none(tmp_path: Path) -> None:
    logo = tmp_path / "logo.txt"
    logo.write_text("not a picture, only text")
    with pytest.raises(UserFacingError, match="The logo cannot be used"):
        report_of(logo=logo)


# De-identified

CANARIES = (
    *("quixotewicz", "dulcibella", "7731905", "440261", "zumbador", "somebody"),
    *("1957", "2019", "19570328", "20190817", "28.03.1957", "17/08/2019"),
)
GOSSIP = ReaderStatement(
    "Dr. Example",
    "Mass of DULCIBELLA",
    BiRads.BENIGN,
    "Mrs Quixotewicz (MRN-7731905, born 28.03.1957, seen 17/08/2019, 19570328, 20190817) of "
    "the Hospital Zumbador, ACC-440261.\nThe mass is oval.",
)


def gossip() -> ReportScan:
    return content_of(
        reader=GOSSIP, measurements=(replace(MEASUREMENT, label="Quixotewicz"),), card=None
    )


def test_an_identified_report_would_be_caught_by_the_search() -> None:
    found = everything(report_of(gossip()))
    assert all(canary in found for canary in CANARIES if canary != "somebody")


@pytest.mark.parametrize("scans", [1, 3])
def test_a_deidentified_report_holds_nothing_of_the_patient(scans: int) -> None:
    pdf = report_of(*[gossip()] * scans, deidentified=True)
    found = everything(pdf)
    assert [canary for canary in CANARIES if canary in found] == []
    text = " ".join(pages(pdf))
    assert "De-identified" in text
    assert "The mass is oval." in text
    assert "[removed]" in text


def test_what_the_file_states_is_removed_from_text_where_other_names_were_typed() -> None:
    header = HeaderElement("(0010,0010)", "Patient's Name", "PN", "Secret^Person", 0, True)
    content = content_of(
        scan=scan_of(header=(header,)), reader=ReaderStatement(text="Mrs Secret, Mrs Quixotewicz.")
    )
    text = text_of(content, deidentified=True)
    assert "Mrs [removed], Mrs [removed]." in text


def test_a_deidentified_report_has_no_date_but_the_year() -> None:
    found = everything(report_of(deidentified=True))
    for form in ("2026-11", "20261120", "11-20", "14:05"):
        assert form not in found
    assert "Second Reader" in text_of(deidentified=True)


def test_who_made_a_deidentified_report_stays() -> None:
    text = text_of(deidentified=True)
    assert "Own Clinic" in text
    assert "Dr. Example" in text


def test_a_patient_does_not_show_in_logs() -> None:
    assert "Quixotewicz" not in repr(PATIENT)
    assert "MRN-7731905" not in repr(content_of())


# Writing


def test_the_file_is_written(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    write_report(target, [content_of()], options_of())
    assert target.read_bytes() == report_of()
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_the_older_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"the older report")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserFacingError, match="disk is full"):
        write_report(target, [content_of()], options_of())
    assert target.read_bytes() == b"the older report"
    assert list(tmp_path.iterdir()) == [target]


def test_missing_fonts_are_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="fonts"):
        report_of(resources=tmp_path)
