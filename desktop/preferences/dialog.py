"""The dialog of the settings, drawn from the schema; what is changed holds at once."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.language.translation import translate
from desktop.preferences.editors import editor_of, refill
from desktop.preferences.page import Page
from desktop.preferences.schema import SCHEMA, Choice, Command, Group, Switch
from desktop.settings.settings import Settings
from desktop.style import icons
from desktop.style.theme import GRID, Theme
from desktop.widgets.page import close_box, label, rule

_SIZE: Final = (88 * GRID, 64 * GRID)
_LIST: Final = 22 * GRID


class Preferences(QDialog):
    """A list of pages on the left, the page that was chosen on the right.

    Parameters
    ----------
    settings : Settings
        Are changed.
    theme : Theme
        Its colours tint the icons.

    Signals
    -------
    changed(str)
        The name of a setting that has another value now.
    asked(str)
        The name of a command whose button was pressed.
    """

    changed = Signal(str)
    asked = Signal(str)

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._theme = settings, theme
        self._editors: dict[str, QWidget] = {}
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize() * 0.9))
        self.groups = QListWidget()
        self.groups.setObjectName("groups")
        self.groups.setAccessibleName(self.tr("Groups of settings"))
        self.groups.setFixedWidth(_LIST)
        self.groups.setIconSize(QSize(18, 18))
        self._pages = QStackedWidget()
        for group in SCHEMA:
            item = QListWidgetItem(translate("preferences", group.title), self.groups)
            item.setSizeHint(QSize(0, 5 * GRID))
            self._pages.addWidget(self._scrolled(self._page(group)))
        self.groups.currentRowChanged.connect(self._pages.setCurrentIndex)
        self.groups.setCurrentRow(0)
        self._lay_out()
        self._enable()
        theme.changed.connect(self._apply_palette)
        self._apply_palette()

    def editor(self, name: str) -> QWidget:
        """Return what a setting is changed with, or the button of a command."""
        return self._editors[name]

    def _page(self, group: Group) -> Page:
        page = Page(translate("preferences", group.title))
        for field in group.fields:
            title = translate("preferences", field.title)
            hint = translate("preferences", field.hint) if field.hint else ""
            if isinstance(field, Command):
                button = QPushButton(title)
                button.setProperty("size", "small")
                button.setAutoDefault(False)
                button.clicked.connect(partial(self._on_asked, field.name))
                self._editors[field.name] = button
                page.add_button(button, hint)
            else:
                self._editors[field.name] = editor_of(field, self._settings, self._store)
                name = "" if isinstance(field, Switch) else title
                page.add(name, self._editors[field.name], hint)
        return page

    def _scrolled(self, page: Page) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setObjectName("panelScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.groups)
        body.addWidget(self._pages, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.addWidget(label(self.tr("What is changed holds at once."), "small"), 1)
        foot.addWidget(close_box(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)

    def _store(self, name: str, value: object) -> None:
        setattr(self._settings, name, value)
        self._refill(name)
        self._enable()
        self.changed.emit(name)

    def _refill(self, name: str) -> None:
        for field in (field for group in SCHEMA for field in group.fields):
            box = self._editors.get(field.name)
            if isinstance(field, Choice) and name in field.follows and isinstance(box, QComboBox):
                refill(box, field, self._settings)

    def _on_asked(self, name: str) -> None:
        if name == "forget_recent":
            self._settings.forget_all()
            self._enable()
            self.changed.emit("recent")
        else:
            self.accept()
            self.asked.emit(name)

    def _enable(self) -> None:
        for group in SCHEMA:
            for field in group.fields:
                if isinstance(field, Switch) and field.needs and field.name in self._editors:
                    self._editors[field.name].setEnabled(getattr(self._settings, field.needs))
        if "forget_recent" in self._editors:
            self._editors["forget_recent"].setEnabled(bool(self._settings.recent))

    @Slot()
    def _apply_palette(self) -> None:
        colour = QColor(self._theme.colours.muted)
        for row, group in enumerate(SCHEMA):
            self.groups.item(row).setIcon(icons.plain_icon(group.icon, colour))
