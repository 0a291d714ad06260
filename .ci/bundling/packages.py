"""Packages of this environment that go into the bundle, with licences and Debian sources."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

_CI: Final = Path(__file__).resolve().parent.parent
# They make the bundle and are in no lock; the last is the program itself.
_INSTALLERS: Final = frozenset({"pip", "setuptools", "uv", "wheel", "second-reader"})
_STATED: Final = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class SystemPackage:
    """A package of a Debian system that a library was taken from."""

    name: str
    version: str
    architecture: str


def installed() -> list[Distribution]:
    """Return the packages of this environment by name, less those that only make the bundle."""
    tools = (_locked("bundle.lock") - _locked("requirements.lock")) | _INSTALLERS
    named = {name_of(package).lower(): package for package in distributions()}
    return [named[name] for name in sorted(named) if name not in tools]


def name_of(package: Distribution) -> str:
    """Return the name of a package, with a dash where some write an underscore."""
    return str(package.metadata["Name"]).replace("_", "-")


def terms_of(package: Distribution) -> str:
    """Return the name of a package's licence in one line; empty if it states none."""
    stated = next(
        iter(stated_in(package, "License-Expression") or stated_in(package, "License")), ""
    )
    kinds = [kind for kind in stated_in(package, "Classifier") if kind.startswith("License")]
    # Some packages state the whole text there.
    return stated.splitlines()[0] if stated else "; ".join(kinds)


def stated_in(package: Distribution, name: str) -> list[str]:
    """Return the fields of a name that a package's metadata have; none is an empty list."""
    return package.metadata.get_all(name) or []


def system_packages(libraries: Iterable[Path]) -> dict[Path, SystemPackage]:
    """Return the Debian package of each library that was taken from one."""
    found = {library: _owner(library) for library in libraries}
    return {library: _described(owner) for library, owner in found.items() if owner}


def _locked(lock: str) -> set[str]:
    return {name.lower() for name in _STATED.findall((_CI / lock).read_text(encoding="utf-8"))}


def _owner(library: Path) -> str:
    # Since /lib became a link to /usr/lib, either name may be the one that is known.
    real = str(library.resolve())
    lines = _asked("--search", real, real.removeprefix("/usr")).splitlines()
    return lines[0].partition(": ")[0] if lines else ""


def _described(owner: str) -> SystemPackage:
    form = "${Package} ${Version} ${Architecture}"
    return SystemPackage(*_asked("--show", "--showformat", form, owner).split())


def _asked(*question: str) -> str:
    try:
        return subprocess.run(  # noqa: S603 - the names of libraries that go into the bundle
            ["dpkg-query", *question],  # noqa: S607 - where Debian has it
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            check=False,
        ).stdout
    except FileNotFoundError:
        return ""
