"""A smaller package of Unicode's data, with what Qt asks ICU for and nothing else.

Qt sorts names and writes times with it (``ucol_*``, ``ucal_*``); the words for currencies, units,
countries and languages, line breaking, old encodings and transliteration are never asked for. The
package is ICU's "common data", format ``CmnD``: a header, a table of contents, and the items.
"""

from __future__ import annotations

import re
import struct
from typing import Final

# By the name after the package's own: a folder, or the ending of what lies in none.
_UNUSED: Final = re.compile(
    r"(brkitr|curr|lang|rbnf|region|translit|unit)/|[^/]+\.(cfu|cnv|spp)$|unames\.icu$"
)
_ALIGNMENT: Final = 16


def trimmed(package: bytes) -> bytes:
    """Return a package of ICU's common data without the items that Qt never asks for.

    Parameters
    ----------
    package : bytes
        Little-endian, format version 1.

    Raises
    ------
    ValueError
        If it is anything else.
    """
    (size,) = struct.unpack_from("<H", package)
    header, body = package[:size], package[size:]
    if header[2:4] != b"\xda\x27" or header[12:17] != b"CmnD\x01" or header[8]:
        raise ValueError("this is no little-endian package of ICU's common data")
    kept = [(name, item) for name, item in _items(body) if not _UNUSED.match(_own_name(name))]
    return header + _packed(kept)


def _own_name(name: bytes) -> str:
    return name.decode("ascii").partition("/")[2]


def _items(body: bytes) -> list[tuple[bytes, bytes]]:
    (count,) = struct.unpack_from("<I", body)
    entries = [struct.unpack_from("<II", body, 4 + 8 * index) for index in range(count)]
    ends = [start for _, start in entries[1:]] + [len(body)]
    return [
        (body[name : body.index(b"\0", name)], body[start:end])
        for (name, start), end in zip(entries, ends, strict=True)
    ]


def _packed(items: list[tuple[bytes, bytes]]) -> bytes:
    names_at = 4 + 8 * len(items)
    names = b"".join(name + b"\0" for name, _ in items)
    start = names_at + len(names)
    # Alignment counts from the header, whose length is a multiple of it.
    padding = bytes(-start % _ALIGNMENT)
    start += len(padding)
    table = struct.pack("<I", len(items))
    for name, item in items:
        table += struct.pack("<II", names_at, start)
        names_at, start = names_at + len(name) + 1, start + len(item)
    return table + names + padding + b"".join(item for _, item in items)
