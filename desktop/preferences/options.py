"""What there is to choose from, for the settings that offer a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeAlias

from desktop import models
from desktop.language import languages
from desktop.language.engine_texts import localised
from desktop.language.translation import QT_TRANSLATE_NOOP, translate
from desktop.settings.settings import Appearance, Settings
from engine.report import Paper
from engine.scan import Modality

Options: TypeAlias = Callable[[Settings], Sequence[tuple[str, str]]]

_NO_MODEL: Final = QT_TRANSLATE_NOOP("preferences", "No model")
_NO_POINT: Final = QT_TRANSLATE_NOOP("preferences", "None")


def none(_settings: Settings) -> Sequence[tuple[str, str]]:
    """Offer nothing."""
    return ()


def appearances(_settings: Settings) -> Sequence[tuple[str, str]]:
    """Offer light and dark."""
    return (
        (QT_TRANSLATE_NOOP("preferences", "As the system"), Appearance.SYSTEM),
        (QT_TRANSLATE_NOOP("preferences", "Light"), Appearance.LIGHT),
        (QT_TRANSLATE_NOOP("preferences", "Dark"), Appearance.DARK),
    )


def papers(_settings: Settings) -> Sequence[tuple[str, str]]:
    """Offer the sizes of paper."""
    return (("A4", Paper.A4), (QT_TRANSLATE_NOOP("preferences", "Letter"), Paper.LETTER))


def language_codes(_settings: Settings) -> Sequence[tuple[str, str]]:
    """Offer the languages that there are translations for."""
    codes = languages.available()
    system = QT_TRANSLATE_NOOP("preferences", "As the system")
    return ((system, ""), *((languages.name_of(code), code) for code in codes))


def models_for(kind: Modality) -> Options:
    """Offer the models of a kind of scan; the bundled one comes first and needs no choice."""
    return partial(_models, kind)


def points_for(kind: Modality) -> Options:
    """Offer the operating points of the model of a kind; the first of its card needs no choice."""
    return partial(_points, kind)


def _models(kind: Modality, settings: Settings) -> Sequence[tuple[str, str]]:
    fitting = [each for each in models.installed(settings) if each.card.modality is kind]
    usual = next((each for each in fitting if not each.is_own), None)
    offered = [(_NO_MODEL if usual is None else f"{usual.card.name} {usual.card.version}", "")]
    for each in fitting:
        if each is not usual:
            words = translate("preferences", "{} (your own)") if each.is_own else "{}"
            offered.append((words.format(f"{each.card.name} {each.card.version}"), each.key))
    chosen = getattr(settings, f"{models.MODEL}{kind}")
    if chosen not in {key for _, key in offered}:
        offered.append((translate("preferences", "{} (not there)").format(chosen), chosen))
    return offered


def _points(kind: Modality, settings: Settings) -> Sequence[tuple[str, str]]:
    model = models.used_for(kind, settings)
    if model is None:
        return ((_NO_POINT, ""),)
    first, *others = (point.name for point in model.card.operating_points)
    return ((localised(first), ""), *((localised(name), name) for name in others))
