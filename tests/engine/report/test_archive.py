from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import numpy as np
import pypdf
import pytest
from pypdf.generic import ContentStream, StreamObject

from engine.errors import DamagedFileError
from engine.finding import Status
from engine.records.finding_record import record_of_error, record_of_finding
from engine.report import (
    BatchSummary,
    ReportOptions,
    archive,
    render_batch_report,
    render_report,
)
from tests.fakes.report_maker import content_of, objects, options_of

JAVA = Path("/usr/share/java")
# Debian's libpdfbox2-java, libactivation-java and libjaxb-api-java.
JARS = [
    JAVA / f"{name}.jar"
    for name in (
        *("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io"),
        *("javax.activation", "jaxb-api"),
    )
]


def single(options: ReportOptions) -> bytes:
    return render_report([content_of()], options)


def several(options: ReportOptions) -> bytes:
    return render_report([content_of(), content_of()], options)


def batch(options: ReportOptions) -> bytes:
    content = content_of()
    rows = [record_of_finding(f"scan {n}.dcm", content.scan, content.finding) for n in range(40)]
    error = DamagedFileError("The file is damaged.", "Copy it again.")
    rows.append(record_of_error("broken.dcm", error))
    assert rows[-1].status is Status.UNREADABLE
    grey = np.zeros((30, 40), np.uint8)
    return render_batch_report(rows, BatchSummary("A folder", 90.0, lambda _: grey), options)


KINDS = pytest.mark.parametrize("make", [single, several, batch])


@KINDS
@pytest.mark.parametrize("deidentified", [False, True])
def test_the_file_says_that_it_is_pdf_a_2b(make: object, *, deidentified: bool) -> None:
    assert callable(make)
    reader = pypdf.PdfReader(io.BytesIO(make(options_of(deidentified=deidentified))), strict=True)
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"]
    assert "/Filter" not in metadata
    packet = metadata.get_data().decode()
    assert 'pdfaid:part="2"' in packet
    assert 'pdfaid:conformance="B"' in packet
    info, xmp = reader.metadata, reader.xmp_metadata
    assert info is not None
    assert xmp is not None
    assert xmp.dc_title == {"x-default": info.title}
    assert xmp.dc_creator == [info.author]
    assert xmp.xmp_creator_tool == info.creator
    assert xmp.pdf_producer == info.producer
    assert xmp.xmp_create_date == info.creation_date.replace(tzinfo=None) - (
        info.creation_date.utcoffset() or 0 * info.creation_date.resolution
    )
    identifiers = reader.trailer["/ID"]
    assert len(identifiers) == 2
    assert len(identifiers[0].original_bytes) == 16


@KINDS
def test_the_colours_are_those_of_an_embedded_profile(make: object) -> None:
    assert callable(make)
    reader = pypdf.PdfReader(io.BytesIO(make(options_of())))
    (intent,) = reader.trailer["/Root"]["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    profile = intent["/DestOutputProfile"]
    content = profile.get_data()
    assert profile["/N"] == 3
    assert int.from_bytes(content[:4], "big") == len(content)
    assert content[12:20] == b"mntrRGB "
    assert content[36:40] == b"acsp"


@KINDS
def test_every_font_is_embedded_and_maps_to_text(make: object) -> None:
    assert callable(make)
    fonts = [item for item in objects(make(options_of())) if _is(item, "/Type", "/Font")]
    assert fonts
    for font in fonts:
        descriptor = font["/FontDescriptor"]
        assert re.fullmatch(r"/[A-Z]{6}\+Inter-(Regular|SemiBold)", font["/BaseFont"])
        assert "/ToUnicode" in font
        assert "/Encoding" not in font  # a symbolic font has none (ISO 19005-2, 6.2.11.6)
        assert descriptor["/Flags"] & 4
        assert descriptor["/FontFile2"].get_data()[:4] in (b"\0\1\0\0", b"true")


@KINDS
def test_nothing_in_it_is_forbidden(make: object) -> None:
    assert callable(make)
    pdf = make(options_of())
    for key in (b"/JavaScript", b"/JS", b"/Encrypt", b"/EmbeddedFile", b"/Launch", b"/SMask"):
        assert key not in pdf
    for item in objects(pdf):
        filters = item.get("/Filter", []) if isinstance(item, StreamObject) else []
        assert "/LZWDecode" not in filters
        if _is(item, "/Subtype", "/Image"):
            assert not item.get("/Interpolate", False)
            assert item["/ColorSpace"] in ("/DeviceRGB", "/DeviceGray")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    for page in reader.pages:
        assert "/Group" not in page
        assert page["/Resources"].get("/ExtGState", {}) == {}
        used = {
            operator.decode() for _, operator in ContentStream(page["/Contents"], reader).operations
        }
        assert not used & {"k", "K", "sh", "gs", "ri"}


@KINDS
def test_every_stream_ends_with_a_line_end_of_its_own(make: object) -> None:
    assert callable(make)
    pdf = make(options_of())
    ends = [match.start() for match in re.finditer(rb"endstream\nendobj", pdf)]
    assert len(ends) > 5
    assert all(pdf[end - 1 : end] == b"\n" for end in ends)
    for match in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf):
        after = match.end() + int(match[1])
        assert pdf[after : after + 10] == b"\nendstream"


@KINDS
def test_every_object_lies_where_the_table_says(make: object) -> None:
    assert callable(make)
    pdf = make(options_of())
    assert pdf.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in pdf[10:14])
    begin = int(re.findall(rb"startxref\n(\d+)\n%%EOF\n", pdf)[-1])
    assert pdf[begin : begin + 7] == b"xref\n0 "
    entries = re.findall(rb"(\d{10}) 00000 n \n", pdf[begin:])
    for number, place in enumerate(entries, start=1):
        assert pdf[int(place) :].startswith(b"%d 0 obj\n" % number)


@KINDS
@pytest.mark.skipif(not all(jar.exists() for jar in JARS), reason="PDFBox Preflight not installed")
def test_preflight_finds_no_fault(
    make: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(make)
    # Preflight knows PDF/A-1b, which allows less than PDF/A-2b in all that a report is made of:
    # the same pages are labelled as 1b for it.
    monkeypatch.setattr(archive, "_VERSION", (1, 4))
    monkeypatch.setattr(archive, "_XMP", archive._XMP.replace('part="2"', 'part="1"'))
    file = tmp_path / "report.pdf"
    file.write_bytes(make(options_of()))
    path = ":".join(map(str, JARS))
    done = subprocess.run(
        ["java", "-cp", path, "org.apache.pdfbox.preflight.Validator_A1b", file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "is a valid PDF/A-1b file" in done.stdout, done.stdout + done.stderr


def _is(item: object, key: str, value: str) -> bool:
    return isinstance(item, dict) and item.get(key) == value
