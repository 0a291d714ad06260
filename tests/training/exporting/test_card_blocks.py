"""Figures in the documents are those of the cards, and older cards are brought up to date."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from engine.errors import UserFacingError
from engine.messages.message import Message
from engine.model.model_card import load_card
from engine.model.pinned_cards import CARDS
from tests.fakes.folders import ROOT
from training.commands.cards import update_cards, write_blocks
from training.commands.cli import main
from training.exporting.card_blocks import BEGIN, END

PAGES = ("README.md", "docs/user-guide.md")
_FIGURE = re.compile(r"\b0\.\d\d\d?\b|\b[AR]UC\b")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the pages and of the cards that they are written from."""
    cards = [f"models/{model}/{name}" for model in CARDS for name in ("card.json", "CARD.md")]
    for path in (*PAGES, *cards):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    return tmp_path


def changed(card: Path, value: float) -> None:
    """Give the first figure of a card another value."""
    content = json.loads(card.read_text(encoding="utf-8"))
    content["figures"][0]["value"] = value
    card.write_text(json.dumps(content), encoding="utf-8")


def in_older_form(content: dict[str, Any]) -> dict[str, Any]:
    """Return a card as versions without identifiers wrote it."""
    older = {**content, "schema": 1}
    for table in ("figures", "subgroups", "overlays"):
        older[table] = [
            {
                key: row[key]
                for key in row
                if key not in {"id", "parameters", "data_set", "subgroup"}
            }
            for row in content[table]
        ]
    for row in older["figures"]:
        row["name"] = row["name"].replace("burned-in", "burnt-in")
    return older


def test_no_figure_in_the_documents_is_out_of_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["card-blocks", "--check"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("name", PAGES)
def test_figures_of_models_stand_between_the_marks_alone(name: str) -> None:
    before, _, rest = (ROOT / name).read_text(encoding="utf-8").partition(BEGIN)
    block, _, after = rest.partition(END)
    assert _FIGURE.search(block)
    assert not _FIGURE.search(before + after)


def test_another_figure_makes_its_pages_stale_until_they_are_written(project: Path) -> None:
    assert write_blocks(project, check=True) == []
    changed(project / "models" / "ultrasound" / "card.json", 0.1234)
    pages = [project / "models" / "ultrasound" / "CARD.md", *(project / name for name in PAGES)]
    assert set(write_blocks(project, check=True)) == set(pages)
    assert not any("0.123 " in page.read_text(encoding="utf-8") for page in pages)
    assert set(write_blocks(project)) == set(pages)
    assert all("0.123 " in page.read_text(encoding="utf-8") for page in pages)
    assert write_blocks(project, check=True) == []


def test_what_stands_around_a_block_stays(project: Path) -> None:
    page = project / "README.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\nwritten by hand\n{END}{after}", encoding="utf-8")
    assert write_blocks(project) == [page]
    text = page.read_text(encoding="utf-8")
    assert text.startswith(before + BEGIN)
    assert text.endswith(END + after)
    assert "written by hand" not in text


def test_a_page_without_marks_is_an_error_and_stays(project: Path) -> None:
    page = project / "docs" / "user-guide.md"
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(UserFacingError, match=r"user-guide\.md has no place"):
        write_blocks(project)
    assert page.read_text(encoding="utf-8") == "no marks"


@pytest.mark.parametrize("name", CARDS)
def test_an_older_card_is_brought_up_to_date_and_keeps_every_figure(
    project: Path, name: str
) -> None:
    folder = project / "models" / name
    bundled = (folder / "card.json").read_bytes()
    older = in_older_form(json.loads(bundled))
    (folder / "card.json").write_text(json.dumps(older), encoding="utf-8")
    update_cards([folder])
    assert (folder / "card.json").read_bytes() == bundled
    assert hashlib.sha256(bundled).hexdigest() == CARDS[name]
    assert (folder / "CARD.md").read_bytes() == (ROOT / "models" / name / "CARD.md").read_bytes()


@pytest.mark.parametrize("name", CARDS)
def test_an_older_card_is_read_with_its_english(project: Path, name: str) -> None:
    folder = project / "models" / name
    content = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    content["figures"][0]["name"] = "a figure of an own model"
    older = in_older_form(content)
    (folder / "card.json").write_text(json.dumps(older), encoding="utf-8")
    figures = load_card(folder).figures
    assert [(one.name, one.data) for one in figures] == [
        (one["name"], one["data"]) for one in older["figures"]
    ]
    assert figures[0].id == ""
    assert all(one.id for one in figures[1:])
    assert all(isinstance(one.data, Message) for one in figures)


def test_a_folder_without_a_card_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["update-cards", str(tmp_path)]) == 1
    assert "is missing, or cannot be read" in capsys.readouterr().err
    (tmp_path / "card.json").write_text("{}", encoding="utf-8")
    assert main(["update-cards", str(tmp_path)]) == 1
    assert "is incomplete" in capsys.readouterr().err
    assert (tmp_path / "card.json").read_text(encoding="utf-8") == "{}"
