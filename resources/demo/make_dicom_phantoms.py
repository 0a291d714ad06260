# ruff: noqa: INP001  a script beside its result, not a package
"""Make the demonstration scans in DICOM: an ultrasound cine, and a calibrated mammogram.

Both are synthetic. The cine is a sweep through the breast of ``make_phantom.py``: a lesion comes
into sight and goes again; its ultrasound region is calibrated. The mammogram is drawn as the
thickness of fat and gland that X-rays pass, with 12 bits, a pixel spacing and three windows.

Run it as ``python resources/demo/make_dicom_phantoms.py [FOLDER]``. The same versions of NumPy and
OpenCV give the same pixels.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import imagecodecs
import make_phantom as still
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, ExplicitVRLittleEndian, JPEG2000Lossless, JPEGBaseline8Bit

FRAMES = 24
FRAME_TIME_MS = 66.7
LABEL = "SYNTHETIC PHANTOM - NOT A PATIENT"
ULTRASOUND_MULTIFRAME = "1.2.840.10008.5.1.4.1.1.3.1"
MAMMOGRAPHY = "1.2.840.10008.5.1.4.1.1.1.2"
# Under the root for identifiers made from a UUID (PS3.5 B.2), fixed so that files do not change.
ROOT = "2.25.1947200211504385129973206217"
ROWS, COLUMNS = 1000, 760
PIXEL_MM = 0.2
CENTIMETRES = 3


def cine() -> NDArray[np.uint8]:
    """Return a sweep, shape (frames, 520, 640): the lesion is largest in the middle."""
    random = np.random.default_rng(still.SEED)
    backscatter, mirrors = still.tissue(random)
    painted, shaded = still.paint_lesion(random, backscatter, mirrors)
    frames = np.zeros((FRAMES, still.ROWS, still.COLUMNS), np.uint8)
    for index in range(FRAMES):
        part = float(np.exp(-(((index - 0.55 * FRAMES) / (0.17 * FRAMES)) ** 2)))
        # The probe is moved: tissue slides sideways while the lesion comes into the plane.
        slide = round(5 * np.sin(2 * np.pi * index / FRAMES))
        mixed = backscatter + part * (painted - backscatter)
        bright = mirrors + part * (shaded - mirrors)
        echo = still.echoes(
            np.random.default_rng(1000 + index),
            np.roll(mixed, slide, axis=1),
            np.roll(bright, slide, axis=1),
        )
        top, left = still.TOP, still.LEFT
        frames[index, top : top + still.DEPTH, left : left + still.WIDTH] = still.grey_levels(echo)
        still.annotate(frames[index])
    return frames


def mammogram() -> NDArray[np.uint16]:
    """Return a synthetic left CC view, shape (1000, 760), 12 bits, bright where gland is thick."""
    random = np.random.default_rng(7)
    # Drawn in the pixels of a picture 1400 high.
    y, x = np.mgrid[0:ROWS, 0:COLUMNS].astype(np.float64) * 1.4
    radius = np.hypot((x - 0) / 800, (y - 690) / 600)
    thickness = np.clip(1 - radius**3, 0, None) ** 0.35
    gland = np.exp(-(((x - 330) / 260) ** 2 + ((y - 680) / 300) ** 2))
    grains = ((64, 1.0), (27, 0.6), (10, 0.35), (3, 0.16))
    texture = sum(weight * noise(random, size) for size, weight in grains)
    density = gland * np.clip(0.75 + 0.33 * texture, 0, None)
    ridge = 1 - np.abs(noise(random, 21))
    strands = np.clip(ridge - 0.35, 0, None) * np.exp(-(radius**2) / 0.5)
    mass = np.exp(-((np.hypot((x - 410) / 52, (y - 560) / 44) + 0.10 * noise(random, 9)) ** 6))
    signal = 1150 * thickness + 1250 * thickness * (density + 0.22 * strands) + 520 * mass
    signal += 14 * random.standard_normal(signal.shape) * np.sqrt(0.2 + thickness)
    grey = np.where(radius < 1, signal + 160, 40 + 6 * random.standard_normal(signal.shape))
    words = np.zeros((ROWS, COLUMNS), np.uint8)
    font, smooth = cv2.FONT_HERSHEY_SIMPLEX, cv2.LINE_AA
    cv2.putText(words, LABEL, (340, ROWS - 22), font, 0.62, 150, 1, smooth)
    cv2.putText(words, "L CC", (COLUMNS - 130, 64), font, 1.1, 220, 2, smooth)
    picture = np.clip(cv2.GaussianBlur(grey, (0, 0), 0.8), 0, 4095)
    return np.maximum(picture, 12.0 * words).astype(np.uint16)


def noise(random: np.random.Generator, grain: float) -> NDArray[np.float64]:
    """Return noise of unit variance with grains of the given size in pixels."""
    step = max(1, int(grain // 3))
    small = random.standard_normal((ROWS // step + 2, COLUMNS // step + 2))
    smooth = cv2.GaussianBlur(small, (0, 0), grain / step)
    whole = cv2.resize(smooth, (COLUMNS, ROWS), interpolation=cv2.INTER_CUBIC)
    return np.asarray(whole / whole.std(), np.float64)


def dataset(number: int, sop_class: str, modality: str) -> Dataset:
    """Return the part of a header that both files share; the patient is invented."""
    made = Dataset()
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made.file_meta.MediaStorageSOPClassUID = made.SOPClassUID = UID(sop_class)
    made.file_meta.MediaStorageSOPInstanceUID = made.SOPInstanceUID = UID(f"{ROOT}.{number}")
    made.StudyInstanceUID, made.SeriesInstanceUID = UID(f"{ROOT}.10"), UID(f"{ROOT}.1{number}")
    made.PatientName, made.PatientID = "Phantom^Synthetic", "SYNTHETIC"
    made.StudyDate, made.PatientBirthDate, made.PatientSex = "20260101", "", "O"
    made.Modality, made.Manufacturer = modality, "Second Reader (synthetic)"
    made.StudyDescription, made.BurnedInAnnotation = "Synthetic demonstration scan", "NO"
    made.SamplesPerPixel, made.PhotometricInterpretation = 1, "MONOCHROME2"
    made.PixelRepresentation = 0
    made.InstanceNumber = 1
    return made


def cine_file() -> Dataset:
    """Return the cine; like most of them it is compressed as JPEG."""
    frames = cine()
    made = dataset(1, ULTRASOUND_MULTIFRAME, "US")
    made.NumberOfFrames, made.Rows, made.Columns = frames.shape
    made.FrameTime = f"{FRAME_TIME_MS:.1f}"
    made.BitsAllocated, made.BitsStored, made.HighBit = 8, 8, 7
    region = Dataset()
    region.RegionSpatialFormat, region.RegionDataType, region.RegionFlags = 1, 1, 0
    region.RegionLocationMinX0, region.RegionLocationMinY0 = still.LEFT, still.TOP
    region.RegionLocationMaxX1 = still.LEFT + still.WIDTH - 1
    region.RegionLocationMaxY1 = still.TOP + still.DEPTH - 1
    region.PhysicalUnitsXDirection = region.PhysicalUnitsYDirection = CENTIMETRES
    region.PhysicalDeltaX = region.PhysicalDeltaY = 0.1 / still.PIXELS_PER_MM
    made.SequenceOfUltrasoundRegions = [region]
    made.LossyImageCompression, made.LossyImageCompressionMethod = "01", "ISO_10918_1"
    quality = [cv2.IMWRITE_JPEG_QUALITY, 82]
    coded = [cv2.imencode(".jpg", frame, quality)[1].tobytes() for frame in frames]
    return with_pixels(made, coded, JPEGBaseline8Bit)


def with_pixels(made: Dataset, coded: list[bytes], syntax: UID) -> Dataset:
    """Put compressed frames into a file."""
    made.file_meta.TransferSyntaxUID = syntax
    made.add_new("PixelData", "OB", encapsulate(coded))
    made["PixelData"].is_undefined_length = True
    return made


def mammogram_file() -> Dataset:
    """Return the mammogram, compressed without loss."""
    picture = mammogram()
    made = dataset(2, MAMMOGRAPHY, "MG")
    made.Rows, made.Columns = picture.shape
    made.BitsAllocated, made.BitsStored, made.HighBit = 16, 12, 11
    made.ImageLaterality, made.ViewPosition = "L", "CC"
    made.PatientOrientation = ["A", "R"]
    made.ImagerPixelSpacing = made.PixelSpacing = [PIXEL_MM, PIXEL_MM]
    made.PresentationIntentType = "FOR PRESENTATION"
    made.WindowCenter, made.WindowWidth = [1500, 2100, 900], [2800, 1500, 1500]
    made.WindowCenterWidthExplanation = ["NORMAL", "DENSE TISSUE", "SKIN LINE"]
    coded = imagecodecs.jpeg2k_encode(picture, codecformat="j2k", reversible=True)
    return with_pixels(made, [bytes(coded)], JPEG2000Lossless)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    cine_file().save_as(folder / "ultrasound_cine.dcm", enforce_file_format=True)
    mammogram_file().save_as(folder / "mammogram_phantom.dcm", enforce_file_format=True)
