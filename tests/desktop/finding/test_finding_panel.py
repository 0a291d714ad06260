from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.finding.finding_panel import FindingPanel
from desktop.finding.probability_scale import ProbabilityScale
from desktop.language import wording
from engine.finding import OperatingPoint
from engine.scan import Laterality, PixelSpacing, UltrasoundRegion
from engine.wording import RESEARCH_USE
from tests.fakes.window import DEMO, finding, open_phantom, scan_of


@pytest.fixture
def panel(qtbot: QtBot) -> FindingPanel:
    made = FindingPanel()
    qtbot.addWidget(made)
    made.resize(360, 900)
    made.show()
    return made


def words(panel: FindingPanel) -> str:
    # Labels that were just added are shown by an event.
    QApplication.processEvents()
    labels = [label for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]
    return "\n".join(label.text() for label in labels).replace(wording.NO_BREAK, " ")


@pytest.mark.parametrize(
    ("kind", "headline"),
    [
        ("malignant", "Malignant"),
        ("benign", "Benign"),
        ("normal", "Normal"),
        ("inconclusive", "Inconclusive"),
        ("out_of_scope", "Out of scope"),
    ],
)
def test_every_status_is_said_in_words(panel: FindingPanel, kind: str, headline: str) -> None:
    panel.show_finding(open_phantom(DEMO), finding(kind))
    assert panel.headline == headline
    assert RESEARCH_USE in words(panel)
    assert headline in panel.accessibleDescription()


def test_an_answer_comes_with_its_figures_and_its_model(panel: FindingPanel) -> None:
    panel.show_finding(open_phantom(DEMO), finding("malignant"))
    text = words(panel)
    assert "Confidence 93 %" in text
    assert "Above the operating point, 22 %, chosen for 95 % sensitivity" in text
    assert "14 % to 30 %" in text
    assert "Ultrasound" in text
    assert "1.0.0" in text
    assert "3f9a1c777777" in text
    scale = panel.findChild(ProbabilityScale).accessibleDescription()
    assert scale.replace(wording.NO_BREAK, " ") == (
        "93 %, operating point 22 %, inconclusive from 14 % to 30 %"
    )


def test_an_inconclusive_finding_states_no_class_as_the_answer(panel: FindingPanel) -> None:
    panel.show_finding(open_phantom(DEMO), finding("inconclusive"))
    assert "Confidence" not in words(panel)
    assert "cannot tell" in panel.text
    assert "another view" in panel.text


def test_out_of_scope_shows_no_figures(panel: FindingPanel) -> None:
    panel.show_finding(open_phantom(DEMO), finding("benign"))
    panel.show_finding(open_phantom(DEMO), finding("out_of_scope"))
    assert "%" not in words(panel)
    assert "does not look like" in panel.text


def test_a_class_below_the_headline_may_still_be_suspicious(panel: FindingPanel) -> None:
    point = OperatingPoint("95 % sensitivity", 0.01, 0.95)
    answered = replace(finding("benign"), operating_point=point, inconclusive_zone=None)
    panel.show_finding(open_phantom(DEMO), answered)
    assert panel.headline == "Benign"
    assert "Above the operating point, 1 %" in words(panel)
    assert "Hatched" not in words(panel)


def test_the_operating_point_itself_counts_as_reached(panel: FindingPanel) -> None:
    point = OperatingPoint("95 % sensitivity", 0.021, 0.95)
    panel.show_finding(open_phantom(DEMO), replace(finding("benign"), operating_point=point))
    assert "At the operating point" in words(panel)


def test_acquisition_facts_and_warnings_are_shown(panel: FindingPanel) -> None:
    spacing = PixelSpacing(0.07, 0.07, "ImagerPixelSpacing")
    scan = replace(
        open_phantom(DEMO),
        pixels=np.zeros((3, 520, 640), np.uint8),
        laterality=Laterality.LEFT,
        view="MLO",
        spacing=spacing,
        warnings=("The grey values may be inverted.",),
    )
    panel.show_finding(scan, finding("benign"))
    text = words(panel)
    for fact in ("Left", "MLO", "0.07", "Frames\n3", "may be inverted"):
        assert fact in text


def test_a_pixel_size_may_come_from_a_region() -> None:
    spacing = PixelSpacing(0.05, 0.05, "SequenceOfUltrasoundRegions")
    scan = replace(
        scan_of(np.zeros((4, 4), np.uint8)),
        regions=(UltrasoundRegion(0, 0, 3, 1, None), UltrasoundRegion(0, 2, 3, 3, spacing)),
    )
    assert "0.05" in dict(wording.facts(scan))["Pixel size"]


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.0, "0 %"),
        (0.0004, "< 1 %"),
        (0.0099, "< 1 %"),
        (0.01, "1 %"),
        (0.5, "50 %"),
        (0.99, "99 %"),
        (0.9951, "> 99 %"),
        (1.0, "100 %"),
    ],
)
def test_no_probability_is_rounded_to_certainty(probability: float, text: str) -> None:
    assert wording.percent(probability).replace(wording.NO_BREAK, " ") == text


def test_a_class_the_window_does_not_know_is_shown_by_its_name() -> None:
    assert wording.class_name("no cancer recorded") == "No cancer recorded"
