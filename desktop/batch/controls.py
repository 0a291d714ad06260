"""Controls of a batch: the bar above the rows with folders, progress and buttons."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.language import wording
from desktop.style import icons
from desktop.style.theme import GRID, Theme
from desktop.widgets.check_box import CheckBox
from desktop.widgets.drop_down import DropDown
from desktop.widgets.page import label
from engine.scan import Modality
from engine.terminal_text import printable

# Width in points below which the first button shows its icon alone.
_ROOMY: Final = 640


class State(enum.Enum):
    """State of a batch window."""

    EMPTY = "empty"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    STOPPED = "stopped"
    DONE = "done"


class Controls(QWidget):
    """Folders, options, progress in words, and the buttons that make sense in each state.

    Parameters
    ----------
    theme : Theme
        Its colours tint the icon of the first button.

    Signals
    -------
    choose_asked(), pause_asked(), go_on_asked(), cancel_asked(), resume_asked()
        The button of that name was pressed.
    """

    choose_asked = Signal()
    pause_asked = Signal()
    go_on_asked = Signal()
    cancel_asked = Signal()
    resume_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._state = State.EMPTY
        self.choose = self._button(self.tr("Read a folder…"), "primary")
        self.choose.setIconSize(QSize(18, 18))
        self.choose.setAccessibleName(self.tr("Read a folder"))
        self.choose.setToolTip(self.tr("Choose a folder and read its scans (Ctrl+O)"))
        self.pause = self._button(self.tr("Pause"))
        self.cancel = self._button(self.tr("Cancel"))
        self.resume = self._button(self.tr("Resume"), "primary")
        self.recursive = CheckBox(self.tr("Subfolders"))
        self.recursive.setToolTip(self.tr("Read the folders inside it as well"))
        self.recursive.setChecked(True)
        self.modality = DropDown()
        self.modality.setAccessibleName(self.tr("Read as"))
        self.modality.setToolTip(self.tr("What the scans are read as"))
        self.modality.addItem(self.tr("As the files say"), None)
        for kind in Modality:
            self.modality.addItem(wording.modality(kind), str(kind))
        self._name = label("", "strong", wraps=False)
        self._details = label("", "small", wraps=False)
        self._lay_out()
        for button, signal in (
            (self.choose, self.choose_asked),
            (self.cancel, self.cancel_asked),
            (self.resume, self.resume_asked),
        ):
            button.clicked.connect(signal)
        self.pause.clicked.connect(self._on_pause_clicked)
        theme.changed.connect(self._apply_palette)
        self._apply_palette()
        self.set_state(State.EMPTY)

    def _button(self, text: str, kind: str = "plain") -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", kind)
        button.setProperty("size", "small")
        button.setAccessibleName(text.rstrip("…"))
        return button

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._details)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(self.choose)
        layout.addLayout(words, 1)
        for widget in (self.recursive, self.modality, self.resume, self.pause, self.cancel):
            layout.addWidget(widget)
        for part in (self._name, self._details):
            part.setMinimumWidth(40)

    @property
    def state(self) -> State:
        """State of the batch."""
        return self._state

    @property
    def details(self) -> str:
        """Progress of the batch in words."""
        return self._details.text()

    @property
    def chosen_modality(self) -> str | None:
        """Modality that the scans are read as; None for what each file states."""
        chosen = self.modality.currentData()
        return None if chosen is None else str(chosen)

    def set_state(self, state: State) -> None:
        """Show the controls of a state."""
        self._state = state
        running = state in {State.RUNNING, State.PAUSED}
        busy = running or state is State.STOPPING
        self.choose.setVisible(not busy)
        # Options of a running batch cannot change.
        self.recursive.setVisible(not busy)
        self.modality.setVisible(not busy)
        self.pause.setVisible(running)
        self.cancel.setVisible(busy)
        self.cancel.setEnabled(running)
        self.resume.setVisible(state is State.STOPPED)
        self.pause.setText(self.tr("Go on") if state is State.PAUSED else self.tr("Pause"))
        self.pause.setAccessibleName(self.pause.text())

    def show_folders(self, folders: Sequence[Path]) -> None:
        """Show the names of the folders that are read."""
        names = [wording.file_name(folder) or str(folder) for folder in folders]
        self._name.setText(", ".join(names))
        self._name.setToolTip(wording.tip("\n".join(printable(str(path)) for path in folders)))

    def show_details(self, text: str) -> None:
        """Show the progress in words."""
        self._details.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Hide the text of the first button in a narrow window."""
        compact = event.size().width() < _ROOMY
        self.choose.setText("" if compact else self.tr("Read a folder…"))
        super().resizeEvent(event)

    @Slot()
    def _on_pause_clicked(self) -> None:
        signal = self.go_on_asked if self._state is State.PAUSED else self.pause_asked
        signal.emit()

    @Slot()
    def _apply_palette(self) -> None:
        self.choose.setIcon(icons.plain_icon("open", QColor(self._theme.colours.on_accent)))
