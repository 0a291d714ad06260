"""Web page of the findings about a data set, with pictures of the pairs."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2

from engine.errors import UserFacingError
from training.audit.measure import read_untrusted
from training.audit.report import Report
from training.audit.summary import summarise
from training.near_duplicates.correlation import DuplicatePair
from training.web_page import render_template

_MOST_PAIRS = 120
_MOST_SINGLE = 24
_SIDE = 192
_JPEG_QUALITY = 80


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture as the page holds it: size in pixels, and a JPEG in base64."""

    width: int
    height: int
    jpeg: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture of the data set: its path and class, and itself if it can be read."""

    path: str
    label: str
    picture: _Picture | None


@dataclass(frozen=True, slots=True)
class _Figure:
    """One picture, or the two of a pair."""

    shown: list[_Shown]
    pair: DuplicatePair | None = None


@dataclass(frozen=True, slots=True)
class _Section:
    """Figures under a title; `count` of them there are, and the first of them are shown."""

    title: str
    count: int
    figures: list[_Figure]
    is_conflict: bool = False


def render_page(report: Report) -> bytes:
    """Return the page as UTF-8; whatever a file or class is called is shown, never obeyed."""
    return render_template(
        "audit/page.html",
        report=report,
        sentences=summarise(report),
        sections=list(_sections(report)),
        sizes=list(report.sizes.items())[:_MOST_SINGLE],
    )


def _sections(report: Report) -> Iterator[_Section]:
    crossing = [] if report.leaks is None else report.leaks.pairs
    listed = {(pair.first, pair.second) for pair in (*report.conflicts, *crossing)}
    others = [pair for pair in report.duplicates.near if (pair.first, pair.second) not in listed]
    yield _pairs("Pairs with different labels", report, report.conflicts, is_conflict=True)
    yield _pairs("Pairs across the split", report, crossing, is_conflict=True)
    yield _pairs("Near-duplicates", report, others, is_conflict=False)
    for title, places in (("Inverted greys", report.inverted), ("Blank", report.blank)):
        figures = [_Figure([_show(report, index)]) for index in places[:_MOST_SINGLE]]
        yield _Section(title, len(places), figures)


def _pairs(
    title: str, report: Report, pairs: Sequence[DuplicatePair], *, is_conflict: bool
) -> _Section:
    figures = [
        _Figure([_show(report, index) for index in (pair.first, pair.second)], pair)
        for pair in pairs[:_MOST_PAIRS]
    ]
    return _Section(title, len(pairs), figures, is_conflict)


def _show(report: Report, index: int) -> _Shown:
    case = report.cases[index]
    return _Shown(report.paths[index], case.label, _picture(report, index))


def _picture(report: Report, index: int) -> _Picture | None:
    try:
        grey = read_untrusted(report.cases[index].image)
    except UserFacingError:
        return None
    scale = _SIDE / max(grey.shape)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return _Picture(*size, base64.b64encode(data.tobytes()).decode("ascii"))
