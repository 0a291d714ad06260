"""Choices for a reading: the modality to read the scan as, and the operating point."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.language import wording
from desktop.language.engine_texts import localised
from desktop.style.theme import GRID
from desktop.widgets.drop_down import DropDown
from desktop.widgets.page import label
from engine.finding import OperatingPoint
from engine.scan import Modality


class ReadingChoices(QWidget):
    """Two lists; a choice reads or judges the scan again at once.

    Signals
    -------
    modality_chosen(object)
        A `Modality`, or None for what the file states.
    point_chosen(object)
        An `OperatingPoint` of the model.
    """

    modality_chosen = Signal(object)
    point_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[OperatingPoint, ...] = ()
        self._kinds: tuple[Modality | None, ...] = (None, *Modality)
        self._modality = _box(self.tr("Read as"))
        for kind in self._kinds:
            name = self.tr("What the file states") if kind is None else wording.read_as(kind)
            self._modality.addItem(name)
        self._modality.activated.connect(self._on_modality)
        self._point = _box(self.tr("Operating point"))
        self._point.activated.connect(self._on_point)
        self._point_caption = label(self.tr("Operating point"), "muted", wraps=False)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setHorizontalSpacing(2 * GRID)
        layout.setVerticalSpacing(6)
        layout.setColumnMinimumWidth(0, 12 * GRID)
        layout.setColumnStretch(1, 1)
        layout.addWidget(label(self.tr("Read as"), "muted", wraps=False), 0, 0)
        layout.addWidget(self._modality, 0, 1)
        layout.addWidget(self._point_caption, 1, 0)
        layout.addWidget(self._point, 1, 1)

    def show_choices(
        self,
        modality: Modality | None,
        points: Sequence[OperatingPoint],
        point: OperatingPoint | None,
    ) -> None:
        """Show the choices in force.

        Parameters
        ----------
        modality : Modality or None
            What the user chose to read the scan as; None for what the file states.
        points : sequence of OperatingPoint
            Of the model that answered; empty if none did.
        point : OperatingPoint or None
            The operating point in force.
        """
        self._modality.setCurrentIndex(self._kinds.index(modality))
        self._points = tuple(points)
        self._point.clear()
        self._point.addItems([localised(each.name) for each in points])
        if point in self._points:
            self._point.setCurrentIndex(self._points.index(point))
        # With one point there is nothing to choose, but it is still named.
        self._point.setEnabled(len(self._points) > 1)
        for part in (self._point, self._point_caption):
            part.setVisible(bool(self._points))

    @Slot(int)
    def _on_modality(self, index: int) -> None:
        self.modality_chosen.emit(self._kinds[index])

    @Slot(int)
    def _on_point(self, index: int) -> None:
        self.point_chosen.emit(self._points[index])


def _box(name: str) -> DropDown:
    box = DropDown()
    box.setAccessibleName(name)
    # The list is as wide as its longest entry; the box itself shortens long ones.
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
