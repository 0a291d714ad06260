"""Samples for the self-check: one synthetic picture in every kind of file that is read.

The files lie in ``resources/samples``, made by the script beside them. No patient was scanned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

ROWS: Final = 24
COLUMNS: Final = 40
_STEPS: Final = 4
_LOSSY: Final = 6
# Deeper samples are brought to 8 bits for the screen, which rounds.
_ROUNDED: Final = 1


@dataclass(frozen=True, slots=True)
class Sample:
    """A file that holds `sample_picture`.

    Attributes
    ----------
    file : str
        Its name in ``resources/samples``.
    label : str
        The kind of file, in the words of its standard.
    syntax : str
        Of a DICOM file the transfer syntax (PS3.6 A.1); else empty.
    tolerance : int
        How far a grey value may be from the picture's: 0 for lossless kinds.
    """

    file: str
    label: str
    syntax: str = ""
    tolerance: int = 0


_COMPRESSED: Final = "1.2.840.10008.1.2.4."
SAMPLES: Final = (
    Sample("implicit.dcm", "DICOM Implicit VR Little Endian", "1.2.840.10008.1.2"),
    Sample("explicit.dcm", "DICOM Explicit VR Little Endian", "1.2.840.10008.1.2.1"),
    Sample("big-endian.dcm", "DICOM Explicit VR Big Endian", "1.2.840.10008.1.2.2"),
    Sample("deflated.dcm", "DICOM Deflated Explicit VR", "1.2.840.10008.1.2.1.99"),
    Sample("rle.dcm", "DICOM RLE Lossless", "1.2.840.10008.1.2.5"),
    Sample("jpeg-baseline.dcm", "DICOM JPEG Baseline", _COMPRESSED + "50", _LOSSY),
    Sample("jpeg-extended.dcm", "DICOM JPEG Extended, 12 bits", _COMPRESSED + "51", _LOSSY),
    Sample("jpeg-lossless.dcm", "DICOM JPEG Lossless", _COMPRESSED + "57"),
    Sample("jpeg-lossless-sv1.dcm", "DICOM JPEG Lossless SV1", _COMPRESSED + "70"),
    Sample("jpeg-ls.dcm", "DICOM JPEG-LS Lossless", _COMPRESSED + "80"),
    Sample("jpeg-ls-near.dcm", "DICOM JPEG-LS Near-Lossless", _COMPRESSED + "81", _LOSSY),
    Sample("jpeg-2000-lossless.dcm", "DICOM JPEG 2000 Lossless", _COMPRESSED + "90"),
    Sample("jpeg-2000.dcm", "DICOM JPEG 2000", _COMPRESSED + "91", _LOSSY),
    Sample("htj2k-lossless.dcm", "DICOM HTJ2K Lossless", _COMPRESSED + "201"),
    Sample("htj2k-rpcl.dcm", "DICOM HTJ2K Lossless RPCL", _COMPRESSED + "202"),
    Sample("htj2k.dcm", "DICOM HTJ2K", _COMPRESSED + "203", _LOSSY),
    Sample("grey.png", "PNG, 8 bits"),
    Sample("deep.png", "PNG, 16 bits", tolerance=_ROUNDED),
    Sample("grey.jpg", "JPEG", tolerance=_LOSSY),
    Sample("lzw.tif", "TIFF, LZW"),
    Sample("deflate.tif", "TIFF, Deflate"),
    Sample("grey.bmp", "BMP"),
)


def sample_picture() -> NDArray[np.uint8]:
    """Return the picture that every sample holds, shape (rows, columns), from 0 to 255.

    Grey runs across it, in steps from row to row, so that neither a turned nor a shifted picture
    passes for it.
    """
    across = np.linspace(0, 1, COLUMNS)[None, :]
    down = (np.arange(ROWS) // (ROWS // _STEPS))[:, None] / (_STEPS - 1)
    return np.asarray(np.round(255 * (0.7 * across + 0.3 * down)), np.uint8)
