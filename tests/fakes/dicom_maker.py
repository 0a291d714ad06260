"""Makes small DICOM files whose right answer is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6.1"


def dataset_of(values: NDArray[Any], **attributes: object) -> Dataset:
    """Return a data set around stored values.

    Shape (rows, columns), (frames, rows, columns) with ``NumberOfFrames`` given, or with a last
    axis of 3 with a colour ``PhotometricInterpretation`` given. ``attributes`` overrule the rest.
    """
    is_colour = attributes.get("SamplesPerPixel") == 3
    rows, columns = values.shape[-3:-1] if is_colour else values.shape[-2:]
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = ULTRASOUND
    dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.SOPClassUID = ULTRASOUND
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID
    dataset.Modality = "US"
    dataset.Rows, dataset.Columns = rows, columns
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.BitsAllocated = dataset.BitsStored = values.dtype.itemsize * 8
    dataset.PixelRepresentation = int(values.dtype.kind == "i")
    data = values.tobytes()
    dataset.add_new("PixelData", "OW", data + b"\x00" * (len(data) % 2))
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    dataset.HighBit = dataset.BitsStored - 1
    return dataset


def write(dataset: Dataset, path: Path) -> Path:
    """Write a data set as a DICOM file."""
    dataset.save_as(path, enforce_file_format=True)
    return path


def ramp(low: int, high: int, kind: str) -> NDArray[Any]:
    """Return stored values that run from low to high, shape (16, number / 16)."""
    return np.arange(low, high, dtype=kind).reshape(16, -1)
