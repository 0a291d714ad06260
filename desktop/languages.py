"""The languages that the window speaks: English, and those that a translation comes with."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from desktop.paths import resources_dir

ENGLISH: Final = "en"
_PREFIX: Final = "second-reader_"
_ENDING: Final = ".qm"


def translations_dir() -> Path:
    """Return the folder of the compiled translations; it may not exist."""
    return resources_dir() / "translations"


def available() -> list[str]:
    """Return the codes of all languages, English first."""
    files = sorted(translations_dir().glob(f"{_PREFIX}*{_ENDING}"))
    return [ENGLISH, *(file.stem.removeprefix(_PREFIX) for file in files)]


def name_of(code: str) -> str:
    """Return what a language calls itself."""
    name = "English" if code == ENGLISH else QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:]


def install(application: QCoreApplication, chosen: str) -> None:
    """Have the window speak a language, before any of it is made.

    Parameters
    ----------
    application : QCoreApplication
        Keeps the translation.
    chosen : str
        A code of `available`; empty for the system's language, or English if there is none for it.
    """
    code = chosen or QLocale.system().name().partition("_")[0]
    file = translations_dir() / f"{_PREFIX}{code}{_ENDING}"
    if code == ENGLISH or not file.is_file():
        return
    translator = QTranslator(application)
    if translator.load(str(file)):
        application.installTranslator(translator)
