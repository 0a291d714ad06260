"""Migrations of the settings file: older versions are brought up to date, newer ones left alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from desktop.language.translation import translate
from engine.errors import UserFacingError

Values: TypeAlias = dict[str, object]

NAME: Final = "file/version"
# Of a file that states no version, as the first version of the program wrote it.
_FIRST: Final = 1
# One step for each version after the first, from the version before it; an older file takes the
# missing steps in order. A released step is never changed.
STEPS: tuple[Callable[[Values], Values], ...] = ()


class NewerSettingsError(UserFacingError):
    """A later version of the program wrote the settings; this one must not write them."""


def current() -> int:
    """Return the version of the file that this program writes."""
    return _FIRST + len(STEPS)


def version_of(values: Mapping[str, object]) -> int:
    """Return the version of the file that some values are from."""
    stated = str(values.get(NAME, _FIRST))
    return int(stated) if stated.isdecimal() else _FIRST


def up_to_date(values: Values) -> Values:
    """Return values from a file in the form of this program; newer ones are returned unchanged.

    Unknown values are kept, so that another version of the program finds them again.
    """
    for step in STEPS[max(0, version_of(values) - _FIRST) :]:
        values = step(values)
    return values


def require_no_newer(path: Path, values: Mapping[str, object]) -> None:
    """Check that a file may be replaced.

    Raises
    ------
    NewerSettingsError
        If a later version of the program wrote it.
    """
    if version_of(values) > current():
        raise NewerSettingsError(
            translate(
                "settings file", "The settings were written by a later version of this program."
            ),
            translate(
                "settings file",
                "They are left as they are; your changes last until the window is closed.",
            ),
            path,
        )
