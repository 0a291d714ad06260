"""The picture of the folders shows the real imports, and every arrow points down."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import grimp
import pytest
from architecture import graph, page, rows

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return graph.read_imports()


def test_the_picture_and_the_table_of_folders_are_those_of_the_code() -> None:
    assert page.main(["--check"]) == 0, "run: python .ci/draw-architecture"


@pytest.mark.parametrize("package", graph.PACKAGES)
def test_every_arrow_points_to_the_row_below(imports: grimp.ImportGraph, package: str) -> None:
    plan = rows.make_plan(imports, package)
    row_of = {id(box): index for index, row in enumerate(plan.rows) for box in row}
    steps = [step for arrow in plan.arrows for step in itertools.pairwise(arrow)]
    assert steps
    assert all(row_of[id(lower)] == row_of[id(upper)] + 1 for upper, lower in steps)
    folders, _, _ = graph.siblings(imports, package)
    assert folders <= {box.name for row in plan.rows for box in row}


def test_threads_are_started_where_the_page_says(imports: grimp.ImportGraph) -> None:
    starts = re.compile(r"\b(threading\.Thread|ThreadPoolExecutor|QThread|QThreadPool)\(")
    found = set()
    for name in imports.modules:
        place = ROOT.joinpath(*name.split("."))
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if starts.search(file.read_text(encoding="utf-8")):
            found.add(name)
    text = page.PAGE.read_text(encoding="utf-8")
    (where,) = re.findall(r"^- (`desktop\.jobs` is the way .+?)^- ", text, re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"`([\w.]+)`", where)) - {"training"}
    assert {name for name in found if not name.startswith("training.audit")} == named


def test_an_arrow_is_left_out_where_a_longer_way_leads_there() -> None:
    edges = {("a", "b"), ("b", "c"), ("a", "c"), ("a", "d")}
    assert graph.reduced(edges) == {("a", "b"), ("b", "c"), ("a", "d")}


def test_a_circle_cannot_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    circle = {("a", "b"), ("b", "a")}
    monkeypatch.setattr(rows, "siblings", lambda *_: ({"a", "b"}, set(), circle))
    with pytest.raises(SystemExit, match="a, b"):
        rows.make_plan(grimp.ImportGraph(), "engine")


def test_every_box_lies_within_its_package() -> None:
    pattern = r'class="(box|package)[\w ]* (\w+)" x="([\d.-]+)" y="[\d.-]+" width="([\d.]+)"'
    found = re.findall(pattern, page.PICTURE.read_text(encoding="utf-8").replace(" files", ""))
    frames = {
        name: (float(x), float(x) + float(w)) for kind, name, x, w in found if kind == "package"
    }
    boxes = [(name, float(x), float(x) + float(w)) for kind, name, x, w in found if kind == "box"]
    assert len(boxes) > 30
    assert [box for box in boxes if box[1] < frames[box[0]][0] or box[2] > frames[box[0]][1]] == []


def test_the_picture_is_one_for_light_and_dark() -> None:
    svg = page.PICTURE.read_text(encoding="utf-8")
    assert "prefers-color-scheme: dark" in svg
    assert set(re.findall(r'class="title">(\w+)/', svg)) == set(graph.PACKAGES)
