"""ELF libraries of Linux: what they are linked to, and smaller ones that replace some."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_LINK: Final = ("cc", "-shared", "-s", "-Wl,--build-id=none")


def linked_to(library: Path) -> list[str]:
    """Return the names of the libraries that a library or program is linked to directly."""
    return re.findall(r"^\s+NEEDED\s+(\S+)", _headers(library), re.MULTILINE)


def versions_needed(library: Path) -> set[str]:
    """Return the symbol versions that a library or program needs of others, such as GLIBC_2.28."""
    return set(re.findall(r"^\s+0x\S+ 0x\S+ \d+ (\S+)$", _headers(library), re.MULTILINE))


def is_elf(path: Path) -> bool:
    """Tell whether a file is a library or a program of Linux."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def stripped(library: Path, folder: Path) -> Path:
    """Return a copy of a library without debug symbols, in a folder that may not exist yet."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / library.name
    _told("strip", "--strip-unneeded", "-o", str(target), str(library))
    return target


def hollow_library(original: Path, user: Path, folder: Path) -> Path:
    """Compile a library with the name and the symbols of another; each ends the program.

    Parameters
    ----------
    original : Path
        The library to stand in for.
    user : Path
        The only one that is linked to it.
    folder : Path
        Where to write it; may not exist yet.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / original.name
    code, versions = target.with_suffix(".c"), target.with_suffix(".map")
    symbols = sorted(_symbols(user, "--undefined-only") & _symbols(original, "--defined-only"))
    functions = (f"void {symbol.split('@')[0]}(void) {{ abort(); }}\n" for symbol in symbols)
    code.write_text("#include <stdlib.h>\n" + "".join(functions), encoding="utf-8")
    versions.write_text(_version_script(symbols), encoding="utf-8")
    options = ("-fPIC", "-O1", "-fno-builtin", "-w", f"-Wl,--version-script={versions}")
    _told(*_LINK, *options, f"-Wl,-soname,{original.name}", "-o", str(target), str(code))
    return target


def contents(library: Path, symbol: str, folder: Path) -> bytes:
    """Return the data that a library exports under a name, where that begins its section."""
    folder.mkdir(parents=True, exist_ok=True)
    section = folder / f"{library.name}.rodata"
    _told("objcopy", "--dump-section", f".rodata={section}", str(library), "/dev/null")
    (size,) = re.findall(
        rf"^{symbol} \S+ \S+ ([0-9a-f]+)$", _told(*_NM, "--size-sort", str(library)), re.MULTILINE
    )
    return section.read_bytes()[: int(size, 16)]


def data_library(name: str, symbol: str, content: bytes, folder: Path) -> Path:
    """Assemble a library that exports nothing but data, aligned to 16 bytes.

    Parameters
    ----------
    name : str
        Of the file, and what others are linked to it by.
    symbol : str
        What the data are exported as.
    content : bytes
        The data.
    folder : Path
        Where to write it; may not exist yet.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target, raw, code = folder / name, folder / f"{name}.dat", folder / f"{name}.s"
    raw.write_bytes(content)
    lines = (
        ".section .rodata", ".balign 16", f".globl {symbol}", f".type {symbol}, @object",
        f"{symbol}:", f'.incbin "{raw}"', f".size {symbol}, {len(content)}",
        '.section .note.GNU-stack, "", @progbits', "",
    )  # fmt: skip
    code.write_text("\n".join(lines), encoding="utf-8")
    _told(*_LINK, "-nostdlib", f"-Wl,-soname,{name}", "-o", str(target), str(code))
    return target


_NM: Final = ("nm", "--dynamic", "--format=posix")


def _headers(library: Path) -> str:
    return _told("objdump", "--private-headers", str(library))


def _symbols(library: Path, which: str) -> set[str]:
    """Return the dynamic symbols of a library, as NAME or NAME@VERSION."""
    listed = _told(*_NM, which, str(library))
    return {line.split()[0].replace("@@", "@") for line in listed.splitlines()}


def _version_script(symbols: Iterable[str]) -> str:
    """Return a linker script that gives each symbol the version that its user asks for."""
    nodes: dict[str, list[str]] = {}
    for symbol in symbols:
        name, _, version = symbol.partition("@")
        nodes.setdefault(version, []).append(name)
    return "".join(
        f"{version} {{ global: {' '.join(f'{name};' for name in names)} }};\n"
        for version, names in nodes.items()
    )


def _told(*command: str) -> str:
    done = subprocess.run(  # noqa: S603 - tools of the compiler, on the files of the bundle
        command, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout
