"""Every row of the list of DICOM files behaves as it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.encaps import get_frame

from engine.decoding.read_scan import read_scan
from engine.errors import DamagedFileError, NotAScanError, ScanError
from engine.scan import Modality, Scan
from tests.fakes.expectations import Outcome, read_rows

pytestmark = pytest.mark.real_data

# The beginnings of every wording of the list; the first that fits counts.
WORDINGS = (
    ("image decodes; refuse-or-warn: modality", Outcome.IMAGE_WITH_WARNING),
    ("image decodes; warn: modality missing", Outcome.IMAGE_WITH_WARNING),
    ("image if codec allows", Outcome.IMAGE),
    ("image only if transfer syntax can be guessed; else error", Outcome.EITHER),
    ("image; classifier must abstain (blank)", Outcome.IMAGE),
    ("image; text neutralised", Outcome.IMAGE),
    ("image; UID never used raw in a path", Outcome.IMAGE),
    ("image+warning", Outcome.IMAGE_WITH_WARNING),
    ("image", Outcome.IMAGE),
    ("refuse-or-warn: DX chest", Outcome.IMAGE_WITH_WARNING),
    ("refuse: derived object", Outcome.NOT_A_SCAN),
    ("refuse: segmentation object", Outcome.NOT_A_SCAN),
    ("error: object without image", Outcome.NOT_A_SCAN),
    ("error: not an image", Outcome.NOT_A_SCAN),
    ("error: DICOMDIR", Outcome.ERROR),
    ("error or frame 0 + warning", Outcome.ERROR_OR_LOUD_WARNING),
    ("error or opened as PNG by content", Outcome.EITHER),
    ("error", Outcome.ERROR),
    ("clear error: too small", Outcome.ERROR),
)

# Listed as "DICOMDIR, not an image" because they come from a folder that has one, but they are
# images of 16 x 16 pixels; `test_wrong_rows_are_images` shows it.
WRONG_ROWS = [f"{number:03}_" for number in range(75, 99)]

MODALITIES = {"US": Modality.ULTRASOUND, "MG": Modality.MAMMOGRAPHY}


@pytest.fixture(scope="module")
def folder(data_dir: Path) -> Path:
    return data_dir / "files" / "dicom"


def pixels_of(folder: Path, number: str) -> NDArray[Any]:
    return read_scan(next(folder.glob(f"{number}_*"))).pixels


def wanted_outcome(row: dict[str, str]) -> Outcome:
    if row["file"][:4] in WRONG_ROWS:
        return Outcome.IMAGE_WITH_WARNING
    return next(outcome for start, outcome in WORDINGS if row["expected"].startswith(start))


def complaint(row: dict[str, str], folder: Path) -> str | None:
    """Say what is wrong with the outcome of a row, None when nothing is."""
    wanted = wanted_outcome(row)
    path = folder / row["file"]
    try:
        scan = read_scan(path)
    except ScanError as error:
        if wanted in {Outcome.IMAGE, Outcome.IMAGE_WITH_WARNING}:
            return f"refused: {error}"
        if wanted is Outcome.NOT_A_SCAN and not isinstance(error, NotAScanError):
            return f"refused as {type(error).__name__}"
        has_words = error.summary.endswith(".") and error.hint.endswith(".") and error.path == path
        return None if has_words else "the error lacks a summary, a hint or the path"
    if wanted in {Outcome.ERROR, Outcome.NOT_A_SCAN}:
        return "opened"
    if wanted in {Outcome.IMAGE_WITH_WARNING, Outcome.ERROR_OR_LOUD_WARNING} and not scan.warnings:
        return "opened without a warning"
    return complaint_about_facts(scan, row) if scan.file_format == "DICOM" else None


def complaint_about_facts(scan: Scan, row: dict[str, str]) -> str | None:
    """Compare a scan with what the list says about it."""
    shape = (int(row["frames"]), int(row["rows"]), int(row["cols"]))
    if scan.pixels.shape[:3] != shape:
        return f"{shape} became {scan.pixels.shape}"
    if scan.is_colour == row["photometric"].startswith("MONOCHROME"):
        return f"{row['photometric']} became {scan.pixels.shape}"
    if row["photometric"] != "PALETTE COLOR":
        depth = float(row["bits_stored"] or 64)
        if scan.pixels.dtype != (np.uint8 if depth <= 8 else np.uint16):
            return f"{depth} bits became {scan.pixels.dtype}"
    if scan.dicom_modality != (row["modality"] or None):
        return f"modality {row['modality']} became {scan.dicom_modality}"
    if scan.modality is not MODALITIES.get(row["modality"]):
        return f"modality {row['modality']} became {scan.modality}"
    return None


def test_every_row_behaves_as_listed(folder: Path) -> None:
    rows = read_rows(folder)
    found = {row["file"]: complaint(row, folder) for row in rows}
    assert {name: what for name, what in found.items() if what is not None} == {}


def test_wrong_rows_are_images(folder: Path) -> None:
    for start in WRONG_ROWS:
        path = next(folder.glob(start + "*"))
        dataset = pydicom.dcmread(path)
        assert dataset.SOPClassUID.name in {
            "Computed Radiography Image Storage",
            "CT Image Storage",
            "MR Image Storage",
        }
        assert "DirectoryRecordSequence" not in dataset
        assert len(dataset.PixelData) == 16 * 16 * 2


# The same picture in several transfer syntaxes, encoders and byte orders: equal to the last bit.
SAME = [
    ("162", ["174", "063", "061", "180", "055"]),  # RGB
    ("163", ["175", "064", "166", "178", "067"]),  # RGB of 16 and 32 bits
    ("164", ["176", "065", "167", "179", "068"]),  # the same, two frames
    ("165", ["177", "066"]),
    ("038", ["039", "040", "041", "042", "043", "044", "045"]),
    ("186", ["187", "188", "189", "191"]),  # ten frames
    ("155", ["156", "157"]),  # palette
    ("138", ["140"]),
    ("145", ["146", "147"]),  # JPEG-LS interleaving
    ("150", ["034"]),
    ("184", ["185"]),  # planar configuration 1 and 0
    ("069", ["070"]),  # odd number of bytes, OW big endian
    # JPEG of every kind against what DCMTK makes of it.
    ("168", ["049"]),
    ("169", ["050"]),
    ("170", ["051"]),
    ("171", ["052"]),
    ("172", ["053"]),
    ("173", ["054"]),
    ("059", ["058", "047"]),
]


@pytest.mark.parametrize(("reference", "others"), SAME)
def test_transfer_syntaxes_agree(folder: Path, reference: str, others: list[str]) -> None:
    pixels = pixels_of(folder, reference)
    assert pixels.min() < pixels.max()
    for other in others:
        assert np.array_equal(pixels_of(folder, other), pixels), other


def test_frames_of_a_run_length_file_agree_with_the_single_frame(folder: Path) -> None:
    assert np.array_equal(pixels_of(folder, "158")[:1], pixels_of(folder, "155"))


# (reference, lossy version, largest difference, mean difference), in levels of 255.
NEAR = [
    ("145", "148", 3, 2),  # JPEG-LS near-lossless with an allowed error of 3
    ("141", "142", 8, 1),  # HTJ2K: white must not overflow to black
    ("162", "181", 8, 1),  # YBR_FULL
    ("162", "072", 8, 1),  # YBR_FULL_422
    ("162", "060", 8, 1),  # JPEG 4:4:4
]


@pytest.mark.parametrize(("reference", "lossy", "largest", "mean"), NEAR)
def test_lossy_versions_are_near(
    folder: Path, reference: str, lossy: str, largest: int, mean: float
) -> None:
    one, other = pixels_of(folder, reference).astype(int), pixels_of(folder, lossy).astype(int)
    assert np.abs(one - other).max() <= largest
    assert np.abs(one - other).mean() <= mean


def test_a_stream_that_is_ycbcr_is_shown_in_its_colours(folder: Path) -> None:
    # The data set says RGB, the JFIF stream inside is YCbCr: a second decoder knows.
    path = next(folder.glob("237_*"))
    stream = get_frame(pydicom.dcmread(path).PixelData, 0, number_of_frames=1)
    other = cv2.imdecode(np.frombuffer(stream, np.uint8), cv2.IMREAD_COLOR)
    shown = read_scan(path).frame().astype(int)
    assert np.abs(shown - other[..., ::-1]).mean() < 2
    assert np.ptp(shown, axis=2).max() <= 2  # a grey picture; taken for RGB it would be green


# JPEG baseline, JPEG lossless (grey and colour), JPEG-LS, JPEG 2000 and HTJ2K.
@pytest.mark.parametrize("number", ["116", "151", "061", "044", "138", "141"])
def test_a_frame_cut_off_inside_its_stream_is_damage(
    folder: Path, tmp_path: Path, number: str
) -> None:
    dataset = pydicom.dcmread(next(folder.glob(f"{number}_*")), force=True)
    frames = int(dataset.get("NumberOfFrames", 1))
    frame = get_frame(dataset.PixelData, 0, number_of_frames=frames)
    cut = frame[: len(frame) // 2] + b"\xff\xd9"
    dataset.PixelData = pydicom.encaps.encapsulate([cut + b"\x00" * (len(cut) % 2)])
    dataset.NumberOfFrames = 1
    dataset.save_as(tmp_path / "cut.dcm", enforce_file_format=True)
    with pytest.raises(DamagedFileError, match="cut off"):
        read_scan(tmp_path / "cut.dcm")


def test_the_frame_time_of_a_cine_is_read(folder: Path) -> None:
    scan = read_scan(next(folder.glob("116_*")))
    stated = pydicom.dcmread(next(folder.glob("116_*"))).FrameTime
    assert scan.frames == 30
    assert scan.frame_time_ms == pytest.approx(float(stated))


@pytest.mark.filterwarnings("ignore::UserWarning:pydicom")
def test_no_patient_name_is_in_a_scan_or_an_error(folder: Path) -> None:
    for row in read_rows(folder):
        path = folder / row["file"]
        dataset = pydicom.dcmread(path, force=True, stop_before_pixels=True)
        name = str(dataset.get("PatientName", "") or "")
        if len(name) < 5:
            continue
        try:
            scan = read_scan(path)
            shown = " ".join((*scan.steps, *scan.warnings, scan.view or ""))
        except ScanError as error:
            shown = str(error)
        assert name not in shown
