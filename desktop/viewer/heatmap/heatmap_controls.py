"""Controls of the heatmap: on or off, which map, its opacity and its threshold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from desktop.actions import plain_text
from desktop.language import wording
from desktop.style.theme import GRID
from desktop.widgets.drop_down import DropDown

_ROOMY: Final = 80
_NARROW: Final = 56


class HeatmapControls(QWidget):
    """A button, a list of maps, and sliders for the opacity and the threshold.

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
    threshold_changed(float)
        From 0 to 1.
    """

    map_chosen = Signal(int)
    opacity_changed = Signal(float)
    threshold_changed = Signal(float)

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
        self._maps.setMinimumContentsLength(8)
        self._maps.currentIndexChanged.connect(self._on_chosen)
        self._opacity = PercentSlider(self.tr("Opacity"), self.tr("Opacity of the heatmap"))
        self._threshold = PercentSlider(
            self.tr("From"), self.tr("Threshold: weaker evidence is left out")
        )
        self._opacity.changed.connect(self.opacity_changed)
        self._threshold.changed.connect(self.threshold_changed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._toggle)
        layout.addWidget(self._maps)
        for slider in (self._opacity, self._threshold):
            layout.addSpacing(4)
            layout.addWidget(slider)
        action.toggled.connect(self._on_toggled)

    def set_room(self, *, has_captions: bool, has_values: bool) -> None:
        """Hide captions and values in a narrow window; tool tips still show them."""
        style, policy = Qt.ToolButtonStyle, DropDown.SizeAdjustPolicy
        self._toggle.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if has_captions else style.ToolButtonIconOnly
        )
        self._maps.setSizeAdjustPolicy(
            policy.AdjustToContents
            if has_captions
            else policy.AdjustToMinimumContentsLengthWithIcon
        )
        for slider in (self._opacity, self._threshold):
            slider.set_room(has_caption=has_captions, has_value=has_values)

    @property
    def opacity(self) -> float:
        """From 0 to 1."""
        return self._opacity.value

    def set_opacity(self, opacity: float) -> None:
        """Move the slider of the opacity."""
        self._opacity.set_value(opacity)

    def set_threshold(self, threshold: float) -> None:
        """Move the slider of the threshold."""
        self._threshold.set_value(threshold)

    @property
    def threshold(self) -> float:
        """From 0 to 1."""
        return self._threshold.value

    @property
    def map_index(self) -> int:
        """Which map is chosen; -1 without any."""
        return self._maps.currentIndex()

    def set_maps(self, names: Sequence[str]) -> None:
        """Offer other maps, by their names on screen; without any, all controls are disabled.

        If the names are the same as before, the chosen map stays; else it is the first.
        """
        before = [self._maps.itemText(index) for index in range(self._maps.count())]
        chosen = self._maps.currentIndex() if before == list(names) else 0
        # Filling the list is no choice of the user.
        self._maps.blockSignals(True)
        self._maps.clear()
        self._maps.addItems(list(names))
        self._maps.setCurrentIndex(chosen if names else -1)
        self._maps.blockSignals(False)
        self._enable()

    def _enable(self) -> None:
        action = self._toggle.defaultAction()
        usable = self._maps.count() > 0
        action.setEnabled(usable)
        self._maps.setEnabled(usable and action.isChecked())
        for slider in (self._opacity, self._threshold):
            slider.setEnabled(usable and action.isChecked())

    @Slot(bool)
    def _on_toggled(self, _checked: bool) -> None:
        self._enable()

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        if index >= 0:
            self.map_chosen.emit(index)


class PercentSlider(QWidget):
    """A caption, a slider and its value in per cent.

    Parameters
    ----------
    caption : str
        Beside the slider; may be empty.
    name : str
        For assistive technology, and as tool tip.
    room : int
        Width of the slider in points.

    Signals
    -------
    changed(float)
        The value, from 0 to 1.
    """

    changed = Signal(float)

    def __init__(
        self, caption: str, name: str, room: int = _ROOMY, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setPageStep(10)
        self._slider.setFixedWidth(room)
        self.setFocusProxy(self._slider)
        self._slider.setToolTip(name)
        self._slider.setAccessibleName(name)
        self._slider.valueChanged.connect(self._on_slid)
        self._value = QLabel(wording.percent(0))
        self._value.setProperty("role", "muted")
        self._value.setFixedWidth(self.fontMetrics().horizontalAdvance(wording.percent(1.0)) + 4)
        self._caption = QLabel(caption)
        self._caption.setProperty("role", "muted")
        self._caption.setBuddy(self._slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._caption, self._slider, self._value):
            layout.addWidget(widget)
        self._caption.setVisible(bool(caption))

    @property
    def value(self) -> float:
        """From 0 to 1."""
        return self._slider.value() / 100

    def set_value(self, value: float) -> None:
        """Move the slider."""
        self._slider.setValue(round(100 * value))
        self._on_slid(self._slider.value())

    def set_room(self, *, has_caption: bool, has_value: bool) -> None:
        """Show or hide caption and value."""
        self._caption.setVisible(has_caption)
        self._value.setVisible(has_value)
        self._slider.setFixedWidth(_ROOMY if has_caption else _NARROW)

    @Slot(int)
    def _on_slid(self, value: int) -> None:
        text = wording.percent(value / 100)
        self._value.setText(text)
        self._slider.setToolTip(f"{self._slider.accessibleName()}: {text}")
        self.changed.emit(value / 100)
