"""Imports between folders and modules, read by import-linter's own library."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Final

import grimp

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("desktop", "engine", "training")

Edges = set[tuple[str, str]]


def read_imports() -> grimp.ImportGraph:
    """Read the imports of the three packages."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def siblings(graph: grimp.ImportGraph, package: str) -> tuple[set[str], set[str], Edges]:
    """Return folders, modules beside them, and the imports among both."""
    children = {name.split(".")[1] for name in graph.find_children(package)}
    folders = {name for name in children if graph.find_children(f"{package}.{name}")}
    edges = {
        (source, target)
        for source, target in itertools.permutations(sorted(children), 2)
        if graph.direct_import_exists(
            importer=f"{package}.{source}", imported=f"{package}.{target}", as_packages=True
        )
    }
    return folders, children - folders, edges


def reach(edges: Edges) -> dict[str, set[str]]:
    """Return all that each name imports, directly or through others."""
    found: dict[str, set[str]] = {}
    for source, target in edges:
        found.setdefault(source, set()).add(target)
    while True:
        wider = {
            name: targets.union(*(found.get(target, set()) for target in targets))
            for name, targets in found.items()
        }
        if wider == found:
            return found
        found = wider


def reduced(edges: Edges) -> Edges:
    """Leave out each arrow that a longer way makes needless."""
    beyond = reach(edges)
    return {
        (source, target)
        for source, target in edges
        if not any(
            target in beyond.get(other, ())
            for start, other in edges
            if start == source and other != target
        )
    }
