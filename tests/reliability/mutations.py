"""Damage intact files by chance: their containers, their codestreams, the promises of both."""

from __future__ import annotations

import io
import random
import struct
import threading
import warnings
import zlib
from collections.abc import Callable

import pydicom
from pydicom.dataset import Dataset

from tests.reliability.specimens import Specimen, saved

_EXTREMES = (0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 31, 32, 33, 64, 127, 128, 255)
_WIDE = (*_EXTREMES, 256, 4095, 32767, 32768, 65534, 65535)
_LONG = (*_WIDE, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_MARKERS = (0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC9, 0xD0, 0xD8, 0xD9, 0xDA, 0xDB, 0xDD, 0xF7, 0x4F)
_NUMBERS = (
    "Rows",
    "Columns",
    "BitsAllocated",
    "BitsStored",
    "HighBit",
    "SamplesPerPixel",
    "PixelRepresentation",
    "PlanarConfiguration",
)
_TEXTS = ("", "0", "-1", "1e400", "nan", "9" * 40, "=1+1", "1\\2\\3", "\x00", "1.5", "2147483648")
_STATED = ("NumberOfFrames", "WindowCenter", "WindowWidth", "RescaleSlope", "RescaleIntercept")
_KINDS = (
    "MONOCHROME1",
    "MONOCHROME2",
    "PALETTE COLOR",
    "RGB",
    "YBR_FULL",
    "YBR_RCT",
    "YBR_ICT",
    "X",
)

# A small file may hold lines without end.
_MOST_LINES = 2**26

_quiet = threading.Lock()
Mutation = Callable[[random.Random, Specimen], bytes]


def mutated(chance: random.Random, specimen: Specimen) -> bytes:
    """Return the file damaged once in one of many ways, and at times once more."""
    data = _pick(chance, specimen)(chance, specimen)
    while data and chance.random() < 0.25:
        start, end = specimen.stream
        inside = (min(start, len(data)), min(end, len(data)))
        data = flip(chance, Specimen(specimen.name, data, inside))
    return data


def _pick(chance: random.Random, specimen: Specimen) -> Mutation:
    if specimen.is_dicom:
        return chance.choice((*_COMMON, *_COMMON, *_DICOM))
    if specimen.data.startswith(b"\x89PNG"):
        return chance.choice((*_COMMON, *_PNG, *_PNG))
    return chance.choice(_COMMON)


def _place(chance: random.Random, specimen: Specimen) -> int:
    """Return a place: as often in the container as in the codestream."""
    start, end = specimen.stream
    if chance.random() < 0.5 and end > start:
        return chance.randrange(start, end)
    outside = start + max(0, len(specimen.data) - end)
    place = chance.randrange(max(1, outside))
    return min(place if place < start else place - start + end, len(specimen.data) - 1)


def flip(chance: random.Random, specimen: Specimen) -> bytes:
    """Change single bits or bytes."""
    data = bytearray(specimen.data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        place = _place(chance, Specimen("", bytes(data), specimen.stream))
        data[place] = chance.choice((data[place] ^ 1 << chance.randrange(8), chance.randrange(256)))
    return bytes(data)


def number(chance: random.Random, specimen: Specimen) -> bytes:
    """Write an extreme number of 1, 2 or 4 bytes over what is there."""
    data, place = bytearray(specimen.data), _place(chance, specimen)
    form, choices = chance.choice((("B", _EXTREMES), ("H", _WIDE), ("I", _LONG)))
    written = struct.pack(chance.choice("<>") + form, chance.choice(choices))
    data[place : place + len(written)] = written
    return bytes(data)


def cut(chance: random.Random, specimen: Specimen) -> bytes:
    """End the file early; at times with the end that its kind has."""
    data = specimen.data[: _place(chance, specimen)]
    return data + chance.choice((b"", b"", b"\xff\xd9", specimen.data[-16:]))


def remove(chance: random.Random, specimen: Specimen) -> bytes:
    """Leave a piece out."""
    place, length = _place(chance, specimen), chance.choice((1, 2, 4, 8, 64, 500))
    return specimen.data[:place] + specimen.data[place + length :]


def repeat(chance: random.Random, specimen: Specimen) -> bytes:
    """Write a piece twice, or many times."""
    place, length = _place(chance, specimen), chance.choice((1, 2, 8, 64, 500))
    piece = specimen.data[place : place + length]
    return specimen.data[:place] + piece * chance.choice((2, 2, 3, 200)) + specimen.data[place:]


def move(chance: random.Random, specimen: Specimen) -> bytes:
    """Copy a piece over another place."""
    data = bytearray(specimen.data)
    here, there = _place(chance, specimen), _place(chance, specimen)
    length = chance.choice((2, 8, 64))
    data[there : there + length] = data[here : here + length]
    return bytes(data)


def marker(chance: random.Random, specimen: Specimen) -> bytes:
    """Put a marker of a JPEG or JPEG 2000 stream somewhere into it."""
    place = _place(chance, specimen)
    put = bytes((0xFF, chance.choice(_MARKERS))) + struct.pack(">H", chance.choice(_WIDE))
    kept = place + chance.choice((0, 2, 4))
    return specimen.data[:place] + put[: chance.choice((2, 4))] + specimen.data[kept:]


def element(chance: random.Random, specimen: Specimen) -> bytes:
    """Let the DICOM header promise something else; the file stays well formed."""
    change = chance.choice((_other_number, _other_text, _other_kind, _lost, _other_table))
    try:
        # Which warnings are shown is a matter of the whole process.
        with _quiet, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dataset = pydicom.dcmread(io.BytesIO(specimen.data))
            change(chance, dataset)
            return saved(dataset)
    except Exception:  # noqa: BLE001 - pydicom refuses to read or write some of it
        return flip(chance, specimen)


def _other_number(chance: random.Random, dataset: Dataset) -> None:
    for keyword in chance.sample(_NUMBERS, chance.choice((1, 1, 2))):
        setattr(dataset, keyword, chance.choice(_WIDE))


def _other_text(chance: random.Random, dataset: Dataset) -> None:
    tag = pydicom.datadict.tag_for_keyword(chance.choice(_STATED))
    assert tag is not None
    dataset.add_new(tag, "LT", chance.choice(_TEXTS))


def _other_kind(chance: random.Random, dataset: Dataset) -> None:
    dataset.PhotometricInterpretation = chance.choice(_KINDS)


def _lost(chance: random.Random, dataset: Dataset) -> None:
    del dataset[chance.choice(sorted(dataset.keys()))]


def _other_table(chance: random.Random, dataset: Dataset) -> None:
    item = Dataset()
    item.add_new("LUTDescriptor", "US", [chance.choice(_WIDE) for _ in range(3)])
    item.add_new("LUTData", "OW", bytes(chance.choice(_WIDE)))
    name = chance.choice(("VOILUTSequence", "ModalityLUTSequence"))
    setattr(dataset, name, [item] * chance.choice((1, 2)))


def deflated_lines(chance: random.Random, specimen: Specimen) -> bytes:
    """Change the lines of a PNG inside their compression; every checksum is right.

    One that is damaged already may have no lines to change: then it is damaged in another way.
    """
    chunks = list(_chunks(specimen.data))
    whole = b"".join(body for kind, body in chunks if kind == b"IDAT")
    try:
        lines = bytearray(zlib.decompressobj().decompress(whole, _MOST_LINES))
    except zlib.error:
        lines = bytearray()
    if not lines:
        return flip(chance, specimen)
    for _ in range(chance.choice((1, 3, 9))):
        lines[chance.randrange(len(lines))] = chance.randrange(256)
    lines = lines[: chance.choice((len(lines), len(lines), chance.randrange(len(lines))))]
    lines += bytes(chance.choice((0, 0, 1, 5000)))
    packed = zlib.compress(bytes(lines))
    return _assembled([(k, b) for k, b in chunks[:-1] if k != b"IDAT"], [(b"IDAT", packed)])


def checked(chance: random.Random, specimen: Specimen) -> bytes:
    """Damage the body of a PNG chunk and make its checksum right again."""
    chunks = list(_chunks(specimen.data))
    if not chunks:
        return flip(chance, specimen)
    index = chance.randrange(len(chunks))
    kind, body = chunks[index]
    within = Specimen("", body or b"\x00", (0, len(body)))
    chunks[index] = (kind, chance.choice((flip, number, cut, remove, repeat))(chance, within))
    return _assembled(chunks)


def shuffled(chance: random.Random, specimen: Specimen) -> bytes:
    """Put the chunks of a PNG into another order, leave some out, write some twice."""
    chunks = [*_chunks(specimen.data), (b"tEXt", b"a\x00b"), (b"acTL", bytes(8))]
    return _assembled(chance.choices(chunks, k=chance.randrange(1, 9)))


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, place = [], 8
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        found.append((data[place + 4 : place + 8], data[place + 8 : place + 8 + length]))
        place += 12 + length
    return found


def _assembled(*groups: list[tuple[bytes, bytes]]) -> bytes:
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, body in [one for group in groups for one in group]:
        parts += [len(body).to_bytes(4, "big"), kind, body]
        parts.append(zlib.crc32(kind + body).to_bytes(4, "big"))
    return b"".join(parts)


_COMMON: tuple[Mutation, ...] = (flip, number, cut, remove, repeat, move, marker)
_DICOM: tuple[Mutation, ...] = (element, element, element, element)
_PNG: tuple[Mutation, ...] = (deflated_lines, checked, checked, shuffled)
