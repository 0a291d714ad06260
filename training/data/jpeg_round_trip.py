"""JPEG round trip: a picture as it comes back from lossy compression."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray


def recompressed(picture: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    """Send a picture through JPEG.

    Parameters
    ----------
    picture : ndarray of uint8
        Shape (rows, columns).
    quality : int
        From 0 to 100.

    Returns
    -------
    ndarray of uint8
        Of the same shape; the picture itself if it cannot be encoded.
    """
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        return picture
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)
