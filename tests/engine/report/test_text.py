from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.patient import PatientIdentity
from engine.report import ReaderStatement, render_report
from engine.report.deidentify import without_identity
from engine.report.fonts import load_fonts
from engine.report.text import markup, shortened
from engine.wording import RESEARCH_USE
from tests.fakes.report_maker import PATIENT, RESOURCES, content_of, options_of, pages, scan_of

FONTS = load_fonts(RESOURCES)
ANYTHING = st.text(max_size=80)
HOSTILE = "</para><b>x<img src='file:///etc/passwd'/><a href='http://example.org'>y</a> & <br"


def text_for(patient: PatientIdentity) -> str:
    content = content_of(patient=patient, scan=scan_of(), card=None, measurements=())
    return " ".join(pages(render_report([content], options_of())))


@pytest.mark.parametrize(
    "name",
    [
        "Łukasiewicz, Bożena",
        "Çelik, Ayşe Gül",
        "Αγγελοπούλου, Μαρία",
        "Иванова, Ольга Ёлкина",
        "Nguyễn, Thị Ánh Dương",
    ],
)
def test_names_in_many_alphabets_are_written_as_they_are(name: str) -> None:
    text = text_for(PatientIdentity(name=name))
    assert name in text
    assert "[" not in text


def test_letters_and_accents_that_come_apart_are_joined() -> None:
    assert "Nguyễn" in text_for(PatientIdentity(name="Nguye\u0302\u0303n"))


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("山田", "[2 CJK characters: U+5C71 U+7530]"),
        ("فاطمة", "[5 Arabic characters: U+0641 U+0627 U+0637 U+0645 U+0629]"),
        ("अनु", "[3 Devanagari characters: U+0905 U+0928 U+0941]"),
        ("김", "[1 Hangul character: U+AE40]"),
    ],
)
def test_scripts_without_a_font_are_marked_and_the_romanised_name_stands(
    written: str, marked: str
) -> None:
    text = text_for(PatientIdentity(name="Yamada, Hanako", ideographic_name=written))
    assert "Yamada, Hanako" in text
    assert marked in text
    assert "not in the fonts of this report" in text


def test_a_name_in_no_font_alone_is_marked_too() -> None:
    assert "[1 CJK character: U+5C71] x" in text_for(PatientIdentity(name="山 x"))


def test_hostile_markup_is_only_text() -> None:
    statement = ReaderStatement("Dr. <i>Example", HOSTILE, None, HOSTILE)
    content = content_of(reader=statement, patient=replace(PATIENT, name=HOSTILE))
    pdf = render_report([content], options_of(institution=HOSTILE))
    text = " ".join(pages(pdf)).replace(" ", "")
    assert text.count(HOSTILE.replace(" ", "")) >= 3
    assert b"/URI" not in pdf
    assert b"/Annots" not in pdf


def test_controls_and_turned_writing_are_shown_and_not_obeyed() -> None:
    assert markup("a\u202eb\u2066c\x00d\x1b[e", FONTS) == r"a\u202eb\u2066c\x00d\x1b[e"


def test_lines_stay_lines() -> None:
    assert markup("one\ntwo\r\nthree", FONTS) == "one<br/>two<br/>three"


@given(ANYTHING)
def test_nothing_is_ever_drawn_that_the_fonts_lack(text: str) -> None:
    shown = html.unescape(markup(text, FONTS).replace("<br/>", ""))
    assert [letter for letter in shown if not FONTS.has(letter)] == []


@given(ANYTHING, st.integers(1, 60))
def test_shortened_text_fits(text: str, length: int) -> None:
    result = shortened(text, length)
    assert len(result) <= length
    assert result == text.strip() or result.endswith("…")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=ANYTHING, number=st.text(max_size=4000), typed=ANYTHING)
def test_whatever_is_typed_a_report_comes_out(name: str, number: str, typed: str) -> None:
    content = content_of(
        patient=PatientIdentity(name=name, patient_id=number, sex=typed, accession_number=typed),
        reader=ReaderStatement(name, typed, None, number),
        card=None,
    )
    found = pages(render_report([content], options_of(institution=typed)))
    assert all(RESEARCH_USE in text for text in found)


def test_remarks_longer_than_a_page_go_on_on_the_next() -> None:
    content = content_of(reader=ReaderStatement(text="A word of many. " * 900 + "The end."))
    found = pages(render_report([content], options_of()))
    assert len(found) > 3
    assert sum("The end." in text for text in found) == 1


def test_the_words_of_an_identity_are_taken_out_as_whole_words() -> None:
    patient = PatientIdentity(name="Rose, Ann Mary", patient_id="77", birth_date="1980-01-02")
    text = "Ann Rose, rose-coloured; annular; 77 but 1977; 02.01.1980, 1/2/1980, 1980-01-02."
    assert without_identity(text, patient) == (
        "[removed] [removed], [removed]-coloured; annular; [removed] but 1977; "
        "[removed], [removed], [removed]."
    )


@given(ANYTHING)
def test_without_a_patient_text_stays(text: str) -> None:
    assert without_identity(text, None) == text
    assert without_identity(text, PatientIdentity()) == text


@given(st.from_regex(r"[A-Za-zÀ-ž]{2,12}, [A-Za-zÀ-ž]{2,12}", fullmatch=True), ANYTHING)
def test_a_name_never_stays(name: str, text: str) -> None:
    family = name.split(",", maxsplit=1)[0]
    cleaned = without_identity(f"{text} {name} {text}", PatientIdentity(name=name))
    assert not re.search(rf"(?<!\w){re.escape(family)}(?!\w)", cleaned.replace("[removed]", ""))
