"""Theme of the window: colours, fonts and spacing, light and dark.

The theme covers the chrome alone. The area around a scan stays dark in both themes, and neither the
scan nor the heatmap takes a colour from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.settings.preferences import Appearance
from desktop.style.style_sheet import TEMPLATE

GRID: Final = 8
RADIUS: Final = 6
FONT_PX: Final = 13
HEADLINE_PX: Final = 28


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, as ``#rrggbb``.

    Attributes
    ----------
    window, surface, raised : str
        Backgrounds: of bars, of panels, and of what lies on a panel.
    line, track : str
        Hairlines, and the empty part of a bar.
    text, muted : str
        Text; both are readable (WCAG 2.2 AA, 4.5 to 1) on all three backgrounds.
    accent, on_accent, tint : str
        The one accent, text on it, and a faint background of the same hue.
    caution : str
        For a suspicious finding or an error, always together with an icon or words.
    caution_tint : str
        A faint background of the same hue.
    """

    window: str
    surface: str
    raised: str
    line: str
    track: str
    text: str
    muted: str
    accent: str
    on_accent: str
    tint: str
    caution: str
    caution_tint: str


LIGHT: Final = Colours(
    window="#f3f5f6",
    surface="#ffffff",
    raised="#f3f5f6",
    line="#dbe0e4",
    track="#e3e8eb",
    text="#141a1f",
    muted="#566169",
    accent="#0a6c7d",
    on_accent="#ffffff",
    tint="#dff0f3",
    caution="#a8440a",
    caution_tint="#fcefe4",
)
DARK: Final = Colours(
    window="#171b1f",
    surface="#1d2226",
    raised="#262c31",
    line="#323a40",
    track="#39424a",
    text="#eceff1",
    muted="#a3aeb6",
    accent="#56c3d3",
    on_accent="#06232a",
    tint="#1c3a41",
    caution="#f2a263",
    caution_tint="#3a2a1d",
)
# The surround of a scan: dark, so that the eye adapts to the scan and not to the program.
SURROUND: Final = "#0a0c0e"
ON_SURROUND: Final = "#e6eaec"
ON_SURROUND_MUTED: Final = "#97a3ab"


class Theme(QObject):
    """Palette and style sheet of the application; follows the system between light and dark.

    Signals
    -------
    changed()
        Palette and style sheet have just been replaced.
    """

    changed = Signal()

    def __init__(self, application: QApplication, appearance: Appearance) -> None:
        super().__init__(application)
        self._application = application
        self._system_is_dark = _is_dark(application.palette())
        self._appearance = appearance
        application.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self.set_appearance(appearance)

    @property
    def appearance(self) -> Appearance:
        """What the user chose."""
        return self._appearance

    @property
    def colours(self) -> Colours:
        """The colours in force."""
        if self._appearance is Appearance.SYSTEM:
            scheme = self._application.styleHints().colorScheme()
            # Some desktops of Linux do not state a scheme; the palette at the start shows it.
            unknown = scheme is Qt.ColorScheme.Unknown
            dark = self._system_is_dark if unknown else scheme is Qt.ColorScheme.Dark
        else:
            dark = self._appearance is Appearance.DARK
        return DARK if dark else LIGHT

    @property
    def palette(self) -> QPalette:
        """The palette in force."""
        return palette(self.colours)

    def set_appearance(self, appearance: Appearance) -> None:
        """Choose light, dark, or whatever the system has."""
        self._appearance = appearance
        # So that the frame and the dialogs that the system draws follow.
        self._application.styleHints().setColorScheme(
            {
                Appearance.SYSTEM: Qt.ColorScheme.Unknown,
                Appearance.LIGHT: Qt.ColorScheme.Light,
                Appearance.DARK: Qt.ColorScheme.Dark,
            }[appearance]
        )
        self._apply_palette()

    @Slot()
    def _on_scheme_changed(self) -> None:
        self._apply_palette()

    def _apply_palette(self) -> None:
        colours = self.colours
        self._application.setPalette(palette(colours))
        self._application.setStyleSheet(style_sheet(colours))
        self.changed.emit()


def prepare(application: QApplication, fonts: Path) -> None:
    """Set the style and the font that the theme builds on.

    Parameters
    ----------
    application : QApplication
        Is changed.
    fonts : Path
        A folder of OpenType files; without any, the font of the system is used.
    """
    # The native styles ignore parts of a style sheet, each of them others.
    application.setStyle("Fusion")
    families = [
        family
        for file in sorted(fonts.glob("*.otf"))
        for family in QFontDatabase.applicationFontFamilies(
            QFontDatabase.addApplicationFont(str(file))
        )
    ]
    font = QFont(families[0]) if families else application.font()
    font.setPixelSize(FONT_PX)
    # Digits of equal width, so that percentages line up and do not jump.
    font.setFeature(QFont.Tag("tnum"), 1)
    application.setFont(font)


def palette(colours: Colours) -> QPalette:
    """Return the palette of a theme; widgets that paint themselves take their colours from it."""
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.caution,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Midlight: colours.track,
        QPalette.ColorRole.ToolTipBase: colours.text,
        QPalette.ColorRole.ToolTipText: colours.surface,
    }
    result = QPalette(QColor(colours.raised), QColor(colours.window))
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    faint = QColor(colours.muted)
    faint.setAlphaF(0.55)
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        result.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return result


def _is_dark(system: QPalette) -> bool:
    return system.window().color().lightnessF() < system.windowText().color().lightnessF()


def style_sheet(colours: Colours) -> str:
    """Return the style sheet of a theme."""
    values = {name: getattr(colours, name) for name in Colours.__slots__}
    return Template(TEMPLATE).substitute(
        values,
        surround=SURROUND,
        on_surround=ON_SURROUND,
        on_surround_muted=ON_SURROUND_MUTED,
        bright=DARK.accent,
        on_bright=DARK.on_accent,
        radius=RADIUS,
        headline=HEADLINE_PX,
    )
