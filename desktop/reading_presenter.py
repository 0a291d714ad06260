"""Shows a reading around the scan: the finding, the header, the title and warnings."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.demonstrations import is_demonstration
from desktop.finding.finding_panel import FindingPanel
from desktop.finding.header_panel import HeaderPanel
from desktop.language import wording
from desktop.settings.settings import Settings
from desktop.viewer import text_warning
from desktop.viewer.reading import Reading
from desktop.widgets.banner import Banner
from engine.finding import Status
from engine.scan import Scan

_DASH: Final = "\N{EN DASH}"


class ReadingPresenter:
    """Keeps the panels, the title and the recent files in step with the reading in the window.

    Parameters
    ----------
    window : QWidget
        Its title names the scan and the finding.
    panel : FindingPanel
        Shows the finding.
    header_panel : HeaderPanel
        Shows the header of the file.
    banner : Banner
        Warns above the scan.
    settings : Settings
        Remember what was opened.
    """

    def __init__(
        self,
        window: QWidget,
        panel: FindingPanel,
        header_panel: HeaderPanel,
        banner: Banner,
        settings: Settings,
    ) -> None:
        self._window, self._panel, self._header_panel = window, panel, header_panel
        self._banner, self._settings = banner, settings
        self._announced: Scan | None = None

    def show(self, reading: Reading | None) -> None:
        """Show another reading, of the same scan or another one; None for none."""
        before, self._announced = self._announced, None if reading is None else reading.scan
        if reading is None:
            self._panel.clear()
            self._header_panel.show_header(None)
            self._window.setWindowTitle(wording.PROGRAM)
            self._window.setWindowFilePath("")
            return
        if reading.scan is not before:
            self._announce(reading)
        self._show_answer(reading)

    def _announce(self, reading: Reading) -> None:
        scan = reading.scan
        self._header_panel.show_header(scan.header, text_warning.warning_of(reading))
        if is_demonstration(scan.path):
            return
        self._settings.remember(scan.path)
        # Half of all stored ultrasound pictures contain letters. A banner for each would soon be
        # ignored: it appears where the file states burned-in text; the panel shows what is seen.
        if scan.has_burned_in_annotation:
            self._banner.show_notice(text_warning.warning_of(reading), text_warning.advice())

    def _show_answer(self, reading: Reading) -> None:
        if reading.finding is not None:
            self._panel.show_finding(reading.scan, reading.finding)
        elif reading.fault is not None:
            self._panel.show_fault(reading.scan, reading.fault)
        # The demonstration scans contain text that says that they are synthetic.
        if reading.shows_text and not is_demonstration(reading.scan.path):
            self._panel.add_warning(text_warning.warning_of(reading))
        points = () if reading.card is None else reading.card.operating_points
        self._panel.show_choices(reading.modality, points, reading.finding)
        name = wording.file_name(reading.scan.path)
        title = f"{name}: {self._summary(reading)} {_DASH} {wording.PROGRAM}"
        self._window.setWindowTitle(title)
        self._window.setWindowFilePath(str(reading.scan.path))

    def _summary(self, reading: Reading) -> str:
        finding = reading.finding
        if finding is None or finding.status is not Status.OK or finding.confidence is None:
            return self._panel.headline
        return f"{self._panel.headline}, {wording.percent(finding.confidence)}"
