"""Line ends before ``endstream``, which PDF/A asks for and reportlab leaves out."""

from __future__ import annotations

import itertools
import re
from typing import Final

_WRITTEN: Final = b"endstream\nendobj\n"
_ENTRY: Final = re.compile(rb"(\d{10}) (\d{5} n \n)")


def with_line_ends(data: bytes) -> bytes:
    """Return a PDF file in which a line end stands before every ``endstream``.

    ISO 19005-2, 6.1.7.1: the length of a stream is that of its bytes without the line end that
    separates them from the keyword, and that line end shall be there.

    Parameters
    ----------
    data : bytes
        A file as reportlab writes it: objects, one table of cross references, the trailer.
    """
    trailer = data.rindex(b"trailer\n")
    table = data.rindex(b"xref\n", 0, trailer)
    starts = sorted(int(entry[1]) for entry in _ENTRY.finditer(data, table, trailer))
    pieces = [data[: starts[0]]]
    places = {}
    length = len(pieces[0])
    for start, end in itertools.pairwise([*starts, table]):
        piece = data[start:end]
        if piece.endswith(_WRITTEN):
            piece = piece[: -len(_WRITTEN)] + b"\n" + _WRITTEN
        places[start] = length
        length += len(piece)
        pieces.append(piece)

    def moved(entry: re.Match[bytes]) -> bytes:
        return b"%010d %s" % (places[int(entry[1])], entry[2])

    pieces.append(_ENTRY.sub(moved, data[table:trailer]))
    pieces.append(re.sub(rb"startxref\n\d+", b"startxref\n%d" % length, data[trailer:]))
    return b"".join(pieces)
