"""What a viewer can show in another way: grey values before the window, and the header."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from engine.readers.dicom.header import header_of
from engine.readers.dicom.read import read_dicom
from engine.readers.dicom.voi_lut import Rescale, to_display
from engine.scan import HeaderElement, Scan, VoiWindow
from tests.fakes.dicom_maker import dataset_of, ramp, write
from tests.fakes.folders import ROOT

DEMO = ROOT / "resources" / "demo"


def read(dataset: Dataset, folder: Path) -> Scan:
    return read_dicom(write(dataset, folder / "scan.dcm"))


@pytest.mark.parametrize(
    ("kind", "low", "attributes"),
    [
        ("u2", 0, {}),
        ("i2", -2048, {}),
        ("i2", -1024, {"RescaleSlope": 2, "RescaleIntercept": -100}),
        ("u2", 0, {"PhotometricInterpretation": "MONOCHROME1"}),
        ("u1", 0, {"WindowCenter": 100, "WindowWidth": 50}),
    ],
)
def test_the_table_leads_from_the_values_to_what_is_shown(
    tmp_path: Path, kind: str, low: int, attributes: dict[str, object]
) -> None:
    count = 256 if kind == "u1" else 4096
    stored = ramp(low, low + count, kind)
    scan = read(dataset_of(stored, **attributes), tmp_path)
    grey = scan.grey
    assert grey is not None
    assert (grey.shown_as[grey.values] == scan.pixels).all()
    slope = float(attributes.get("RescaleSlope", 1))  # type: ignore[arg-type]
    intercept = float(attributes.get("RescaleIntercept", 0))  # type: ignore[arg-type]
    modality = stored.astype(float) * slope + intercept
    assert np.allclose(grey.values[0] * grey.slope + grey.intercept, modality)


def test_all_windows_of_the_file_come_with_their_names(tmp_path: Path) -> None:
    dataset = dataset_of(
        ramp(0, 4096, "u2"),
        WindowCenter=[1000, 2000, 500],
        WindowWidth=[1500, 800, 0.5],
        WindowCenterWidthExplanation=["NORMAL", "HARDER", "BROKEN"],
    )
    scan = read(dataset, tmp_path)
    assert scan.grey is not None
    assert [(w.name, w.center, w.width) for w in scan.grey.windows] == [
        ("NORMAL", 1000, 1500),
        ("HARDER", 2000, 800),
    ]
    first = scan.grey.windows[0]
    shown = to_display(
        scan.grey.values[0].astype(np.float64),
        Rescale(scan.grey.slope, scan.grey.intercept),
        VoiWindow(first.center, first.width, first.function),
        np.dtype(np.uint16),
        inverts=False,
    )
    assert (shown == scan.frame()).all(), "the first of them is the one that is shown"


def test_a_window_without_a_name_is_offered_all_the_same(tmp_path: Path) -> None:
    dataset = dataset_of(ramp(0, 4096, "u2"), WindowCenter=[1, 2], WindowWidth=[10, 20])
    scan = read(dataset, tmp_path)
    assert scan.grey is not None
    assert [(w.name, w.center) for w in scan.grey.windows] == [("", 1), ("", 2)]


def test_colour_has_no_grey_values(tmp_path: Path) -> None:
    values = np.zeros((4, 4, 3), np.uint8)
    dataset = dataset_of(
        values, SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=0
    )
    assert read(dataset, tmp_path).grey is None


@pytest.mark.parametrize(("written", "meant"), [("YES", True), ("NO", False), (None, None)])
def test_text_in_the_picture_is_taken_from_the_header(
    tmp_path: Path, written: str | None, meant: bool | None
) -> None:
    attributes = {} if written is None else {"BurnedInAnnotation": written}
    scan = read(dataset_of(ramp(0, 256, "u1"), **attributes), tmp_path)
    assert scan.has_burned_in_annotation is meant


def header(folder: Path, **attributes: object) -> dict[str, HeaderElement]:
    scan = read(dataset_of(ramp(0, 256, "u1"), **attributes), folder)
    return {element.name: element for element in scan.header}


def test_the_header_marks_what_may_identify_the_patient(tmp_path: Path) -> None:
    request = Dataset()
    request.RequestedProcedureID = "R-1"
    request.ScheduledProcedureStepStatus = "DONE"
    found = header(
        tmp_path,
        PatientName="Muster^Erika",
        PatientID="4711",
        StudyDate="20240102",
        InstitutionName="St. Nowhere",
        StudyDescription="left breast of E. M.",
        StudyInstanceUID="1.2.3.4",
        PixelSpacing=[0.1, 0.2],
        Manufacturer="Maker",
        RequestAttributesSequence=[request],
    )
    for name in (
        "Patient's Name",
        "Patient ID",
        "Study Date",
        "Institution Name",
        "Study Description",
        "Study Instance UID",
        "Requested Procedure ID",
    ):
        assert found[name].is_identity, name
    for name in ("Pixel Spacing", "Manufacturer", "Modality", "Rows", "SOP Class UID"):
        assert not found[name].is_identity, name
    assert found["Pixel Spacing"].text == "0.1 \\ 0.2"
    assert "Ultrasound Image Storage" in found["SOP Class UID"].text
    assert found["Requested Procedure ID"].depth == 1
    assert found["Patient ID"].tag == "(0010,0020)"
    assert "Pixel Data" not in found


def test_a_private_element_may_hold_anything_and_is_hidden(tmp_path: Path) -> None:
    dataset = dataset_of(ramp(0, 256, "u1"))
    block = dataset.private_block(0x0011, "MAKER", create=True)
    block.add_new(0x01, "LO", "Erika Muster")
    hidden = [e for e in read(dataset, tmp_path).header if "Erika" in e.text]
    assert len(hidden) == 1
    assert hidden[0].is_identity


def test_what_lies_in_a_sequence_that_identifies_is_hidden_with_it(tmp_path: Path) -> None:
    code = Dataset()
    code.CodeMeaning = "St. Nowhere"
    found = header(tmp_path, InstitutionCodeSequence=[code])
    assert found["Code Meaning"].is_identity


@given(st.text(max_size=2000))
def test_no_value_breaks_a_line_or_grows_without_end(text: str) -> None:
    dataset = dataset_of(ramp(0, 256, "u1"))
    dataset.ImageComments = text
    shown = next(e for e in header_of(dataset) if e.name == "Image Comments").text
    assert len(shown) <= 400
    assert shown.isprintable()


def test_a_header_of_many_elements_is_cut_off() -> None:
    dataset = dataset_of(ramp(0, 256, "u1"))
    items = []
    for _ in range(4000):
        item = Dataset()
        item.CodeMeaning = "x"
        items.append(item)
    dataset.ViewCodeSequence = items
    assert len(header_of(dataset)) == 3000


def test_the_demonstration_scans_are_calibrated_and_of_nobody() -> None:
    cine = read_dicom(DEMO / "ultrasound_cine.dcm")
    assert cine.frames == 24
    assert cine.frame_time_ms == pytest.approx(66.7)
    assert cine.regions[0].spacing is not None
    mammogram = read_dicom(DEMO / "mammogram_phantom.dcm")
    assert mammogram.grey is not None
    assert [window.name for window in mammogram.grey.windows] == [
        "NORMAL",
        "DENSE TISSUE",
        "SKIN LINE",
    ]
    assert mammogram.spacing is not None
    assert mammogram.spacing.row_mm == 0.2
    for scan in (cine, mammogram):
        names = [e.text for e in scan.header if e.name == "Patient's Name"]
        assert names == ["Phantom^Synthetic"]
        assert scan.has_burned_in_annotation is False
