"""Unicode's data, cut to what Qt asks for, still sort names and name time zones."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from bundling.unicode_data import trimmed

# Run apart: Qt's own libraries of the same name would be loaded already.
ASK = """
import ctypes, json, sys
folder = sys.argv[1]
load = lambda name: ctypes.CDLL(f"{folder}/libicu{name}.so.{sys.argv[2]}")
load("data"), load("uc")
icu, error, version = load("i18n"), ctypes.c_int(0), sys.argv[2]
call = lambda name: getattr(icu, f"{name}_{version}")
text = lambda letters: (letters.encode("utf-16-le"), len(letters))
call("ucol_open").restype = call("ucal_open").restype = ctypes.c_void_p
answer = {}
for language in ("de_DE", "sv_SE", "en_US", "fr_FR", "zh_CN"):
    collator = ctypes.c_void_p(call("ucol_open")(language.encode(), ctypes.byref(error)))
    answer[language] = call("ucol_strcoll")(collator, *text("ö"), *text("z"))
zone = text("Europe/Berlin")
clock = ctypes.c_void_p(call("ucal_open")(*zone, b"de_DE", 0, ctypes.byref(error)))
room = ctypes.create_string_buffer(200)
count = call("ucal_getTimeZoneDisplayName")(clock, 0, b"de_DE", room, 100, ctypes.byref(error))
answer["zone"] = room.raw[: 2 * count].decode("utf-16-le")
print(json.dumps(answer | {"failed": error.value > 0}))
"""
HEADER = struct.pack("<HBBHHBBBB4s4B", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD", 1, 0, 0, 0)


def package(items: dict[str, bytes]) -> bytes:
    """Return a package as ICU writes it; every item's length must be a multiple of 16."""
    names = b"".join(name.encode() + b"\0" for name in items)
    names_at = 4 + 8 * len(items)
    start = names_at + len(names) + -(names_at + len(names)) % 16
    table, name_at, item_at = struct.pack("<I", len(items)), names_at, start
    for name, item in items.items():
        table += struct.pack("<II", name_at, item_at)
        name_at, item_at = name_at + len(name) + 1, item_at + len(item)
    padded = (table + names).ljust(start, b"\0")
    return HEADER.ljust(32, b"\0") + padded + b"".join(items.values())


def test_only_what_qt_asks_for_stays() -> None:
    kept = {"icudt73l/coll/de.res": b"a" * 32, "icudt73l/de.res": b"b" * 16}
    dropped = {"icudt73l/curr/de.res": b"c" * 48, "icudt73l/ibm-37.cnv": b"d" * 16}
    assert trimmed(package(dict(sorted((kept | dropped).items())))) == package(kept)
    assert trimmed(package(kept)) == package(kept)


@pytest.mark.parametrize("content", [b"\x20\0" + bytes(62), HEADER.replace(b"CmnD", b"ResB")])
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="common data"):
        trimmed(content)


@pytest.mark.bundle
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system has it")
def test_the_bundle_sorts_and_names_times_as_before(bundle: Path) -> None:
    folder = bundle / "_internal" / "PySide6" / "Qt" / "lib"
    (data,) = folder.glob("libicudata.so.*")
    done = subprocess.run(
        [sys.executable, "-c", ASK, folder, data.suffix[1:]],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    answer = json.loads(done.stdout)
    before_z, after_z = -1, 1
    assert answer == {
        "de_DE": before_z,
        "sv_SE": after_z,
        "en_US": before_z,
        "fr_FR": before_z,
        "zh_CN": before_z,
        "zone": "Mitteleuropäische Normalzeit",
        "failed": False,
    }
    assert data.stat().st_size < 12e6
