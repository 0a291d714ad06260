"""What a setting is changed with: one kind of widget for each kind of setting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop.preferences.schema import Choice, Field, PictureFile, Share, Switch, Text
from desktop.report.fields import choice, line
from desktop.report.logo_field import LogoField
from desktop.settings import Settings
from desktop.theme import GRID
from desktop.translation import translate
from desktop.widgets.check_box import CheckBox
from desktop.widgets.heatmap_controls import PercentSlider

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
            return _choice(field, value, changed)
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
    raise TypeError(f"nothing changes a {type(field).__name__}")


def _switch(title: str, value: bool, changed: Callable[[object], None]) -> QWidget:
    box = CheckBox(title)
    box.setChecked(value)
    box.toggled.connect(changed)
    return box


def _choice(field: Choice, value: object, changed: Callable[[object], None]) -> QWidget:
    options = [(translate("preferences", text), meaning) for text, meaning in field.options()]
    meanings = [meaning for _, meaning in options]
    box = choice(options, value if value in meanings else meanings[0])
    box.currentIndexChanged.connect(lambda index: changed(meanings[index]))
    return box


def _share(title: str, value: object, changed: Callable[[object], None]) -> QWidget:
    slider = PercentSlider("", title, _SLIDER)
    slider.set_value(float(str(value)))
    slider.changed.connect(changed)
    return slider
