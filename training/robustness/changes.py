"""Changes of known size that a picture meets on its way from the probe to a file.

Nothing here is drawn at random in size: the same scan with the same change is the same picture.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training.data.jpeg_round_trip import recompressed
from training.robustness.photograph import photograph, tilt

Plane = NDArray[np.uint8]
Step = Callable[[Plane, Generator], Plane]

_LEAST_PIXELS: Final = 16


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one size.

    Attributes
    ----------
    kind : str
        What is changed, such as ``noise``.
    amount : str
        How much, in words and units.
    regrey : callable or None
        Takes a picture, shape (rows, columns), and a generator; returns other greys in the same
        places.
    move : callable or None
        The same for places: whatever moves is asked to move the lesion's mask alike. Comes first.
    """

    kind: str
    amount: str
    regrey: Step | None = None
    move: Step | None = None

    def __call__(
        self, picture: Plane, mask: NDArray[np.bool_] | None, name: str
    ) -> tuple[Plane, NDArray[np.bool_] | None]:
        """Change a picture and its mask.

        Parameters
        ----------
        picture : ndarray of uint8
            Shape (rows, columns).
        mask : ndarray of bool or None
            Of the same shape.
        name : str
            Of the case: with the change, it alone decides on noise and the like.

        Returns
        -------
        tuple
            The changed picture and mask, of equal shapes.
        """
        seed = zlib.crc32(f"{name} {self.kind} {self.amount}".encode())
        if self.move is not None:
            picture = self.move(picture, np.random.default_rng(seed))
            if mask is not None:
                plane = np.where(mask, 255, 0).astype(np.uint8)
                mask = self.move(plane, np.random.default_rng(seed)) > 127
        if self.regrey is not None:
            picture = self.regrey(picture, np.random.default_rng(seed))
        return picture, mask


def _gain(picture: Plane, _: Generator, factor: float) -> Plane:
    return _clipped(picture.astype(np.float32) * np.float32(factor))


def _gamma(picture: Plane, _: Generator, exponent: float) -> Plane:
    return _clipped(255 * np.power(picture / np.float32(255), np.float32(exponent)))


def _noise(picture: Plane, rng: Generator, deviation: float) -> Plane:
    noise = rng.standard_normal(picture.shape, np.float32) * np.float32(deviation)
    return _clipped(picture + noise)


def _coarser(picture: Plane, _: Generator, factor: int) -> Plane:
    rows, columns = picture.shape
    size = (max(_LEAST_PIXELS, columns // factor), max(_LEAST_PIXELS, rows // factor))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (columns, rows), interpolation=cv2.INTER_LINEAR), np.uint8)


def _jpeg(picture: Plane, _: Generator, quality: int) -> Plane:
    return recompressed(picture, quality)


def _mirror(picture: Plane, _: Generator) -> Plane:
    return np.ascontiguousarray(picture[:, ::-1])


def _stretch(picture: Plane, _: Generator, across: float, down: float) -> Plane:
    size = (round(picture.shape[1] * across), round(picture.shape[0] * down))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _margin(picture: Plane, _: Generator, share: float) -> Plane:
    rows, columns = (round(side * share) for side in picture.shape)
    return np.pad(picture, ((rows, rows), (columns, columns)))


def _cut(picture: Plane, _: Generator, share: float) -> Plane:
    rows, columns = (round(side * share) for side in picture.shape)
    inner = picture[rows : picture.shape[0] - rows, columns : picture.shape[1] - columns]
    return np.ascontiguousarray(inner)


def _clipped(picture: NDArray[np.float32]) -> Plane:
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


CHANGES: Final = (
    *(
        Change("gain", f"greys times {factor}", partial(_gain, factor=factor))
        for factor in (0.5, 0.75, 1.33, 2.0)
    ),
    *(
        Change("grey curve", f"exponent {exponent}", partial(_gamma, exponent=exponent))
        for exponent in (0.6, 1.6)
    ),
    *(
        Change("noise", f"deviation {deviation} of 255", partial(_noise, deviation=deviation))
        for deviation in (5, 10, 20)
    ),
    *(
        Change("resolution", f"1/{factor} of the pixels a side", partial(_coarser, factor=factor))
        for factor in (2, 3, 4)
    ),
    *(
        Change("JPEG", f"quality {quality}", partial(_jpeg, quality=quality))
        for quality in (50, 20, 10)
    ),
    Change("mirror image", "left to right", move=_mirror),
    Change("stretched", "1.25 times as wide", move=partial(_stretch, across=1.25, down=1.0)),
    Change("stretched", "1.25 times as tall", move=partial(_stretch, across=1.0, down=1.25)),
    *(
        Change("black margin", f"{share:.0%} at each side", move=partial(_margin, share=share))
        for share in (0.1, 0.25)
    ),
    *(
        Change("cropped", f"{share:.0%} off each side", move=partial(_cut, share=share))
        for share in (0.05, 0.1)
    ),
    Change("photographed screen", "imitated", photograph, tilt),
)
