"""Preferences dialog, drawn from the declared settings; changes take effect at once."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

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
from desktop.preferences.page import PageWidget
from desktop.settings.preferences import Preferences, rows
from desktop.settings.setting import Button, Choice, Page, Setting, Switch
from desktop.settings.settings import Settings
from desktop.style import icons
from desktop.style.theme import GRID, Theme
from desktop.widgets.page import close_box, label, rule

_SIZE: Final = (88 * GRID, 64 * GRID)
_LIST: Final = 22 * GRID


class PreferencesDialog(QDialog):
    """A list of pages on the left, the page that was chosen on the right.

    Parameters
    ----------
    settings : Settings
        Are changed.
    theme : Theme
        Its colours tint the icons.

    Signals
    -------
    changed(object)
        A `Setting` that has another value now.
    action_chosen(str)
        The name of an action whose button was pressed; the dialog has closed.
    """

    changed = Signal(object)
    action_chosen = Signal(str)

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._theme = settings, theme
        self._editors: dict[Setting[Any] | Button, QWidget] = {}
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize() * 0.9))
        self.pages = tuple(dict.fromkeys(row.page for row, _ in rows()))
        self.page_list = QListWidget()
        self.page_list.setObjectName("groups")
        self.page_list.setAccessibleName(self.tr("Groups of settings"))
        self.page_list.setFixedWidth(_LIST)
        self.page_list.setIconSize(QSize(18, 18))
        self._stack = QStackedWidget()
        for page in self.pages:
            item = QListWidgetItem(translate("preferences", page.title), self.page_list)
            item.setSizeHint(QSize(0, 5 * GRID))
            self._stack.addWidget(self._scrolled(self._drawn(page)))
        self.page_list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.page_list.setCurrentRow(0)
        self._lay_out()
        self._enable()
        theme.changed.connect(self._apply_palette)
        self._apply_palette()

    def editor(self, shown: Setting[Any] | Button) -> QWidget:
        """Return the widget that changes a setting, or the button itself."""
        return self._editors[shown]

    def _drawn(self, page: Page) -> PageWidget:
        drawn = PageWidget(translate("preferences", page.title))
        for row, shown in rows():
            if row.page is not page:
                continue
            title = translate("preferences", row.label)
            hint = translate("preferences", row.help) if row.help else ""
            if isinstance(shown, Button):
                button = self._editors[shown] = self._button(shown, title)
                drawn.add_button(button, hint)
            else:
                changed = partial(self._on_changed, shown)
                editor = self._editors[shown] = editor_of(shown, title, self._settings, changed)
                # A box to tick bears its title itself.
                drawn.add("" if isinstance(shown, Switch) else title, editor, hint)
        return drawn

    def _button(self, shown: Button, title: str) -> QPushButton:
        button = QPushButton(title)
        button.setProperty("size", "small")
        # Enter closes the dialog; it must not press the first button.
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._on_pressed, shown))
        return button

    def _scrolled(self, page: PageWidget) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setObjectName("panelScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        # Tab goes from the list of pages straight to the first editor.
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.page_list)
        body.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.addWidget(label(self.tr("Changes take effect at once."), "small"), 1)
        foot.addWidget(close_box(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)

    def _on_changed(self, setting: Setting[Any], value: object) -> None:
        setting.set(self._settings, value)
        self._refill_beside(setting)
        self._enable()
        self.changed.emit(setting)

    def _refill_beside(self, setting: Setting[Any]) -> None:
        # What there is to choose from may depend on what else the page says: the operating points
        # on the model, the models on the folder.
        for row, shown in rows():
            if shown is setting or setting.row is None or row.page is not setting.row.page:
                continue
            box = self._editors[shown]
            if isinstance(shown, Choice) and isinstance(box, QComboBox):
                refill(box, shown, self._settings)

    def _on_pressed(self, button: Button) -> None:
        if button is Preferences.forget_recent:
            self._settings.forget_all()
            self._enable()
        else:
            self.accept()
            self.action_chosen.emit(button.action)

    def _enable(self) -> None:
        for shown, editor in self._editors.items():
            if isinstance(shown, Switch) and shown.needs is not None:
                editor.setEnabled(shown.needs.get(self._settings))
        self._editors[Preferences.forget_recent].setEnabled(bool(self._settings.recent))

    @Slot()
    def _apply_palette(self) -> None:
        colour = QColor(self._theme.colours.muted)
        for number, page in enumerate(self.pages):
            self.page_list.item(number).setIcon(icons.plain_icon(page.icon, colour))
