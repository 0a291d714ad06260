"""The preferences: what users choose in the dialog, each declared once.

The order of the declarations is that of the dialog's pages, and of the rows on each.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from desktop import models
from desktop.language import languages
from desktop.language.engine_texts import localised
from desktop.language.translation import QT_TRANSLATE_NOOP, translate
from desktop.settings.setting import (
    Button,
    Choice,
    Folder,
    Page,
    PictureFile,
    Row,
    Setting,
    Share,
    Switch,
    Text,
    TextGroup,
)
from desktop.settings.store import Stored
from engine.model.installed_models import InstalledModel, Preferred
from engine.report import Paper
from engine.scan import Modality


class Appearance(enum.StrEnum):
    """Light or dark chrome."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def _appearances(_preferences: Preferences) -> Sequence[tuple[str, str]]:
    return (
        (translate("preferences", "As the system"), Appearance.SYSTEM),
        (translate("preferences", "Light"), Appearance.LIGHT),
        (translate("preferences", "Dark"), Appearance.DARK),
    )


def _languages(_preferences: Preferences) -> Sequence[tuple[str, str]]:
    system = translate("preferences", "As the system")
    return ((system, ""), *((languages.name_of(code), code) for code in languages.available()))


def _papers(_preferences: Preferences) -> Sequence[tuple[str, str]]:
    return (("A4", Paper.A4), (translate("preferences", "Letter"), Paper.LETTER))


def _models(kind: Modality, preferences: Preferences) -> Sequence[tuple[str, str]]:
    """Offer the models of a kind of scan; the bundled one comes first and needs no choice."""
    fitting = [each for each in preferences.installed_models if each.card.modality is kind]
    usual = next((each for each in fitting if not each.is_own), None)
    none = translate("preferences", "No model")
    offered = [(none if usual is None else f"{usual.card.name} {usual.card.version}", "")]
    for each in fitting:
        if each is not usual:
            words = translate("preferences", "{} (your own)") if each.is_own else "{}"
            offered.append((words.format(f"{each.card.name} {each.card.version}"), each.key))
    chosen = MODEL_OF[kind].get(preferences)
    if chosen not in {key for _, key in offered}:
        offered.append((translate("preferences", "{} (not there)").format(chosen), chosen))
    return offered


def _points(kind: Modality, preferences: Preferences) -> Sequence[tuple[str, str]]:
    """Offer the operating points of the model of a kind; the first of its card needs no choice."""
    model = models.used_for(kind, preferences.models_folder, MODEL_OF[kind].get(preferences))
    if model is None:
        return ((translate("preferences", "None"), ""),)
    first, *others = (point.name for point in model.card.operating_points)
    return ((localised(first), ""), *((localised(name), name) for name in others))


_APPEARANCE: Final = Page(QT_TRANSLATE_NOOP("preferences", "Appearance"), "invert")
_HEATMAP: Final = Page(QT_TRANSLATE_NOOP("preferences", "Heatmap"), "heatmap")
_MODELS: Final = Page(QT_TRANSLATE_NOOP("preferences", "Models"), "scan")
_REPORTS: Final = Page(QT_TRANSLATE_NOOP("preferences", "Reports"), "report")
_PRIVACY: Final = Page(QT_TRANSLATE_NOOP("preferences", "Privacy"), "history")
_KEYS: Final = Page(QT_TRANSLATE_NOOP("preferences", "Keys"), "keys")


class ModelChoice(Choice[str]):
    """The key of the model that answers for a kind of scan; empty for the bundled one."""

    def __init__(self, kind: Modality, label: str) -> None:
        super().__init__(f"models/{kind}", "", Row(_MODELS, label), partial(_models, kind))
        self.kind = kind


class PointChoice(Choice[str]):
    """The name of the operating point for a kind of scan; empty for the first of the card."""

    def __init__(self, kind: Modality, label: str) -> None:
        super().__init__(f"points/{kind}", "", Row(_MODELS, label), partial(_points, kind))
        self.kind = kind


class Preferences(Stored):
    """Typed values of the preferences; see `Stored` for where they are kept."""

    appearance = Choice(
        "window/appearance",
        Appearance.SYSTEM,
        Row(
            _APPEARANCE,
            QT_TRANSLATE_NOOP("preferences", "Light or dark"),
            QT_TRANSLATE_NOOP("preferences", "The area of the scan stays dark in both."),
        ),
        _appearances,
    )
    # The code of a translation, such as "de"; empty for the language of the system.
    language = Choice(
        "window/language",
        "",
        Row(
            _APPEARANCE,
            QT_TRANSLATE_NOOP("preferences", "Language"),
            QT_TRANSLATE_NOOP(
                "preferences",
                "Takes effect at the next start. Reports, exported files and the command "
                "line stay in English.",
            ),
        ),
        _languages,
    )
    opacity = Share(
        "heatmap/opacity",
        0.55,
        Row(
            _HEATMAP,
            QT_TRANSLATE_NOOP("preferences", "Opacity"),
            QT_TRANSLATE_NOOP("preferences", "Of the strongest evidence."),
        ),
    )
    threshold = Share(
        "heatmap/threshold",
        0.0,
        Row(
            _HEATMAP,
            QT_TRANSLATE_NOOP("preferences", "Shown from"),
            QT_TRANSLATE_NOOP(
                "preferences", "Weaker evidence is left out, and hatched in the legend."
            ),
        ),
    )
    model_ultrasound = ModelChoice(
        Modality.ULTRASOUND, QT_TRANSLATE_NOOP("preferences", "Ultrasound")
    )
    point_ultrasound = PointChoice(
        Modality.ULTRASOUND, QT_TRANSLATE_NOOP("preferences", "Its operating point")
    )
    model_mammography = ModelChoice(
        Modality.MAMMOGRAPHY, QT_TRANSLATE_NOOP("preferences", "Mammography")
    )
    point_mammography = PointChoice(
        Modality.MAMMOGRAPHY, QT_TRANSLATE_NOOP("preferences", "Its operating point")
    )
    model_thermography = ModelChoice(
        Modality.THERMOGRAPHY, QT_TRANSLATE_NOOP("preferences", "Thermography")
    )
    point_thermography = PointChoice(
        Modality.THERMOGRAPHY, QT_TRANSLATE_NOOP("preferences", "Its operating point")
    )
    own_models = Folder(
        "models/folder",
        None,
        Row(
            _MODELS,
            QT_TRANSLATE_NOOP("preferences", "Your own models"),
            QT_TRANSLATE_NOOP(
                "preferences",
                "One folder for each model, as the training exports it. They are used only where "
                "they are chosen above, and only you have checked them.",
            ),
        ),
    )
    show_models = Button(
        Row(_MODELS, QT_TRANSLATE_NOOP("preferences", "About the models…")), "about_models"
    )
    report_institution = Text(
        "report/institution", "", Row(_REPORTS, QT_TRANSLATE_NOOP("preferences", "Institution"))
    )
    report_logo = PictureFile(
        "report/logo", None, Row(_REPORTS, QT_TRANSLATE_NOOP("preferences", "Logo"))
    )
    report_reader = Text(
        "report/reader",
        "",
        Row(
            _REPORTS,
            QT_TRANSLATE_NOOP("preferences", "Read by"),
            QT_TRANSLATE_NOOP("preferences", "The name below your own finding."),
        ),
    )
    report_paper = Choice(
        "report/paper",
        Paper.A4,
        Row(_REPORTS, QT_TRANSLATE_NOOP("preferences", "Paper")),
        _papers,
    )
    keeps_history = Switch(
        "history/kept",
        default=True,
        row=Row(
            _PRIVACY,
            QT_TRANSLATE_NOOP("preferences", "Keep a history of what was read"),
            QT_TRANSLATE_NOOP(
                "preferences",
                "When, which file, what was found and by which model, on this computer only.",
            ),
        ),
    )
    history_identity = Switch(
        "history/identity",
        default=False,
        row=Row(
            _PRIVACY,
            QT_TRANSLATE_NOOP("preferences", "Keep the patient in the history"),
            QT_TRANSLATE_NOOP(
                "preferences",
                "Name and number as the file states them; without this, neither is kept. "
                "Patients already in the history stay there until it is wiped.",
            ),
        ),
        needs=keeps_history,
    )
    show_history = Button(
        Row(_PRIVACY, QT_TRANSLATE_NOOP("preferences", "Show the history…")), "history"
    )
    keeps_recent = Switch(
        "recent/kept",
        default=True,
        row=Row(
            _PRIVACY,
            QT_TRANSLATE_NOOP("preferences", "Remember recent files"),
            QT_TRANSLATE_NOOP("preferences", "In the File menu, by their paths."),
        ),
    )
    forget_recent = Button(
        Row(_PRIVACY, QT_TRANSLATE_NOOP("preferences", "Forget the recent files"))
    )
    # The user's own keys: from the name of an action to a key, or to nothing for none.
    shortcuts = TextGroup("shortcuts")
    show_shortcuts = Button(
        Row(
            _KEYS,
            QT_TRANSLATE_NOOP("preferences", "Keys and mouse…"),
            QT_TRANSLATE_NOOP("preferences", "Every key is listed there and can be changed."),
        ),
        "shortcuts",
    )

    @property
    def models_folder(self) -> Path:
        """The folder of the user's own models that is in force; it need not exist."""
        return self.own_models or self.data_folder / "models"

    @property
    def installed_models(self) -> list[InstalledModel]:
        """The models that can be chosen now: bundled ones, then the user's own."""
        return models.installed(self.models_folder)

    @property
    def preferred_models(self) -> Preferred:
        """Which model answers for each kind of scan, and at which operating point."""
        return Preferred(
            self.models_folder,
            {kind: setting.get(self) for kind, setting in MODEL_OF.items()},
            {kind: setting.get(self) for kind, setting in POINT_OF.items()},
        )


_DECLARED: Final = tuple(vars(Preferences).values())
MODEL_OF: Final = {each.kind: each for each in _DECLARED if isinstance(each, ModelChoice)}
POINT_OF: Final = {each.kind: each for each in _DECLARED if isinstance(each, PointChoice)}


def rows() -> list[tuple[Row, Setting[Any] | Button]]:
    """Return the rows of the dialog, in order, each with what it shows."""
    return [
        (each.row, each)
        for each in _DECLARED
        if isinstance(each, Setting | Button) and each.row is not None
    ]


def decides_about_findings(setting: Setting[Any]) -> bool:
    """Tell whether what scans are found to be depends on a setting."""
    return setting.row is not None and setting.row.page is _MODELS
