"""Sentences carry their identifier, and are plain English to everybody else."""

from __future__ import annotations

import copy
import json
import pickle
import sqlite3

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.decoding.unpickle import load_answer
from engine.errors import TooLargeError
from engine.messages import catalogue, dicom, files, models, words
from engine.messages.message import Message, Template, template
from engine.records.finding_record import from_stored, record_of_error
from engine.scan import Modality

TOO_LARGE = files.TOO_LARGE(megabytes="812", limit=512)


def test_a_message_is_english() -> None:
    assert TOO_LARGE == "The file has 812 MB; at most 512 MB are read."
    assert f"{TOO_LARGE}" == str(TOO_LARGE)
    assert type(str(TOO_LARGE)) is str
    assert json.dumps([TOO_LARGE]) == json.dumps([str(TOO_LARGE)])
    base = sqlite3.connect(":memory:")
    assert base.execute("SELECT ?", (TOO_LARGE,)).fetchone() == (str(TOO_LARGE),)
    base.close()


def test_a_message_says_what_it_was_made_from() -> None:
    assert TOO_LARGE.identifier == "file_too_large"
    assert dict(TOO_LARGE.values) == {"megabytes": "812", "limit": 512}


def test_a_message_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        TOO_LARGE.identifier = "file_empty"  # type: ignore[misc]
    with pytest.raises(TypeError):
        TOO_LARGE.values["limit"] = 1  # type: ignore[index]


@pytest.mark.parametrize("values", [{}, {"megabytes": 1}, {"megabytes": 1, "limit": 2, "x": 3}])
def test_places_are_filled_one_by_one(values: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="places"):
        files.TOO_LARGE(**values)


def test_an_identifier_is_taken_once() -> None:
    with pytest.raises(ValueError, match="file_too_large"):
        template("file_too_large", "Another sentence.")


def test_numbers_of_other_types_become_plain_ones() -> None:
    made = models.TOO_SMALL(columns=np.int64(3), rows=np.float32(0.5))
    assert dict(made.values) == {"columns": 3, "rows": 0.5}
    assert {type(each) for each in made.values.values()} == {int, float}


def test_names_of_enumerations_become_plain_text() -> None:
    made = models.NO_MODEL(modality=Modality.ULTRASOUND)
    assert type(made.values["modality"]) is str


def pickled(made: Message) -> object:
    return pickle.loads(pickle.dumps(made))  # noqa: S301


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled])
def test_copies_keep_everything(again: object) -> None:
    nested = dicom.NO_SCAN(thing=dicom.WAVEFORM)
    found = again(nested)
    assert found == nested
    assert found.identifier == "no_scan"
    assert found.values["thing"].identifier == "waveform"


def test_an_error_of_the_decoder_keeps_its_identifier() -> None:
    error = TooLargeError(TOO_LARGE, dicom.EXPORT_16_BITS, None)
    found = load_answer(pickle.dumps(error), [])
    assert isinstance(found, TooLargeError)
    assert found.summary.identifier == "file_too_large"
    assert found.hint.identifier == "export_16_bits"


class Attack:
    """Unpickles as a message with arguments that no declaration gives it."""

    def __init__(self, *arguments: object, state: object = None) -> None:
        self.arguments = arguments
        self.state = state

    def __reduce__(self) -> tuple[object, ...]:
        made = (Message, self.arguments)
        return made if self.state is None else (*made, self.state)


def deep(levels: int) -> object:
    inside: object = "x"
    for _ in range(levels):
        inside = Attack("text", "identifier", {"place": inside})
    return inside


@pytest.mark.parametrize(
    "attack",
    [
        Attack(b"text", "identifier"),
        Attack("text", 3),
        Attack("text", "identifier", {"place": []}),
        Attack("text", "identifier", {"place": None}),
        Attack("text", "identifier", {"place": True}),
        Attack("text", "identifier", {3: "x"}),
        Attack("text", "identifier", {f"p{number}": 1 for number in range(100)}),
        Attack("text", "identifier", 3),
        Attack("text", "identifier", state={"identifier": []}),
        Attack("text", "identifier", state=(None, {"values": []})),
        deep(6),
    ],
)
def test_a_message_of_anything_else_is_refused(attack: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        load_answer(pickle.dumps(attack), [])


@pytest.mark.parametrize("name", ["Template", "template", "message", "DECLARED", "string"])
def test_the_decoder_may_name_no_other_part_of_the_messages(name: str) -> None:
    def text(value: str) -> bytes:
        return b"\x8c" + bytes([len(value)]) + value.encode()

    content = b"\x80\x04" + text("engine.messages.message") + text(name) + b"\x93."
    with pytest.raises(pickle.UnpicklingError, match="named"):
        load_answer(content, [])


@pytest.mark.parametrize(
    "said", [TOO_LARGE, dicom.NO_SCAN(thing=dicom.WAVEFORM), words.NOTHING, words.listed([])]
)
def test_a_row_keeps_a_message(said: Message) -> None:
    content = json.loads(json.dumps(catalogue.stored(said)))
    found = catalogue.restored(str(said), content)
    assert isinstance(found, Message)
    assert found == said
    assert catalogue.stored(found) == catalogue.stored(said)


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {},
        {"id": 3, "values": {}},
        {"id": "x", "values": []},
        {"id": "x", "values": {"place": None}},
        {"id": "x", "values": {"place": {"id": "y"}}},
        {"id": "x", "values": {"place": [1]}},
    ],
)
def test_a_row_of_anything_else_keeps_its_text(content: object) -> None:
    found = catalogue.restored("The file is empty.", content)
    assert found == "The file is empty."
    assert type(found) is str


def test_other_text_is_stored_as_text_alone() -> None:
    assert catalogue.stored("It broke.") is None


@given(st.sampled_from(sorted(catalogue.TEMPLATES.items())), st.data())
def test_english_alone_is_recognised(case: tuple[str, Template], data: st.DataObject) -> None:
    identifier, declared = case
    filling = st.from_regex(r"[b-y]{3,9}", fullmatch=True)
    said = str(declared(**{place: data.draw(filling) for place in declared.places}))
    found = catalogue.recognised(said)
    assert found is not None
    assert found == said
    if not declared.places:
        assert found.identifier == identifier


def test_words_inside_recognised_english_are_messages_too() -> None:
    found = catalogue.recognised("This is read as mammography, for which the program has no model.")
    assert found is not None
    assert found.identifier == "no_model"
    assert found.values["modality"] is not None
    assert catalogue.stored(found) == {
        "id": "no_model",
        "values": {"modality": {"text": "mammography", "id": "mammography", "values": {}}},
    }


@given(st.text(max_size=300))
def test_any_text_can_be_looked_up(text: str) -> None:
    found = catalogue.recognised(text)
    assert found is None or found == text


def test_kinds_are_listed() -> None:
    known = list(words.MODALITIES.values())
    assert words.listed(known[:1]) == "ultrasound"
    assert words.listed(known) == "ultrasound and mammography and thermography"
    assert words.listed([]) == "nothing"


def test_every_kind_of_scan_has_its_words() -> None:
    assert set(words.MODALITIES) == set(words.A_SCAN_OF) == set(map(str, Modality))
    assert all(str(word) == kind for kind, word in words.MODALITIES.items())


def test_rows_on_the_disk_keep_identifiers() -> None:
    error = TooLargeError(TOO_LARGE, files.OPEN_THE_ORIGINAL)
    row = from_stored("a.dcm", record_of_error("a.dcm", error).to_stored())
    assert row.reason is not None
    assert (row.reason.summary, row.reason.hint) == (error.summary, error.hint)
    assert catalogue.stored(row.reason.summary) == catalogue.stored(TOO_LARGE)
    assert catalogue.stored(row.reason.hint) == {"id": "open_the_original", "values": {}}


def test_rows_of_older_versions_are_english_alone() -> None:
    error = TooLargeError(TOO_LARGE, "Try again.")
    written = json.loads(record_of_error("a.dcm", error).to_stored())
    del written["messages"]
    row = from_stored("a.dcm", json.dumps(written))
    assert row.reason is not None
    assert (row.reason.summary, row.reason.hint) == (str(TOO_LARGE), "Try again.")
    assert type(row.reason.summary) is str
