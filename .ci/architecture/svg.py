"""The picture as SVG: the window and the training above the engine, which both import."""

from __future__ import annotations

from html import escape
from typing import Final

from architecture.layout import LINE, lay_out
from architecture.rows import Box, Plan

_WIDTH: Final = 900
_MARGIN: Final = 14
_LEGEND: Final = 210
_HEADER: Final = 52
_WAY: Final = 44  # from a package to the one that it imports
_SHARE: Final = 0.54  # of the width for desktop, which has more boxes than training

# Of each package: its ground, and its lines; then the ground in the dark.
_COLOURS: Final = {
    "desktop": ("#e9f1fc", "#4a86c8", "#12233a"),
    "engine": ("#efecfa", "#8069c4", "#211c38"),
    "training": ("#e8f5ee", "#3f9467", "#112a1e"),
}
_ABOUT: Final = {
    "desktop": "the window",
    "training": "makes the models",
    "engine": "reads scans and answers: command line, batches, reports",
}
_STYLE: Final = """
text { font-family: Inter, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
.sheet { fill: #ffffff; }
.title { font-size: 17px; font-weight: 600; fill: #1b2430; }
.about { font-size: 12px; fill: #52606f; }
.name { font-size: 12px; font-weight: 600; fill: #1b2430; text-anchor: middle; }
.note { font-size: 10.5px; fill: #52606f; text-anchor: middle; }
.hint { font-size: 10.5px; fill: #52606f; }
.box { fill: #ffffff; stroke-width: 1.2; }
.files { stroke-dasharray: 4 3; }
.arrow { fill: none; stroke-width: 1.3; }
.way { fill: none; stroke: #52606f; stroke-width: 3; }
.tip { fill: #52606f; }
"""
_DARK: Final = """
.sheet { fill: #0d1117; }
.title, .name { fill: #e8edf3; }
.about, .note, .hint { fill: #9fb0c0; }
.box { fill: #161d27; }
.way { stroke: #9fb0c0; }
.tip { fill: #9fb0c0; }
"""


def draw(plans: dict[str, Plan]) -> str:
    """Return the picture of the three packages, one element a line."""
    space = _WIDTH - 3 * _MARGIN
    widths = {"desktop": space * _SHARE, "training": space * (1 - _SHARE)}
    lefts = {"desktop": _MARGIN, "training": 2 * _MARGIN + widths["desktop"]}
    end = max(
        lay_out(plans[name], lefts[name] + 14, _MARGIN + _HEADER, widths[name] - 28)
        for name in widths
    )
    parts: list[str] = []
    bottom = end + 14
    for name, width in widths.items():
        parts += _package(plans[name], (lefts[name], _MARGIN, width, bottom - _MARGIN))
        parts += _way(lefts[name] + width / 2, bottom)
    top = bottom + _WAY
    width = _WIDTH - 2 * _MARGIN
    end = lay_out(plans["engine"], _MARGIN + 14, top + _HEADER, width - 56 - _LEGEND)
    parts += _package(plans["engine"], (_MARGIN, top, width, end + 14 - top))
    parts += _legend(_MARGIN + width - 14 - _LEGEND, top + _HEADER)
    height = round(end + 14 + _MARGIN)
    size = f'width="{_WIDTH}" height="{height}"'
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {_WIDTH} {height}">',
        "<title>The folders of desktop, training and engine, and their imports</title>",
        f"<style>{_styles()}</style>",
        f'<rect class="sheet" {size} rx="12"/>',
    ]
    return "\n".join([*head, *parts, "</svg>", ""])


def _styles() -> str:
    light, dark = _STYLE, _DARK
    for name, (ground, line, dark_ground) in _COLOURS.items():
        light += f".package.{name} {{ fill: {ground}; }}\n"
        light += f".box.{name}, .arrow.{name} {{ stroke: {line}; }}\n"
        light += f".head.{name} {{ fill: {line}; }}\n"
        dark += f".package.{name} {{ fill: {dark_ground}; }}\n"
    return f"{light}@media (prefers-color-scheme: dark) {{{dark}}}\n"


def _package(plan: Plan, frame: tuple[float, float, float, float]) -> list[str]:
    x, y, width, height = frame
    name = plan.package
    title = f'<tspan class="title">{name}/</tspan>'
    about = f'<tspan class="about" dx="12">{escape(_ABOUT[name])}</tspan>'
    parts = [
        _rectangle(f"package {name}", x, y, width, height, 14),
        f'<text x="{x + 14:.1f}" y="{y + 30:.1f}">{title}{about}</text>',
    ]
    parts += [_arrow(name, arrow) for arrow in plan.arrows]
    parts += [part for row in plan.rows for box in row if box.name for part in _box(name, box)]
    return parts


def _box(package: str, box: Box) -> list[str]:
    kind = f"box files {package}" if box.files else f"box {package}"
    return [
        _rectangle(kind, box.x, box.y, box.width, box.height, 8),
        _text("name", box.middle, box.y + 19, box.name),
        *(
            _text("note", box.middle, box.y + 34 + LINE * i, line)
            for i, line in enumerate(box.lines)
        ),
    ]


def _rectangle(kind: str, x: float, y: float, width: float, height: float, radius: int) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{kind}" {place} rx="{radius}"/>'


def _text(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'


def _path(kind: str, way: str) -> str:
    return f'<path class="{kind}" d="{way}"/>'


def _arrow(package: str, boxes: list[Box]) -> str:
    """Draw an arrow from the lower edge of a box down its lanes to the upper edge of another."""
    first, last = boxes[0], boxes[-1]
    middles = [box.middle for box in boxes]
    # A wide box is met straight below or above what points at it.
    if first.wide:
        middles[0] = middles[1]
    if last.wide:
        middles[-1] = middles[-2]
    x, y = middles[0], first.y + first.height
    way = f"M{x:.1f} {y:.1f}"
    for box, target in zip(boxes[1:], middles[1:], strict=True):
        stop = box.y - (5 if box is last else 0)
        bend = (stop - y) / 2
        way += f"C{x:.1f} {y + bend:.1f} {target:.1f} {stop - bend:.1f} {target:.1f} {stop:.1f}"
        x, y = target, stop
        if box is not last:
            y = box.y + box.height
            way += f"V{y:.1f}"
    head = f"M{x - 4:.1f} {last.y - 7:.1f}h8l-4 6Z"
    return _path(f"arrow {package}", way) + _path(f"head {package}", head)


def _way(x: float, top: float) -> list[str]:
    end = top + _WAY
    return [
        _path("way", f"M{x:.1f} {top:.1f}V{end - 10:.1f}"),
        _path("tip", f"M{x - 8:.1f} {end - 12:.1f}h16l-8 11Z"),
    ]


def _legend(x: float, y: float) -> list[str]:
    parts = [
        _rectangle("box engine", x, y + 4, 34, 20, 6),
        _rectangle("box files engine", x, y + 34, 34, 20, 6),
        _path("arrow engine", f"M{x:.1f} {y + 74:.1f}h28"),
        _path("head engine", f"M{x + 27:.1f} {y + 70:.1f}v8l7 -4Z"),
    ]
    words = ("a folder", "modules beside the folders", "imports")
    parts += [_text("about", x + 46, y + 18 + 30 * i, word) for i, word in enumerate(words)]
    hints = (
        "Small words in a box: folders inside it,",
        "or the modules that only it uses.",
        "What a box reaches through others has",
        "no arrow of its own.",
    )
    parts += [_text("hint", x, y + 112 + 15 * i, hint) for i, hint in enumerate(hints)]
    return parts
