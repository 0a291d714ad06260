"""Form of a report: patient, the reader's own finding, and the layout of the pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.language.engine_texts import localised
from desktop.report.fields import Fields, choice, line, prose
from desktop.report.logo_field import LogoField
from desktop.settings.settings import Settings
from desktop.style.theme import GRID
from desktop.widgets.check_box import CheckBox
from desktop.widgets.page import Section, label
from engine.birads import BiRads
from engine.patient import PatientIdentity
from engine.report import Paper, ReaderStatement

WIDTH: Final = 54 * GRID


@dataclass(frozen=True, slots=True)
class Draft:
    """Contents of the form for one scan.

    Attributes
    ----------
    patient : PatientIdentity
        As in the file, or as typed.
    statement : ReaderStatement
        The reader's own finding.
    is_deidentified : bool
        Whether the patient is to be left out.
    """

    patient: PatientIdentity = field(default_factory=PatientIdentity)
    statement: ReaderStatement = field(default_factory=ReaderStatement)
    is_deidentified: bool = False


class ReportForm(QScrollArea):
    """Fields for the patient, the reader's finding, and the layout of the pages.

    Parameters
    ----------
    draft : Draft
        First contents of the fields.
    settings : Settings
        Where institution, logo, paper and the reader's name come from.

    Signals
    -------
    changed()
        A field has another value now.
    """

    changed = Signal()

    def __init__(self, draft: Draft, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._make_fields(draft, settings)
        body = QWidget()
        body.setObjectName("panelBody")
        self._lay_out(QVBoxLayout(body))
        self.setObjectName("panelScroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(body)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("What the report says"))
        self._connect()
        self._on_switched(draft.is_deidentified)

    def _make_fields(self, draft: Draft, settings: Settings) -> None:
        patient, statement = draft.patient, draft.statement
        self.deidentified = CheckBox(self.tr("&De-identified"))
        self.deidentified.setChecked(draft.is_deidentified)
        self.name = line(patient.name)
        self.patient_id = line(patient.patient_id)
        self.birth_date = line(patient.birth_date, self.tr("YYYY-MM-DD"))
        sexes = [
            (self.tr("Not stated"), ""),
            (self.tr("Female"), "F"),
            (self.tr("Male"), "M"),
            (self.tr("Other"), "O"),
        ]
        if patient.sex not in {meaning for _, meaning in sexes}:
            sexes.append((patient.sex, patient.sex))
        self.sex = choice(sexes, patient.sex)
        self.study_date = line(patient.study_date, self.tr("YYYY-MM-DD"))
        self.accession = line(patient.accession_number)
        self.finding = line(statement.finding)
        self.birads = choice(_categories(self.tr("Not stated")), statement.birads)
        self.text = prose(statement.text)
        self.reader = line(statement.name or settings.report_reader)
        self.institution = line(settings.report_institution)
        self.logo = LogoField(settings.report_logo)
        papers = [("A4", Paper.A4), (self.tr("Letter"), Paper.LETTER)]
        self.paper_size = choice(papers, settings.report_paper)

    def _lay_out(self, layout: QVBoxLayout) -> None:
        layout.setContentsMargins(3 * GRID, GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(0)
        self._patient = Fields()
        for name, edit in (
            (self.tr("Name"), self.name),
            (self.tr("Patient ID"), self.patient_id),
            (self.tr("Born"), self.birth_date),
            (self.tr("Sex"), self.sex),
            (self.tr("Study date"), self.study_date),
            (self.tr("Accession no."), self.accession),
        ):
            self._patient.add(name, edit)
        own = Fields()
        own.add(self.tr("Finding"), self.finding)
        own.add(self.tr("BI-RADS"), self.birads)
        own.add(self.tr("Remarks"), self.text)
        own.add(self.tr("Read by"), self.reader)
        page = Fields()
        page.add(self.tr("Institution"), self.institution)
        page.add(self.tr("Logo"), self.logo)
        page.add(self.tr("Paper"), self.paper_size)
        self.advice = label("", "small")
        title = label(self.tr("Patient"), "section")
        for widget, above in (
            (title, GRID),
            (self.deidentified, GRID),
            (self.advice, GRID // 2),
            (self._patient, GRID),
        ):
            layout.addSpacing(above)
            layout.addWidget(widget)
        layout.addSpacing(GRID)
        for name, fields in ((self.tr("Your finding"), own), (self.tr("Pages"), page)):
            section = Section(name)
            section.add(fields)
            layout.addWidget(section)
        layout.addStretch(1)

    def _connect(self) -> None:
        for edit in (
            self.name,
            self.patient_id,
            self.birth_date,
            self.study_date,
            self.accession,
            self.finding,
            self.reader,
            self.institution,
        ):
            edit.textChanged.connect(self.changed)
        self.text.textChanged.connect(self.changed)
        for box in (self.sex, self.birads, self.paper_size):
            box.currentIndexChanged.connect(self.changed)
        self.logo.changed.connect(self.changed)
        self.deidentified.toggled.connect(self._on_switched)
        self.deidentified.toggled.connect(self.changed)

    @property
    def draft(self) -> Draft:
        """What is typed now."""
        return Draft(self.patient, self.statement, self.deidentified.isChecked())

    @property
    def patient(self) -> PatientIdentity:
        """The patient as typed; what has no field is as in the file."""
        before = self._draft.patient
        typed = replace(
            before,
            name=self.name.text().strip(),
            patient_id=self.patient_id.text().strip(),
            birth_date=self.birth_date.text().strip(),
            sex=str(self.sex.currentData()),
            study_date=self.study_date.text().strip(),
            accession_number=self.accession.text().strip(),
        )
        if typed.name == before.name:
            return typed
        # Ideographic and phonetic spellings in the file belong to the name in the file.
        return replace(typed, ideographic_name="", phonetic_name="")

    @property
    def statement(self) -> ReaderStatement:
        """The reader's own finding."""
        category = self.birads.currentData()
        return ReaderStatement(
            name=self.reader.text().strip(),
            finding=self.finding.text().strip(),
            birads=None if category is None else BiRads(category),
            text=self.text.toPlainText().strip(),
        )

    @property
    def paper(self) -> Paper:
        """The paper chosen."""
        return Paper(self.paper_size.currentData())

    @property
    def logo_path(self) -> Path | None:
        """The logo chosen, if any."""
        return self.logo.path

    @Slot(bool)
    def _on_switched(self, deidentified: bool) -> None:
        self._patient.setEnabled(not deidentified)
        self.advice.setText(
            self.tr(
                "Left out: identity, dates, file name. Text that is part of the picture stays, "
                "so check the pages."
            )
            if deidentified
            else self.tr("As in the file; what you change here changes the report only.")
        )


def _categories(none: str) -> list[tuple[str, object]]:
    return [(none, None), *((f"{one}  {localised(one.meaning)}", one) for one in BiRads)]
