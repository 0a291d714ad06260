from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import ACTIONS
from desktop.settings.preferences import Appearance
from desktop.style import icons, theme
from desktop.style.theme import DARK, LIGHT, Colours, Theme
from desktop.system.paths import resources_dir
from tests.fakes.window import DEMO, MakeWindow


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def luminance(name: str) -> float:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in QColor(name).getRgbF()[:3]
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_on_every_background(colours: Colours) -> None:
    backgrounds = (colours.window, colours.surface, colours.raised)
    inks = (colours.text, colours.muted, colours.caution)
    for ink, background in itertools.product(inks, backgrounds):
        assert contrast(ink, background) >= 4.5, (ink, background)
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.accent, colours.tint) >= 4.5
    assert contrast(colours.text, colours.caution_tint) >= 4.5
    assert contrast(colours.text, colours.tint) >= 4.5
    assert contrast(colours.muted, colours.track) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_stand_out_from_their_track(colours: Colours) -> None:
    for ink in (colours.accent, colours.caution, colours.muted):
        assert contrast(ink, colours.track) >= 3


def test_text_on_the_surround_of_a_scan_is_readable() -> None:
    assert contrast(theme.ON_SURROUND, theme.SURROUND) >= 4.5
    assert contrast(theme.ON_SURROUND_MUTED, theme.SURROUND) >= 4.5


def test_the_window_follows_the_choice_of_light_or_dark(
    make_window: MakeWindow, chrome: Theme
) -> None:
    window = make_window()
    assert window.palette().window().color() == QColor(LIGHT.window)
    choose = {
        action.text(): action
        for menu in window.menus.parent().menuBar().findChildren(QWidget)
        for action in menu.actions()
    }
    choose["&Dark"].trigger()
    assert chrome.colours is DARK
    assert window.palette().window().color() == QColor(DARK.window)
    choose["&Light"].trigger()
    assert window.palette().window().color() == QColor(LIGHT.window)


def test_without_a_choice_the_system_decides(qapp: QApplication, chrome: Theme) -> None:
    chrome.set_appearance(Appearance.SYSTEM)
    scheme = qapp.styleHints().colorScheme()
    if scheme is not Qt.ColorScheme.Unknown:
        assert chrome.colours is (DARK if scheme is Qt.ColorScheme.Dark else LIGHT)
    assert chrome.colours in (LIGHT, DARK)
    chrome.set_appearance(Appearance.LIGHT)


def test_icons_take_the_colour_they_are_given(qapp: QApplication) -> None:
    del qapp
    for file in (resources_dir() / "icons").glob("*.svg"):
        if file.stem == "app":
            continue
        image = icons.pixmap(file.stem, QColor("#12ab34"), 24, 2.0).toImage()
        inked = [
            image.pixelColor(x, y)
            for x in range(48)
            for y in range(48)
            if image.pixelColor(x, y).alpha() == 255
        ]
        assert inked, f"{file.stem} paints nothing"
        assert all(colour == QColor("#12ab34") for colour in inked), file.stem


def test_every_icon_of_the_table_exists() -> None:
    for spec in ACTIONS:
        assert not spec.icon or (resources_dir() / "icons" / f"{spec.icon}.svg").is_file()
    assert not icons.application_icon().isNull()


def test_the_bundled_type_is_in_use(qapp: QApplication) -> None:
    assert "Inter" in qapp.font().family()


def test_no_two_actions_share_a_shortcut() -> None:
    keys = [key for spec in ACTIONS for key in spec.shortcuts]
    assert len(keys) == len(set(keys))


def test_everything_that_can_be_used_has_a_name_and_can_be_reached_by_keyboard(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window()
    window.open_path(DEMO)
    qtbot.waitUntil(lambda: window.session.reading is not None)
    controls = [
        widget
        for kind in (QAbstractButton, QComboBox, QSlider)
        for widget in window.findChildren(kind)
        # The button that empties a field is reached by selecting all and deleting.
        if not widget.objectName().startswith("qt_") and not isinstance(widget.parent(), QLineEdit)
    ]
    assert len(controls) > 8
    for control in controls:
        assert control.accessibleName() or control.text(), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.accessibleName()
    for widget in (window.stage.view, window.panel, window.stage.busy_line):
        assert widget.accessibleName()


def test_tab_goes_round_every_control_in_sight(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    window.open_path(DEMO)
    qtbot.waitUntil(lambda: window.session.reading is not None)
    window.activateWindow()
    visited = set()
    for _ in range(40):
        visited.add(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    for kind in (QAbstractButton, QComboBox, QSlider):
        for control in window.findChildren(kind):
            if control.isVisible() and control.isEnabled():
                assert control in visited, control.accessibleName()
    assert window.stage.view in visited
