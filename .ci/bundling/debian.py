"""Debian package: the bundle's folder, with launcher, icon and manual page."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from bundling import app_metadata, elf

_ROOT: Final = Path(__file__).resolve().parents[2]
_FILES: Final = _ROOT / ".ci" / "debian"
_NAME: Final = "second-reader"
_HOME: Final = f"usr/lib/{_NAME}"
_PIXELS: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_SHELLS: Final = {
    "bash": f"usr/share/bash-completion/completions/{_NAME}",
    "zsh": f"usr/share/zsh/vendor-completions/_{_NAME}",
    "fish": f"usr/share/fish/vendor_completions.d/{_NAME}.fish",
}
_ALIEN: Final = re.compile(r"pkg:deb/debian/([^@]+)@")
_CONTROL: Final = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: The Second Reader maintainers <maintainers@second-reader.invalid>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: desktop-file-utils, shared-mime-info, hicolor-icon-theme
Section: science
Priority: optional
Description: second reader for breast scans
 Opens a breast scan (DICOM, PNG, JPEG, TIFF, BMP) and shows its class, a
 calibrated confidence and a heatmap of what spoke for it, or a plain
 "inconclusive" or "out of scope". Everything runs on this computer.
 .
 For research and education only. Not a medical device: not for use in the
 care of patients.
"""


def make_package(
    bundle: Path, folder: Path, stage: Path, version: str, build_time: int, effort: int = 6
) -> Path:
    """Make the package; the same bundle and build time give the same bytes.

    Parameters
    ----------
    bundle : Path
        The folder of the program.
    folder : Path
        Where to put the package.
    stage : Path
        A folder to build it in; is replaced.
    version : str
        Of the program.
    build_time : int
        The time of every file in it, in seconds since 1970.
    effort : int
        Of compressing, from 0 to 9, as xz counts it.

    Returns
    -------
    Path
        The package.
    """
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(bundle, stage / _HOME, symlinks=True)
    _add_command(stage)
    _add_for_the_desktop(stage)
    _add_documents(stage, version)
    _add_completion(stage)
    _set_modes(stage)
    _add_control(stage, version)
    _set_times(stage, build_time)
    architecture = _architecture()
    target = folder / f"{_NAME}_{version}_{architecture}.deb"
    # More threads would cut the archive into other pieces.
    options = ("--root-owner-group", "-Zxz", f"-z{effort}", "--threads-max=1")
    os.environ["SOURCE_DATE_EPOCH"] = str(build_time)
    _told("dpkg-deb", *options, "--build", str(stage), str(target))
    return target


def dependencies(bundle: Path) -> list[str]:
    """Return the packages that the bundle depends on, as a Debian package states them.

    That is each package of a library that something in the bundle is linked to and that is not in
    it; and each package of data that one of Debian's own libraries in the bundle needs, such as the
    maps of keys.
    """
    binaries = [path for path in bundle.rglob("*") if path.is_file() and elf.is_elf(path)]
    own = {path.name for path in bundle.rglob("*.so*")}
    wanted = {name for path in binaries for name in elf.linked_to(path)} - own
    packages = {_package_of(name) for name in wanted} - {"libc6"}
    least = max(_glibc(version) for path in binaries for version in elf.versions_needed(path))
    packages |= _data_of(bundle / "_internal" / "SBOM.cdx.json")
    return [f"libc6 (>= {least[0]}.{least[1]})", *sorted(packages)]


def _glibc(version: str) -> tuple[int, int]:
    numbers = re.match(r"GLIBC_(\d+)\.(\d+)", version)
    return (int(numbers[1]), int(numbers[2])) if numbers else (0, 0)


def _package_of(library: str) -> str:
    try:
        found = _told("dpkg-query", "--search", f"*/{library}")
    except subprocess.CalledProcessError:
        raise SystemExit(
            f"No package installed here holds {library}, which the bundle is linked to. "
            "Install the one that does: the list at the top of .ci/run should have it."
        ) from None
    return found.partition(":")[0]


def _data_of(sbom: Path) -> set[str]:
    alien = _ALIEN.findall(sbom.read_text(encoding="utf-8"))
    stated = _told("dpkg-query", "--show", "--showformat=${Depends},", *sorted(set(alien)))
    names = {re.split(r"[ :(|]", part.strip())[0] for part in stated.split(",")} - {""}
    return {name for name in names if _is_of_data(name)}


def _is_of_data(package: str) -> bool:
    files = [Path(line) for line in _told("dpkg-query", "--listfiles", package).splitlines()]
    real = [file for file in files if "/usr/share/doc/" not in f"{file}/" and file.is_file()]
    return bool(real) and not any(".so" in file.suffixes for file in real)


def _add_command(stage: Path) -> None:
    link = stage / "usr" / "bin" / _NAME
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../lib/{_NAME}/{_NAME}")


def _add_for_the_desktop(stage: Path) -> None:
    share = stage / "usr" / "share"
    _put(_FILES / f"{_NAME}.desktop", share / "applications")
    _put(_FILES / f"{_NAME}.xml", share / "mime" / "packages")
    icons = share / "icons" / "hicolor"
    drawn = _put(_ROOT / "resources" / "icons" / "app.svg", icons / "scalable" / "apps")
    drawn.rename(drawn.with_name(f"{_NAME}.svg"))
    for size in _PIXELS:
        target = icons / f"{size}x{size}" / "apps" / f"{_NAME}.png"
        target.parent.mkdir(parents=True)
        app_metadata.draw_icon(target, size)


def _put(source: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(source, folder))


def _add_documents(stage: Path, version: str) -> None:
    documents = stage / "usr" / "share" / "doc" / _NAME
    _put(_FILES / "copyright", documents)
    _pack(_ROOT.joinpath("CHANGELOG.md").read_text(encoding="utf-8"), documents / "changelog.gz")
    page = (_FILES / f"{_NAME}.1").read_text(encoding="utf-8").replace("@VERSION@", version)
    manual = stage / "usr" / "share" / "man" / "man1"
    manual.mkdir(parents=True)
    _pack(page, manual / f"{_NAME}.1.gz")


def _pack(text: str, target: Path) -> None:
    target.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def _add_completion(stage: Path) -> None:
    for shell, place in _SHELLS.items():
        target = stage / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_told(str(stage / _HOME / _NAME), "completion", shell), encoding="utf-8")


def _set_modes(stage: Path) -> None:
    for path in (stage, *stage.rglob("*")):
        if not path.is_symlink():
            is_program = path.is_dir() or (os.access(path, os.X_OK) and path.suffix == "")
            path.chmod(0o755 if is_program else 0o644)


def _add_control(stage: Path, version: str) -> None:
    files = sorted(path for path in stage.rglob("*") if path.is_file() and not path.is_symlink())
    # As dpkg-gencontrol counts: files in whole kilobytes, and one for everything else.
    sizes = (-(-path.stat().st_size // 1024) for path in files)
    others = sum(1 for path in stage.rglob("*") if path.is_dir() or path.is_symlink())
    control = _CONTROL.format(
        name=_NAME,
        version=version,
        architecture=_architecture(),
        kilobytes=sum(sizes) + others,
        depends=", ".join(dependencies(stage / _HOME)),
    )
    sums = (f"{_md5(path)}  {path.relative_to(stage)}\n" for path in files)
    folder = stage / "DEBIAN"
    folder.mkdir(mode=0o755)
    for name, text in (("control", control), ("md5sums", "".join(sums))):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o644)


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _set_times(stage: Path, build_time: int) -> None:
    for path in (stage, *stage.rglob("*")):
        os.utime(path, (build_time, build_time), follow_symlinks=False)


def _architecture() -> str:
    return _told("dpkg", "--print-architecture").strip()


def _told(*command: str) -> str:
    done = subprocess.run(  # noqa: S603 - tools of Debian, and the program itself
        command, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout
