"""Canvas that writes PDF/A-2b (ISO 19005-2) and knows the number of its pages."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from engine.errors import UserFacingError
from engine.messages import hints, output
from engine.report.fonts import REGULAR
from engine.report.line_ends import with_line_ends
from engine.version import VERSION

# Streams as they are: writing them as ASCII takes two thirds of the time and a quarter more room.
rl_config.useA85 = 0

PRODUCER: Final = f"Second Reader {VERSION}"
_AUTHOR: Final = "Second Reader"
_KEYWORDS: Final = "breast, research use only"
_VERSION: Final = (1, 7)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Metadata of a file, written to its information dictionary and again as XMP.

    Attributes
    ----------
    title, subject : str
        Without anything about a patient.
    date : datetime
        With its time zone.
    profile : bytes
        The ICC profile that colours are meant in.
    """

    title: str
    subject: str
    date: dt.datetime
    profile: bytes


def read_profile(resources: Path) -> bytes:
    """Return the bundled sRGB profile.

    Raises
    ------
    UserFacingError
        If it is missing.
    """
    path = resources / "report" / "srgb.icc"
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserFacingError(output.NO_COLOUR_PROFILE, hints.INSTALL_AGAIN, path) from error


class ArchiveCanvas(Canvas):  # type: ignore[misc]
    """Writes PDF/A-2b; the end of each page is drawn once their number is known.

    Parameters
    ----------
    file : binary file
        Written to by `save`.
    metadata : Metadata
        Of the file.
    finish_page : callable
        Takes the canvas, the number of the page from 1, and the number of pages; called for each
        page when the last one is done.
    """

    def __init__(
        self,
        file: BinaryIO,
        *,
        metadata: Metadata,
        finish_page: Callable[[Canvas, int, int], None],
        **options: Any,  # noqa: ANN401 - handed on
    ) -> None:
        # Canvas would name Helvetica on every page, which is embedded nowhere.
        options |= {"initialFontName": REGULAR, "pdfVersion": _VERSION, "invariant": 1}
        options |= {"pageCompression": 1, "lang": "en"}
        super().__init__(file, **options)
        self._metadata = metadata
        self._finish_page = finish_page
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - the name that reportlab calls
        """Keep the page open until the number of pages is known."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """End all pages and the file."""
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self._finish_page(self, number, len(self._pages))
            super().showPage()
        self._describe()
        self._filename.write(with_line_ends(self.getpdfdata()))

    def _describe(self) -> None:
        metadata, document = self._metadata, self._doc
        self.setTitle(metadata.title)
        self.setSubject(metadata.subject)
        self.setAuthor(_AUTHOR)
        self.setKeywords(_KEYWORDS)
        self.setCreator(PRODUCER)
        self.setProducer(PRODUCER)
        self.setDateFormatter(lambda *_: _pdf_date(metadata.date))
        packet = _xmp(metadata).encode()
        document._ID = _file_id(document.signature.digest() + packet)  # noqa: SLF001
        catalog = document.Catalog
        catalog.Metadata = PDFStream(
            PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}),
            packet,
        )
        # reportlab has no output intents of its own.
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.OutputIntents = PDFArray([self._output_intent()])

    def _output_intent(self) -> PDFDictionary:
        profile = PDFStream(PDFDictionary({"N": 3}), self._metadata.profile)
        name = PDFString("sRGB IEC61966-2.1")
        return PDFDictionary(
            {
                "Type": PDFName("OutputIntent"),
                "S": PDFName("GTS_PDFA1"),
                "OutputConditionIdentifier": name,
                "Info": name,
                "DestOutputProfile": self._doc.Reference(profile),
            }
        )


def _pdf_date(date: dt.datetime) -> str:
    offset = date.strftime("%z") or "+0000"
    return f"D:{date:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def _xmp_date(date: dt.datetime) -> str:
    offset = date.strftime("%z") or "+0000"
    return f"{date:%Y-%m-%dT%H:%M:%S}{offset[:3]}:{offset[3:5]}"


def _file_id(content: bytes) -> bytes:
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return f"[<{digest}> <{digest}>]".encode()


def _xmp(metadata: Metadata) -> str:
    date = _xmp_date(metadata.date)
    return _XMP.format(
        title=escape(metadata.title),
        subject=escape(metadata.subject),
        author=escape(_AUTHOR),
        keywords=escape(_KEYWORDS),
        producer=escape(PRODUCER),
        date=date,
    )


_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 pdfaid:part="2" pdfaid:conformance="B"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmp:CreatorTool="{producer}" xmp:CreateDate="{date}" xmp:ModifyDate="{date}"
 xmp:MetadataDate="{date}"/>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Producer="{producer}"
 pdf:Keywords="{keywords}"/>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
