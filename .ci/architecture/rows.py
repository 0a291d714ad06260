"""Boxes in rows, each above all that it imports, in an order in which few arrows cross."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import grimp

from architecture.graph import Edges, reach, reduced, siblings

LANE: Final = 6  # points that an arrow takes where it passes a row
_COLUMNS: Final = {"desktop": 4, "training": 4, "engine": 5}
_SWEEPS: Final = 60


@dataclass
class Box:
    """A folder, modules beside the folders, or the lane of an arrow that passes a row.

    Attributes
    ----------
    name : str
        Of the folder, or the title of a group of modules; empty for a lane.
    notes : tuple of str
        What stands below the name: folders inside it, or the other modules of a group.
    wide : bool
        Takes a row of its own.
    files : bool
        Modules, not a folder.
    lines : list of str
        The notes, wrapped.
    x, y, width, height : float
        In points.
    """

    name: str
    notes: tuple[str, ...] = ()
    wide: bool = False
    files: bool = False
    lines: list[str] = field(default_factory=list)
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0

    @property
    def middle(self) -> float:
        """Where its arrows begin and end."""
        return self.x + self.width / 2


@dataclass
class Plan:
    """A package: boxes in rows from the top; arrows from box to box, through lanes between."""

    package: str
    rows: list[list[Box]]
    arrows: list[list[Box]]


def make_plan(graph: grimp.ImportGraph, package: str) -> Plan:
    """Put folders and modules of a package into rows, each above all that it imports.

    Raises
    ------
    SystemExit
        If they import each other in a circle: then there are no such rows.
    """
    folders, modules, edges = siblings(graph, package)
    circle = sorted(name for name, targets in reach(edges).items() if name in targets)
    if circle:
        raise SystemExit(f"{package}: {', '.join(circle)} import each other in a circle")
    boxes, group_of = _boxes(graph, package, folders, _groups(folders, modules, edges))
    joined = {(group_of.get(a, a), group_of.get(b, b)) for a, b in edges}
    links = reduced({(a, b) for a, b in joined if a != b})
    rows = _rows(boxes, links, _COLUMNS[package])
    plan = Plan(package, rows, _arrows(rows, boxes, links))
    _order(plan)
    return plan


def _groups(folders: set[str], modules: set[str], edges: Edges) -> dict[str, set[str]]:
    """Return the modules beside the folders by the title of their box.

    Modules that no folder imports are where the package starts. Those that import no folder
    themselves, or only folders that import nothing here, are shared by the others. Any other module
    has a box of its own, with the modules that only it uses.
    """
    beyond = reach(edges)
    used = {name for name in modules if any(name in beyond.get(one, ()) for one in folders)}
    above_others = {name for name in folders if beyond.get(name)}
    shared = {name for name in used if not beyond.get(name, set()) & above_others}
    starts = modules - used
    groups = {name: {name} for name in used - shared}
    while True:
        owner = {member: title for title, members in groups.items() for member in members}
        for title in sorted(groups):
            users = {owner.get(a, a) for a, b in edges if b in groups[title] and a not in starts}
            (user, *others) = sorted(users - {title}) or [""]
            if user in groups and not others:
                groups[user] |= groups.pop(title)
                break
        else:
            break
    named = {f"{title}.py": members for title, members in groups.items()}
    return {"starts here": starts, "shared": shared, **named}


def _boxes(
    graph: grimp.ImportGraph, package: str, folders: set[str], groups: dict[str, set[str]]
) -> tuple[dict[str, Box], dict[str, str]]:
    """Return the boxes by name, and the box that each module belongs to."""
    boxes = {
        name: Box(name, _folders_inside(graph, f"{package}.{name}")) for name in sorted(folders)
    }
    group_of: dict[str, str] = {}
    for title, members in sorted(groups.items()):
        if members:
            notes = tuple(sorted({f"{name}.py" for name in members} - {title}))
            boxes[title] = Box(title, notes, wide=len(notes) > 4, files=True)
            group_of |= dict.fromkeys(members, title)
    return boxes, group_of


def _folders_inside(graph: grimp.ImportGraph, folder: str) -> tuple[str, ...]:
    children = sorted(graph.find_children(folder))
    return tuple(name.split(".")[-1] for name in children if graph.find_children(name))


def _rows(boxes: dict[str, Box], links: Edges, columns: int) -> list[list[Box]]:
    """Give each box the lowest row above all that it imports, at most so many boxes to a row."""
    beyond = reach(links)
    rows: list[list[Box]] = []
    level_of: dict[str, int] = {}
    for name in sorted(boxes, key=lambda one: (len(beyond.get(one, ())), one)):
        level = max((level_of[target] + 1 for target in beyond.get(name, ())), default=0)
        while level < len(rows) and not _has_room(rows[level], boxes[name], columns):
            level += 1
        if level == len(rows):
            rows.append([])
        rows[level].append(boxes[name])
        level_of[name] = level
    return rows[::-1]


def _has_room(row: list[Box], box: Box, columns: int) -> bool:
    return not box.wide and len(row) < columns and not any(other.wide for other in row)


def _arrows(rows: list[list[Box]], boxes: dict[str, Box], links: Edges) -> list[list[Box]]:
    """Lead each arrow through a lane in each row between its ends."""
    row_of = {id(box): index for index, row in enumerate(rows) for box in row}
    arrows = []
    for source, target in sorted(links):
        between = range(row_of[id(boxes[source])] + 1, row_of[id(boxes[target])])
        lanes = [Box("", width=LANE) for _ in between]
        for index, lane in zip(between, lanes, strict=True):
            rows[index].append(lane)
        arrows.append([boxes[source], *lanes, boxes[target]])
    return arrows


def _order(plan: Plan) -> None:
    """Order each row by the mean of its neighbours, in sweeps, so that few arrows cross."""
    above, below = neighbours(plan)
    best = _crossings(plan), [list(row) for row in plan.rows]
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        place = _places(plan.rows)
        for row in plan.rows if down else plan.rows[::-1]:
            beside = above if down else below
            wanted = {
                id(box): mean([place[id(one)] for one in beside.get(id(box), ())], place[id(box)])
                for box in row
            }
            row.sort(key=lambda box: wanted[id(box)])
            place |= _places([row])
        found = _crossings(plan), [list(row) for row in plan.rows]
        best = min(best, found, key=lambda one: one[0])
    plan.rows = best[1]


def neighbours(plan: Plan) -> tuple[dict[int, list[Box]], dict[int, list[Box]]]:
    """Return what each box's arrows lead to in the row above, and in the row below.

    A wide box is nobody's neighbour: its middle says nothing of where an arrow meets it.
    """
    above: dict[int, list[Box]] = {}
    below: dict[int, list[Box]] = {}
    for arrow in plan.arrows:
        for upper, lower in itertools.pairwise(arrow):
            if not upper.wide:
                above.setdefault(id(lower), []).append(upper)
            if not lower.wide:
                below.setdefault(id(upper), []).append(lower)
    return above, below


def mean(values: Sequence[float], otherwise: float) -> float:
    """Return the mean, or the other value where there are none."""
    return sum(values) / len(values) if values else otherwise


def _places(rows: Iterable[list[Box]]) -> dict[int, float]:
    return {id(box): (i + 0.5) / len(row) for row in rows for i, box in enumerate(row)}


def _crossings(plan: Plan) -> int:
    place = _places(plan.rows)
    row_of = {id(box): index for index, row in enumerate(plan.rows) for box in row}
    steps = [step for arrow in plan.arrows for step in itertools.pairwise(arrow)]
    return sum(
        row_of[id(a)] == row_of[id(c)]
        and (place[id(a)] - place[id(c)]) * (place[id(b)] - place[id(d)]) < 0
        for (a, b), (c, d) in itertools.combinations(steps, 2)
    )
