"""Which model answers, where there is a choice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from engine.batch.reading import ANY_KIND, bases
from engine.errors import ModelError
from engine.model.installed_models import Preferred, bundled_models, model_of, own_models
from engine.model.model_card import CARD_FILE
from engine.model.pinned_cards import CARDS
from engine.model.second_reader import SecondReader
from engine.readers.dispatch import read_file
from engine.scan import Modality
from tests.fakes.folders import MODELS, RESOURCES

OWN = "own/mine"
KIND = Modality.ULTRASOUND


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder with one model of the user's own, of two operating points."""
    shutil.copytree(MODELS / "ultrasound", tmp_path / "mine")
    card = tmp_path / "mine" / CARD_FILE
    document = json.loads(card.read_text(encoding="utf-8"))
    (usual, *_) = document["operating_points"]
    more = {"name": "99 % sensitivity", "threshold": 0.02, "sensitivity": 0.99}
    document |= {"version": "7.7.7", "operating_points": [usual, more]}
    card.write_text(json.dumps(document), encoding="utf-8")
    return tmp_path


def preferring(own: Path, model: str = "", point: str = "") -> SecondReader:
    return SecondReader(MODELS, preferred=Preferred(own, {KIND: model}, {KIND: point}))


def versions(reader: SecondReader) -> list[str]:
    return [card.version for card in reader.models() if card.modality is KIND]


def test_the_bundled_model_answers_until_another_is_chosen(own: Path) -> None:
    reader = preferring(own)
    assert versions(reader) == versions(SecondReader(MODELS))
    reader.prefer(Preferred(own, {KIND: OWN}))
    assert versions(reader) == ["7.7.7"]
    assert versions(reader.for_another_thread()) == ["7.7.7"]


def test_a_chosen_operating_point_judges_every_finding(own: Path) -> None:
    reader = preferring(own, OWN, "99 % sensitivity")
    (card,) = (card for card in reader.models() if card.modality is KIND)
    assert card.operating_points[0].name == "99 % sensitivity"
    assert len(card.operating_points) == 2
    finding = reader.classify(read_file(RESOURCES / "demo" / "ultrasound_phantom.png"), KIND)
    assert finding.operating_point == card.operating_points[0]


def test_a_point_that_the_model_does_not_have_is_no_obstacle(own: Path) -> None:
    card = preferring(own, "", "42 % sensitivity").models()[0]
    assert card.operating_points == SecondReader(MODELS).models()[0].operating_points


def test_a_chosen_model_that_is_gone_is_missed(own: Path) -> None:
    shutil.rmtree(own / "mine")
    with pytest.raises(ModelError, match="chosen for ultrasound is not there"):
        preferring(own, OWN).models()


def test_what_is_no_model_is_left_out(own: Path, tmp_path: Path) -> None:
    (own / "broken").mkdir()
    (own / "broken" / CARD_FILE).write_text("{", encoding="utf-8")
    assert [each.key for each in own_models(own)] == [OWN]
    assert own_models(tmp_path / "nowhere") == []
    assert own_models(None) == []


def test_an_own_model_of_a_bundled_name_takes_no_place(own: Path) -> None:
    (own / "mine").rename(own / "ultrasound")
    installed = bundled_models(MODELS, CARDS) + own_models(own)
    usual = model_of(installed, KIND)
    assert usual is not None
    assert not usual.is_own
    chosen = model_of(installed, KIND, "own/ultrasound")
    assert chosen is not None
    assert chosen.card.version == "7.7.7"


def test_rows_of_a_batch_rest_on_the_operating_point(own: Path) -> None:
    def basis(point: str) -> object:
        return bases(preferring(own, OWN, point).models(), None, identity=False)[ANY_KIND]

    assert basis("99 % sensitivity") != basis("")
    assert basis("") == basis("42 % sensitivity")
