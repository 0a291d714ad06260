"""Every setting that the dialog offers, as data: the dialog draws whatever stands here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.language.translation import QT_TRANSLATE_NOOP
from desktop.models import FOLDER, MODEL, POINT
from desktop.preferences import options
from desktop.preferences.options import Options
from engine.scan import Modality


@dataclass(frozen=True, slots=True)
class Field:
    """One setting.

    Attributes
    ----------
    name : str
        Of the property of `desktop.settings.settings.Settings`.
    title : str
        What the dialog calls it, before translation.
    hint : str
        What else there is to know, before translation; may be empty.
    """

    name: str
    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Switch(Field):
    """On or off.

    Attributes
    ----------
    needs : str
        The switch without which this one means nothing; empty for none.
    """

    needs: str = ""


@dataclass(frozen=True, slots=True)
class Share(Field):
    """A number from 0 to 1, shown in per cent."""


@dataclass(frozen=True, slots=True)
class Text(Field):
    """One line of text."""


@dataclass(frozen=True, slots=True)
class PictureFile(Field):
    """A picture, or none."""


@dataclass(frozen=True, slots=True)
class Choice(Field):
    """One of several values.

    Attributes
    ----------
    options : callable
        Takes the settings and returns pairs of what is read, before translation, and what is
        stored.
    follows : tuple of str
        The settings that what there is to choose from depends on.
    """

    options: Options = options.none
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Folder(Field):
    """A folder; None stands for the usual one."""


@dataclass(frozen=True, slots=True)
class Command(Field):
    """No setting: a button; its name is that of an action of the window, or of the dialog."""


@dataclass(frozen=True, slots=True)
class Group:
    """A page of the dialog.

    Attributes
    ----------
    title : str
        Before translation.
    icon : str
        Name of a file in ``resources/icons``, without its ending.
    fields : tuple of Field
        From top to bottom.
    """

    title: str
    icon: str
    fields: tuple[Field, ...]


def _model_fields() -> tuple[Field, ...]:
    names = {
        Modality.ULTRASOUND: (
            QT_TRANSLATE_NOOP("preferences", "Ultrasound"),
            QT_TRANSLATE_NOOP("preferences", "Its operating point"),
        ),
        Modality.MAMMOGRAPHY: (
            QT_TRANSLATE_NOOP("preferences", "Mammography"),
            QT_TRANSLATE_NOOP("preferences", "Its operating point"),
        ),
        Modality.THERMOGRAPHY: (
            QT_TRANSLATE_NOOP("preferences", "Thermography"),
            QT_TRANSLATE_NOOP("preferences", "Its operating point"),
        ),
    }
    fields: list[Field] = []
    for kind, (model, point) in names.items():
        follows = (f"{MODEL}{kind}", FOLDER)
        fields.append(Choice(f"{MODEL}{kind}", model, "", options.models_for(kind), (FOLDER,)))
        fields.append(Choice(f"{POINT}{kind}", point, "", options.points_for(kind), follows))
    return tuple(fields)


SCHEMA: Final = (
    Group(
        QT_TRANSLATE_NOOP("preferences", "Appearance"),
        "invert",
        (
            Choice(
                "appearance",
                QT_TRANSLATE_NOOP("preferences", "Light or dark"),
                QT_TRANSLATE_NOOP("preferences", "The area of the scan stays dark in both."),
                options.appearances,
            ),
            Choice(
                "language",
                QT_TRANSLATE_NOOP("preferences", "Language"),
                QT_TRANSLATE_NOOP(
                    "preferences",
                    "Takes effect with the next start. Reports, exported files and the command "
                    "line stay in English.",
                ),
                options.language_codes,
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("preferences", "Heatmap"),
        "heatmap",
        (
            Share(
                "opacity",
                QT_TRANSLATE_NOOP("preferences", "Opacity"),
                QT_TRANSLATE_NOOP("preferences", "Of the strongest evidence."),
            ),
            Share(
                "threshold",
                QT_TRANSLATE_NOOP("preferences", "Shown from"),
                QT_TRANSLATE_NOOP(
                    "preferences", "Weaker evidence is left out, and hatched in the legend."
                ),
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("preferences", "Models"),
        "scan",
        (
            *_model_fields(),
            Folder(
                FOLDER,
                QT_TRANSLATE_NOOP("preferences", "Your own models"),
                QT_TRANSLATE_NOOP(
                    "preferences",
                    "One folder each, as the training exports them. They answer only where they "
                    "are chosen above, and nobody but you has checked them.",
                ),
            ),
            Command("about_models", QT_TRANSLATE_NOOP("preferences", "About the models…")),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("preferences", "Reports"),
        "report",
        (
            Text("report_institution", QT_TRANSLATE_NOOP("preferences", "Institution")),
            PictureFile("report_logo", QT_TRANSLATE_NOOP("preferences", "Logo")),
            Text(
                "report_reader",
                QT_TRANSLATE_NOOP("preferences", "Read by"),
                QT_TRANSLATE_NOOP("preferences", "The name below your own finding."),
            ),
            Choice(
                "report_paper", QT_TRANSLATE_NOOP("preferences", "Paper"), options=options.papers
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("preferences", "Privacy"),
        "history",
        (
            Switch(
                "keeps_history",
                QT_TRANSLATE_NOOP("preferences", "Keep a history of what was read"),
                QT_TRANSLATE_NOOP(
                    "preferences",
                    "When, which file, what was found and by which model, on this computer only.",
                ),
            ),
            Switch(
                "history_identity",
                QT_TRANSLATE_NOOP("preferences", "Keep the patient in the history"),
                QT_TRANSLATE_NOOP(
                    "preferences",
                    "Name and number as the file states them; without this, neither is kept. "
                    "What is in the history already stays until it is wiped.",
                ),
                needs="keeps_history",
            ),
            Command("history", QT_TRANSLATE_NOOP("preferences", "Show the history…")),
            Switch(
                "keeps_recent",
                QT_TRANSLATE_NOOP("preferences", "Remember recent files"),
                QT_TRANSLATE_NOOP("preferences", "In the File menu, by their paths."),
            ),
            Command("forget_recent", QT_TRANSLATE_NOOP("preferences", "Forget the recent files")),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("preferences", "Keys"),
        "keys",
        (
            Command(
                "shortcuts",
                QT_TRANSLATE_NOOP("preferences", "Keys and mouse…"),
                QT_TRANSLATE_NOOP("preferences", "Every key is listed there and can be changed."),
            ),
        ),
    ),
)
