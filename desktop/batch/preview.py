"""Preview of one scan of a batch beside the rows: picture, heatmap and finding."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.batch.columns import file_name, path_of
from desktop.finding.finding_panel import WIDTH, FindingPanel
from desktop.jobs import Cancelled, CancelledError, Jobs, OnProgress
from desktop.language.engine_texts import localised
from desktop.problems import Problem, describe
from desktop.style.theme import GRID, ON_SURROUND_MUTED, SURROUND
from desktop.viewer.pictures import as_image, heat_image, heat_levels
from desktop.widgets.check_box import CheckBox
from engine.finding import Finding, Status
from engine.interfaces import FindingReader, OpenScan
from engine.model.heatmap import class_heatmap, colour_map
from engine.records.finding_record import FindingRecord
from engine.scan import Modality, Scan

_OPACITY: Final = 0.55
_PICTURE_HEIGHT: Final = 34 * GRID


@dataclass(frozen=True, slots=True, eq=False)
class PreviewedScan:
    """The scan of a row with its finding and pictures.

    Attributes
    ----------
    scan : Scan
        The scan that was opened.
    finding : Finding
        Of the frame of the row.
    picture : QImage
        The frame.
    heat : QImage or None
        Laid over the frame; None without evidence.
    """

    scan: Scan
    finding: Finding
    picture: QImage
    heat: QImage | None


class PreviewPicture(QWidget):
    """A picture fitted to the widget, on the same dark surround as in the viewer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: PreviewedScan | None = None
        self._words = ""
        self._heat_is_shown = True
        self.setFixedHeight(_PICTURE_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Scan"))

    @property
    def words(self) -> str:
        """The text shown in place of a picture."""
        return self._words

    def show_preview(self, shown: PreviewedScan | None, words: str = "") -> None:
        """Show a scan, or a text in its place."""
        self._shown, self._words = shown, words
        self.setAccessibleDescription(words)
        self.update()

    @Slot(bool)
    def set_heat_shown(self, shown: bool) -> None:
        """Show or hide the heatmap."""
        self._heat_is_shown = shown
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the picture and the heatmap over it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(SURROUND))
        room = QRectF(self.rect()).adjusted(GRID, GRID, -GRID, -GRID)
        if self._shown is None:
            painter.setPen(QColor(ON_SURROUND_MUTED))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room.adjusted(GRID, 0, -GRID, 0), int(flags), self._words)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            area = _fitted(self._shown.picture.size(), room)
            painter.drawImage(area, self._shown.picture)
            if self._shown.heat is not None and self._heat_is_shown:
                painter.setOpacity(_OPACITY)
                painter.drawImage(area, self._shown.heat)
        painter.end()


class Preview(QWidget):
    """Reads the scan of a row again and shows it.

    Parameters
    ----------
    open_scan : callable
        Turns a path into a scan; called in a worker thread.
    reader : FindingReader
        Classifies it; called in a worker thread.

    Signals
    -------
    scan_chosen(object, int)
        The path of the scan to open in the main window, and the index of its frame.
    """

    scan_chosen = Signal(object, int)

    def __init__(
        self, open_scan: OpenScan, reader: FindingReader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._open_scan = open_scan
        self._reader = reader
        self._row: FindingRecord | None = None
        self._modality: Modality | None = None
        self._jobs = Jobs(self)
        self._jobs.finished.connect(self._on_finished)
        self._jobs.failed.connect(self._on_failed)
        self.picture = PreviewPicture()
        self.panel = FindingPanel()
        self._bar = QWidget()
        self._heat = CheckBox(self.tr("Heatmap"))
        self._heat.setChecked(True)
        self._heat.toggled.connect(self.picture.set_heat_shown)
        self._open = QPushButton(self.tr("Open in the main window"))
        self._open.setProperty("size", "small")
        self._open.clicked.connect(self._on_open_clicked)
        self.setFixedWidth(WIDTH)
        self._lay_out()
        self.show_row(None, None)

    def _lay_out(self) -> None:
        self._bar.setObjectName("viewBar")
        self._bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.addWidget(self._heat)
        row.addStretch(1)
        row.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.picture)
        layout.addWidget(self._bar)
        layout.addWidget(self.panel, 1)

    @property
    def row(self) -> FindingRecord | None:
        """The row that is shown."""
        return self._row

    def show_row(self, row: FindingRecord | None, modality: Modality | None) -> None:
        """Show the scan of a row, read as in the batch; None shows nothing."""
        # Sorting and filtering choose the same row again: do not read its scan twice.
        if row is not None and row is self._row:
            return
        self._row, self._modality = row, modality
        self._jobs.cancel()
        self.panel.clear()
        self._bar.setVisible(row is not None)
        self._heat.hide()
        if row is None:
            self.picture.show_preview(None, self.tr("Choose a row to see its scan."))
        elif row.status is Status.UNREADABLE and row.reason is not None:
            reason = row.reason
            self._explain(file_name(row), localised(reason.summary), localised(reason.hint))
        else:
            self.picture.show_preview(None, self.tr("Opening {}…").format(file_name(row)))
            work = partial(_read, row, self._open_scan, self._reader, modality)
            self._jobs.start(work)

    def shut_down(self) -> bool:
        """End the background work for good, and tell whether it ended in time."""
        return self._jobs.close()

    def _explain(self, name: str, summary: str, hint: str) -> None:
        self.picture.show_preview(None, "\n\n".join(filter(None, (name, summary, hint))))

    @Slot()
    def _on_open_clicked(self) -> None:
        if self._row is not None:
            self.scan_chosen.emit(path_of(self._row), self._row.frame or 0)

    @Slot(int, object)
    def _on_finished(self, _job: int, shown: PreviewedScan) -> None:
        self.picture.show_preview(shown)
        self._heat.setVisible(shown.heat is not None)
        self.panel.show_finding(shown.scan, shown.finding)

    @Slot(int, object)
    def _on_failed(self, _job: int, error: BaseException) -> None:
        problem: Problem = describe(error, None if self._row is None else path_of(self._row))
        self._explain(problem.subject, problem.summary, problem.hint)


def _read(
    row: FindingRecord,
    open_scan: OpenScan,
    reader: FindingReader,
    modality: Modality | None,
    _progress: OnProgress,
    cancelled: Cancelled,
) -> PreviewedScan:
    scan = open_scan(Path(row.path))
    if cancelled():
        raise CancelledError
    # The file may have been replaced by one with fewer frames since the batch.
    frame = min(row.frame or 0, scan.frames - 1)
    finding = reader.classify(scan, modality, frame)
    if cancelled():
        raise CancelledError
    heat, name = None, finding.explained_class
    if finding.evidence is not None and name is not None:
        heat = heat_image(heat_levels(class_heatmap(finding.evidence, name)), colour_map())
    return PreviewedScan(scan, finding, as_image(scan.frame(frame)), heat)


def _fitted(size: QSize, room: QRectF) -> QRectF:
    scale = min(room.width() / size.width(), room.height() / size.height())
    area = QRectF(0, 0, scale * size.width(), scale * size.height())
    area.moveCenter(room.center())
    return area
