"""List of the distances measured on a scan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.language import wording
from desktop.widgets.page import Section, label
from engine.measurement import Measurement

_ROW = 28
_DELETES = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class MeasurementList(Section):
    """A section with one row per distance, and a note if the scan is not calibrated.

    Signals
    -------
    selected(object)
        The label of the line that was chosen.
    deleted(object)
        The label of the line to delete.
    """

    selected = Signal(object)
    deleted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Measurements"))
        self._list = _Rows()
        self._list.setAccessibleName(self.tr("Measurements"))
        self._list.currentItemChanged.connect(self._on_current)
        self._list.delete_pressed.connect(self._on_delete)
        self._note = label("", "small")
        self.add(self._list)
        self.add(self._note)
        self.hide()

    @property
    def rows(self) -> list[str]:
        """The text of each row."""
        return [self._list.item(row).text() for row in range(self._list.count())]

    @property
    def note(self) -> str:
        """The note about a missing calibration; empty if there is none."""
        return self._note.text()

    def show_lines(
        self, lines: Sequence[Measurement], selected: str | None, has_frames: bool
    ) -> None:
        """List other measurements."""
        # Filling the list is no selection by the user.
        self._list.blockSignals(True)
        self._list.clear()
        for line in lines:
            item = QListWidgetItem(_text(line, has_frames=has_frames))
            item.setData(Qt.ItemDataRole.UserRole, line.label)
            item.setSizeHint(QSize(0, _ROW))
            self._list.addItem(item)
            if line.label == selected:
                self._list.setCurrentItem(item)
        self._list.blockSignals(False)
        self._list.setFixedHeight(_ROW * max(1, len(lines)) + 4)
        is_bare = any(line.millimetres is None for line in lines)
        self._note.setText(wording.no_calibration() if is_bare else "")
        self._note.setVisible(is_bare)
        self.setVisible(bool(lines))

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.selected.emit(item.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _on_delete(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.deleted.emit(item.data(Qt.ItemDataRole.UserRole))


class _Rows(QListWidget):
    delete_pressed = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim the keys that delete before the shortcuts of the window do."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() in _DELETES
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Delete the chosen row."""
        if event.key() in _DELETES:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


def _text(line: Measurement, *, has_frames: bool) -> str:
    text = wording.measurement(line)
    if line.millimetres is not None:
        text += f"  ({wording.pixels(line.pixels)})"
    return f"{text}  {wording.frame(line.frame)}" if has_frames else text
