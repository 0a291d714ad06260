"""The facts of an acquisition, and which DICOM files are refused."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLSLossless,
)

from engine.errors import (
    DamagedFileError,
    NotAScanError,
    ScanError,
    TooLargeError,
    UnsupportedFormatError,
)
from engine.readers.dispatch import read_file
from engine.scan import Laterality, Modality, PixelSpacing, Scan, UltrasoundRegion
from tests.fakes.dicom_maker import dataset_of, ramp, write


def read_with(path: Path, **attributes: object) -> Scan:
    return read_file(write(dataset_of(ramp(0, 256, "u1"), **attributes), path / "facts.dcm"))


@pytest.mark.parametrize(
    ("written", "modality"),
    [
        ("US", Modality.ULTRASOUND),
        ("MG", Modality.MAMMOGRAPHY),
        ("TG", Modality.THERMOGRAPHY),
        ("CT", None),
    ],
)
def test_modalities(tmp_path: Path, written: str, modality: Modality | None) -> None:
    scan = read_with(tmp_path, Modality=written)
    assert (scan.modality, scan.dicom_modality) == (modality, written)
    assert bool(scan.warnings) == (modality is None)


def test_laterality_of_the_image_comes_before_that_of_the_series(tmp_path: Path) -> None:
    assert read_with(tmp_path).laterality is None
    assert read_with(tmp_path, Laterality="L").laterality is Laterality.LEFT
    both = read_with(tmp_path, Laterality="L", ImageLaterality="R")
    assert both.laterality is Laterality.RIGHT
    assert read_with(tmp_path, Laterality="X").laterality is None


def test_laterality_and_spacing_of_an_enhanced_object(tmp_path: Path) -> None:
    anatomy, measures, shared = Dataset(), Dataset(), Dataset()
    anatomy.FrameLaterality = "R"
    measures.PixelSpacing = [0.1, 0.2]
    shared.FrameAnatomySequence, shared.PixelMeasuresSequence = [anatomy], [measures]
    scan = read_with(tmp_path, SharedFunctionalGroupsSequence=[shared])
    assert scan.laterality is Laterality.RIGHT
    assert scan.spacing == PixelSpacing(0.1, 0.2, "PixelSpacing")


@pytest.mark.parametrize(
    ("code", "view"),
    [("399162004", "CC"), ("R-10226", "MLO"), ("399260004", "ML"), ("12345", None)],
)
def test_the_view_is_read_from_its_code(tmp_path: Path, code: str, view: str | None) -> None:
    item = Dataset()
    item.CodeValue = code
    assert read_with(tmp_path, ViewCodeSequence=[item]).view == view


def test_the_written_view_comes_first(tmp_path: Path) -> None:
    assert read_with(tmp_path, ViewPosition="MLO").view == "MLO"


def test_spacing_is_never_guessed(tmp_path: Path) -> None:
    assert read_with(tmp_path).spacing is None
    assert read_with(tmp_path, PixelSpacing=[0, 0.1]).spacing is None
    detector = read_with(tmp_path, ImagerPixelSpacing=[0.07, 0.08])
    assert detector.spacing == PixelSpacing(0.07, 0.08, "ImagerPixelSpacing")
    both = read_with(tmp_path, ImagerPixelSpacing=[0.07, 0.08], PixelSpacing=[0.05, 0.06])
    assert both.spacing == PixelSpacing(0.05, 0.06, "PixelSpacing")


def region(delta: float, unit: int = 3, left: int = 0) -> Dataset:
    item = Dataset()
    item.RegionLocationMinX0, item.RegionLocationMinY0 = left, 1
    item.RegionLocationMaxX1, item.RegionLocationMaxY1 = left + 7, 15
    item.PhysicalUnitsXDirection, item.PhysicalUnitsYDirection = 3, unit
    item.PhysicalDeltaX, item.PhysicalDeltaY = delta, -2 * delta
    return item


@pytest.mark.parametrize("spacing", [1e-300, 1e-6, 2e3, 1e300])
def test_a_spacing_that_no_scanner_has_is_left_out(tmp_path: Path, spacing: float) -> None:
    assert read_with(tmp_path, PixelSpacing=[spacing, 0.1]).spacing is None
    assert read_with(tmp_path, SequenceOfUltrasoundRegions=[region(spacing)]).spacing is None


def test_regions_beyond_every_picture_are_left_out(tmp_path: Path) -> None:
    far = region(0.01)
    far.RegionLocationMaxX1 = 2**31
    assert read_with(tmp_path, SequenceOfUltrasoundRegions=[far]).regions == ()
    assert len(read_with(tmp_path, SequenceOfUltrasoundRegions=[region(1)] * 99).regions) == 64


def test_ultrasound_regions_give_a_spacing_where_they_agree(tmp_path: Path) -> None:
    doppler = region(0.5, unit=4, left=8)
    scan = read_with(tmp_path, SequenceOfUltrasoundRegions=[region(0.01), doppler])
    spacing = PixelSpacing(0.2, 0.1, "SequenceOfUltrasoundRegions")
    assert scan.regions == (
        UltrasoundRegion(0, 1, 7, 15, spacing),
        UltrasoundRegion(8, 1, 15, 15, None),
    )
    assert scan.spacing == spacing


def test_ultrasound_regions_that_differ_give_none(tmp_path: Path) -> None:
    scan = read_with(tmp_path, SequenceOfUltrasoundRegions=[region(0.01), region(0.02, left=8)])
    assert scan.spacing is None
    assert all(one.spacing is not None for one in scan.regions)


@pytest.mark.parametrize(
    ("attributes", "milliseconds"),
    [
        ({"FrameTime": 40}, 40),
        ({"FrameTimeVector": [0, 30, 50]}, 40),
        ({"CineRate": 25}, 40),
        ({}, None),
    ],
)
def test_frame_times(
    tmp_path: Path, attributes: dict[str, object], milliseconds: float | None
) -> None:
    dataset = dataset_of(np.zeros((3, 16, 16), "u1"), NumberOfFrames=3, **attributes)
    assert read_file(write(dataset, tmp_path / "cine.dcm")).frame_time_ms == milliseconds


@pytest.mark.parametrize("written", ["1e308", "1e-300", "-40"])
def test_a_frame_time_that_no_player_has_is_left_out(tmp_path: Path, written: str) -> None:
    dataset = dataset_of(np.zeros((3, 16, 16), "u1"), NumberOfFrames=3, CineRate=25)
    dataset.FrameTime = written
    assert read_file(write(dataset, tmp_path / "cine.dcm")).frame_time_ms == 40


def test_a_still_has_no_frame_time(tmp_path: Path) -> None:
    assert read_with(tmp_path, FrameTime=40).frame_time_ms is None


def test_a_picture_for_processing_is_marked(tmp_path: Path) -> None:
    scan = read_with(tmp_path, PresentationIntentType="FOR PROCESSING")
    assert any("for processing" in warning for warning in scan.warnings)


@pytest.mark.filterwarnings("ignore::UserWarning:pydicom")
def test_malformed_attributes_are_named_and_not_quoted(tmp_path: Path) -> None:
    scan = read_with(tmp_path, PatientAge="forty", StudyDate="19991399")
    assert any("StudyDate, PatientAge" in warning for warning in scan.warnings)
    assert not any("forty" in warning for warning in scan.warnings)


@pytest.mark.parametrize(
    ("sop_class", "name"),
    [
        ("1.2.840.10008.5.1.4.1.1.66.4", "segmentation"),
        ("1.2.840.10008.5.1.4.1.1.88.50", "structured report"),
        ("1.2.840.10008.5.1.4.1.1.481.2", "radiotherapy dose"),
        ("1.2.840.10008.5.1.4.1.1.11.1", "presentation state"),
        ("1.2.840.10008.5.1.4.1.1.9.1.1", "waveform"),
        ("1.2.840.10008.1.3.10", "DICOMDIR"),
    ],
)
def test_other_objects_are_named(tmp_path: Path, sop_class: str, name: str) -> None:
    with pytest.raises(NotAScanError, match=name):
        read_with(tmp_path, SOPClassUID=sop_class)


@pytest.mark.parametrize(
    ("attributes", "error"),
    [
        ({"Rows": 60000, "Columns": 60000}, TooLargeError),
        ({"NumberOfFrames": 2_000_000_000}, TooLargeError),
        ({"Rows": 0}, DamagedFileError),
        ({"Rows": 1, "Columns": 256}, UnsupportedFormatError),
        ({"Rows": 17}, DamagedFileError),
        ({"NumberOfFrames": 2}, DamagedFileError),
        ({"BitsStored": 99}, DamagedFileError),
    ],
)
def test_headers_are_checked_before_decoding(
    tmp_path: Path, attributes: dict[str, object], error: type[ScanError]
) -> None:
    with pytest.raises(error) as raised:
        read_with(tmp_path, **attributes)
    assert raised.value.path == tmp_path / "facts.dcm"


@pytest.mark.parametrize(
    ("syntax", "encode"),
    [
        (JPEG2000Lossless, imagecodecs.jpeg2k_encode),
        (JPEGLSLossless, imagecodecs.jpegls_encode),
        (JPEGBaseline8Bit, imagecodecs.jpeg8_encode),
    ],
)
def test_a_stream_of_another_size_is_damage(
    tmp_path: Path, syntax: UID, encode: Callable[[NDArray[np.uint8]], bytes]
) -> None:
    right, wrong = ramp(0, 256, "u1"), np.zeros((64, 64), np.uint8)
    for picture, is_read in ((right, True), (wrong, False)):
        dataset = dataset_of(right)
        dataset.file_meta.TransferSyntaxUID = syntax
        dataset["PixelData"].value = encapsulate([encode(picture)])
        dataset["PixelData"].is_undefined_length = True
        path = write(dataset, tmp_path / "stream.dcm")
        if is_read:
            assert np.abs(read_file(path).frame().astype(int) - right).max() < 20
        else:
            with pytest.raises(DamagedFileError):
                read_file(path)


def deflated(content: bytes, path: Path) -> Path:
    meta = dataset_of(ramp(0, 256, "u1"))
    meta.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    write(meta, path)
    head = path.read_bytes()
    place = 132 + 12 + int.from_bytes(head[140:144], "little")
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    path.write_bytes(head[:place] + squeezer.compress(content) + squeezer.flush())
    return path


def test_a_deflate_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = deflated(bytes(500 * 2**20), tmp_path / "bomb.dcm")
    assert bomb.stat().st_size < 2**20
    with pytest.raises(TooLargeError):
        read_file(bomb)


def test_a_deflated_file_that_is_cut_off_is_damaged(tmp_path: Path) -> None:
    dataset = dataset_of(ramp(0, 256, "u1"))
    dataset.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    path = write(dataset, tmp_path / "cut.dcm")
    assert read_file(path).rows == 16
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(DamagedFileError):
        read_file(path)


def test_a_file_without_preamble_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bare"
    dataset = dataset_of(ramp(0, 256, "u1"))
    del dataset.file_meta
    dataset.save_as(path, implicit_vr=True, little_endian=True)
    assert path.read_bytes()[128:132] != b"DICM"
    assert np.array_equal(read_file(path).frame(), ramp(0, 256, "u1"))
