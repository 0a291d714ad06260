"""Finding panel: the answer for a scan in words and figures, beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.finding.class_bars import ClassBars
from desktop.finding.probability_scale import ProbabilityScale
from desktop.finding.reading_choices import ReadingChoices
from desktop.language import wording
from desktop.language.engine_texts import localised
from desktop.style.answer_icons import answer_icon
from desktop.style.theme import GRID
from desktop.viewer.measuring.measurement_list import MeasurementList
from desktop.widgets.glyph import Glyph
from desktop.widgets.page import Facts, Section, label, rule
from engine.errors import UserFacingError
from engine.finding import Finding, OperatingPoint, Status
from engine.scan import Modality, Scan

WIDTH: Final = 45 * GRID
# Enough to tell models apart; the whole sum is in the tool tip.
_HASH_DIGITS: Final = 12


class FindingPanel(QWidget):
    """Status, malignancy probability, classes, measurements, scan, model and intended use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Finding"))
        self.choices = ReadingChoices()
        self.measurements = MeasurementList()
        self._make_parts()
        body = QWidget()
        body.setObjectName("panelBody")
        self._lay_out_body(QVBoxLayout(body))
        scroll = QScrollArea()
        scroll.setObjectName("panelScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        # Labels wrap, so nothing is wider than the panel.
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        scroll.setAccessibleName(self.tr("Details of the finding"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._footer())
        self.clear()

    def _make_parts(self) -> None:
        self._modality = label("", "section")
        self._glyph = Glyph("", 32)
        self._headline = label("", "headline")
        self._confidence = label("", "lead")
        self._reason = label("", "strong")
        self._hint = label("", "muted")
        self._malignancy = Section(self.tr("Malignancy probability"))
        self._probability = label("", "figure", wraps=False)
        self._scale = ProbabilityScale()
        self._verdict_glyph = Glyph("", 18)
        self._verdict = label()
        self._key = label("", "small")
        self._classes = Section(self.tr("Probability of each class"))
        self._bars = ClassBars()
        self._scan = Section(self.tr("Scan"))
        self._facts = Facts()
        self._warnings = label("", "caution")
        self._model = Section(self.tr("Model"))
        self._identity = Facts()
        self.about_model = QPushButton(self.tr("About this model…"))
        self.about_model.setProperty("size", "tiny")
        # Only the main window has the dialog behind the button, and shows it.
        self.about_model.hide()

    def _lay_out_body(self, layout: QVBoxLayout) -> None:
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(0)
        title = QHBoxLayout()
        title.setSpacing(GRID + 4)
        title.addWidget(self._glyph)
        title.addWidget(self._headline, 1)
        verdict = QHBoxLayout()
        verdict.setSpacing(GRID)
        verdict.addWidget(self._verdict_glyph, 0, Qt.AlignmentFlag.AlignTop)
        verdict.addWidget(self._verdict, 1)
        self._malignancy.add(self._probability)
        self._malignancy.add(self._scale)
        self._malignancy.add_layout(verdict)
        self._malignancy.add(self._key)
        self._classes.add(self._bars)
        self._scan.add(self._facts)
        self._scan.add(self._warnings)
        self._model.add(self._identity)
        below = QHBoxLayout()
        below.addWidget(self.about_model)
        below.addStretch(1)
        self._model.add_layout(below)
        layout.addWidget(self._modality)
        layout.addSpacing(GRID)
        layout.addLayout(title)
        words = QVBoxLayout()
        words.setContentsMargins(0, GRID, 0, 4)
        words.setSpacing(4)
        for part in (self._confidence, self._reason, self._hint):
            words.addWidget(part)
        layout.addLayout(words)
        layout.addWidget(self.choices)
        for section in (
            self._malignancy,
            self._classes,
            self.measurements,
            self._scan,
            self._model,
        ):
            layout.addWidget(section)
        layout.addStretch(1)

    def _footer(self) -> QWidget:
        footer = QWidget()
        layout = QVBoxLayout(footer)
        layout.setContentsMargins(0, 0, 0, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(rule())
        research = label(wording.research_use(), "small")
        research.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        research.setAccessibleName(self.tr("Intended use"))
        layout.addWidget(research)
        return footer

    @property
    def headline(self) -> str:
        """The answer as it is shown, without soft hyphens."""
        return self._headline.text().replace(wording.SOFT_HYPHEN, "")

    @property
    def text(self) -> str:
        """The words below the headline: confidence, reason and hint."""
        parts = (self._confidence, self._reason, self._hint)
        return "\n".join(part.text() for part in parts if part.text())

    def clear(self) -> None:
        """Show that no scan is open."""
        self._modality.setText(self.tr("Finding"))
        self._set_headline(self.tr("No scan"), "", QPalette.ColorRole.PlaceholderText)
        self._set_words("", "", self.tr("The answer for a scan appears here."))
        for part in (self._malignancy, self._classes, self._scan, self._model, self.choices):
            part.hide()

    def add_warning(self, text: str) -> None:
        """Add a warning about the scan, below those of its file."""
        said = self._warnings.text() if self._warnings.isVisibleTo(self) else ""
        self._warnings.setText(f"{said}\n{text}" if said else text)
        self._warnings.setVisible(True)

    @property
    def warnings(self) -> str:
        """The warnings about the scan, one per line."""
        return self._warnings.text()

    def show_choices(
        self, modality: Modality | None, points: Sequence[OperatingPoint], finding: Finding | None
    ) -> None:
        """Show the modality that the scan is read as, and the operating points of the model."""
        point = None if finding is None else finding.operating_point
        self.choices.show_choices(modality, points, point)
        self.choices.show()

    def show_finding(self, scan: Scan, finding: Finding) -> None:
        """Show the answer for a scan."""
        kind = (
            wording.modality(None)
            if finding.modality is None
            else wording.read_as(finding.modality)
        )
        self._modality.setText(
            f"{kind}, {wording.frame(finding.frame)}" if scan.frames > 1 else kind
        )
        self._show_status(finding)
        self._show_malignancy(finding)
        stated = finding.class_name if finding.status is Status.OK else None
        self._bars.show_probabilities(finding.probabilities, stated, _role(finding))
        self._classes.setVisible(bool(finding.probabilities))
        self._show_scan(scan)
        self._show_model(finding)

    def show_fault(self, scan: Scan, fault: UserFacingError) -> None:
        """Show a scan that no model could answer for, and why."""
        self.clear()
        self._modality.setText(wording.modality(scan.modality))
        self._set_headline(self.tr("No answer"), "error", QPalette.ColorRole.BrightText)
        self._set_words("", localised(fault.summary), localised(fault.hint))
        self._show_scan(scan)

    def _show_status(self, finding: Finding) -> None:
        answer = finding.status is Status.OK and finding.class_name is not None
        self._set_headline(
            wording.breakable_headline(finding),
            answer_icon(finding.status, finding.class_name),
            _role(finding) if answer else QPalette.ColorRole.PlaceholderText,
        )
        confidence = ""
        if answer and finding.confidence is not None:
            confidence = self.tr("Confidence {}").format(wording.percent(finding.confidence))
        reason = finding.reason
        self._set_words(
            confidence,
            "" if reason is None else localised(reason.summary),
            "" if reason is None else localised(reason.hint),
        )

    def _set_headline(self, text: str, icon: str, role: QPalette.ColorRole) -> None:
        self._headline.setText(text)
        self._glyph.show_icon(icon, role)
        self._glyph.setVisible(bool(icon))

    def _set_words(self, confidence: str, reason: str, hint: str) -> None:
        for part, text in (
            (self._confidence, confidence),
            (self._reason, reason),
            (self._hint, hint),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        self.setAccessibleDescription(f"{self.headline}. {self.text}")

    def _show_malignancy(self, finding: Finding) -> None:
        probability = finding.malignancy_probability
        self._malignancy.setVisible(probability is not None)
        if probability is None:
            return
        self._malignancy.set_title(wording.probability_of(finding.positive_class))
        point, zone = finding.operating_point, finding.inconclusive_zone
        self._probability.setText(wording.percent(probability))
        self._scale.show_probability(probability, point, zone)
        reached = finding.is_suspicious
        self._verdict.setText("" if point is None else self._compared(probability, point))
        self._verdict_glyph.show_icon(
            "status-malignant" if reached else "info",
            QPalette.ColorRole.BrightText if reached else QPalette.ColorRole.PlaceholderText,
        )
        self._key.setVisible(zone is not None)
        if zone is not None:
            low, high = wording.percent(zone.low), wording.percent(zone.high)
            self._key.setText(self.tr("Hatched: inconclusive, {} to {}").format(low, high))

    def _compared(self, probability: float, point: OperatingPoint) -> str:
        # A probability at the threshold counts as suspicious, so it is not said to be below.
        if probability == point.threshold:
            words = self.tr("At the operating point, {}, chosen for {} sensitivity")
        elif probability > point.threshold:
            words = self.tr("Above the operating point, {}, chosen for {} sensitivity")
        else:
            words = self.tr("Below the operating point, {}, chosen for {} sensitivity")
        return words.format(wording.percent(point.threshold), wording.percent(point.sensitivity))

    def _show_scan(self, scan: Scan) -> None:
        self._facts.show_rows(wording.facts(scan))
        self._warnings.setText("\n".join(map(localised, scan.warnings)))
        self._warnings.setVisible(bool(scan.warnings))
        self._scan.show()

    def _show_model(self, finding: Finding) -> None:
        self._model.setVisible(finding.model is not None)
        if finding.model is not None:
            model = finding.model
            self._identity.show_rows(
                [
                    (self.tr("Name"), model.name),
                    (self.tr("Version"), model.version),
                    (self.tr("SHA-256"), f"{model.sha256[:_HASH_DIGITS]}…"),
                ]
            )
            self._identity.setToolTip(model.sha256)


def _role(finding: Finding) -> QPalette.ColorRole:
    malignant = finding.class_name == finding.positive_class
    return QPalette.ColorRole.BrightText if malignant else QPalette.ColorRole.Accent
