"""Control of measurements: keeps the view, the list and the actions in step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance, Slot
from PySide6.QtGui import QAction

from desktop.viewer.measuring.measurement_list import MeasurementList
from desktop.viewer.measuring.measuring import Measuring
from engine.measurement import Measurement, Point


class MeasuringView(Protocol):
    """A view that distances are measured in, such as `desktop.viewer.view.scan_view.ScanView`."""

    @property
    def measured(self) -> SignalInstance:
        """Signal with both ends of a new distance."""

    @property
    def end_moved(self) -> SignalInstance:
        """Signal with the label of a distance and both of its new ends."""

    @property
    def selected(self) -> SignalInstance:
        """Signal with the label of the distance that was pressed, or None."""

    def set_lines(self, lines: Sequence[Measurement], selected: str | None) -> None:
        """Draw other distances."""


class MeasuringControl(QObject):
    """Hands measurements from the view to the list, and back.

    Parameters
    ----------
    measuring : Measuring
        Holds the measurements.
    view : MeasuringView
        Draws them.
    listed : MeasurementList
        Lists them.
    actions : mapping
        The window's actions by name.
    """

    def __init__(
        self,
        measuring: Measuring,
        view: MeasuringView,
        listed: MeasurementList,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._measuring, self._view, self._list = measuring, view, listed
        self._actions = actions
        self._frame = 0
        measuring.changed.connect(self._on_changed)
        view.measured.connect(self._on_measured)
        view.end_moved.connect(measuring.move)
        view.selected.connect(measuring.select)
        listed.selected.connect(measuring.select)
        listed.deleted.connect(measuring.delete)
        group = measuring.undo_group
        group.canUndoChanged.connect(actions["undo"].setEnabled)
        group.canRedoChanged.connect(actions["redo"].setEnabled)
        for name in ("undo", "redo"):
            actions[name].setEnabled(False)

    def show_frame(self, frame: int) -> None:
        """Draw the distances of another frame."""
        self._frame = frame
        self._on_changed()

    @Slot()
    def delete(self) -> None:
        """Delete the selected measurement, or the last."""
        self._measuring.delete()

    @Slot(object, object)
    def _on_measured(self, start: Point, end: Point) -> None:
        self._measuring.add(start, end, self._frame)

    @Slot()
    def _on_changed(self) -> None:
        lines, selected = self._measuring.lines, self._measuring.selected
        self._view.set_lines([line for line in lines if line.frame == self._frame], selected)
        self._list.show_lines(lines, selected, self._measuring.has_frames)
        self._actions["delete_measurement"].setEnabled(bool(lines))
