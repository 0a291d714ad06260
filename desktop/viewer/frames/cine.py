"""Cine: plays the frames of a scan at the frame time that the file states."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot

# For files that state none: slow enough to see each frame.
DEFAULT_FRAME_TIME_MS: Final = 100.0
# 100 frames a second: nobody sees more.
_SHORTEST_MS: Final = 10


class Cine(QObject):
    """The present frame of a scan, and a timer that moves it on.

    Where painting is too slow, frames are skipped: the loop keeps its speed.

    Signals
    -------
    frame_changed(int)
        Index of the frame, from 0.
    playing_changed(bool)
        Whether the frames play now.
    """

    frame_changed = Signal(int)
    playing_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames = 1
        self._frame = 0
        self._frame_time_ms = DEFAULT_FRAME_TIME_MS
        self._began_with = 0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        # A coarse timer may be 5 % off, which is seen as jerking.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    @property
    def frame(self) -> int:
        """Index of the present frame, from 0."""
        return self._frame

    @property
    def frames(self) -> int:
        """Number of frames."""
        return self._frames

    @property
    def is_playing(self) -> bool:
        """Whether the frames play."""
        return self._timer.isActive()

    def show(self, frames: int, frame_time_ms: float | None) -> None:
        """Show another scan, at its first frame; None means that its file states no frame time."""
        self.stop()
        self._frames, self._frame = frames, 0
        self._frame_time_ms = frame_time_ms or DEFAULT_FRAME_TIME_MS

    def go_to(self, frame: int) -> None:
        """Show a frame; an index beyond the ends means the first or last one."""
        frame = min(max(frame, 0), self._frames - 1)
        if self.is_playing:
            self._begin_at(frame)
        if frame != self._frame:
            self._frame = frame
            self.frame_changed.emit(frame)

    def play(self) -> None:
        """Play the frames in a loop."""
        if self._frames < 2 or self.is_playing:
            return
        self._begin_at(self._frame)
        self._timer.start(max(_SHORTEST_MS, round(self._frame_time_ms)))
        self.playing_changed.emit(True)

    def stop(self) -> None:
        """Stop at the present frame."""
        if self.is_playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def _begin_at(self, frame: int) -> None:
        self._began_with = frame
        self._clock.start()

    @Slot()
    def _on_tick(self) -> None:
        # From the clock and not from the number of ticks: a late tick must not slow the loop.
        passed = round(self._clock.elapsed() / self._frame_time_ms)
        frame = (self._began_with + passed) % self._frames
        if frame != self._frame:
            self._frame = frame
            self.frame_changed.emit(frame)
