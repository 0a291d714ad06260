# ruff: noqa: INP001  a script that the bundle is made with, not a package
"""Write the notices of all third-party packages that are installed in this environment.

Run it as ``python resources/notices/make_notices.py FILE`` in an environment made from the lock;
build.spec does the same for the bundle. The same packages give the same file.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

# They make the bundle and are no part of it.
_TOOLS: Final = frozenset(
    {
        "altgraph", "macholib", "packaging", "pefile", "pip", "pyinstaller-hooks-contrib",
        "pywin32-ctypes", "second-reader", "setuptools", "uv", "wheel",
    }
)  # fmt: skip
_IS_LICENCE: Final = re.compile(r"(^|/)(licen[cs]|copying|notice|copyright)", re.IGNORECASE)
_IS_TEXT: Final = frozenset({"", ".txt", ".md", ".rst", ".lgpl", ".bsd", ".mit", ".apache"})
_RULE: Final = "=" * 80
_HEAD: Final = """\
Second Reader is made of the packages below, each under the terms that follow its name.

Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They are linked
dynamically: their libraries lie as files of their own in the folders PySide6 and shiboken6 and may
be replaced by modified ones of the same version. Their complete source is published by The Qt
Company (qt.io: "pyside-setup", "qtbase", "qtsvg" and "qtwayland" at the version named below); who
cannot get it there gets it from the maintainers of Second Reader on request, for three years after
the release. Both licences, LGPL-3.0.txt and GPL-3.0.txt, lie in the folder resources/notices.
Nothing in the terms of Second Reader forbids to change these libraries, or to study how they work
in order to correct such changes.

Python is included under the licence of the Python Software Foundation, reproduced first.
"""


def write_notices(target: Path, libraries: Iterable[Path] = ()) -> None:
    """Write the notices of the installed packages to a file.

    Parameters
    ----------
    target : Path
        Is replaced. Its folder must exist.
    libraries : iterable of Path
        Libraries of a Debian system whose notices are to be added.
    """
    texts = [_HEAD, _python(), *map(_notice, _packages()), *_system_notices(libraries)]
    target.write_text("\n".join(texts), encoding="utf-8")


def _system_notices(libraries: Iterable[Path]) -> Iterator[str]:
    for package in sorted(filter(None, {_debian_package(library) for library in libraries})):
        terms = Path("/usr/share/doc") / package / "copyright"
        if terms.is_file():
            text = terms.read_text(encoding="utf-8", errors="replace").strip()
            yield f"{_RULE}\n{package} (Debian)\n{_RULE}\n\n{text}\n"


def _debian_package(library: Path) -> str | None:
    # Since /lib became a link to /usr/lib, either name may be the one that is known.
    real = str(library.resolve())
    names = [real, real.removeprefix("/usr")]
    asked = subprocess.run(  # noqa: S603 - the names of libraries that were just bundled
        ["dpkg-query", "--search", *names],  # noqa: S607 - where Debian has it
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.split(":")[0] or None


def _packages() -> list[Distribution]:
    named = {_name(package).lower(): package for package in distributions()}
    return [named[name] for name in sorted(named) if name not in _TOOLS]


def _name(package: Distribution) -> str:
    return str(package.metadata["Name"]).replace("_", "-")


def _python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{_RULE}\nPython {version}\n{_RULE}\n\n{_python_licence()}\n"


def _python_licence() -> str:
    places = [Path(sys.base_prefix) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE"]
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places.append(Path(sys.base_prefix) / "lib" / version / "LICENSE.txt")
    found = next((place for place in places if place.is_file()), None)
    return (
        found.read_text(encoding="utf-8").strip() if found else "PSF License Agreement, Version 2"
    )


def _notice(package: Distribution) -> str:
    title = f"{_name(package)} {package.version}"
    texts = [f"{_RULE}\n{title}\n{_RULE}", _terms(package)]
    texts += [f"--- {place} ---\n\n{text}" for place, text in _licences(package)]
    return "\n\n".join(texts) + "\n"


def _terms(package: Distribution) -> str:
    about = package.metadata
    stated = about.get("License-Expression") or about.get("License") or ""
    kinds = [kind for kind in about.get_all("Classifier") or [] if kind.startswith("License")]
    # Some packages state the whole text there, which follows anyway.
    short = stated.splitlines()[0] if stated else "; ".join(kinds)
    return f"Licence: {short or 'see below'}"


def _licences(package: Distribution) -> list[tuple[str, str]]:
    found = {}
    for file in package.files or []:
        place = file.as_posix()
        path = Path(str(file.locate()))
        is_text = file.suffix.lower() in _IS_TEXT or file.name.upper().startswith("LICEN")
        if _IS_LICENCE.search(place) and is_text and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            # The same text often lies in two places.
            found.setdefault(text, place)
    return sorted((place, text) for text, place in found.items())


if __name__ == "__main__":
    write_notices(Path(sys.argv[1]))
