"""Packages made from the bundle: archive, installer, SBOM, and the SHA-256 of each."""

from __future__ import annotations

import argparse
import hashlib
import lzma
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path
from typing import Final

from bundling import debian
from bundling.build_time import set_build_time
from engine.version import VERSION

_ROOT: Final = Path(__file__).resolve().parents[2]
_NAME: Final = "second-reader"
_TITLE: Final = "Second Reader"
SUMS: Final = "SHA256SUMS"
MATERIALS: Final = "SBOM.cdx.json"


def make_artefacts(root: Path, version: str, build_time: int, effort: int) -> list[Path]:
    """Make all that this kind of system can make from the bundle, and write their sums.

    Parameters
    ----------
    root : Path
        The project's folder; ``dist`` in it has the bundle and gets the artefacts.
    version : str
        Of the program.
    build_time : int
        The time of every file in them, in seconds since 1970.
    effort : int
        Of compressing, from 0 to 9, as xz counts it.
    """
    makers = {"win32": _for_windows, "darwin": _for_macs}
    made = makers.get(sys.platform, _for_linux)(root, version, build_time, effort)
    made.append(copy_materials(root / "dist", version))
    write_sums(root / "dist" / SUMS, made)
    return made


def copy_materials(dist: Path, version: str) -> Path:
    """Copy the bundle's SBOM beside the packages."""
    system = {"win32": "windows", "darwin": "macos"}.get(
        sys.platform, f"linux-{platform.machine()}"
    )
    target = dist / f"{_NAME}-{version}-{system}.cdx.json"
    shutil.copyfile(dist / _NAME / "_internal" / MATERIALS, target)
    return target


def write_sums(target: Path, files: list[Path]) -> None:
    """Write the SHA-256 of each file in the form that ``sha256sum --check`` reads."""
    lines = (f"{_sha256(file)}  {file.name}\n" for file in sorted(files))
    target.write_text("".join(lines), encoding="utf-8", newline="\n")


def pack(folder: Path, target: Path, build_time: int, effort: int = 6) -> Path:
    """Pack a folder as tar and xz, in the order of names, owned by root."""

    def settled(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = build_time
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
        return entry

    with (
        lzma.open(target, "wb", preset=effort) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        # Folders are added in the order of their names.
        archive.add(folder, folder.name, filter=settled)
    return target


def zipped(folder: Path, target: Path, build_time: int, effort: int = 6) -> Path:
    """Pack a folder as ZIP, in the order of names."""
    when = time.gmtime(build_time)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=effort) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder.parent).as_posix()
                entry = zipfile.ZipInfo(name, when)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
    return target


def _for_linux(root: Path, version: str, build_time: int, effort: int) -> list[Path]:
    dist = root / "dist"
    archive = dist / f"{_NAME}-{version}-linux-{platform.machine()}.tar.xz"
    made = [pack(dist / _NAME, archive, build_time, effort)]
    if shutil.which("dpkg-deb"):
        stage = root / "build" / "debian"
        made.append(debian.make_package(dist / _NAME, dist, stage, version, build_time, effort))
    return made


def _for_windows(root: Path, version: str, build_time: int, effort: int) -> list[Path]:
    dist = root / "dist"
    archive = dist / f"{_NAME}-{version}-windows.zip"
    made = [zipped(dist / _NAME, archive, build_time, effort)]
    compiler = shutil.which("iscc")
    if compiler:
        signing = os.environ.get("SECOND_READER_SIGNTOOL")
        options = ["/DSigned", f"/Ssigntool={signing}"] if signing else []
        script = root / ".ci" / "installer.iss"
        subprocess.run([compiler, "/Qp", f"/DVersion={version}", *options, script], check=True)  # noqa: S603
        made.append(dist / f"{_NAME}-{version}-windows.exe")
    return made


def _for_macs(root: Path, version: str, _moment: int, _effort: int) -> list[Path]:
    dist = root / "dist"
    image = dist / f"{_NAME}-{version}-macos.dmg"
    subprocess.run(  # noqa: S603 - a tool of the system
        ["hdiutil", "create", "-quiet", "-ov", "-format", "UDZO", "-volname", _TITLE,  # noqa: S607
         "-srcfolder", dist / f"{_TITLE}.app", image],
        check=True,
    )  # fmt: skip
    return [image]


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog=".ci/package")
    parser.add_argument("--effort", type=int, choices=range(10), default=6)
    wanted = parser.parse_args().effort
    for artefact in make_artefacts(_ROOT, VERSION, set_build_time(), wanted):
        sys.stdout.write(f"{artefact.relative_to(_ROOT)}\n")
