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
# Column and row.
NIPPLE, MASS = (560.0, 500.0), (205.0, 610.0)
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
    """Return a synthetic left CC view, shape (1000, 760), 12 bits, bright where gland is thick.

    Strands run towards the nipple, the skin is a bright line, edges are raised as the machines do
    it before they show a picture, and a mass with spicules lies in the inner half.
    """
    random = np.random.default_rng(7)
    y, x = np.mgrid[0:ROWS, 0:COLUMNS].astype(np.float64)
    edge = np.hypot(x / 572, (y - 493) / 428)
    nipple = np.exp(-(((x - 575) / 16) ** 2 + ((y - NIPPLE[1]) / 13) ** 2))
    # In pixels from the skin.
    depth = np.clip((1 - edge) * 572, 0, None) + 12 * nipple
    thickness = np.maximum(np.clip(1 - edge**3, 0, None) ** 0.45, 0.45 * nipple)
    tissue = gland(random, x, y, depth)
    skin = 480 * np.exp(-(((depth - 5) / 5) ** 2)) * (thickness > 0) * (1 - nipple)
    signal = 520 + 430 * thickness + skin + 420 * nipple * np.clip(depth / 6, 0, 1)
    signal += thickness * (1250 * tissue + 760 * mass(random, x, y))
    fine = 0.5 * noise(random, 3) + 0.5 * noise(random, 1.5)
    signal *= 1 + 0.035 * fine * np.sqrt(np.clip(tissue, 0.2, 1))
    signal += 12 * random.standard_normal(signal.shape)
    signal += 0.9 * (signal - cv2.GaussianBlur(signal, (0, 0), 12))
    air = 40 + 6 * random.standard_normal(signal.shape)
    covered = np.clip(depth / 3, 0, 1)
    return with_words(covered * signal + (1 - covered) * air)


def gland(
    random: np.random.Generator,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    depth: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the share of gland and strands: a disc behind the nipple, thin in the fat around."""
    distance = ((x - 290) / 190) ** 2 + ((y - 490) / 215) ** 2
    disc = np.exp(-(distance**1.3)) * np.clip((depth - 40) / 60, 0, 1)
    lobules = np.clip(0.6 + 0.32 * noise(random, 60) + 0.25 * noise(random, 22), 0.08, 1.5)
    sizes = ((16, 9, 0.5, 0.5), (10, 4, 0.7, 0.5), (6, 2, 0.6, 0.6))
    strands = sum(
        weight * ridges(towards_nipple(random, along, across), width)
        for along, across, weight, width in sizes
    )
    lace = 0.9 * ridges(noise(random, 16), 0.35) + 0.7 * ridges(noise(random, 7), 0.4)
    inside = disc * (0.62 * lobules + 0.26 * strands * (0.3 + lobules))
    around = 0.12 * strands * (0.4 + disc) + 0.13 * lace * (0.5 + disc)
    return np.asarray(inside + around)


def mass(
    random: np.random.Generator, x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return a mass with spicules, from 0 to about 1."""
    distance, angle = np.hypot(x - MASS[0], y - MASS[1]), np.arctan2(y - MASS[1], x - MASS[0])
    lengths = np.clip(cv2.GaussianBlur(random.standard_normal((1, 720)), (0, 0), 3)[0], 0, None)
    spicules = (lengths / lengths.max())[((angle / (2 * np.pi) + 0.5) * 719).astype(int)]
    rays = spicules * np.exp(-(((distance - 30) / 38) ** 2)) * (distance > 20)
    core = np.exp(-((distance / (30 + 2.5 * noise(random, 9))) ** 4))
    return np.asarray(core + 0.55 * rays)


def towards_nipple(random: np.random.Generator, along: float, across: float) -> NDArray[np.float64]:
    """Return noise of unit variance that is drawn out towards the nipple."""
    angles, steps, nearest, farthest = 1400, 500, 30.0, 900.0
    small = random.standard_normal((angles, steps))
    # What is appended makes the first angle go on where the last one ended.
    closed = cv2.GaussianBlur(np.vstack([small, small[:60]]), (0, 0), sigmaX=along, sigmaY=across)
    turned = closed[30 : 30 + angles]
    y, x = np.mgrid[0:ROWS, 0:COLUMNS].astype(np.float64)
    across_x, down = NIPPLE[0] - x, NIPPLE[1] - y
    angle = (np.arctan2(down, across_x) / (2 * np.pi) + 0.5) % 1
    distance = np.log((np.hypot(across_x, down) + nearest) / nearest) / np.log(farthest / nearest)
    columns = (np.clip(distance, 0, 1) * (steps - 1)).astype(np.float32)
    rows = (angle * (angles - 1)).astype(np.float32)
    return np.asarray(cv2.remap(turned / turned.std(), columns, rows, cv2.INTER_CUBIC))


def ridges(values: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    """Return bright lines where noise passes through zero, from 0 to 1."""
    return np.asarray(np.clip(1 - np.abs(values) / width, 0, None))


def with_words(grey: NDArray[np.float64]) -> NDArray[np.uint16]:
    """Return a mammogram with the view and the label burned in."""
    words = np.zeros((ROWS, COLUMNS), np.uint8)
    font, smooth = cv2.FONT_HERSHEY_SIMPLEX, cv2.LINE_AA
    cv2.putText(words, LABEL, (340, ROWS - 22), font, 0.62, 150, 1, smooth)
    cv2.putText(words, "L CC", (COLUMNS - 130, 64), font, 1.1, 220, 2, smooth)
    picture = np.clip(cv2.GaussianBlur(grey, (0, 0), 0.7), 0, 4095)
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
    made.WindowCenter, made.WindowWidth = [1250, 1500, 700], [2300, 1300, 1100]
    made.WindowCenterWidthExplanation = ["NORMAL", "DENSE TISSUE", "SKIN LINE"]
    coded = imagecodecs.jpeg2k_encode(picture, codecformat="j2k", reversible=True)
    return with_pixels(made, [bytes(coded)], JPEG2000Lossless)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    cine_file().save_as(folder / "ultrasound_cine.dcm", enforce_file_format=True)
    mammogram_file().save_as(folder / "mammogram_phantom.dcm", enforce_file_format=True)
