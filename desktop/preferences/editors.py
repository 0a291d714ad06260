"""Editors of settings: one kind of widget for each kind of setting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.preferences.folder_field import FolderField
from desktop.report.fields import choice, line
from desktop.report.logo_field import LogoField
from desktop.settings.setting import Choice, Folder, PictureFile, Setting, Share, Switch, Text
from desktop.settings.settings import Settings
from desktop.style.theme import GRID
from desktop.viewer.heatmap.heatmap_controls import PercentSlider
from desktop.widgets.check_box import CheckBox

Changed: TypeAlias = Callable[[Any], None]
_SLIDER: Final = 24 * GRID


def editor_of(setting: Setting[Any], title: str, settings: Settings, changed: Changed) -> QWidget:
    """Return a widget that shows a setting.

    Parameters
    ----------
    setting : Setting
        To be shown.
    title : str
        Of its row, translated.
    settings : Settings
        Where its present value is.
    changed : callable
        Takes each new value, as soon as the user changes it.
    """
    match setting:
        case Switch():
            return _switch(title, setting.get(settings), changed)
        case Choice():
            return _choice(setting, settings, changed)
        case Share():
            return _share(title, setting.get(settings), changed)
        case Text():
            text = line(setting.get(settings))
            text.textChanged.connect(lambda new: changed(new.strip()))
            return text
        case PictureFile():
            picture = LogoField(setting.get(settings))
            picture.changed.connect(lambda: changed(picture.path))
            return picture
        case Folder():
            folder = FolderField(setting.get(settings))
            folder.chosen.connect(changed)
            return folder
    raise TypeError(f"no widget edits a {type(setting).__name__}")


def _switch(title: str, value: bool, changed: Changed) -> QWidget:
    box = CheckBox(title)
    box.setChecked(value)
    box.toggled.connect(changed)
    return box


def _choice(setting: Choice[Any], settings: Settings, changed: Changed) -> QWidget:
    box = choice(*_options(setting, settings))
    # With one option there is nothing to choose.
    box.setEnabled(box.count() > 1)
    box.currentIndexChanged.connect(lambda index: changed(box.itemData(index)))
    return box


def refill(box: QComboBox, setting: Choice[Any], settings: Settings) -> None:
    """Offer the present options; the chosen one stays."""
    offered, chosen = _options(setting, settings)
    # Otherwise clearing the list would be taken for a choice.
    box.blockSignals(True)
    box.clear()
    for text, meaning in offered:
        box.addItem(text, meaning)
    box.setCurrentIndex(box.findData(chosen))
    box.setEnabled(box.count() > 1)
    box.blockSignals(False)


def _options(setting: Choice[Any], settings: Settings) -> tuple[list[tuple[str, str]], str]:
    """Return the options, each as text and value, and the value of the chosen one."""
    offered = list(setting.options(settings))
    value, keys = setting.get(settings), [key for _, key in offered]
    return offered, value if value in keys else keys[0]


def _share(title: str, value: float, changed: Changed) -> QWidget:
    slider = PercentSlider("", title, _SLIDER)
    slider.set_value(value)
    slider.changed.connect(changed)
    return slider
