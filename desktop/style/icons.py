"""Icons drawn from the project's SVG files in colours of the palette."""

from __future__ import annotations

import functools
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.system.paths import resources_dir

# Of menus, lists, the bars and the empty window. Qt scales what it does not find, which blurs.
_SIZES: Final = (16, 18, 20, 24)
# A screen that is connected later scales its icons down from this size and density.
_LARGEST: Final = (24, 3.0)


def icon(name: str, palette: QPalette, *, checkable: bool = True) -> QIcon:
    """Return an icon in the colours of a palette: text, disabled text, and the accent when checked.

    Parameters
    ----------
    name : str
        Name of a file in ``resources/icons``, without its ending.
    palette : QPalette
        Of the theme in force; icons are made again when it changes.
    checkable : bool
        Whether the icon has a state "on", drawn in the accent.
    """
    role = QPalette.ColorRole.ButtonText
    usual = palette.color(QPalette.ColorGroup.Active, role)
    disabled = palette.color(QPalette.ColorGroup.Disabled, role)
    accent = palette.color(QPalette.ColorRole.Accent)
    result = QIcon()
    kinds = [
        (usual, QIcon.Mode.Normal, QIcon.State.Off),
        (disabled, QIcon.Mode.Disabled, QIcon.State.Off),
    ]
    if checkable:
        kinds.append((accent, QIcon.Mode.Normal, QIcon.State.On))
        kinds.append((disabled, QIcon.Mode.Disabled, QIcon.State.On))
    for size, density in _sizes():
        for colour, mode, state in kinds:
            result.addPixmap(pixmap(name, colour, size, density), mode, state)
    return result


def plain_icon(name: str, colour: QColor) -> QIcon:
    """Return an icon in one colour, for a button whose background is always the same."""
    result = QIcon()
    for size, density in _sizes():
        result.addPixmap(pixmap(name, colour, size, density))
    return result


def pixmap(name: str, colour: QColor, size: int, density: float = 1.0) -> QPixmap:
    """Return an icon as a square pixmap of `size` points for a screen of the given density."""
    pixels = round(size * density)
    result = QPixmap(QSize(pixels, pixels))
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    _renderer(name, colour.name(QColor.NameFormat.HexRgb)).render(painter)
    painter.end()
    # The colour in the SVG has no alpha.
    if colour.alpha() < 255:
        result = _faded(result, colour.alphaF())
    result.setDevicePixelRatio(density)
    return result


def paint(painter: QPainter, name: str, colour: QColor, area: QRectF) -> None:
    """Paint an icon into an area, sharp at any density."""
    _renderer(name, colour.name(QColor.NameFormat.HexRgb)).render(painter, area)


def application_icon() -> QIcon:
    """Return the icon of the program, in its own colours."""
    renderer = QSvgRenderer(str(resources_dir() / "icons" / "app.svg"))
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(QSize(size, size))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        result.addPixmap(picture)
    return result


def _sizes() -> list[tuple[int, float]]:
    densities = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    sizes = {(size, density) for size in _SIZES for density in densities}
    return sorted(sizes | {_LARGEST})


@functools.lru_cache(maxsize=128)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (resources_dir() / "icons" / f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))


def _faded(source: QPixmap, opacity: float) -> QPixmap:
    result = QPixmap(source.size())
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setOpacity(opacity)
    painter.drawPixmap(0, 0, source)
    painter.end()
    return result
