"""The one way from a frame to what a model sees, in training and in use alike."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Preprocessing:
    """The parameters of `preprocess`; they are part of a model's card and of its hash.

    Attributes
    ----------
    rows, columns : int
        Size of the model's input, in pixels.
    padding : float
        Grey value of the letterbox's border, from 0 (black) to 1.
    """

    rows: int
    columns: int
    padding: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters as plain data for a card."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Letterbox:
    """Where a frame lies on the model's canvas.

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


def preprocess(frame: NDArray[Any], parameters: Preprocessing) -> NDArray[np.float32]:
    """Turn a frame into a model's input.

    Parameters
    ----------
    frame : ndarray of uint8 or uint16
        Shape (rows, columns) or (rows, columns, 3), as in `engine.scan.Scan.pixels`.
    parameters : Preprocessing
        From the model's card.

    Returns
    -------
    ndarray of float32
        Shape (rows, columns, 1) of the model's input, values from 0 (black) to 1 (white).
    """
    grey = luminance(frame)
    box = Letterbox.fit(grey.shape[0], grey.shape[1], parameters.rows, parameters.columns)
    shrinks = box.rows < grey.shape[0] or box.columns < grey.shape[1]
    # Area averaging is the only one of OpenCV's filters that does not alias speckle when shrinking.
    fitted = cv2.resize(
        grey, (box.columns, box.rows), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    )
    full_scale = np.float32(np.iinfo(frame.dtype).max)
    canvas = np.full((parameters.rows, parameters.columns, 1), parameters.padding, np.float32)
    covered = canvas[box.top : box.top + box.rows, box.left : box.left + box.columns, 0]
    covered[...] = fitted / full_scale
    return canvas
