"""The form of the settings' file: an older one is brought up to date, a newer one left alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from desktop.language.translation import translate
from engine.errors import UserFacingError

Values: TypeAlias = dict[str, object]

NAME: Final = "file/version"
# What a file has that states none: the first form stated none either.
_FIRST: Final = 1
# One change for each version of the form, from the one before it; an older file takes the missing
# ones in turn. A change that was released is never changed.
STEPS: tuple[Callable[[Values], Values], ...] = ()


class NewerSettingsError(UserFacingError):
    """A later version of the program wrote the settings; they are left as they are."""


def current() -> int:
    """Return the version of the form that this program writes."""
    return _FIRST + len(STEPS)


def version_of(values: Mapping[str, object]) -> int:
    """Return the version of the form that values from a file have."""
    stated = str(values.get(NAME, _FIRST))
    return int(stated) if stated.isdecimal() else _FIRST


def up_to_date(values: Values) -> Values:
    """Return values from a file in the form of this program; newer ones come back as they are.

    What this program does not know it neither uses nor drops.
    """
    for step in STEPS[max(0, version_of(values) - _FIRST) :]:
        values = step(values)
    return values


def require_no_newer(path: Path, values: Mapping[str, object]) -> None:
    """Check before a file is written again that it may be.

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
                "They are left as they are; what you change holds until the window is closed.",
            ),
            path,
        )
