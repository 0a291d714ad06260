"""EXIF orientation of a picture, and the TIFF directories that hold it."""

from __future__ import annotations

import struct

ORIENTATION = 274
# Size in bytes and struct letter of the field types that are read (TIFF 6.0, section 2).
_TYPES = {1: (1, "B"), 3: (2, "H"), 4: (4, "I")}
# A count from a damaged file must not make anything allocate gigabytes.
_MAX_ENTRIES = 4096
_MAX_VALUES = 1 << 20


class TiffDirectoryError(ValueError):
    """The directory contradicts the TIFF format."""


def byte_order(data: bytes) -> str:
    """Return the struct prefix of a TIFF header: ``<`` or ``>``.

    Raises
    ------
    TiffDirectoryError
        If there is no TIFF header.
    """
    orders = {b"II*\x00": "<", b"MM\x00*": ">"}
    if data[:4] not in orders:
        raise TiffDirectoryError("no TIFF header")
    return orders[data[:4]]


def read_directory(data: bytes) -> dict[int, tuple[int, ...]]:
    """Read the unsigned integer fields of the first directory of a TIFF structure.

    Parameters
    ----------
    data : bytes
        From the byte order mark on.

    Returns
    -------
    dict
        The values of each tag; fields of other types are left out. The key 0 is not a tag: it
        holds the offset of the next directory, 0 for none.

    Raises
    ------
    TiffDirectoryError
        If the directory does not lie inside ``data`` or is not in ascending order, as the format
        asks.
    """
    order = byte_order(data)
    try:
        (start,) = struct.unpack_from(order + "I", data, 4)
        (count,) = struct.unpack_from(order + "H", data, start)
        if not 0 < count <= _MAX_ENTRIES:
            raise TiffDirectoryError("impossible number of fields")
        fields: dict[int, tuple[int, ...]] = {}
        previous = 0
        for entry in range(count):
            tag, kind, number = struct.unpack_from(order + "HHI", data, start + 2 + 12 * entry)
            if tag <= previous:
                raise TiffDirectoryError("fields out of order")
            previous = tag
            if kind in _TYPES:
                fields[tag] = _values(data, order, start + 10 + 12 * entry, kind, number)
        (fields[0],) = [struct.unpack_from(order + "I", data, start + 2 + 12 * count)]
    except struct.error as error:
        raise TiffDirectoryError("the directory ends early") from error
    return fields


def _values(data: bytes, order: str, place: int, kind: int, number: int) -> tuple[int, ...]:
    size, letter = _TYPES[kind]
    if number > _MAX_VALUES:
        raise TiffDirectoryError("impossible number of values")
    if size * number > 4:
        (place,) = struct.unpack_from(order + "I", data, place)
    return tuple(struct.unpack_from(f"{order}{number}{letter}", data, place))


def orientation_of(exif: bytes | None) -> int:
    """Return the orientation in an EXIF block, 1 when it has none or is damaged.

    Parameters
    ----------
    exif : bytes or None
        From the byte order mark on.
    """
    if exif is None:
        return 1
    try:
        # Cameras write directories out of order, which the strict reader above refuses.
        order = byte_order(exif)
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, start)
        for entry in range(min(count, _MAX_ENTRIES)):
            place = start + 2 + 12 * entry
            tag, kind, number = struct.unpack_from(order + "HHI", exif, place)
            if tag == ORIENTATION and kind == 3 and number == 1:
                (value,) = struct.unpack_from(order + "H", exif, place + 8)
                return int(value) if 1 <= value <= 8 else 1
    except (struct.error, TiffDirectoryError):
        pass
    return 1
