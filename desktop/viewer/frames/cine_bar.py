"""Bar below a scan of several frames."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.language import wording
from desktop.language.languages import rounded
from desktop.style.theme import GRID
from desktop.viewer.frames.frame_curve import FrameCurve
from desktop.viewer.tool_buttons import tool_button
from desktop.widgets.page import label


class CineBar(QWidget):
    """Buttons to play and step, the curve of findings, and a button for its peak.

    Parameters
    ----------
    actions : mapping
        The window's actions by name.
    """

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cineBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Frames"))
        self.curve = FrameCurve()
        self.stop = QPushButton(self.tr("Stop reading"))
        self.stop.setProperty("size", "tiny")
        self.stop.setToolTip(self.tr("Read no more frames for the curve"))
        self._count = label("", "strong", wraps=False)
        self._time = label("", "small", wraps=False)
        self._state = label("", "small", wraps=False)
        self._peak: QToolButton = tool_button(actions["most_suspicious"])
        buttons = QHBoxLayout()
        buttons.setSpacing(1)
        for name in ("frame_back", "play", "frame_on"):
            buttons.addWidget(tool_button(actions[name]))
        facts = QVBoxLayout()
        facts.setSpacing(0)
        facts.addWidget(self._count)
        facts.addWidget(self._time)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(buttons)
        layout.addLayout(facts)
        layout.addWidget(self.curve, 1)
        layout.addWidget(self._state)
        layout.addWidget(self.stop)
        layout.addWidget(self._peak)
        self._count.setMinimumWidth(11 * GRID)

    @property
    def text(self) -> str:
        """The words of the bar: frame, speed and progress."""
        return " ".join(part.text() for part in (self._count, self._time, self._state))

    def show_frames(self, frames: int, frame_time_ms: float | None) -> None:
        """Show another scan."""
        self.curve.set_frames(frames)
        self._time.setText(
            self.tr("no frame time")
            if frame_time_ms is None
            else self.tr("{} frames/s").format(rounded(1000 / frame_time_ms, 3))
        )
        self._time.setToolTip(
            self.tr("The file states no time between frames; 10 frames/s are played.")
            if frame_time_ms is None
            else ""
        )
        self.show_frame(0, frames)

    def show_frame(self, frame: int, frames: int) -> None:
        """Show the number of the present frame."""
        self._count.setText(self.tr("Frame {} / {}").format(frame + 1, frames))
        self.curve.set_frame(frame)

    def show_progress(self, known: int, frames: int, *, is_busy: bool) -> None:
        """Show how many frames were read for the curve."""
        self.stop.setVisible(is_busy)
        self._state.setVisible(is_busy or 0 < known < frames)
        self._state.setText(
            self.tr("{} read").format(wording.percent(known / frames))
            if is_busy
            else self.tr("{} of {} read").format(known, frames)
        )
