"""Sheet of all keys and mouse gestures; the keys can be changed there."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import ACTIONS, ActionSpec
from desktop.language.translation import QT_TRANSLATE_NOOP, translate
from desktop.shortcuts import Shortcuts
from desktop.style import icons
from desktop.style.theme import GRID
from desktop.widgets.page import close_box, label, rule

_SIZE: Final = (124 * GRID, 96 * GRID)
_KEY: Final = 20 * GRID
# Qt's placeholder in an empty field; its own German text does not fit.
_EMPTY: Final = QT_TRANSLATE_NOOP("QKeySequenceEdit", "Press shortcut")
_MOUSE: Final = (
    (
        QT_TRANSLATE_NOOP("shortcuts", "Left drag"),
        QT_TRANSLATE_NOOP("shortcuts", "what the tool says: move, window, zoom, measure"),
    ),
    (
        QT_TRANSLATE_NOOP("shortcuts", "Right drag"),
        QT_TRANSLATE_NOOP(
            "shortcuts", "window: right for less contrast, left for more, up for brighter"
        ),
    ),
    (
        QT_TRANSLATE_NOOP("shortcuts", "Middle drag"),
        QT_TRANSLATE_NOOP("shortcuts", "move the scan"),
    ),
    (
        QT_TRANSLATE_NOOP("shortcuts", "Wheel"),
        QT_TRANSLATE_NOOP("shortcuts", "zoom to the cursor; of several frames, go through them"),
    ),
    (
        QT_TRANSLATE_NOOP("shortcuts", "Ctrl + wheel"),
        QT_TRANSLATE_NOOP("shortcuts", "zoom to the cursor"),
    ),
    (
        QT_TRANSLATE_NOOP("shortcuts", "Double click"),
        QT_TRANSLATE_NOOP("shortcuts", "fit to the window"),
    ),
    (
        QT_TRANSLATE_NOOP("shortcuts", "Drag an end"),
        QT_TRANSLATE_NOOP("shortcuts", "move the end of a distance, with any tool"),
    ),
    (
        QT_TRANSLATE_NOOP("shortcuts", "Arrow keys"),
        QT_TRANSLATE_NOOP(
            "shortcuts", "move the scan; when measuring, the cross (with Shift in small steps)"
        ),
    ),
    (
        QT_TRANSLATE_NOOP("shortcuts", "Enter"),
        QT_TRANSLATE_NOOP("shortcuts", "when measuring: begin at the cross, then end there"),
    ),
)


class ShortcutSheet(QDialog):
    """Lists every action with its keys, group by group, and the gestures of the mouse.

    Parameters
    ----------
    shortcuts : Shortcuts
        Changed at once, as the user types.
    """

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts = shortcuts
        self._edits: dict[str, QKeySequenceEdit] = {}
        self._others: dict[str, QLabel] = {}
        self._clears: dict[str, QToolButton] = {}
        self.setWindowTitle(self.tr("Keys and mouse"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = self.screen().availableSize() * 0.9
        self.resize(QSize(*_SIZE).boundedTo(room))
        self._message = label("", "muted")
        self._message.setMinimumHeight(20)
        body = QWidget()
        body.setObjectName("panelBody")
        columns = QHBoxLayout(body)
        columns.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        columns.setSpacing(4 * GRID)
        for part in self._columns():
            columns.addLayout(part, 1)
        scroll = QScrollArea()
        scroll.setObjectName("panelScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(rule())
        layout.addLayout(self._footer())
        self._show_keys()

    def _columns(self) -> tuple[QVBoxLayout, QVBoxLayout]:
        left, right = QVBoxLayout(), QVBoxLayout()
        groups = list(dict.fromkeys(spec.group for spec in ACTIONS))
        self._add_mouse(right)
        for number, group in enumerate(groups):
            specs = [spec for spec in ACTIONS if spec.group == group]
            self._add_group(left if number < (len(groups) + 1) // 2 else right, group, specs)
        for column in (left, right):
            column.setSpacing(6)
            column.addStretch(1)
        return left, right

    def _add_mouse(self, column: QVBoxLayout) -> None:
        column.addWidget(label(self.tr("Mouse, and keys in the scan"), "section"))
        grid = _grid()
        for row, (gesture, meaning) in enumerate(_MOUSE):
            name = label(translate("shortcuts", gesture), wraps=False)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(translate("shortcuts", meaning), "muted"), row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addSpacing(2 * GRID)

    def _add_group(self, column: QVBoxLayout, group: str, specs: list[ActionSpec]) -> None:
        column.addWidget(label(translate("actions", group), "section"))
        grid = _grid()
        grid.setColumnStretch(0, 1)
        for row, spec in enumerate(specs):
            name = (
                translate("actions", spec.text).replace("&", "").rstrip("\N{HORIZONTAL ELLIPSIS}")
            )
            edit = QKeySequenceEdit()
            edit.setMaximumSequenceLength(1)
            edit.setFixedWidth(_KEY)
            edit.setAccessibleName(self.tr("Key for: {}").format(name))
            edit.editingFinished.connect(partial(self._on_edited, spec.name))
            self._edits[spec.name] = edit
            self._others[spec.name] = label("", "small", wraps=False)
            words = label(name)
            words.setBuddy(edit)
            grid.addWidget(words, row, 0)
            grid.addWidget(self._others[spec.name], row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(edit, row, 2)
            self._clears[spec.name] = self._clear_button(spec.name, name)
            grid.addWidget(self._clears[spec.name], row, 3)
        column.addLayout(grid)
        column.addSpacing(2 * GRID)

    def _clear_button(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon("close", self.palette()))
        button.setIconSize(QSize(14, 14))
        button.setToolTip(self.tr("Remove the key"))
        button.setAccessibleName(self.tr("Remove the key for: {}").format(text))
        button.clicked.connect(partial(self._on_cleared, name))
        return button

    def _footer(self) -> QHBoxLayout:
        buttons = close_box(self)
        self.usual = buttons.addButton(
            self.tr("Back to the usual keys"), QDialogButtonBox.ButtonRole.ResetRole
        )
        self.usual.clicked.connect(self._on_reset)
        footer = QHBoxLayout()
        footer.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        footer.addWidget(self._message, 1)
        footer.addWidget(buttons)
        return footer

    @property
    def message(self) -> str:
        """The message about the last change."""
        return self._message.text()

    def edit(self, name: str) -> QKeySequenceEdit:
        """Return the field of an action."""
        return self._edits[name]

    def _show_keys(self) -> None:
        for name, edit in self._edits.items():
            keys = self._shortcuts.keys(name)
            edit.blockSignals(True)
            edit.setKeySequence(keys[0] if keys else QKeySequence())
            edit.blockSignals(False)
            self._clears[name].setEnabled(bool(keys))
            native = QKeySequence.SequenceFormat.NativeText
            self._others[name].setText(", ".join(key.toString(native) for key in keys[1:]))

    def _on_edited(self, name: str) -> None:
        keys = self._edits[name].keySequence()
        present = self._shortcuts.keys(name)
        if keys == (present[0] if present else QKeySequence()):
            return
        other = self._shortcuts.owner_of(keys)
        self._shortcuts.change(name, keys)
        taken = other is not None and other != name
        self._message.setText(
            self.tr("{} was taken from “{}”.").format(
                keys.toString(QKeySequence.SequenceFormat.NativeText), _name_of(other or "")
            )
            if taken
            else ""
        )
        self._show_keys()

    def _on_cleared(self, name: str) -> None:
        self._edits[name].clear()
        self._on_edited(name)

    @Slot()
    def _on_reset(self) -> None:
        self._shortcuts.reset()
        self._message.setText(self.tr("All keys are the usual ones again."))
        self._show_keys()


def _name_of(name: str) -> str:
    spec = next(spec for spec in ACTIONS if spec.name == name)
    return translate("actions", spec.text).replace("&", "").rstrip("\N{HORIZONTAL ELLIPSIS}")


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GRID)
    grid.setVerticalSpacing(4)
    return grid
