"""The look of the window: colours, type and spacing, light and dark.

Only the chrome has a theme. The area that a scan is read in stays dark in both, and neither the
scan nor the heatmap ever takes a colour from here.
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
        What asks for attention: a suspicious finding, an error. Never the only sign of it.
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
    """Dresses the application, and again whenever the system changes between light and dark.

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
        # The frame and the dialogs that the system draws have to follow.
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
    """Give the application the style and the type that the theme builds on.

    Parameters
    ----------
    application : QApplication
        To be dressed.
    fonts : Path
        A folder of OpenType files. Without them the system's own type is used.
    """
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
    # Figures of one width, so that percentages stand below each other and do not jump.
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
    return Template(_SHEET).substitute(
        values,
        surround=SURROUND,
        on_surround=ON_SURROUND,
        on_surround_muted=ON_SURROUND_MUTED,
        bright=DARK.accent,
        on_bright=DARK.on_accent,
        radius=RADIUS,
        headline=HEADLINE_PX,
    )


_SHEET: Final = """
QMainWindow, QDialog { background: $window; }
QWidget#panel, QScrollArea#panelScroll, QWidget#panelBody { background: $surface; border: 0; }
QWidget#panel { border-left: 1px solid $line; }
QWidget#header, QWidget#viewBar, QWidget#cineBar, QWidget#rail { background: $window; }
QWidget#viewBar, QWidget#cineBar { border-top: 1px solid $line; }
QWidget#rail { border-right: 1px solid $line; }
QWidget#strip { background: $surface; border-right: 1px solid $line; }
QListView#stripList { background: $surface; border: 0; outline: 0; }
QListView#stripList:focus { border: 2px solid $accent; }
QFrame#rule { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame#barRule { background: $line; border: 0; max-width: 1px; min-width: 1px; }

QLabel { background: transparent; color: $text; }
QLabel[role="headline"] { font-size: ${headline}px; font-weight: 600; }
QLabel[role="lead"] { font-size: 15px; }
QLabel[role="figure"] { font-size: 20px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="section"] { font-size: 12px; font-weight: 600; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { font-size: 12px; color: $muted; }
QLabel[role="caution"] { color: $caution; font-weight: 600; }

QMenuBar { background: $window; color: $text; padding: 2px 8px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $track; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $tint; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QMenu::icon { padding-left: 10px; }
QToolTip { background: $text; color: $surface; border: 0; padding: 4px 8px; }

QToolButton {
    background: transparent; color: $text; border: 1px solid transparent;
    border-radius: ${radius}px; padding: 5px 8px; min-height: 20px;
}
QToolButton:hover { background: $track; }
QToolButton:pressed { background: $line; }
QToolButton:checked { background: $tint; color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton:checked:focus { border-color: $accent; }
QWidget#rail QToolButton { padding: 5px 6px; }
QToolButton:disabled { color: $muted; background: transparent; }
QToolButton[kind="primary"], QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; font-weight: 600; border-color: $accent;
}
QToolButton[kind="primary"] { padding: 5px 12px 5px 10px; }
QToolButton[kind="primary"]:focus, QPushButton[kind="primary"]:focus { border-color: $text; }

QPushButton {
    background: $raised; color: $text; border: 1px solid $line;
    border-radius: ${radius}px; padding: 8px 16px; min-height: 20px;
}
QPushButton[size="tiny"] { padding: 2px 10px; }
QPushButton[size="small"] { padding: 6px 14px 6px 12px; }
QPushButton:hover { border-color: $muted; }
QPushButton:disabled { color: $muted; background: transparent; border-color: $line; }
QPushButton:focus { border-color: $accent; }

QComboBox {
    background: $surface; color: $text; border: 1px solid $line;
    border-radius: ${radius}px; padding: 4px 26px 4px 10px; min-height: 20px;
}
QComboBox:hover { border-color: $muted; }
QComboBox:focus { border-color: $accent; }
QComboBox:disabled { color: $muted; background: $raised; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
    background: $surface; color: $text; border: 1px solid $line; padding: 4px; outline: 0;
    selection-background-color: $tint; selection-color: $text;
}

QLineEdit, QPlainTextEdit {
    background: $surface; color: $text; border: 1px solid $line;
    border-radius: ${radius}px; padding: 4px 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { min-height: 20px; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $muted; background: $raised; }
QCheckBox { color: $text; spacing: 8px; }
QCheckBox[kind="tick"]::indicator {
    width: 16px; height: 16px; border: 1px solid $muted; border-radius: 4px; background: $surface;
}
QCheckBox[kind="tick"]::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox[kind="tick"]::indicator:hover, QCheckBox[kind="tick"]::indicator:focus {
    border-color: $text;
}
QCheckBox[kind="tick"]:focus { color: $accent; }
QPushButton[kind="field"] { padding: 4px 10px; text-align: left; background: $surface; }
QScrollArea#proof, QScrollArea#proof > QWidget > QWidget { background: $track; border: 0; }

QKeySequenceEdit > QLineEdit { padding: 0 8px; min-height: 28px; }

QTextBrowser#card, QPlainTextEdit#terms {
    background: $surface; color: $text; border: 0; border-radius: 0;
}

QTableView, QListWidget {
    background: $surface; alternate-background-color: $raised; color: $text;
    border: 1px solid $line; border-radius: ${radius}px; outline: 0;
    selection-background-color: $tint; selection-color: $text;
}
QTableView:focus, QListWidget:focus { border-color: $accent; }
QTableView::item { padding: 0 6px; border: 0; }
QListWidget::item { padding: 0 8px; border-radius: 4px; }
QListWidget#groups {
    background: $window; border: 0; border-right: 1px solid $line; border-radius: 0; padding: 8px;
}
QListWidget#groups::item:selected { background: $tint; color: $accent; }
QListWidget#groups::item:selected:focus { border: 1px solid $accent; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section {
    background: $surface; color: $muted; border: 0; border-bottom: 1px solid $line;
    padding: 4px 6px; font-size: 12px; font-weight: 600;
}
QTableView#rows { border: 0; border-radius: 0; }
QTableView#rows QHeaderView::section { padding: 4px 9px; }
QTableView#rows QHeaderView::down-arrow, QTableView#rows QHeaderView::up-arrow {
    subcontrol-origin: margin; subcontrol-position: top center; width: 9px; height: 6px;
}

QSlider { min-height: 24px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $track; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::sub-page:horizontal:disabled { background: $track; }
QSlider::handle:horizontal {
    width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
    background: $surface; border: 1px solid $accent;
}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $accent; }
QSlider::handle:horizontal:disabled { border-color: $track; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $track; border-radius: 3px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: $track; border-radius: 3px; min-width: 32px; }
QScrollBar::handle:horizontal:hover { background: $muted; }
QScrollArea#proof QScrollBar::handle { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QFrame#banner { background: $caution_tint; border: 0; border-bottom: 1px solid $caution; }
QFrame#banner[kind="notice"] { background: $tint; border-bottom-color: $accent; }
QFrame#banner QToolButton:hover { background: $surface; }

QWidget#empty QLabel[role="headline"] { color: $on_surround; font-size: 22px; }
QWidget#empty QLabel { color: $on_surround_muted; }
QWidget#empty QPushButton { background: #1b2126; color: $on_surround; border-color: #39434a; }
QWidget#empty QPushButton:hover { border-color: $on_surround_muted; }
QWidget#empty QPushButton:focus { border-color: $on_surround; }
QWidget#empty QPushButton[kind="primary"] {
    background: $bright; color: $on_bright; border-color: $bright;
}
QWidget#empty QPushButton[kind="primary"]:focus { border-color: #ffffff; }
"""
