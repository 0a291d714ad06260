# ruff: noqa: INP001  a script beside its result, not a package
"""Makes ``srgb.icc``: the colours that reports are meant in, as an ICC profile of version 2.

The primaries, white point and curve are those of IEC 61966-2-1, the primaries adapted to D50 as
ICC.1:2001-04 asks. Run it in this folder; the file it writes is in the public domain.
"""

from __future__ import annotations

import struct
from pathlib import Path

STEPS = 1024
PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
    b"wtpt": (0.96420, 1.00000, 0.82491),
}
NAME = b"sRGB IEC61966-2.1"


def xyz(values: tuple[float, float, float]) -> bytes:
    """Return three numbers as an XYZType."""
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(65536 * value)) for value in values)


def curve() -> bytes:
    """Return the sRGB curve as a curveType."""
    values = []
    for step in range(STEPS):
        stored = step / (STEPS - 1)
        linear = stored / 12.92 if stored <= 0.04045 else ((stored + 0.055) / 1.055) ** 2.4
        values.append(round(65535 * linear))
    return b"curv\0\0\0\0" + struct.pack(f">I{STEPS}H", STEPS, *values)


def description() -> bytes:
    """Return the name as a textDescriptionType."""
    text = NAME + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(8 + 2 + 1 + 67)


def profile() -> bytes:
    """Return the whole profile."""
    tags = {
        b"desc": description(),
        b"cprt": b"text\0\0\0\0Public domain\0",
        **{name: xyz(values) for name, values in PRIMARIES.items()},
    }
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve())
    place = 128 + 4 + 12 * len(tags)
    table, body, places = struct.pack(">I", len(tags)), b"", {}
    for name, content in tags.items():
        if content not in places:
            places[content] = place + len(body)
            body += content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", places[content], len(content))
    head = struct.pack(
        ">I4s4s4s4s4s", place + len(body), bytes(4), b"\2\x10\0\0", b"mntr", b"RGB ", b"XYZ "
    )
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    head += xyz(PRIMARIES[b"wtpt"])[8:]
    return head.ljust(128, b"\0") + table + body


if __name__ == "__main__":
    Path(__file__).with_name("srgb.icc").write_bytes(profile())
