"""Preprocessing of a frame to the input of a model, the same in training and in use."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.picture.breast_area import Breast, find_breast

WHOLE: Final = "none"
BREAST: Final = "breast"


@dataclass(frozen=True, slots=True)
class Preprocessing:
    """Parameters of `preprocess`; part of a model's card and of its hash.

    Attributes
    ----------
    rows, columns : int
        Size of the model's input, in pixels.
    padding : float
        Grey value of the letterbox's border, from 0 (black) to 1.
    crop : str
        ``none`` for the whole frame, or ``breast`` for a mammogram: its breast alone, with air
        dark whatever the file shows, and everything outside of the breast (labels, tape, markers)
        covered with the padding. See `engine.picture.breast_area`.
    chest_wall_left : bool
        Whether to mirror a cropped breast so that its chest wall is on the left.
    stretch_greys : bool
        Whether to stretch the greys of a cropped breast to the full range.

    Raises
    ------
    ValueError
        If the crop is unknown, or none and yet something is asked for that needs it.
    """

    rows: int
    columns: int
    padding: float = 0.0
    crop: str = WHOLE
    chest_wall_left: bool = False
    stretch_greys: bool = False

    def __post_init__(self) -> None:
        if self.crop not in {WHOLE, BREAST}:
            raise ValueError(f"there is no crop {self.crop!r}")
        if self.crop == WHOLE and (self.chest_wall_left or self.stretch_greys):
            raise ValueError("only a cropped breast can be turned or stretched")

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters as plain data for a card."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Letterbox:
    """Place of a frame on the model's canvas.

    Attributes
    ----------
    top, left, rows, columns : int
        The rectangle of the canvas that the frame covers, in canvas pixels.
    canvas_rows, canvas_columns : int
        Size of the canvas.
    """

    top: int
    left: int
    rows: int
    columns: int
    canvas_rows: int
    canvas_columns: int

    @classmethod
    def fit(cls, rows: int, columns: int, canvas_rows: int, canvas_columns: int) -> Letterbox:
        """Place a frame of the given size in the middle of a canvas, its shape kept."""
        scale = min(canvas_rows / rows, canvas_columns / columns)
        fitted_rows = min(canvas_rows, max(1, round(rows * scale)))
        fitted_columns = min(canvas_columns, max(1, round(columns * scale)))
        return cls(
            top=(canvas_rows - fitted_rows) // 2,
            left=(canvas_columns - fitted_columns) // 2,
            rows=fitted_rows,
            columns=fitted_columns,
            canvas_rows=canvas_rows,
            canvas_columns=canvas_columns,
        )


def luminance(frame: NDArray[Any]) -> NDArray[Any]:
    """Return the grey picture of a frame, with the frame's own integer type.

    Parameters
    ----------
    frame : ndarray of uint8 or uint16
        Shape (rows, columns) or (rows, columns, 3) in RGB order. Weights of ITU-R BT.601.
    """
    if frame.ndim == 2:
        return frame
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(frame), cv2.COLOR_RGB2GRAY))


@dataclass(frozen=True, slots=True)
class Crop:
    """Part of a frame that is laid on the canvas, in pixels of the frame."""

    top: int
    left: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Way of a frame to the canvas, by which a map of the canvas is laid back on the frame.

    Attributes
    ----------
    crop : Crop
        The part that was taken.
    mirrored : bool
        Whether it was mirrored left to right.
    inverted : bool
        Whether its greys were inverted.
    letterbox : Letterbox
        Where it lies on the canvas.
    """

    crop: Crop
    mirrored: bool
    inverted: bool
    letterbox: Letterbox


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Input of a model, and its place on the frame.

    Attributes
    ----------
    picture : ndarray of float32
        Shape (rows, columns, 1) of the model's input, values from 0 (black) to 1 (white).
    placement : Placement
        Of the frame.
    """

    picture: NDArray[np.float32]
    placement: Placement


def preprocess(frame: NDArray[Any], parameters: Preprocessing) -> NDArray[np.float32]:
    """Turn a frame into a model's input: the picture of `prepare` alone."""
    return prepare(frame, parameters).picture


def prepare(frame: NDArray[Any], parameters: Preprocessing) -> Prepared:
    """Turn a frame into a model's input.

    Parameters
    ----------
    frame : ndarray of uint8 or uint16
        Shape (rows, columns) or (rows, columns, 3), as in `engine.scan.Scan.pixels`.
    parameters : Preprocessing
        From the model's card.
    """
    grey = luminance(frame)
    breast = find_breast(grey) if parameters.crop == BREAST else None
    placement = _placement(grey.shape, breast, parameters)
    crop, box = placement.crop, placement.letterbox
    part = grey[crop.top : crop.top + crop.rows, crop.left : crop.left + crop.columns]
    full_scale = np.float32(np.iinfo(frame.dtype).max)
    fitted = np.asarray(_fitted(part, box) / full_scale, np.float32)
    if breast is not None:
        fitted = _breast_alone(fitted, breast, parameters)
    # Mirrored on the canvas and not on the frame, so that the placement stays in frame pixels.
    canvas = np.full((parameters.rows, parameters.columns, 1), parameters.padding, np.float32)
    covered = canvas[box.top : box.top + box.rows, box.left : box.left + box.columns, 0]
    covered[...] = fitted[:, ::-1] if placement.mirrored else fitted
    return Prepared(canvas, placement)


def place_mask(mask: NDArray[np.bool_], placement: Placement) -> NDArray[np.uint8]:
    """Move a mask of a frame to the canvas as the frame was moved.

    Parameters
    ----------
    mask : ndarray of bool
        Shape (rows, columns) of the frame.
    placement : Placement
        Of the frame.

    Returns
    -------
    ndarray of uint8
        Shape (rows, columns) of the canvas, 255 inside of the mask.
    """
    crop, box = placement.crop, placement.letterbox
    part = mask[crop.top : crop.top + crop.rows, crop.left : crop.left + crop.columns]
    fitted = cv2.resize(
        part.astype(np.uint8) * 255, (box.columns, box.rows), interpolation=cv2.INTER_AREA
    )
    canvas = np.zeros((box.canvas_rows, box.canvas_columns), np.uint8)
    covered = canvas[box.top : box.top + box.rows, box.left : box.left + box.columns]
    covered[...] = fitted[:, ::-1] if placement.mirrored else fitted
    return canvas


def _placement(
    shape: tuple[int, ...], breast: Breast | None, parameters: Preprocessing
) -> Placement:
    crop = (
        Crop(0, 0, shape[0], shape[1])
        if breast is None
        else Crop(breast.top, breast.left, breast.rows, breast.columns)
    )
    return Placement(
        crop=crop,
        mirrored=breast is not None and parameters.chest_wall_left and breast.chest_wall_right,
        inverted=breast is not None and breast.inverted,
        letterbox=Letterbox.fit(crop.rows, crop.columns, parameters.rows, parameters.columns),
    )


def _fitted(part: NDArray[Any], box: Letterbox) -> NDArray[Any]:
    shrinks = box.rows < part.shape[0] or box.columns < part.shape[1]
    # Of OpenCV's filters only area averaging shrinks speckle without aliasing.
    filtering = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(part, (box.columns, box.rows), interpolation=filtering))


def _breast_alone(
    fitted: NDArray[np.float32], breast: Breast, parameters: Preprocessing
) -> NDArray[np.float32]:
    upright = 1 - fitted if breast.inverted else fitted
    if parameters.stretch_greys:
        reach = max(breast.brightest - breast.darkest, 1e-3)
        upright = np.clip((upright - breast.darkest) / reach, 0, 1)
    size = (fitted.shape[1], fitted.shape[0])
    inside = cv2.resize(breast.mask, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(upright * inside + parameters.padding * (1 - inside), np.float32)
