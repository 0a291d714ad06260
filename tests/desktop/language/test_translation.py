"""German is complete, and nothing that a user sees slips past it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from desktop.language import languages
from desktop.language.engine_texts import CONTEXT, localised
from desktop.menus import Menus
from desktop.system.paths import models_dir
from engine.errors import TooLargeError
from engine.messages import catalogue, dicom, files, models, output, raster
from engine.messages.message import Message, Template
from engine.model.figure_names import figure_name
from engine.model.model_card import load_card
from engine.wording import RESEARCH_USE
from resources.translations import make_translations
from tests.fakes.german import SOURCE, Entry, accelerators, entries, places
from tests.fakes.literals import marked_texts, unmarked_in, unmarked_texts
from tests.fakes.window import MakeWindow


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    languages.install(qapp, "de")
    yield
    languages.install(qapp, "en")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    """Return what the code says now, with the German that the source file has for it."""
    folder = tmp_path_factory.mktemp("translations")
    copy = shutil.copy(SOURCE, folder)
    make_translations.update(folder)
    return list(entries(Path(copy)))


def test_every_text_has_a_finished_german_one(extracted: list[Entry]) -> None:
    assert [each for each in extracted if each.state or not each.german.strip()] == []


def test_no_entry_is_stale(extracted: list[Entry]) -> None:
    known = {(each.context, each.text) for each in extracted}
    assert [each for each in entries() if (each.context, each.text) not in known] == []


def test_the_texts_of_the_engine_are_those_of_its_catalogue(extracted: list[Entry]) -> None:
    found = sorted(each.text for each in extracted if each.context == CONTEXT)
    assert found == sorted({template.english for template in catalogue.TEMPLATES.values()})


def test_every_marked_text_was_found_where_it_is_looked_up(extracted: list[Entry]) -> None:
    known = {(each.context, each.text) for each in extracted}
    assert [each for each in marked_texts() if each[1:] not in known] == []


@pytest.mark.usefixtures("german")
def test_the_compiled_file_says_what_the_source_says(qapp: QApplication) -> None:
    wrong = [each for each in entries() if qapp.translate(each.context, each.text) != each.german]
    assert wrong == []


def test_places_are_those_of_the_english() -> None:
    assert [each for each in entries() if places(each.text) != places(each.german)] == []


def test_a_key_of_a_menu_stays_one() -> None:
    wrong = [each for each in entries() if accelerators(each.text) != accelerators(each.german)]
    assert wrong == []


def test_ends_and_gaps_are_those_of_the_english() -> None:
    def edges(text: str) -> tuple[bool, bool, bool, bool]:
        return text.endswith("…"), text.endswith("."), text.startswith(" "), text.endswith(" ")

    assert [each for each in entries() if edges(each.text) != edges(each.german)] == []


def test_german_is_written_as_german_is() -> None:
    odd = re.compile(r"[“][^„]*[“]|\"|(^|[^\d])'\w+'|\bKI\b|Diagnose|\.\.\.")
    assert [each for each in entries() if odd.search(each.german)] == []


def test_no_text_reaches_the_window_unmarked() -> None:
    assert list(unmarked_texts()) == []


@pytest.mark.parametrize(
    "code",
    [
        "button.setText('Close it')",
        "label('Nothing here', 'muted')",
        "QAction(f'Open {name}', self)",
        "box.addItem('All' if everything else self.tr('Some'))",
        "QMessageBox.question(self, title, 'Really?')",
    ],
)
def test_a_text_that_slips_through_is_seen(code: str) -> None:
    assert list(unmarked_in(code))


@pytest.mark.parametrize(
    "code",
    [
        "button.setText(self.tr('Close it'))",
        "label(words, 'muted')",
        "title.setText(f'{name} - Second Reader')",
    ],
)
def test_a_text_that_is_marked_is_left_alone(code: str) -> None:
    assert not list(unmarked_in(code))


def test_english_stays_as_the_engine_says_it(qapp: QApplication) -> None:
    languages.install(qapp, "en")
    assert localised(RESEARCH_USE) == RESEARCH_USE


@pytest.mark.usefixtures("german")
def test_a_sentence_of_the_engine_is_said_in_german() -> None:
    assert localised(RESEARCH_USE).startswith("Nur für Forschung und Lehre. Kein Medizinprodukt")


@pytest.mark.usefixtures("german")
def test_a_sentence_is_translated_by_its_identifier() -> None:
    said = files.TOO_LARGE(megabytes="812", limit=512)
    assert localised(said) == "Die Datei hat 812 MB; gelesen werden höchstens 512 MB."
    reworded = Message("It is of 812 MB.", said.identifier, said.values)
    assert localised(reworded) == localised(said)


@pytest.mark.usefixtures("german")
def test_words_inside_a_sentence_are_translated_and_names_are_not() -> None:
    said = dicom.NO_SCAN(thing=dicom.WAVEFORM)
    assert "enthält eine Signalkurve (Waveform) und keine" in localised(said)
    assert "normal" in localised(models.MODEL_NOT_LOADED(model="normal"))
    logo = output.LOGO_UNUSABLE(why=raster.PNG_DAMAGED)
    assert localised(logo).endswith(localised(raster.PNG_DAMAGED))


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    "said",
    [
        Message("It is too dark.", "of_a_later_version"),
        Message("It is too dark.", "file_too_large", {"megabytes": 3}),
        Message("It is too dark.", "file_too_large", {"megabytes": 3, "limit": 4, "other": 5}),
    ],
)
def test_a_sentence_of_a_later_version_is_shown_in_english(said: Message) -> None:
    assert localised(said) == "It is too dark."


@pytest.mark.usefixtures("german")
def test_what_the_engine_puts_into_a_sentence_stays_in_it() -> None:
    error = TooLargeError("The file has 812 MB; at most 512 MB are read.")
    assert localised(error.summary) == "Die Datei hat 812 MB; gelesen werden höchstens 512 MB."


@pytest.mark.usefixtures("german")
def test_a_word_inside_a_sentence_is_german_too() -> None:
    said = localised("This is read as mammography, for which the program has no model.")
    assert said == "Dies wird als Mammographie ausgewertet; dafür hat das Programm kein Modell."


@pytest.mark.usefixtures("german")
def test_a_sentence_inside_a_sentence_is_german_too() -> None:
    said = localised("The logo cannot be used: The PNG file is damaged and cannot be decoded.")
    assert said.endswith("Die PNG-Datei ist beschädigt und kann nicht dekodiert werden.")


@pytest.mark.usefixtures("german")
def test_figures_and_points_of_the_bundled_models_are_german() -> None:
    cards = [load_card(path.parent, None) for path in models_dir().glob("*/card.json")]
    names = {name for card in cards for each in card.figures for name in (each.name, each.data)}
    names |= {point.name for card in cards for point in card.operating_points}
    alike = {name for name in names if localised(name) == name}
    assert names
    assert alike == set()


@pytest.mark.usefixtures("german")
def test_a_figure_is_translated_by_its_identifier() -> None:
    classes = {"others": "benign", "positive": "malignant"}
    record = {"id": "auc_positive", "parameters": classes, "name": "said in other words"}
    assert localised(figure_name(record)) == "AUC gutartig/bösartig"
    older = figure_name({"name": "AUC benign/malignant, burnt-in marks masked"})
    assert localised(older) == "AUC gutartig/bösartig, eingebrannte Markierungen verdeckt"
    assert localised(figure_name({"name": "a figure of mine"})) == "a figure of mine"


@pytest.mark.usefixtures("german")
def test_whatever_the_engine_says_can_be_shown() -> None:
    @given(st.text(max_size=200))
    def check(text: str) -> None:
        assert localised(text).strip() or not text.strip()

    check()


@pytest.mark.usefixtures("german")
def test_every_sentence_is_recognised_whatever_is_put_into_it() -> None:
    @given(
        st.sampled_from(sorted(catalogue.TEMPLATES.items())),
        st.lists(st.from_regex(r"\w+", fullmatch=True), min_size=9),
    )
    def check(case: tuple[str, Template], words: list[str]) -> None:
        _, template = case
        said = str(template(**dict(zip(template.places, words, strict=False))))
        assert localised(said) != said or _is_same_in_german(template)

    check()


@pytest.mark.usefixtures("german")
def test_numbers_and_moments_are_written_as_in_the_language() -> None:
    assert languages.count(12345) == "12.345"
    assert languages.decimal(1234.5, 2) == "1234,50"
    assert languages.rounded(0.05, 3) == "0,05"


@pytest.mark.usefixtures("german")
def test_keys_of_one_menu_differ(make_window: MakeWindow) -> None:
    window = make_window()
    assert isinstance(window.menus, Menus)
    bar = window.menuBar()
    for menu in (bar, *(action.menu() for action in bar.actions())):
        texts = [action.text() for action in menu.actions() if "&" in action.text()]
        keys = [text[text.index("&") + 1].casefold() for text in texts]
        assert len(keys) == len(set(keys)), texts


def _is_same_in_german(template: Template) -> bool:
    places = {place: f"{{{place}}}" for place in template.places}
    return localised(template(**places)) == template.english
