"""Comparisons: DeLong against counting pairs, costs by hand, and a whole run, twice."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score

keras = pytest.importorskip("keras", reason="the training extra is not installed")

from tests.fakes.recipe_maker import cut_down  # noqa: E402 - after the check for Keras
from training.commands.cli import main  # noqa: E402
from training.compare import answers as answering  # noqa: E402
from training.compare.answers import Answers, with_weights_at_hand  # noqa: E402
from training.compare.costs import count_operations  # noqa: E402
from training.compare.delong import auc_covariance, compare_aucs  # noqa: E402
from training.compare.figures import confusion, figures_of, majority_baseline  # noqa: E402
from training.compare.pairs import differences  # noqa: E402
from training.compare.plots import roc_points  # noqa: E402
from training.metrics import auc, average_precision, brier, f1  # noqa: E402
from training.recipe.recipe import Recipe  # noqa: E402

paired = st.lists(
    st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), min_size=6, max_size=40
).filter(lambda rows: 2 <= sum(row[0] for row in rows) <= len(rows) - 2)


def counted_covariance(truth: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Return DeLong's covariance as in the paper of 1988: every pair is looked at."""
    yes, no = scores[:, truth], scores[:, ~truth]
    wins = (yes[:, :, None] > no[:, None, :]) + 0.5 * (yes[:, :, None] == no[:, None, :])
    by_yes, by_no = wins.mean(axis=2), wins.mean(axis=1)
    return np.cov(by_yes) / yes.shape[1] + np.cov(by_no) / no.shape[1]


@settings(deadline=None, max_examples=50)
@given(rows=paired)
def test_the_fast_delong_agrees_with_counting_every_pair(
    rows: list[tuple[bool, int, int]],
) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    truth, scores = columns[0], np.stack(columns[1:]).astype(float)
    aucs, covariance = auc_covariance(truth, scores)
    assert covariance == pytest.approx(counted_covariance(truth, scores), abs=1e-9)
    assert aucs == pytest.approx([auc(truth, row) for row in scores])


def test_delong_finds_no_difference_between_equals_and_one_between_good_and_bad() -> None:
    rng = np.random.default_rng(0)
    truth = rng.random(300) < 0.4
    good, bad = truth + 0.3 * rng.normal(size=300), rng.normal(size=300)
    assert compare_aucs(truth, good, 3 * good).p_value == 1
    found = compare_aucs(truth, good, bad)
    assert found.first - found.second > 0.3
    assert found.p_value < 1e-6
    assert compare_aucs(truth, bad, rng.normal(size=300)).p_value > 0.01
    with pytest.raises(ValueError, match="two scans"):
        compare_aucs(truth[:3] | True, good[:3], bad[:3])


@settings(deadline=None, max_examples=50)
@given(rows=paired)
def test_figures_agree_with_scikit_learn(rows: list[tuple[bool, int, int]]) -> None:
    truth, score, call = (np.array(column) for column in zip(*rows, strict=True))
    stated = score / 5
    assert average_precision(truth, stated) == pytest.approx(average_precision_score(truth, stated))
    assert brier(truth, stated) == pytest.approx(brier_score_loss(truth, stated))
    assert f1(truth, call > 2) == pytest.approx(f1_score(truth, call > 2))


def said(count: int, skill: float, seed: int, name: str = "scan") -> Answers:
    rng = np.random.default_rng(seed)
    positive = np.arange(count) % 3 == 0
    logit = rng.normal(size=count) + skill * (2 * positive - 1)
    probability = 1 / (1 + np.exp(-logit))
    return Answers(
        names=np.array([f"{name} {index}" for index in range(count)]),
        groups=np.array([f"group {index // 2}" for index in range(count)]),
        positive=positive,
        probability=probability,
        called=probability > 0.5,
        temperature=np.ones(count),
    )


def test_figures_lie_in_their_intervals_and_agree_with_the_confusion_matrix() -> None:
    found = said(120, 1.0, 1)
    figures = figures_of(found, resamples=200)
    assert all(figure.low <= figure.value <= figure.high for figure in figures.values())
    (tn, fp), (fn, tp) = confusion(found)
    assert tn + fp + fn + tp == 120
    assert figures["recall"].value == pytest.approx(tp / (tp + fn))
    assert figures["precision"].value == pytest.approx(tp / (tp + fp))
    assert figures["specificity"].value == pytest.approx(tn / (tn + fp))
    assert figures["accuracy"].value == pytest.approx((tn + tp) / 120)
    assert majority_baseline(found) == pytest.approx(2 / 3)


def test_entrants_are_compared_on_the_scans_that_both_were_asked_about() -> None:
    left, right = said(120, 2.0, 1), said(120, 0.1, 2)
    later = right.take(np.arange(60, 120)[::-1])
    other = said(120, 2.0, 1, "another")
    found = differences(
        [("good", "a", left), ("bad", "a", later), ("other task", "b", left), ("far", "a", other)],
        resamples=200,
    )
    assert [(pair.first, pair.second, pair.scans) for pair in found] == [("good", "bad", 60)]
    half = left.take(np.arange(60, 120))
    expected = auc(half.positive, half.probability) - auc(later.positive, later.probability)
    assert found[0].auc.value == pytest.approx(expected)
    assert found[0].auc.low > 0
    assert not found[0].independent


def test_the_roc_curve_has_the_area_that_is_stated() -> None:
    found = said(90, 0.7, 3)
    area = np.trapezoid(*reversed(roc_points(found)))
    assert area == pytest.approx(auc(found.positive, found.probability))


def test_operations_are_counted_as_by_hand() -> None:
    picture = keras.Input((8, 8, 3))
    features = keras.layers.Conv2D(4, 3, padding="same", strides=2)(picture)
    features = keras.layers.DepthwiseConv2D(3, padding="same")(features)
    features = keras.layers.SeparableConv2D(5, 3, padding="same")(features)
    inner = keras.Model(picture, features)
    top = keras.Input((8, 8, 3))
    answer = keras.layers.Dense(2)(keras.layers.Flatten()(inner(top)))
    convolution = 2 * 16 * (9 * 3 * 4)
    depthwise = 2 * 16 * (9 * 4)
    separable = 2 * 16 * (9 * 4 + 4 * 5)
    dense = 2 * (80 * 2)
    expected = convolution + depthwise + separable + dense
    assert count_operations(keras.Model(top, answer)) == expected


def test_what_cannot_be_pretrained_here_is_trained_from_scratch(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    recipe = Recipe.load("study-3-own")
    (tmp_path / "mobilenetv1_1.0_224_notop.weights.h5").touch()
    staged = dataclasses.replace(recipe, fit={**recipe.fit, "frozen_epochs": 3})

    def no_network(*_: object) -> object:
        from engine.errors import UserFacingError

        raise UserFacingError("The weights could not be downloaded.")

    monkeypatch.setattr(answering, "build_taps", no_network)
    found = with_weights_at_hand(staged, tmp_path)
    weights = {member.backbone: member.weights for member in found.members}
    assert weights.pop("MobileNet") is not None
    assert set(weights.values()) == {None}
    assert found.fit["frozen_epochs"] == 0


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [
            value or "" for name, value in attrs if name in {"src", "href", "xlink:href"}
        ]


@pytest.fixture
def tiny_twins(tmp_path: Path) -> list[str]:
    """Return both ways of the first study project, and a bundled kind of network, made small."""
    own, honest = (tmp_path / f"study-1-{kind}.toml" for kind in ("own", "honest"))
    # The variant finds the small recipe beside it in place of the bundled one.
    changes = (
        (r'BUSI = "ultrasound/BUSI"', 'BUSI = "BUSI"'),
        (r"rows = \d+\ncolumns = \d+", "rows = 32\ncolumns = 32"),
        (r"\nepochs = \d+\nbatch_size = \d+", "\nepochs = 1\nbatch_size = 8"),
    )
    cut_down("study-1-honest.toml", changes, honest)
    cut_down("study-1-own.toml", ((r"split = ", "copies_before_split = 1\nsplit = "),), own)
    return [str(own), str(honest)]


def test_a_comparison_writes_table_and_page_and_is_done_once(
    tiny_twins: list[str], tiny_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "comparison"
    arguments = ["compare", *tiny_twins, "study-5-own", "--data", str(tiny_data)]
    arguments += ["--output", str(output), "--folds", "2", "--scratch"]
    assert main(arguments) == 0
    said_now = capsys.readouterr()
    assert "study-5-own is left out: No RSNA mammograms were found" in said_now.err
    table = (output / "comparison.md").read_text(encoding="utf-8")
    assert "leaky: a random split of single images; turned copies made before the split" in table
    assert "98 % accuracy, 97 % sensitivity, 99 % specificity" in table
    data = json.loads((output / "comparison.json").read_text(encoding="utf-8"))
    counts = {row["entrant"]: row["scans"] for row in data["entrants"]}
    assert counts == {"study-1-own": 56, "study-1-honest": 28}
    assert [pair["scans"] for pair in data["differences"]] == [28]
    with (output / "comparison.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["from"] for row in rows] == ["scratch", "scratch"]
    assert all(float(row["ROC-AUC low"]) <= float(row["ROC-AUC"]) for row in rows)
    assert all(int(row["FLOPs"]) > 1e6 and float(row["milliseconds"]) > 0 for row in rows)
    _needs_nothing_else((output / "comparison.html").read_text(encoding="utf-8"))
    states = {path: path.stat().st_mtime_ns for path in output.rglob("runs/**/*") if path.is_file()}
    assert main(arguments) == 0
    assert {path: path.stat().st_mtime_ns for path in states} == states
    assert (output / "comparison.md").read_text(encoding="utf-8") == table
    _another_recipe_is_refused(tiny_twins[0], arguments, capsys)


def _needs_nothing_else(page: str) -> None:
    found = _Links()
    found.feed(page)
    assert all(link.startswith("#") for link in found.links)
    assert "script" not in found.tags
    assert found.tags.count("svg") >= 7
    assert found.tags.count("table") >= 5
    assert "prefers-color-scheme: dark" in page
    # Every colour of a plot comes from the page, so that it suits light and dark.
    assert not re.search(r"<svg.*?#0[0-9a-f]{5}.*?</svg>", page, re.DOTALL)


def _another_recipe_is_refused(
    path: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path(path).read_text(encoding="utf-8")
    Path(path).write_text(
        text.replace("copies_before_split = 1", "copies_before_split = 2"), encoding="utf-8"
    )
    capsys.readouterr()
    assert main(arguments) == 0
    assert "holds results of another recipe" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--folds", "1"], "1 of 1 folds cannot be trained"),
        (["--folds", "3", "--first", "4"], "4 of 3 folds cannot be trained"),
        ([], "None of the recipes could be trained"),
    ],
)
def test_mistakes_end_in_one_sentence(
    arguments: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["compare", "study-1-own", "--data", str(tmp_path), "--output", str(tmp_path / "o")]
    assert main([*command, *arguments]) == 1
    assert sentence in capsys.readouterr().err
