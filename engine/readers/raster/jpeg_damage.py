"""Detection of damage that JPEG decoders hide: half a picture must not pass for a whole one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.readers.native_output import forget_native_messages, is_capturing, native_messages

_MID_GREY = 128
_BLOCK_ROWS = 8
# It holds no byte that could be a marker (FF), and a pattern that decodes to uneven pixels.
_FILLER: Final = bytes((37 * place + 11) % 254 + 1 for place in range(509))


def decode_watched(data: bytes, flags: int) -> tuple[NDArray[Any] | None, str]:
    """Decode a JPEG stream and return the complaint of the library, too.

    Returns
    -------
    samples : ndarray or None
        None when the library gave up.
    complaint : str
        Empty when there is none, or when the process does not capture native output.
    """
    forget_native_messages()
    samples = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    return samples, native_messages()


def lacks_data(complaint: str) -> bool:
    """Tell whether the library filled in the rest of the picture."""
    return "premature end" in complaint.lower()


def entropy_data_is_short(data: bytes, *, is_lossless: bool = False) -> bool:
    """Tell whether an 8-bit JPEG stream ends before its picture does.

    Decodes at an eighth of the size, which costs a fraction of a full decode and which lossless
    streams do not allow. Always False in a process that does not capture native output.
    """
    if not is_capturing():
        return False
    flags = cv2.IMREAD_UNCHANGED if is_lossless else cv2.IMREAD_REDUCED_GRAYSCALE_8
    _, complaint = decode_watched(data, flags)
    return lacks_data(complaint)


def depends_on_filler(
    data: bytes,
    end: int,
    samples: NDArray[Any],
    decode: Callable[[bytes], NDArray[Any]],
) -> bool:
    """Tell whether a JPEG stream of any depth ends before its picture does.

    No library reports it for more than 8 bits. A decoder that has all its samples ignores what
    follows them; one that lacks some reads on. So bytes that are put in before the end marker
    change the picture if, and only if, it was short.

    Parameters
    ----------
    data : bytes
        The whole stream.
    end : int
        Where its end marker is.
    samples : ndarray
        The stream as ``decode`` decodes it.
    decode : callable
        The decoder; may raise `RuntimeError` and `ValueError`.
    """
    try:
        probed = decode(data[:end] + _FILLER + data[end:])
    except (RuntimeError, ValueError):
        return True
    return not np.array_equal(samples, probed)


def made_up_rows(samples: NDArray[Any]) -> int:
    """Count the rows at the lower edge that are exactly mid-grey, the fill of missing blocks.

    Parameters
    ----------
    samples : ndarray of uint8
        Shape (rows, columns) or (rows, columns, channels).

    Returns
    -------
    int
        0 when less than one block row is grey, or all of the picture.
    """
    per_row = samples.reshape(samples.shape[0], -1)
    if not (per_row[-_BLOCK_ROWS:] == _MID_GREY).all():
        return 0
    grey = (per_row == _MID_GREY).all(axis=1)
    rows = int(np.argmin(grey[::-1]))
    return 0 if grey.all() else rows
