"""Scan: the picture as displayed, with the facts of its acquisition."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.messages.message import Message

Pixels = NDArray[np.uint8] | NDArray[np.uint16]


class Modality(enum.StrEnum):
    """Kinds of breast scan that the program reads."""

    ULTRASOUND = "ultrasound"
    MAMMOGRAPHY = "mammography"
    THERMOGRAPHY = "thermography"


class Laterality(enum.StrEnum):
    """DICOM ImageLaterality (0020,0062) and Laterality (0020,0060)."""

    LEFT = "L"
    RIGHT = "R"
    BOTH = "B"
    UNPAIRED = "U"


@dataclass(frozen=True, slots=True)
class PixelSpacing:
    """Size of a pixel.

    Attributes
    ----------
    row_mm : float
        Distance between the centres of two rows, in millimetres.
    column_mm : float
        Distance between the centres of two columns, in millimetres.
    source : str
        The DICOM attribute it was read from: ``PixelSpacing``, ``ImagerPixelSpacing`` (measured at
        the detector, so not corrected for magnification) or ``SequenceOfUltrasoundRegions``.
    """

    row_mm: float
    column_mm: float
    source: str


@dataclass(frozen=True, slots=True)
class UltrasoundRegion:
    """Calibrated area of an ultrasound picture (DICOM PS3.3 C.8.5.5).

    Attributes
    ----------
    left, top, right, bottom : int
        The area in pixels; ``right`` and ``bottom`` belong to it.
    spacing : PixelSpacing or None
        The pixel size inside the area; None where the axes are not lengths (a Doppler trace).
    """

    left: int
    top: int
    right: int
    bottom: int
    spacing: PixelSpacing | None


@dataclass(frozen=True, slots=True)
class VoiWindow:
    """Window of the values of interest, with its VOI LUT Function (DICOM PS3.3 C.11.2.1.2).

    Attributes
    ----------
    center, width : float
        WindowCenter (0028,1050) and WindowWidth (0028,1051), in modality values.
    function : str
        ``LINEAR``, ``LINEAR_EXACT`` or ``SIGMOID``.
    name : str
        WindowCenterWidthExplanation (0028,1055), such as ``BONE``; empty where there is none.
    """

    center: float
    width: float
    function: str = "LINEAR"
    name: str = ""

    @property
    def is_valid(self) -> bool:
        """True if the function allows the width."""
        return self.width >= 1 if self.function == "LINEAR" else self.width > 0

    def display(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return modality values as fractions from 0 (black) to 1 (white)."""
        if self.function == "SIGMOID":
            # Beyond this the function is 0 or 1 in double precision.
            exponent = np.clip(-4.0 * (values - self.center) / self.width, -700.0, 700.0)
            return np.asarray(1.0 / (1.0 + np.exp(exponent)))
        if self.function == "LINEAR_EXACT":
            return np.clip((values - self.center) / self.width + 0.5, 0.0, 1.0)
        # The half and the one are the standard's: LINEAR counts in whole pixel values.
        center, width = self.center - 0.5, self.width - 1.0
        if width == 0.0:
            return (values > center).astype(np.float64)
        return np.clip((values - center) / width + 0.5, 0.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class GreyValues:
    """Grey values of a file with all their bits, before any window.

    Attributes
    ----------
    values : ndarray of uint8 or uint16
        Shape (frames, rows, columns); signed values are shifted to begin at 0. Read-only.
    slope, intercept : float
        The modality value (PS3.3 C.11.1) of an entry is ``slope * entry + intercept``.
    shown_as : ndarray of uint8 or uint16
        Shape (256,) or (65536,): the display value of each entry in `Scan.pixels`.
    windows : tuple of VoiWindow
        All windows of the file; `Scan.pixels` was made with the first of them, or with a VOI LUT.
    is_inverted : bool
        Whether the smallest value is white (MONOCHROME1).
    """

    values: Pixels
    slope: float
    intercept: float
    shown_as: Pixels
    windows: tuple[VoiWindow, ...] = ()
    is_inverted: bool = False


@dataclass(frozen=True, slots=True)
class HeaderElement:
    """Element of a DICOM header, in readable form.

    Attributes
    ----------
    tag : str
        Group and element, such as ``(0028,0030)``.
    name : str
        As in the DICOM dictionary.
    representation : str
        The value representation (VR), such as ``DS``.
    text : str
        The value, shortened; empty for a sequence, whose items follow.
    depth : int
        How many sequences it lies in.
    is_identity : bool
        Whether it may identify the patient, or say when and where she was examined.
    """

    tag: str
    name: str
    representation: str
    text: str
    depth: int
    is_identity: bool


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Scan:
    """One opened file.

    Attributes
    ----------
    path : Path
        Where it was read from.
    pixels : ndarray of uint8 or uint16
        The picture as displayed, shape (frames, rows, columns) for grey or
        (frames, rows, columns, 3) for RGB. Full scale is 255 for uint8 and 65535 for uint16;
        larger is brighter. Read-only.
    file_format : str
        ``DICOM``, ``PNG``, ``JPEG``, ``TIFF`` or ``BMP``.
    modality : Modality or None
        As the file states it; None when it states none (every JPEG and PNG).
    dicom_modality : str or None
        DICOM Modality (0008,0060) as written, such as ``US``, ``MG``, ``CT``; None for rasters.
    laterality : Laterality or None
        The breast, where the file says so.
    view : str or None
        DICOM ViewPosition (0018,5101), such as ``CC`` or ``MLO``.
    spacing : PixelSpacing or None
        None when unknown; never guessed.
    regions : tuple of UltrasoundRegion
        The calibrated areas of an ultrasound picture.
    frame_time_ms : float or None
        Time between two frames, for multi-frame files.
    steps : tuple of Message
        Steps from the stored values to ``pixels``, in their order.
    warnings : tuple of Message
        What whoever reads the scan should know: each is one sentence.
    grey : GreyValues or None
        Values that another window can be applied to; None for colour, for rasters, and where no
        single table leads from the stored values to ``pixels``.
    header : tuple of HeaderElement
        The DICOM header in the order of the file; empty for rasters.
    has_burned_in_annotation : bool or None
        DICOM BurnedInAnnotation (0028,0301): whether the file says that text which may identify
        the patient is part of the picture; None where it says nothing.
    """

    path: Path
    pixels: Pixels
    file_format: str
    modality: Modality | None = None
    dicom_modality: str | None = None
    laterality: Laterality | None = None
    view: str | None = None
    spacing: PixelSpacing | None = None
    regions: tuple[UltrasoundRegion, ...] = ()
    frame_time_ms: float | None = None
    steps: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()
    grey: GreyValues | None = field(default=None, repr=False)
    header: tuple[HeaderElement, ...] = field(default=(), repr=False)
    has_burned_in_annotation: bool | None = None

    @property
    def frames(self) -> int:
        """Number of frames, at least 1."""
        return int(self.pixels.shape[0])

    @property
    def rows(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[1])

    @property
    def columns(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[2])

    @property
    def is_colour(self) -> bool:
        """True if ``pixels`` has a colour axis."""
        return self.pixels.ndim == 4

    def frame(self, index: int = 0) -> NDArray[Any]:
        """Return one frame, shape (rows, columns) or (rows, columns, 3).

        Raises
        ------
        IndexError
            If the scan has no such frame.
        """
        if not 0 <= index < self.frames:
            raise IndexError(f"frame {index} of {self.frames}")
        frame: NDArray[Any] = self.pixels[index]
        return frame
