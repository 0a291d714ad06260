"""Names of the figures of a model card: identifiers, with the English that is shown beside them.

A card names each figure by an identifier and parameters, and the data set that it was measured on
by name and kind. Programs go by these. The English stands beside them on the card for people, and
the window translates it by the identifier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

AUC: Final = "auc_positive"
SENSITIVITY: Final = "sensitivity_at_operating_point"
SPECIFICITY: Final = "specificity_at_operating_point"
CALIBRATION_ERROR: Final = "calibration_error"
PEAK_ON_LESION: Final = "heatmap_peak_on_lesion"
LESION_SHARE: Final = "lesion_share_of_picture"
LESION_MAP_IOU: Final = "lesion_map_median_iou"

# ``positive`` is the class that is looked for, ``others`` those that it is told apart from.
FIGURES: Final[Mapping[str, str]] = {
    AUC: "AUC {others}/{positive}",
    "auc_lesion": "AUC lesion/normal",
    "auc_positive_by_breast": "AUC {others}/{positive}, by breast",
    "auc_positive_by_patient": "AUC {others}/{positive}, by woman",
    "auc_positive_marks_masked": "AUC {others}/{positive}, burned-in marks masked",
    "auc_age_alone": "AUC of age alone",
    "auc_machine_alone": "AUC of the machine alone",
    "auc_patient_number_alone": "AUC of the patient's number alone",
    "auc_positive_among_patients": (
        "AUC among patients {first} to {last}, in which both classes occur"
    ),
    "auc_patient_number_alone_among_patients": (
        "AUC of the patient's number alone, among patients {first} to {last}, "
        "in which both classes occur"
    ),
    SENSITIVITY: "sensitivity at the operating point",
    SPECIFICITY: "specificity at the operating point",
    "sensitivity_at_further_operating_point": (
        "sensitivity at the operating point for {percent} %"
    ),
    "specificity_at_further_operating_point": (
        "specificity at the operating point for {percent} %"
    ),
    "specificity_at_sensitivity": "specificity where sensitivity is {percent} %",
    "accuracy": "accuracy of the class shown",
    "majority_baseline": "majority baseline",
    CALIBRATION_ERROR: "expected calibration error",
    "error_of_positive": "error of {positive} or not",
    "error_outside_zone": "the same outside the inconclusive zone",
    "error_inside_zone": "the same inside the inconclusive zone",
    "share_outside_zone": "share outside the inconclusive zone",
    "share_out_of_scope": "refused as out of scope",
    PEAK_ON_LESION: "heatmap peak on the lesion",
    LESION_SHARE: "lesion share of the picture (chance)",
    LESION_MAP_IOU: "median IoU of the lesion map",
}

TEST_PART: Final = "test_part"
CROSS_VALIDATED: Final = "cross_validated"
PARTLY_CROSS_VALIDATED: Final = "partly_cross_validated"
NEVER_TRAINED_ON: Final = "never_trained_on"
DATA_SETS: Final[Mapping[str, str]] = {
    TEST_PART: "{name} (test part)",
    CROSS_VALIDATED: "{name} (cross-validated, {folds} folds)",
    PARTLY_CROSS_VALIDATED: "{name} (cross-validated, {measured} of {folds} folds)",
    NEVER_TRAINED_ON: "{name} (never trained on)",
}

# Cards that were written before there were identifiers say some things in other words.
_EARLIER_ENGLISH: Final = {
    "AUC {others}/{positive}, burnt-in marks masked": "auc_positive_marks_masked"
}
_PLACE: Final = re.compile(r"\{(\w+)\}")
_NUMBERS: Final = frozenset({"percent", "first", "last", "folds", "measured"})
_LONGEST: Final = 200

Parameters = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class FigureName:
    """What was measured.

    Attributes
    ----------
    id : str
        One of `FIGURES`; empty where a card names none, or one that this version does not know.
    parameters : mapping
        What its English is completed with.
    """

    id: str = ""
    parameters: Parameters = field(default_factory=dict)

    @property
    def english(self) -> str:
        """The name for people."""
        return FIGURES[self.id].format(**self.parameters)

    def as_record(self) -> dict[str, Any]:
        """Return the entries of a card that name a figure."""
        parameters = {"parameters": dict(self.parameters)} if self.parameters else {}
        return {"id": self.id, **parameters, "name": self.english}


@dataclass(frozen=True, slots=True)
class DataSet:
    """What a figure was measured on.

    Attributes
    ----------
    name : str
        Of the published data, such as ``BUSI``; empty where a card names none.
    kind : str
        One of `DATA_SETS`: what the network had to do with these scans.
    parameters : mapping
        What the English of the kind is completed with, such as the number of ``folds``.
    """

    name: str = ""
    kind: str = ""
    parameters: Parameters = field(default_factory=dict)

    @property
    def english(self) -> str:
        """The name for people."""
        return DATA_SETS[self.kind].format(name=self.name, **self.parameters)

    def as_record(self) -> dict[str, Any]:
        """Return the entries of a card that name a data set."""
        named = {"name": self.name, "kind": self.kind, **self.parameters}
        return {"data_set": named, "data": self.english}


def figure_name(record: Mapping[str, Any]) -> FigureName:
    """Return what an entry of a card measured.

    Parameters
    ----------
    record : mapping
        The entry. One of an older card has its English alone; it is looked up in `FIGURES`.

    Raises
    ------
    TypeError, ValueError
        If the entry contradicts itself.
    """
    if "id" not in record:
        return FigureName(*_recognised(record["name"], _FIGURE_PATTERNS))
    name = FigureName(_text(record["id"]), _checked(record.get("parameters", {})))
    _check_places(FIGURES, name.id, name.parameters)
    return name if name.id in FIGURES else FigureName()


def data_set(record: Mapping[str, Any]) -> DataSet:
    """Return what an entry of a card was measured on; errors as for `figure_name`."""
    if "data_set" not in record:
        kind, parameters = _recognised(record["data"], _DATA_PATTERNS)
        named = dict(parameters)
    else:
        named = dict(_checked(record["data_set"]))
        kind = _text(named.pop("kind"))
        _check_places(DATA_SETS, kind, named)
    if kind not in DATA_SETS:
        return DataSet()
    return DataSet(str(named.pop("name")), kind, named)


def with_identifiers(record: Mapping[str, Any], *, of_figure: bool = True) -> dict[str, Any]:
    """Return an entry of a card in the form that is written now; values stay as they are.

    Parameters
    ----------
    record : mapping
        The entry, of an older card as well.
    of_figure : bool
        Whether it names a figure, and not a data set alone.

    Raises
    ------
    TypeError, ValueError
        If the entry contradicts itself.
    """
    result = dict(record)
    if of_figure and (name := figure_name(record)).id:
        result |= name.as_record()
    if (data := data_set(record)).kind:
        result |= data.as_record()
    return result


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("an identifier must be text")
    return value


def _checked(parameters: object) -> Parameters:
    if not isinstance(parameters, dict):
        raise TypeError("parameters must have names")
    if not all(isinstance(value, str | int) for value in parameters.values()):
        raise TypeError("parameters must be text or whole numbers")
    return parameters


def _check_places(known: Mapping[str, str], id_: str, parameters: Parameters) -> None:
    if id_ in known and set(_PLACE.findall(known[id_])) != set(parameters):
        raise ValueError("a name does not have the parameters that it needs")


def _patterns(texts: Mapping[str, str]) -> list[tuple[re.Pattern[str], str]]:
    """Return what recognises each text; the ones with most words of their own come first."""
    ordered = sorted(texts, key=lambda text: len(_PLACE.sub("", text)), reverse=True)
    return [(_pattern(text), texts[text]) for text in ordered]


def _pattern(text: str) -> re.Pattern[str]:
    parts = _PLACE.split(text)
    # Every second part is the name of a place.
    return re.compile(
        "".join(_group(part) if odd % 2 else re.escape(part) for odd, part in enumerate(parts))
    )


def _group(place: str) -> str:
    return f"(?P<{place}>{'[0-9]+' if place in _NUMBERS else '.+'})"


def _recognised(text: str, patterns: list[tuple[re.Pattern[str], str]]) -> tuple[str, Parameters]:
    if len(_text(text)) > _LONGEST:
        return "", {}
    for pattern, id_ in patterns:
        found = pattern.fullmatch(text)
        if found is not None:
            parts = found.groupdict()
            return id_, {key: int(p) if key in _NUMBERS else p for key, p in parts.items()}
    return "", {}


_FIGURE_PATTERNS: Final = _patterns({text: id_ for id_, text in FIGURES.items()} | _EARLIER_ENGLISH)
_DATA_PATTERNS: Final = _patterns({text: kind for kind, text in DATA_SETS.items()})
