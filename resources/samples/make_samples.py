# ruff: noqa: INP001  a script beside its results, not a package
"""Make the samples that ``second-reader doctor`` reads: one picture in every kind of file.

The picture is synthetic. Run it as ``python -m resources.samples.make_samples [FOLDER]`` in the
project's folder. The same versions of the libraries give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import cv2
import imagecodecs
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixels.encoders.base import RLELosslessEncoder
from pydicom.uid import UID

from engine.commands.self_check_samples import SAMPLES, Sample, sample_picture

Pixels = NDArray[Any]

_ULTRASOUND: Final = "1.2.840.10008.5.1.4.1.1.6.1"
_ROOT: Final = "1.2.826.0.1.3680043.8.498.1."
_TWELVE_BITS: Final = 4095


def _encoded_lossless_jpeg(pixels: Pixels) -> bytes:
    return bytes(imagecodecs.ljpeg_encode(pixels, bitspersample=8))


_ENCODERS: Final[dict[str, Callable[[Pixels], bytes]]] = {
    "jpeg-baseline.dcm": lambda pixels: imagecodecs.jpeg8_encode(pixels, level=98),
    "jpeg-extended.dcm": lambda pixels: imagecodecs.jpeg8_encode(
        pixels, level=98, bitspersample=12
    ),
    "jpeg-lossless.dcm": _encoded_lossless_jpeg,
    "jpeg-lossless-sv1.dcm": lambda pixels: imagecodecs.jpeg8_encode(
        pixels, lossless=True, predictor=1
    ),
    "jpeg-ls.dcm": imagecodecs.jpegls_encode,
    "jpeg-ls-near.dcm": lambda pixels: imagecodecs.jpegls_encode(pixels, level=2),
    "jpeg-2000-lossless.dcm": lambda pixels: imagecodecs.jpeg2k_encode(
        pixels, codecformat="j2k", reversible=True
    ),
    "jpeg-2000.dcm": lambda pixels: imagecodecs.jpeg2k_encode(
        pixels, codecformat="j2k", level=50, reversible=False
    ),
    "htj2k-lossless.dcm": lambda pixels: imagecodecs.htj2k_encode(pixels, reversible=True),
    "htj2k-rpcl.dcm": lambda pixels: imagecodecs.htj2k_encode(pixels, reversible=True),
    "htj2k.dcm": lambda pixels: imagecodecs.htj2k_encode(pixels, reversible=False, level=0.002),
}


def write_samples(folder: Path) -> None:
    """Write every sample to a folder."""
    for number, sample in enumerate(SAMPLES, start=1):
        if sample.syntax:
            _write_dicom(sample, number, folder / sample.file)
    _write_pictures(folder)


def _write_pictures(folder: Path) -> None:
    pixels = sample_picture()
    deep = pixels.astype(np.uint16) * 257
    (folder / "grey.png").write_bytes(imagecodecs.png_encode(pixels))
    (folder / "deep.png").write_bytes(imagecodecs.png_encode(deep))
    (folder / "grey.jpg").write_bytes(imagecodecs.jpeg8_encode(pixels, level=98))
    (folder / "grey.bmp").write_bytes(cv2.imencode(".bmp", pixels)[1].tobytes())
    Image.fromarray(pixels).save(folder / "lzw.tif", compression="tiff_lzw")
    Image.fromarray(pixels).save(folder / "deflate.tif", compression="tiff_adobe_deflate")


def _write_dicom(sample: Sample, number: int, path: Path) -> None:
    pixels: Pixels = sample_picture()
    is_deep = sample.file == "jpeg-extended.dcm"
    if is_deep:
        pixels = np.round(pixels / 255 * _TWELVE_BITS).astype(np.uint16)
    dataset = _described(sample, number, pixels, 12 if is_deep else 8)
    syntax = UID(sample.syntax)
    if not syntax.is_encapsulated:
        # Two 8-bit values make a word, whose bytes are swapped (PS3.5 A.3).
        words = pixels.view("<u2") if syntax.is_little_endian else pixels.view(">u2")
        dataset.add_new("PixelData", "OW", words.astype("<u2").tobytes())
    elif sample.file == "rle.dcm":
        dataset.PixelData = encapsulate([_run_length_encoded(pixels)])
    else:
        dataset.PixelData = encapsulate([_ENCODERS[sample.file](pixels)])
    if syntax.is_encapsulated:
        dataset["PixelData"].VR = "OB"
    dataset.save_as(path, enforce_file_format=True)


def _run_length_encoded(pixels: Pixels) -> bytes:
    return RLELosslessEncoder.encode(
        pixels,
        encoding_plugin="pydicom",
        rows=pixels.shape[0],
        columns=pixels.shape[1],
        number_of_frames=1,
        samples_per_pixel=1,
        bits_allocated=8,
        bits_stored=8,
        pixel_representation=0,
        photometric_interpretation="MONOCHROME2",
    )


def _described(sample: Sample, number: int, pixels: Pixels, bits: int) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = UID(sample.syntax)
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID = UID(_ULTRASOUND)
    identity = UID(f"{_ROOT}{number}")
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID = identity
    dataset.Modality = "US"
    dataset.PatientName = "SYNTHETIC^SAMPLE"
    dataset.Rows, dataset.Columns = pixels.shape
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.PixelRepresentation = 0
    dataset.BitsAllocated = pixels.dtype.itemsize * 8
    dataset.BitsStored, dataset.HighBit = bits, bits - 1
    return dataset


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
