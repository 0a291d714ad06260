"""Summary of a batch as pages: counts, histogram, most suspicious scans, reasons, models."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from engine.finding import Status
from engine.records.finding_record import FindingRecord
from engine.report import words
from engine.report.contents import BatchSummary
from engine.report.drawings.charts import Histogram
from engine.report.drawings.pictures import eight_bits
from engine.report.drawings.scan_picture import ScanPicture
from engine.report.page import Page
from engine.report.style import (
    BODY,
    CELL,
    GAP,
    GRID,
    HEAD,
    SECTION,
    SMALL,
    beside,
    pairs,
    together,
)
from engine.report.tally import Tally
from engine.wording import percent

REASONS: Final = 12
_THUMBNAIL: Final = 44.0
_COUNTED_AS: Final = {
    Status.OK: "answered",
    Status.INCONCLUSIVE: "inconclusive",
    Status.OUT_OF_SCOPE: "out of scope",
    Status.UNREADABLE: "not read",
}


def batch_parts(rows: Iterable[FindingRecord], summary: BatchSummary, page: Page) -> list[Flowable]:
    """Return the parts of the summary, in order; rows are read once and not kept."""
    tally = Tally()
    for row in rows:
        tally.add(row)
    parts: list[Flowable] = [Paragraph("Batch", SECTION)]
    parts += _counts(tally, summary, page)
    if any(tally.bins):
        parts.append(
            KeepTogether(
                [
                    Paragraph("Malignancy probability", SECTION),
                    Histogram(tuple(tally.bins), tally.point),
                ]
            )
        )
    parts += _most_suspicious(tally, summary, page)
    parts += _reasons(tally, page)
    parts += _models(tally, page)
    return parts


def _counts(tally: Tally, summary: BatchSummary, page: Page) -> list[Flowable]:
    left = [("Files", f"<b>{tally.total}</b>")]
    if summary.name and not page.options.deidentified:
        left.insert(0, ("Folder", page.cell(summary.name)))
    for status, word in _COUNTED_AS.items():
        left.append((words.capital(word), _share(tally.statuses[status], tally.total)))
    if summary.seconds is not None:
        left.append(("Time taken", _duration(summary.seconds)))
    right = [
        (words.capital(name), _share(count, tally.total))
        for name, count in (*tally.classes.most_common(), *tally.modalities.most_common())
    ]
    if tally.points:
        right.insert(0, ("At or above the operating point", f"<b>{tally.reached}</b>"))
    column = (page.width - 4 * GAP) / 2
    widths = ((92.0, column - 92), (140.0, column - 140))
    if not right:
        return [pairs(left, widths[0])]
    return [beside(pairs(left, widths[0]), pairs(right, widths[1]), page.width, 4 * GAP)]


def _share(count: int, total: int) -> str:
    return f"{count}" if not count else f"{count} ({together(percent(count / total))})"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    if hours:
        return together(f"{hours} h {minutes} min")
    return together(f"{minutes} min {left} s") if minutes else together(f"{left} s")


def _most_suspicious(tally: Tally, summary: BatchSummary, page: Page) -> list[Flowable]:
    if not tally.top:
        return []
    ranked = sorted(tally.top, key=lambda entry: entry[:2], reverse=True)
    heads = ("", "No.", "File", "Answer", "Confidence", "Malignancy probability")
    if page.options.deidentified:
        heads = ("", "No.", "", *heads[3:])
    rows: list[list[Flowable]] = [[Paragraph(head, HEAD) for head in heads]]
    rows += [_row(-order, row, summary, page) for _, order, row in ranked]
    widths = [page.width * part for part in (0.13, 0.09, 0.30, 0.17, 0.14, 0.17)]
    measured = sum(tally.bins)
    which = "All" if measured <= len(ranked) else f"The {len(ranked)} highest"
    note = (
        f"{which} of {measured} scans with a malignancy probability, highest first. "
        "No. is the place of the file in the batch. Malignancy probabilities that reach the "
        "operating point are bold and marked ▲."
    ).replace("▲", "(!)")
    return [
        Paragraph("Scans by malignancy probability", SECTION),
        Paragraph(note, SMALL),
        Spacer(0, 0.6 * GAP),
        Table(rows, colWidths=widths, style=_CENTRED, repeatRows=1),
    ]


def _row(number: int, row: FindingRecord, summary: BatchSummary, page: Page) -> list[Flowable]:
    is_answer = row.status is Status.OK
    answer = row.class_name if is_answer else _COUNTED_AS[row.status]
    confidence = row.confidence if is_answer else None
    figure = together(percent(row.malignancy_probability or 0.0))
    if row.is_suspicious:
        figure = f"<b>(!) {figure}</b>"
    name = "" if page.options.deidentified else page.cell(row.path)
    texts = (
        str(number),
        name,
        page.cell(words.capital(str(answer))),
        "" if confidence is None else together(percent(confidence)),
        figure,
    )
    return [_thumbnail(row.path, summary), *(Paragraph(text, CELL) for text in texts)]


def _thumbnail(path: str, summary: BatchSummary) -> Flowable:
    pixels = summary.thumbnail(path)
    if pixels is None:
        return Paragraph("no picture", SMALL)
    picture = ScanPicture(eight_bits(pixels), None, bar=False)
    picture.fit(_THUMBNAIL * 1.3, _THUMBNAIL)
    return picture


def _reasons(tally: Tally, page: Page) -> list[Flowable]:
    if not tally.reasons:
        return []
    rows = [[Paragraph(head, HEAD) for head in ("Without an answer, because", "Files")]]
    for reason, count in tally.reasons.most_common(REASONS):
        rows.append([Paragraph(page.cell(reason), CELL), Paragraph(str(count), CELL)])
    table = Table(rows, colWidths=[page.width * 0.85, page.width * 0.15], style=GRID, repeatRows=1)
    return [Paragraph("Files without an answer", SECTION), table]


def _models(tally: Tally, page: Page) -> list[Flowable]:
    if not tally.models:
        return []
    parts: list[Flowable] = [Paragraph("Models", SECTION)]
    for model, count in tally.models.items():
        files = "file" if count == 1 else "files"
        text = (
            f"{model.name}, version {model.version}, asked for {count} {files}. "
            f"SHA-256 {model.sha256}"
        )
        parts.append(Paragraph(page.prose(text), BODY))
    for point in tally.points:
        text = (
            f"Operating point {point.name}: a malignancy probability of "
            f"{percent(point.threshold)} or more."
        )
        parts.append(Paragraph(page.prose(text), BODY))
    return [KeepTogether(parts)]


_CENTRED: Final = (*GRID, ("VALIGN", (0, 1), (-1, -1), "MIDDLE"))
