"""Which heatmap is shown, and how strongly."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from desktop import wording
from desktop.actions import plain_text
from desktop.theme import GRID
from desktop.widgets.drop_down import DropDown


class HeatmapControls(QWidget):
    """On or off, which map, and its opacity.

    Parameters
    ----------
    action : QAction
        Checkable; switches the heatmap on and off.

    Signals
    -------
    map_chosen(int)
        Index of the map.
    opacity_changed(float)
        From 0 to 1.
    """

    map_chosen = Signal(int)
    opacity_changed = Signal(float)

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toggle = QToolButton()
        self._toggle.setDefaultAction(action)
        self._toggle.setAccessibleName(plain_text(action))
        self._toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._toggle.setIconSize(QSize(18, 18))
        self._toggle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._maps = DropDown()
        self._maps.setAccessibleName(self.tr("Map"))
        self._maps.setToolTip(self.tr("What the heatmap shows"))
        self._maps.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
        self._maps.setPlaceholderText(self.tr("No heatmap"))
        self._maps.setMinimumWidth(24 * GRID)
        self._maps.currentIndexChanged.connect(self._on_chosen)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setPageStep(10)
        self._slider.setFixedWidth(120)
        self._slider.setToolTip(self.tr("Opacity of the heatmap"))
        self._slider.setAccessibleName(self.tr("Opacity of the heatmap"))
        self._slider.valueChanged.connect(self._on_slid)
        self._value = QLabel()
        self._value.setProperty("role", "muted")
        self._value.setFixedWidth(self.fontMetrics().horizontalAdvance(wording.percent(1.0)) + 4)
        self._caption = QLabel(self.tr("Opacity"))
        self._caption.setProperty("role", "muted")
        self._caption.setBuddy(self._slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (self._toggle, self._maps, self._caption, self._slider, self._value):
            layout.addWidget(widget)
            if widget is self._maps:
                layout.addSpacing(GRID)
        action.toggled.connect(self._on_toggled)

    def set_compact(self, compact: bool) -> None:
        """Do without captions, for a narrow window; they stay as tool tips."""
        style = Qt.ToolButtonStyle
        self._toggle.setToolButtonStyle(
            style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon
        )
        self._caption.setVisible(not compact)
        self._value.setVisible(not compact)
        self._slider.setFixedWidth(80 if compact else 120)

    @property
    def opacity(self) -> float:
        """From 0 to 1."""
        return self._slider.value() / 100

    def set_opacity(self, opacity: float) -> None:
        """Move the slider."""
        self._slider.setValue(round(100 * opacity))
        self._on_slid(self._slider.value())

    def set_maps(self, names: Sequence[str]) -> None:
        """Offer other maps, by their names on screen; the first is chosen. None disables it all."""
        self._maps.blockSignals(True)
        self._maps.clear()
        self._maps.addItems(list(names))
        self._maps.setCurrentIndex(0 if names else -1)
        self._maps.blockSignals(False)
        self._enable()

    def _enable(self) -> None:
        action = self._toggle.defaultAction()
        usable = self._maps.count() > 0
        action.setEnabled(usable)
        self._maps.setEnabled(usable and action.isChecked())
        self._slider.setEnabled(usable and action.isChecked())

    @Slot(bool)
    def _on_toggled(self, _checked: bool) -> None:
        self._enable()

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        if index >= 0:
            self.map_chosen.emit(index)

    @Slot(int)
    def _on_slid(self, value: int) -> None:
        self._value.setText(wording.percent(value / 100))
        self.opacity_changed.emit(value / 100)
