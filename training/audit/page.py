"""The findings as one web page that needs nothing else, with pictures of the pairs."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape

import cv2

from engine.errors import UserFacingError
from training.audit.measure import read_untrusted
from training.audit.report import Report
from training.audit.summary import summarise
from training.near_duplicates.correlation import DuplicatePair

_MOST_PAIRS = 120
_MOST_SINGLE = 24
_SIDE = 192
_JPEG_QUALITY = 80
# The page loads nothing from anywhere: pictures are part of it, and scripts are refused.
_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Audit of {name}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem;
 color: #1b1f24; background: #fff }}
figure {{ display: inline-block; margin: 0 1rem 1rem 0; padding: .5rem; border: 1px solid #ccd;
 vertical-align: top; max-width: 26rem }}
figure.conflict {{ border: 2px solid #a4262c }}
figcaption {{ font-size: .85rem; overflow-wrap: anywhere }}
img {{ background: #000 }}
table {{ border-collapse: collapse }} td, th {{ padding: .2rem .8rem; text-align: left;
 border-bottom: 1px solid #ccd }}
</style></head><body>
<h1>Audit of {name}</h1>
"""


def render_page(report: Report) -> bytes:
    """Return the page as UTF-8; whatever a file or class is called is shown, never obeyed."""
    parts = [
        _HEAD.format(name=escape(report.name)),
        _list(summarise(report)),
        _pairs_section("Pairs with different labels", report, report.conflicts, conflict=True),
        _pairs_section("Pairs across the split", report, _crossing(report), conflict=True),
        _pairs_section("Near-duplicates", report, _harmless(report), conflict=False),
        _single_section("Inverted greys", report, report.inverted),
        _single_section("Blank", report, report.blank),
        _unreadable(report),
        _sizes(report),
        "</body></html>\n",
    ]
    return "".join(parts).encode("utf-8", "backslashreplace")


def _crossing(report: Report) -> list[DuplicatePair]:
    return [] if report.leaks is None else report.leaks.pairs


def _harmless(report: Report) -> list[DuplicatePair]:
    shown = {(pair.first, pair.second) for pair in (*report.conflicts, *_crossing(report))}
    return [pair for pair in report.duplicates.near if (pair.first, pair.second) not in shown]


def _list(sentences: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<ul>{items}</ul>\n"


def _pairs_section(
    title: str, report: Report, pairs: Sequence[DuplicatePair], *, conflict: bool
) -> str:
    if not pairs:
        return ""
    figures = "".join(_pair(report, pair, conflict=conflict) for pair in pairs[:_MOST_PAIRS])
    return f"<h2>{title} ({len(pairs)})</h2>\n{_rest(len(pairs), _MOST_PAIRS)}{figures}\n"


def _pair(report: Report, pair: DuplicatePair, *, conflict: bool) -> str:
    pictures = "".join(_picture(report, index) for index in (pair.first, pair.second))
    names = "<br>".join(_named(report, index) for index in (pair.first, pair.second))
    kind = ' class="conflict"' if conflict else ""
    return (
        f"<figure{kind}>{pictures}<figcaption>{names}<br>"
        f"correlation {pair.correlation:.3f}{_turned(pair)}</figcaption></figure>\n"
    )


def _turned(pair: DuplicatePair) -> str:
    return f", {escape(pair.rotated)}" if pair.rotated else ""


def _single_section(title: str, report: Report, places: Sequence[int]) -> str:
    if not places:
        return ""
    figures = "".join(
        f"<figure>{_picture(report, index)}<figcaption>{_named(report, index)}"
        "</figcaption></figure>\n"
        for index in places[:_MOST_SINGLE]
    )
    return f"<h2>{title} ({len(places)})</h2>\n{_rest(len(places), _MOST_SINGLE)}{figures}\n"


def _rest(count: int, shown: int) -> str:
    if count <= shown:
        return ""
    return f"<p>The first {shown} are shown; the JSON file lists all.</p>\n"


def _named(report: Report, index: int) -> str:
    return f"{escape(report.paths[index])} ({escape(report.cases[index].label)})"


def _picture(report: Report, index: int) -> str:
    try:
        grey = read_untrusted(report.cases[index].image)
    except UserFacingError:
        return ""
    scale = _SIDE / max(grey.shape)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    encoded = base64.b64encode(data.tobytes()).decode("ascii")
    return (
        f'<img alt="{escape(report.paths[index])}" width="{size[0]}" height="{size[1]}" '
        f'src="data:image/jpeg;base64,{encoded}">'
    )


def _unreadable(report: Report) -> str:
    if not report.unreadable:
        return ""
    lines = [f"{report.paths[index]}: {report.files[index].problem}" for index in report.unreadable]
    return f"<h2>Unreadable ({len(lines)})</h2>\n{_list(lines)}"


def _sizes(report: Report) -> str:
    rows = "".join(
        f"<tr><td>{columns} x {rows}</td><td>{count}</td></tr>"
        for (columns, rows), count in list(report.sizes.items())[:_MOST_SINGLE]
    )
    head = "<tr><th>Pixels</th><th>Images</th></tr>"
    return f"<h2>Sizes ({len(report.sizes)})</h2>\n<table>{head}{rows}</table>\n"
