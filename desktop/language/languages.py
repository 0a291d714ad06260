"""Languages of the window: English, and those with a compiled translation."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, QTranslator

from desktop.system.paths import resources_dir

ENGLISH: Final = "en"
_PREFIX: Final = "second-reader_"
_ENDING: Final = ".qm"
_QTS_OWN: Final = "qtbase_"
_ISO: Final = "%Y-%m-%d %H:%M"


class _InForce:
    """The language in force: its code, its locale and its translators."""

    code = ENGLISH
    locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    translators: tuple[QTranslator, ...] = ()


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


def current() -> str:
    """Return the code of the language in force."""
    return _InForce.code


def install(application: QCoreApplication, chosen: str) -> None:
    """Set the language of the window, before any part of it is made.

    Parameters
    ----------
    application : QCoreApplication
        Owns the translators.
    chosen : str
        A code of `available`; empty for the system's language, or English if there is none for it.
    """
    code = chosen or QLocale.system().name().partition("_")[0]
    for old in _InForce.translators:
        application.removeTranslator(old)
        old.deleteLater()
    _InForce.code = code if code in available() else ENGLISH
    _InForce.locale = _locale_of(_InForce.code)
    _InForce.translators = _translators(application, _InForce.code)
    for translator in _InForce.translators:
        application.installTranslator(translator)
    # For what Qt itself formats, such as numbers in its own fields.
    QLocale.setDefault(_InForce.locale)


def _locale_of(code: str) -> QLocale:
    # Where the language is that of the system, its region counts too, such as Switzerland.
    system, plain = QLocale.system(), QLocale(code)
    same = system.language() == plain.language() and system.name() != "C"
    return system if same else plain


def is_whole(code: str) -> bool:
    """Tell whether every file of a language can be loaded."""
    return all(QTranslator().load(str(file)) for file in _files_of(code))


def _files_of(code: str) -> tuple[Path, ...]:
    if code == ENGLISH:
        return ()
    # Qt's own buttons and dialogs come from Qt; our file, installed last, is asked first.
    qts_own = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return (
        qts_own / f"{_QTS_OWN}{code}{_ENDING}",
        translations_dir() / f"{_PREFIX}{code}{_ENDING}",
    )


def _translators(application: QCoreApplication, code: str) -> tuple[QTranslator, ...]:
    made = []
    for file in _files_of(code):
        translator = QTranslator(application)
        if file.is_file() and translator.load(str(file)):
            made.append(translator)
    return tuple(made)


def count(number: int) -> str:
    """Return a whole number with its thousands separated."""
    return _InForce.locale.toString(number)


def decimal(number: float, places: int) -> str:
    """Return a number with so many decimal places."""
    return _bare_locale().toString(float(number), "f", places)


def rounded(number: float, digits: int) -> str:
    """Return a number with at most so many significant digits."""
    return _bare_locale().toString(float(number), "g", digits)


def date_and_time(when: dt.datetime) -> str:
    """Return date and time on this computer's clock, with four digits for the year."""
    local = when.astimezone()
    if _InForce.code == ENGLISH:
        # British and American English put day and month in opposite orders.
        return local.strftime(_ISO)
    # Short formats may give the year two digits.
    day = _InForce.locale.dateFormat(QLocale.FormatType.ShortFormat)
    whole = day if "yyyy" in day else day.replace("yy", "yyyy")
    shown = QDateTime.fromString(local.strftime("%Y%m%d%H%M"), "yyyyMMddHHmm")
    return _InForce.locale.toString(shown, f"{whole} HH:mm")


def _bare_locale() -> QLocale:
    # The point or comma between thousands would be misread as the decimal one.
    locale = QLocale(_InForce.locale)
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale
