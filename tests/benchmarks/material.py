"""Scans to measure with, drawn from the demonstration scans: nobody needs data for it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import cv2
import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, ExplicitVRLittleEndian, JPEGLosslessSV1, generate_uid

ROOT: Final = Path(__file__).resolve().parents[2]
DEMO: Final = ROOT / "resources" / "demo"
_ULTRASOUND: Final = "1.2.840.10008.5.1.4.1.1.6.1"
_MAMMOGRAPHY: Final = "1.2.840.10008.5.1.4.1.1.1.2"


def phantom() -> NDArray[np.uint8]:
    """Return the ultrasound phantom, shape (520, 640)."""
    grey = cv2.imread(str(DEMO / "ultrasound_phantom.png"), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    return np.asarray(grey, np.uint8)


def ultrasound_png(place: Path) -> Path:
    """Write a picture of 560 x 470 pixels."""
    target = place / "ultrasound.png"
    assert cv2.imwrite(str(target), phantom()[:470, 40:600])
    return target


def mammogram(place: Path, rows: int = 3000, columns: int = 2400) -> Path:
    """Write a mammogram of 12 bits, JPEG lossless (process 14, selection value 1)."""
    sys.path.append(str(DEMO))
    from make_dicom_phantoms import mammogram as drawn

    values = cv2.resize(drawn(), (columns, rows), interpolation=cv2.INTER_CUBIC)
    noise = np.random.default_rng(5).normal(0, 6, values.shape)
    values = np.clip(values + noise, 0, 4095).astype(np.uint16)
    dataset = _dicom(_MAMMOGRAPHY, "MG", values, JPEGLosslessSV1, stored=12)
    coded = imagecodecs.ljpeg_encode(values, bitspersample=12)
    dataset.PixelData = encapsulate([coded])
    return _saved(dataset, place / "mammogram.dcm")


def deep_scan(place: Path, rows: int = 3000, columns: int = 4000) -> Path:
    """Write a scan of 16 bits, uncompressed."""
    small = phantom()
    values = cv2.resize(small, (columns, rows), interpolation=cv2.INTER_CUBIC).astype(np.uint16)
    values = values * 200 + np.random.default_rng(6).integers(0, 200, values.shape, np.uint16)
    dataset = _dicom(_ULTRASOUND, "US", values, ExplicitVRLittleEndian, stored=16)
    dataset.PixelData = values.tobytes()
    return _saved(dataset, place / "deep.dcm")


def mixed_folder(folder: Path, count: int, seed: int = 11) -> Path:
    """Write files of the usual kinds in turn, each another picture."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    base = phantom().astype(np.float32)
    for index in range(count):
        rows, columns = random.integers(430, 521), random.integers(500, 641)
        picture = base[:rows, :columns] * random.uniform(0.8, 1.15)
        picture += random.normal(0, 3, picture.shape).astype(np.float32)
        _write(folder, index, np.clip(picture, 0, 255).astype(np.uint8))
    return folder


def _write(folder: Path, index: int, picture: NDArray[np.uint8]) -> None:
    ending = ("png", "jpg", "dcm", "tif", "bmp")[index % 5]
    target = folder / f"scan{index:05}.{ending}"
    if ending != "dcm":
        assert cv2.imwrite(str(target), picture)
        return
    dataset = _dicom(_ULTRASOUND, "US", picture, ExplicitVRLittleEndian, stored=8)
    content = picture.tobytes()
    dataset.PixelData = content + b"\0" * (len(content) % 2)
    _saved(dataset, target)


def _dicom(
    storage: str,
    modality: str,
    values: NDArray[np.uint8] | NDArray[np.uint16],
    syntax: str,
    stored: int,
) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = UID(storage)
    dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.file_meta.TransferSyntaxUID = UID(syntax)
    dataset.SOPClassUID = UID(storage)
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID
    dataset.Modality = modality
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.SamplesPerPixel = 1
    dataset.Rows, dataset.Columns = values.shape
    dataset.BitsAllocated = 8 * values.dtype.itemsize
    dataset.BitsStored = stored
    dataset.HighBit = stored - 1
    dataset.PixelRepresentation = 0
    if stored > 8:
        dataset.WindowCenter, dataset.WindowWidth = 2 ** (stored - 1), 2**stored
    return dataset


def _saved(dataset: Dataset, target: Path) -> Path:
    dataset.save_as(target, enforce_file_format=True)
    return target
