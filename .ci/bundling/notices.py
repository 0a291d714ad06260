"""Licence notices of all third-party packages that are installed in this environment."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final

from bundling.packages import installed, name_of, system_packages, terms_of

_QT: Final = Path(__file__).resolve().parents[2] / "resources" / "notices" / "QT.txt"
_IS_LICENCE: Final = re.compile(r"(^|/)(licen[cs]|copying|notice|copyright)", re.IGNORECASE)
_IS_TEXT: Final = frozenset({"", ".txt", ".md", ".rst", ".lgpl", ".bsd", ".mit", ".apache"})
_RULE: Final = "=" * 80
_HEAD: Final = """\
Second Reader is made of the packages below, each under the terms that follow its name.

{}
Python is included under the licence of the Python Software Foundation, reproduced first.
"""


def write_notices(target: Path, libraries: Iterable[Path] = ()) -> None:
    """Write the notices of the installed packages to a file; the same packages give the same file.

    Parameters
    ----------
    target : Path
        Is replaced. Its folder must exist.
    libraries : iterable of Path
        Libraries of a Debian system whose notices are to be added.
    """
    head = _HEAD.format(_QT.read_text(encoding="utf-8"))
    texts = [head, _python(), *map(_notice, installed()), *_system_notices(libraries)]
    target.write_text("\n".join(texts), encoding="utf-8")


def _system_notices(libraries: Iterable[Path]) -> Iterator[str]:
    for package in sorted({found.name for found in system_packages(libraries).values()}):
        terms = Path("/usr/share/doc") / package / "copyright"
        if terms.is_file():
            text = terms.read_text(encoding="utf-8", errors="replace").strip()
            yield f"{_titled(f'{package} (Debian)')}\n\n{text}\n"


def _python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{_titled(f'Python {version}')}\n\n{_python_licence()}\n"


def _python_licence() -> str:
    places = [Path(sys.base_prefix) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE"]
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places.append(Path(sys.base_prefix) / "lib" / version / "LICENSE.txt")
    found = next((place for place in places if place.is_file()), None)
    return (
        found.read_text(encoding="utf-8").strip() if found else "PSF License Agreement, Version 2"
    )


def _notice(package: Distribution) -> str:
    title = _titled(f"{name_of(package)} {package.version}")
    texts = [title, f"Licence: {terms_of(package) or 'see below'}"]
    texts += [f"--- {place} ---\n\n{text}" for place, text in _licences(package)]
    return "\n\n".join(texts) + "\n"


def _titled(title: str) -> str:
    return f"{_RULE}\n{title}\n{_RULE}"


def _licences(package: Distribution) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for file in package.files or []:
        place = file.as_posix()
        path = Path(str(file.locate()))
        is_text = file.suffix.lower() in _IS_TEXT or file.name.upper().startswith("LICEN")
        if _IS_LICENCE.search(place) and is_text and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            # The same text often lies in two places.
            found.setdefault(text, place)
    return sorted((place, text) for text, place in found.items())
