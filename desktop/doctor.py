"""Checks of the window for ``second-reader doctor``: display, Qt, fonts, icons, languages.

Qt aborts the program where it cannot draw, so it is tried in a process of its own.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from desktop.system.display import require_display
from desktop.system.libraries import DEBIAN_PACKAGES
from desktop.system.paths import resources_dir, state_dir
from engine.commands.self_check import Check, attempted, writing
from engine.errors import UserFacingError

_REINSTALL: Final = "Install the application again."
_PATIENCE_S: Final = 60.0
_DRAWN: Final = 24
_CHECKS: Final = ("Qt", "Screen", "Fonts", "Icons", "Languages", "Settings", "History")

Probe = Callable[[Connection, Path], None]


def writable_places() -> dict[str, Path]:
    """Return the folders that the program writes to without being asked, by their contents."""
    return {"Log": state_dir()}


def window_checks() -> Iterator[Check]:
    """Check everything that only the window needs.

    Yields
    ------
    Check
        Qt, screen, fonts, icons, languages, settings, history; of these only the screen, as a
        problem, where there is no display.
    """
    screen = attempted("Screen", _display, "Log in to a desktop, or add --no-window.")
    if not screen.is_ok:
        yield screen
        return
    yield from probed(probe)


def probed(probe: Probe) -> Iterator[Check]:
    """Run a probe in a process of its own and yield the checks that it sends.

    Parameters
    ----------
    probe : callable
        Takes a connection and the folder of resources, and sends one `Check` for each thing that
        it tried. Importable, because a spawned process imports it.

    Yields
    ------
    Check
        The last one is a problem if the process ended early.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=probe, args=(theirs, resources_dir()), daemon=True)
    process.start()
    theirs.close()
    done = 0
    try:
        while done < len(_CHECKS) and ours.poll(_PATIENCE_S):
            yield ours.recv()
            done += 1
    except EOFError:
        pass
    finally:
        process.kill()
        process.join()
    if done < len(_CHECKS):
        yield Check(
            _CHECKS[done],
            False,
            "Qt ended while it was tried.",
            f"On Debian: sudo apt-get install {DEBIAN_PACKAGES}. Elsewhere: {_REINSTALL}",
        )


def probe(connection: Connection, resources: Path) -> None:
    """Start Qt, try each thing and send the result; runs in the spawned process."""
    from desktop.app import create_application

    application = create_application()
    attempts: tuple[Callable[[], str], ...] = (
        _qt,
        _screen,
        lambda: _type(resources / "fonts"),
        lambda: _icons(resources / "icons"),
        _languages,
        _settings,
        _history,
    )
    for name, attempt in zip(_CHECKS, attempts, strict=True):
        connection.send(attempted(name, attempt))
    application.quit()


def _display() -> str:
    require_display()
    return "there is a display"


def _qt() -> str:
    from PySide6.QtCore import qVersion

    return f"{qVersion()}, PySide6 {version('PySide6-Essentials')}"


def _screen() -> str:
    from PySide6.QtGui import QGuiApplication

    screens = QGuiApplication.screens()
    if not screens:
        raise UserFacingError("The display has no screen.", "Connect one, or log in to a desktop.")
    sizes = (
        f"{screen.size().width()} x {screen.size().height()} at {screen.devicePixelRatio():.0%}"
        for screen in screens
    )
    return f"{', '.join(sizes)} ({QGuiApplication.platformName()})"


def _type(folder: Path) -> str:
    from PySide6.QtGui import QFontDatabase, QRawFont

    files = sorted(folder.glob("*.otf"))
    for file in files:
        number = QFontDatabase.addApplicationFont(str(file))
        is_drawn = QRawFont(str(file), _DRAWN).supportsCharacter("%")
        if number < 0 or not is_drawn:
            raise UserFacingError(f"The font {file.name} cannot be used.", _REINSTALL)
    if not files:
        raise UserFacingError("The program's own type is missing.", _REINSTALL)
    return f"{len(files)} fonts are loaded"


def _icons(folder: Path) -> str:
    from PySide6.QtGui import QColor

    from desktop.style.icons import pixmap

    files = sorted(folder.glob("*.svg"))
    for file in files:
        drawn = pixmap(file.stem, QColor("black"), _DRAWN).toImage()
        if not any(drawn.pixelColor(x, y).alpha() for x in range(_DRAWN) for y in range(_DRAWN)):
            raise UserFacingError(f"The icon {file.name} cannot be drawn.", _REINSTALL)
    if not files:
        raise UserFacingError("The program's icons are missing.", _REINSTALL)
    return f"{len(files)} icons are drawn"


def _languages() -> str:
    from desktop.language import languages

    codes = languages.available()
    if codes == [languages.ENGLISH]:
        raise UserFacingError("The program's translations are missing.", _REINSTALL)
    for code in codes:
        if not languages.is_whole(code):
            raise UserFacingError(f"The translation {code} is damaged or incomplete.", _REINSTALL)
    return ", ".join(map(languages.name_of, codes))


def _settings() -> str:
    from PySide6.QtCore import QSettings

    store = QSettings()
    if not store.isWritable():
        raise UserFacingError(
            "The settings cannot be kept.", f"Allow this user to write {store.fileName()}."
        )
    return f"kept in {store.fileName()}"


def _history() -> str:
    from desktop.settings.settings import Settings
    from engine.records.history import History

    file = Settings().history_file
    place = writing("History", file.parent)
    if not place.is_ok:
        raise UserFacingError(place.detail, place.hint)
    if not file.exists():
        return f"will be kept in {file}"
    return f"{len(History(file).entries())} readings in {file}"
