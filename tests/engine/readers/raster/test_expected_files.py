"""Every row of the list of plain pictures behaves as it says."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import cv2
import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.decoding.read_scan import read_scan
from engine.errors import ScanError, TooLargeError, UnsupportedFormatError
from engine.picture.preprocessing import luminance
from engine.scan import Scan
from tests.fakes.expectations import Outcome, read_rows

pytestmark = pytest.mark.real_data

# Every wording of the list, so that a new one is noticed.
WORDINGS = {
    "image": Outcome.IMAGE,
    "image (bad value ignored)": Outcome.IMAGE,
    "image (same class as ok_rgb.png)": Outcome.IMAGE,
    "image by content or listed as skipped": Outcome.IMAGE,
    "image, oriented upright": Outcome.IMAGE,
    "image, oriented upright; same pixels for _0.._8": Outcome.IMAGE,
    "image, same as ok_gray within 1/255 (no wrap, no clip to white)": Outcome.IMAGE,
    "image, upright, pixels near ok_rgb for all 8": Outcome.IMAGE,
    "image: 12 bits in a 16-bit PNG (all < 4096): window, not black": Outcome.IMAGE_WITH_WARNING,
    "image; EXIF text never in logs or exported report": Outcome.IMAGE,
    "image; name shown and exported safely": Outcome.IMAGE,
    "first frame + note": Outcome.IMAGE_WITH_WARNING,
    # These two are intact pictures; that they are no scans is for the scope gate to say.
    "abstain/refuse: blank": Outcome.IMAGE,
    "abstain/refuse: out of distribution, no class shown as fact": Outcome.IMAGE,
    "clear error (PngSuite x* = corrupt)": Outcome.ERROR,
    "clear error: too small/aspect": Outcome.ERROR,
    "error": Outcome.ERROR,
    "error (image only if all pixels present)": Outcome.ERROR,
    "error, no allocation": Outcome.ERROR,
    "refuse": Outcome.ERROR,
    "refuse or error; no crash, no hang": Outcome.ERROR,
    # A batch skips these by name; opened by hand they are an error.
    "skipped in batch": Outcome.ERROR,
    "image (first/default frame) or clear error for malformed APNG": Outcome.EITHER,
    "image or clear error": Outcome.EITHER,
    "image, image+warning or error; no crash, < 10 s, < 1 GB": Outcome.EITHER,
    "error or image+loud warning: a half-grey image must not be classified silently": (
        Outcome.ERROR_OR_LOUD_WARNING
    ),
}

# Rows that are wrong; the tests at the end of this file show why.
WRONG_ROWS = {
    "176_16bit.cropped.tif": Outcome.IMAGE_WITH_WARNING,
    "348_xmp_no_prefix.jpg": Outcome.ERROR,
    "349_xmp_padded.jpg": Outcome.ERROR,
    "516_regression__jpg__oss-fuzz-36829.jpeg": Outcome.ERROR,
}


@pytest.fixture(scope="module")
def folder(data_dir: Path) -> Path:
    return data_dir / "files" / "images"


def open_first(folder: Path, pattern: str) -> Scan:
    return read_scan(next(folder.glob(pattern)))


def difference(one: NDArray[Any], other: NDArray[Any]) -> float:
    assert one.shape == other.shape
    return float(np.abs(one.astype(float) - other.astype(float)).mean())


def outcome_of(path: Path) -> Scan | ScanError:
    try:
        return read_scan(path)
    except ScanError as error:
        return error


def complaint(row: dict[str, str], folder: Path) -> str | None:
    """Say what is wrong with the outcome of a row, None when nothing is."""
    wanted = WRONG_ROWS.get(row["file"]) or WORDINGS[row["expected"]]
    path = folder / row["file"]
    found = outcome_of(path)
    if isinstance(found, ScanError):
        if wanted in {Outcome.IMAGE, Outcome.IMAGE_WITH_WARNING}:
            return f"refused: {found}"
        has_words = found.summary.endswith(".") and found.hint.endswith(".") and found.path == path
        return None if has_words else "the error lacks a summary, a hint or the path"
    if wanted is Outcome.ERROR:
        return "opened"
    if wanted in {Outcome.IMAGE_WITH_WARNING, Outcome.ERROR_OR_LOUD_WARNING} and not found.warnings:
        return "opened without a warning"
    return complaint_about_pixels(found, path)


def complaint_about_pixels(scan: Scan, path: Path) -> str | None:
    """Compare a scan with what a second, independent decoder makes of the file."""
    data = path.read_bytes()
    if scan.frames != 1 or scan.pixels.flags.writeable:
        return "not one read-only frame"
    if scan.file_format == "PNG":
        columns, rows, depth, _ = struct.unpack(">IIBB", data[16:26])
        if scan.pixels.dtype != (np.uint16 if depth == 16 else np.uint8):
            return f"{depth} bits became {scan.pixels.dtype}"
    else:
        unturned = cv2.imdecode(
            np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
        )
        rows, columns = unturned.shape[:2]
    if {scan.rows, scan.columns} != {rows, columns}:
        return f"{columns} x {rows} pixels became {scan.columns} x {scan.rows}"
    if scan.steps:
        return None
    if scan.file_format == "JPEG":
        other = np.asarray(imagecodecs.jpeg8_decode(data))
        return None if difference(scan.frame(), other) < 1 else "other pixels"
    other = png_by_another_library(data, is_colour=scan.is_colour)
    return None if np.array_equal(scan.frame(), other) else "other pixels"


def png_by_another_library(data: bytes, *, is_colour: bool) -> NDArray[Any]:
    """Decode an opaque PNG with libspng, or with OpenCV what libspng does not know.

    OpenCV alone will not do: of an animation it returns another picture than the default one.
    """
    try:
        samples = np.squeeze(imagecodecs.spng_decode(data))
    except imagecodecs.SpngError:
        flags = cv2.IMREAD_ANYDEPTH | (cv2.IMREAD_COLOR if is_colour else cv2.IMREAD_GRAYSCALE)
        samples = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
        return cv2.cvtColor(samples, cv2.COLOR_BGR2RGB) if is_colour else samples
    has_alpha = samples.ndim == 3 and samples.shape[2] in {2, 4}
    return np.squeeze(samples[..., :-1]) if has_alpha else samples


def test_every_row_behaves_as_listed(folder: Path) -> None:
    rows = read_rows(folder)
    assert {row["expected"] for row in rows} <= set(WORDINGS)
    assert {row["file"] for row in rows} >= set(WRONG_ROWS)
    found = {row["file"]: complaint(row, folder) for row in rows}
    assert {name: what for name, what in found.items() if what is not None} == {}


@pytest.mark.parametrize("orientation", [4, 5, 6, 7, 8])
def test_exif_orientations_come_out_upright(folder: Path, orientation: int) -> None:
    upright = open_first(folder, "517_*")
    turned = open_first(folder, f"*_exif_orient_{orientation}.jpg")
    assert difference(turned.frame(), upright.frame()) < 2  # JPEG noise; mirrored it is above 80
    assert f"turned upright (EXIF orientation {orientation})" in turned.steps


def test_an_invalid_exif_orientation_is_ignored(folder: Path) -> None:
    upright = open_first(folder, "517_*")
    assert difference(open_first(folder, "541_*").frame(), upright.frame()) < 4


@pytest.mark.parametrize("number", [356, 357, 358])
def test_portraits_come_out_alike(folder: Path, number: int) -> None:
    upright = open_first(folder, "354_*").frame()
    assert difference(open_first(folder, f"{number}_*").frame(), upright) < 4


@pytest.mark.parametrize("number", [291, 295, 296])
def test_small_portraits_come_out_alike(folder: Path, number: int) -> None:
    upright = open_first(folder, "290_*").frame()
    assert difference(open_first(folder, f"{number}_*").frame(), upright) < 6


def test_16_bits_match_8_bits_within_one_level(folder: Path) -> None:
    grey = luminance(open_first(folder, "517_*").frame()).astype(float)
    full = open_first(folder, "522_*")
    assert full.pixels.dtype == np.uint16
    assert np.abs(full.frame() / 257 - grey).max() <= 1
    near = open_first(folder, "521_*").frame()
    assert difference(full.frame() / 257, near) < 2  # the JPEG of the same picture


def test_12_bits_in_16_are_widened(folder: Path) -> None:
    grey = luminance(open_first(folder, "517_*").frame()).astype(float)
    assert np.abs(open_first(folder, "523_*").frame() / 257 - grey).max() <= 1


def test_interlacing_changes_nothing(folder: Path) -> None:
    for interlaced, plain in (("003_", "018_"), ("012_", "027_"), ("014_", "029_")):
        one, other = open_first(folder, interlaced + "*"), open_first(folder, plain + "*")
        assert np.array_equal(one.pixels, other.pixels)


def test_one_picture_keeps_its_pixels_under_every_name(folder: Path) -> None:
    reference = open_first(folder, "517_*").pixels
    named = [row["file"] for row in read_rows(folder) if row["category"] in {"path", "case"}]
    assert len(named) > 10
    for name in [*named, "577_NOEXT", "566_png_trailing_zip.png"]:
        assert np.array_equal(read_scan(folder / name).pixels, reference), name


def test_a_bomb_is_refused_by_its_header(folder: Path) -> None:
    with pytest.raises(TooLargeError, match="2147483647"):
        open_first(folder, "591_*")


def test_exif_text_is_nowhere_in_the_scan(folder: Path) -> None:
    path = next(folder.glob("542_*"))
    shown = repr(read_scan(path)).replace(str(path), "")
    data = path.read_bytes()
    place = data.index(b"Exif\x00")
    length = int.from_bytes(data[place - 2 : place], "big")
    words = {
        word.decode()
        for word in data[place : place + length].replace(b"\x00", b" ").split()
        if len(word) >= 5 and word.isascii() and word.isalnum()
    }
    assert words - {"Exif"}
    assert not [word for word in words if word in shown]


def test_wrong_row_176_is_an_intact_tiff(folder: Path) -> None:
    # The list says "refuse" for every TIFF of its source, but TIFF is one of the formats read.
    path = folder / "176_16bit.cropped.tif"
    stored = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED)
    assert stored.shape == (64, 64)
    assert stored.max() < 1 << 10
    assert np.abs(read_scan(path).frame() / 65535 - stored / 1023).max() < 1e-4


@pytest.mark.parametrize("name", ["348_xmp_no_prefix.jpg", "349_xmp_padded.jpg"])
def test_wrong_rows_of_one_pixel_are_refused(folder: Path, name: str) -> None:
    # The list says "image", and "too small" for 1 x 3000 and for a DICOM file of 1 x 1 pixels.
    data = (folder / name).read_bytes()
    assert imagecodecs.jpeg8_decode(data).shape[:2] == (1, 1)
    with pytest.raises(UnsupportedFormatError, match="too small"):
        read_scan(folder / name)


def test_wrong_row_516_is_decoded_by_nobody(folder: Path) -> None:
    # The list says "image", but the stream has no end and names components that it does not have.
    data = (folder / "516_regression__jpg__oss-fuzz-36829.jpeg").read_bytes()
    assert b"\xff\xd9" not in data[-4:]
    with pytest.raises(imagecodecs.Jpeg8Error, match="Invalid component ID"):
        imagecodecs.jpeg8_decode(data)
