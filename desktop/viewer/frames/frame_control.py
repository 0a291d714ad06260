"""Control of a multi-frame scan: the present frame, playing, and the curve of findings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from desktop.viewer.frames.cine import Cine
from desktop.viewer.frames.cine_bar import CineBar
from desktop.viewer.frames.frame_findings import FrameFindings, peak_of, probabilities_of
from desktop.viewer.pictures import picture
from desktop.viewer.reading import Reading
from desktop.viewer.session import Session
from engine.scan import Modality, Scan

_ACTIONS: Final = (
    "play",
    "frame_back",
    "frame_on",
    "frame_first",
    "frame_last",
    "most_suspicious",
)


class FrameControl(QObject):
    """Moves through the frames of the present scan and has them read.

    Parameters
    ----------
    session : Session
        Reads the present frame.
    bar : CineBar
        Shows the frames and their curve.
    actions : mapping
        The window's actions by name.

    Signals
    -------
    frame_chosen(int, object)
        Index of the frame to show from now on, and its `Picture`.
    peak_changed(object)
        The `Finding` of the most suspicious frame that is known.
    """

    frame_chosen = Signal(int, object)
    peak_changed = Signal(object)

    def __init__(
        self,
        session: Session,
        bar: CineBar,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._bar, self._actions = session, bar, actions
        self._scan: Scan | None = None
        self._modality: Modality | None = None
        self._wanted: tuple[Path, int] | None = None
        self._is_stale = False
        self.cine = Cine(self)
        self.frame_findings = FrameFindings(session.reader, self)
        self.cine.frame_changed.connect(self._on_frame_changed)
        self.cine.playing_changed.connect(self._on_playing_changed)
        self.frame_findings.changed.connect(self._on_findings_changed)
        # Hidden before the first scan, so that the window does not open with it.
        bar.hide()
        bar.curve.chosen.connect(self._on_chosen)
        bar.stop.clicked.connect(self.frame_findings.cancel)

    @property
    def frame(self) -> int:
        """Index of the present frame, from 0."""
        return self.cine.frame

    def show_reading(self, reading: Reading | None) -> None:
        """Follow the session to another reading, or to none."""
        scan = None if reading is None else reading.scan
        modality = None if reading is None else reading.modality
        is_new = scan is not self._scan
        if is_new:
            self._show_scan(scan)
        for name in _ACTIONS:
            self._actions[name].setEnabled(self.cine.frames > 1)
        if reading is not None and reading.scan.frames > 1 and self._wants_curve(modality):
            self._modality = modality
            self.frame_findings.start(reading.scan, modality)
        self._on_findings_changed()
        if is_new and scan is not None:
            self._go_to_wanted(scan)

    def forget(self) -> None:
        """Drop the findings of all frames; the next reading has them read again."""
        self._modality = None
        self.frame_findings.clear()
        self._is_stale = True

    def begin_at(self, path: Path, frame: int) -> None:
        """Show this frame, not the first one, once the file is open."""
        # The file may still be opening: kept until its reading arrives.
        self._wanted = (path, frame)

    def _go_to_wanted(self, scan: Scan) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted[0] == scan.path:
            self._on_chosen(wanted[1])

    def _wants_curve(self, modality: Modality | None) -> bool:
        if self._is_stale:
            self._is_stale = False
            return True
        # At frame 0 only: cancelled work is not begun again by looking at other frames.
        is_unread = not self.frame_findings.findings and not self.frame_findings.is_busy
        return modality is not self._modality or (is_unread and self.frame == 0)

    def _show_scan(self, scan: Scan | None) -> None:
        self._scan, self._modality = scan, None
        self.frame_findings.clear()
        frames = 1 if scan is None else scan.frames
        frame_time = None if scan is None else scan.frame_time_ms
        self.cine.show(frames, frame_time)
        self._bar.setVisible(frames > 1)
        self._bar.show_frames(frames, frame_time)

    @Slot(bool)
    def play(self, plays: bool) -> None:
        """Play the frames, or stay at the present one."""
        if plays:
            self.cine.play()
        else:
            self.cine.stop()

    @Slot()
    def back(self) -> None:
        """Show the previous frame."""
        self.step(-1)

    @Slot()
    def on(self) -> None:
        """Show the next frame."""
        self.step(1)

    @Slot()
    def first(self) -> None:
        """Show the first frame."""
        self._on_chosen(0)

    @Slot()
    def last(self) -> None:
        """Show the last frame."""
        self._on_chosen(self.cine.frames - 1)

    @Slot()
    def most_suspicious(self) -> None:
        """Show the frame with the highest malignancy probability."""
        frame = peak_of(probabilities_of(self.frame_findings.findings))
        if frame is not None:
            self._on_chosen(frame)

    def shut_down(self) -> bool:
        """End playing and reading, and tell whether the reading ended in time."""
        self.cine.stop()
        return self.frame_findings.shut_down()

    @Slot(int)
    def step(self, frames: int) -> None:
        """Go on by a number of frames; a negative one goes back."""
        self._on_chosen(self.cine.frame + frames)

    @Slot(int)
    def _on_chosen(self, frame: int) -> None:
        self.cine.stop()
        self.cine.go_to(frame)

    @Slot(int)
    def _on_frame_changed(self, frame: int) -> None:
        reading = self._session.reading
        if reading is None:
            return
        self._bar.show_frame(frame, self.cine.frames)
        self.frame_chosen.emit(frame, picture(reading.display.values(frame)))
        # While playing, reading each frame would fall behind.
        if not self.cine.is_playing:
            self._read()

    @Slot(bool)
    def _on_playing_changed(self, plays: bool) -> None:
        self._actions["play"].setChecked(plays)
        reading = self._session.reading
        if not plays and reading is not None and reading.frame != self.cine.frame:
            self._read()

    def _read(self) -> None:
        frame = self.cine.frame
        self._session.read_frame(frame, self.frame_findings.findings.get(frame))

    @Slot()
    def _on_findings_changed(self) -> None:
        # Copied once: the worker may add a frame at any moment.
        findings = self.frame_findings.findings
        known = probabilities_of(findings)
        peak = peak_of(known)
        finding = self._session.finding
        point = None if finding is None else finding.operating_point
        self._bar.curve.show_probabilities(known, None if point is None else point.threshold, peak)
        self._bar.show_progress(
            len(findings), self.cine.frames, is_busy=self.frame_findings.is_busy
        )
        self._actions["most_suspicious"].setEnabled(self.cine.frames > 1 and bool(known))
        if peak is not None:
            self.peak_changed.emit(findings[peak])
