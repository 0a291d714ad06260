"""What a setting is changed with: one kind of widget for each kind of setting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.language.translation import translate
from desktop.preferences.folder_field import FolderField
from desktop.preferences.schema import Choice, Field, Folder, PictureFile, Share, Switch, Text
from desktop.report.fields import choice, line
from desktop.report.logo_field import LogoField
from desktop.settings.settings import Settings
from desktop.style.theme import GRID
from desktop.viewer.heatmap.heatmap_controls import PercentSlider
from desktop.widgets.check_box import CheckBox

Store = Callable[[str, Any], None]
_SLIDER: Final = 24 * GRID


def editor_of(field: Field, settings: Settings, store: Store) -> QWidget:
    """Return a widget that shows a setting and changes it at once.

    Parameters
    ----------
    field : Field
        Which one.
    settings : Settings
        Where its present value is.
    store : callable
        Takes the name and the new value of a setting.
    """
    value = getattr(settings, field.name, None)
    title = translate("preferences", field.title)

    def changed(new: object) -> None:
        store(field.name, new)

    match field:
        case Switch():
            return _switch(title, bool(value), changed)
        case Choice():
            return _choice(field, settings, changed)
        case Share():
            return _share(title, value, changed)
        case Text():
            text = line(str(value))
            text.textChanged.connect(lambda new: changed(new.strip()))
            return text
        case PictureFile():
            picture = LogoField(value)
            picture.changed.connect(lambda: changed(picture.path))
            return picture
        case Folder():
            folder = FolderField(value)
            folder.chosen.connect(changed)
            return folder
    raise TypeError(f"nothing changes a {type(field).__name__}")


def _switch(title: str, value: bool, changed: Callable[[object], None]) -> QWidget:
    box = CheckBox(title)
    box.setChecked(value)
    box.toggled.connect(changed)
    return box


def _choice(field: Choice, settings: Settings, changed: Callable[[object], None]) -> QWidget:
    box = choice(*_options(field, settings))
    box.setEnabled(box.count() > 1)
    box.currentIndexChanged.connect(lambda index: changed(box.itemData(index)))
    return box


def refill(box: QComboBox, field: Choice, settings: Settings) -> None:
    """Offer what there is to choose from now; what was chosen stays."""
    offered, chosen = _options(field, settings)
    box.blockSignals(True)
    box.clear()
    for text, meaning in offered:
        box.addItem(text, meaning)
    box.setCurrentIndex(box.findData(chosen))
    box.setEnabled(box.count() > 1)
    box.blockSignals(False)


def _options(field: Choice, settings: Settings) -> tuple[list[tuple[str, str]], str]:
    """Return what there is to choose from, translated, and what is chosen."""
    offered = [(translate("preferences", text), key) for text, key in field.options(settings)]
    value, keys = getattr(settings, field.name), [key for _, key in offered]
    return offered, value if value in keys else keys[0]


def _share(title: str, value: object, changed: Callable[[object], None]) -> QWidget:
    slider = PercentSlider("", title, _SLIDER)
    slider.set_value(float(str(value)))
    slider.changed.connect(changed)
    return slider
