"""Running foot: the line that names the patient on every page of a section."""

from __future__ import annotations

from reportlab.platypus import Flowable

from engine.report.contents import ReportOptions, ReportScan
from engine.report.fonts import Fonts
from engine.report.text import has_all


class RunningFoot(Flowable):  # type: ignore[misc]
    """Takes no room; from the page that it lands on, ``text`` stands at the foot.

    Parameters
    ----------
    running_feet : dict
        From the number of a page to its line; filled in when the page is laid out.
    text : str
        The line.
    """

    def __init__(self, running_feet: dict[int, str], text: str) -> None:
        super().__init__()
        self._running_feet = running_feet
        self._text = text

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return that it takes no room."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Note the page."""
        self._running_feet[self.canv.getPageNumber()] = self._text


def running_foot_of(content: ReportScan, options: ReportOptions, fonts: Fonts) -> str:
    """Return who a page is about, as far as the report may say it and the fonts can write it."""
    patient = content.patient
    if options.deidentified or patient is None:
        return ""
    known = (patient.name, patient.patient_id)
    return ", ".join(part for part in known if part and has_all(part, fonts))
