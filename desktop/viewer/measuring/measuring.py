"""Distances measured on the scans of this session, with undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoGroup, QUndoStack

from desktop.language.translation import translate
from engine.measurement import Measurement, Point, measure
from engine.scan import Scan


@dataclass(slots=True)
class _Sheet:
    """The measurements of one scan, and the stack of what can be undone."""

    stack: QUndoStack
    lines: tuple[Measurement, ...] = field(default=())


class _Replacement(QUndoCommand):
    """Puts one set of measurements in place of another."""

    def __init__(
        self,
        text: str,
        sheet: _Sheet,
        after: tuple[Measurement, ...],
        changed: Callable[[], None],
    ) -> None:
        super().__init__(text)
        self._sheet, self._before, self._after = sheet, sheet.lines, after
        self._changed = changed

    def redo(self) -> None:
        """Put the later set in place."""
        self._sheet.lines = self._after
        self._changed()

    def undo(self) -> None:
        """Put the earlier set back."""
        self._sheet.lines = self._before
        self._changed()


class Measuring(QObject):
    """Measurements of the present scan; those of other scans are kept until the window closes.

    Signals
    -------
    changed()
        The measurements or the selection changed.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_group = QUndoGroup(self)
        # By path, so that a scan that is opened again has its measurements.
        self._sheets: dict[Path, _Sheet] = {}
        self._scan: Scan | None = None
        self._selected: str | None = None

    @property
    def lines(self) -> tuple[Measurement, ...]:
        """The measurements of the present scan, in the order in which they were made."""
        return () if self._scan is None else self._sheet(self._scan).lines

    @property
    def has_frames(self) -> bool:
        """Whether the present scan has more than one frame."""
        return self._scan is not None and self._scan.frames > 1

    @property
    def selected(self) -> str | None:
        """The label of the measurement that is selected."""
        return self._selected

    def show_scan(self, scan: Scan | None) -> None:
        """Switch to the measurements of another scan, or of none."""
        if scan is self._scan:
            return
        self._scan = scan
        self._selected = None
        if scan is not None:
            self.undo_group.setActiveStack(self._sheet(scan).stack)
        else:
            self.undo_group.setActiveStack(None)  # type: ignore[arg-type]  # Qt takes None, its types do not
        self.changed.emit()

    def select(self, label: str | None) -> None:
        """Select a measurement by its label, or none."""
        known = {line.label for line in self.lines}
        self._selected = label if label in known else None
        self.changed.emit()

    def add(self, start: Point, end: Point, frame: int) -> None:
        """Measure a new distance, in pixels of the frame, and select it."""
        if self._scan is None:
            return
        line = measure(self._scan, _next_label(self.lines), start, end, frame)
        self._selected = line.label
        self._replace(translate("measuring", "measuring"), (*self.lines, line))

    def move(self, label: str, start: Point, end: Point) -> None:
        """Give a measurement other ends."""
        if self._scan is None:
            return
        moved = tuple(
            measure(self._scan, line.label, start, end, line.frame) if line.label == label else line
            for line in self.lines
        )
        self._replace(translate("measuring", "moving an end"), moved)

    def delete(self, label: str | None = None) -> None:
        """Delete a measurement; without a label the selected one, else the last."""
        lines = self.lines
        if not lines:
            return
        target = label or self._selected or lines[-1].label
        kept = tuple(line for line in lines if line.label != target)
        self._replace(translate("measuring", "deleting a measurement"), kept)

    def _replace(self, text: str, lines: tuple[Measurement, ...]) -> None:
        if self._scan is not None:
            sheet = self._sheet(self._scan)
            sheet.stack.push(_Replacement(text, sheet, lines, self._on_replaced))

    def _on_replaced(self) -> None:
        self.select(self._selected)

    def _sheet(self, scan: Scan) -> _Sheet:
        if scan.path not in self._sheets:
            self._sheets[scan.path] = _Sheet(QUndoStack(self.undo_group))
        return self._sheets[scan.path]


def _next_label(lines: tuple[Measurement, ...]) -> str:
    # A label that was deleted is used again: A, B, ... Z, AA, AB.
    used = {line.label for line in lines}
    number = 0
    while (label := _letters(number)) in used:
        number += 1
    return label


def _letters(number: int) -> str:
    first, last = divmod(number, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)
