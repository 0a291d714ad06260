# ruff: noqa: INP001  a script beside its results, not a package
"""Collect what the engine says to users, so that it can be translated.

The engine knows no window and speaks English. Its texts are found in its code: every sentence, that
is a literal that begins with a capital and ends as a sentence does; every thing or kind of thing,
that begins with an article; the steps that were done to a picture; and the words of the tables
named here. What it puts into a text stands there as ``{0}``, ``{1}`` and so on.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engine.birads import BiRads
from engine.scan import Modality

ROOT: Final = Path(__file__).resolve().parents[2]
# What only the command line, a cluster, the doctor and the pages of a report say: all English.
_NOT_SHOWN: Final = frozenset(
    {
        "batch/cluster",
        "batch/cluster_worker",
        "commands/arguments",
        "commands/batch",
        "commands/classify",
        "commands/doctor",
        "commands/models",
        "commands/outcome",
        "commands/printers",
        "commands/report",
        "commands/self_check",
        "commands/self_check_samples",
        "records/summary",
        "report/batch",
        "report/charts",
        "report/contents",
        "report/document",
        "report/model_section",
        "report/picture_section",
        "report/pictures",
        "report/scan_picture",
        "report/sections",
        "report/sheet",
        "report/tally",
        "report/text",
        "report/words",
    }
)
_STEPS: Final = frozenset(
    {
        "readers/dicom/colour",
        "readers/dicom/read",
        "readers/dicom/voi_lut",
        "readers/raster/common",
        "readers/raster/jpeg",
        "readers/raster/tiff",
    }
)
_TABLES: Final = {"model/scope": "_OTHER_KINDS", "readers/dicom/sop_classes": "_NO_SCANS"}
# Exceptions of these kinds are caught, or are faults of the program: nobody reads their words.
_UNHEARD: Final = re.compile(
    r"(Value|Type|Key|Index|Runtime|OS|EOF|Unpickling|TiffDirectory|JpegStream)Error$"
)
_WORDS: Final = (
    *map(str, Modality),
    *(category.meaning for category in BiRads),
    "benign",
    "malignant",
    "normal",
    "cancer",
    "no cancer",
    "healthy",
    "sick",
    "breast ultrasound",
    "lesion",
    "nothing",
    "{0} and {1}",
)
# Names of figures, data and operating points, as training writes them into the cards of models.
_OF_CARDS: Final = (
    "AUC {0}/{1}",
    "AUC of age alone",
    "AUC of the machine alone",
    "AUC of the patient's number alone",
    "AUC among patients {0} to {1}, in which both classes occur",
    "AUC of the patient's number alone, among patients {0} to {1}, in which both classes occur",
    "{0}, by breast",
    "{0}, by woman",
    "{0}, burned-in marks masked",
    "sensitivity at the operating point",
    "specificity at the operating point",
    "sensitivity at the operating point for {0} %",
    "specificity at the operating point for {0} %",
    "specificity where sensitivity is 95 %",
    "accuracy of the class shown",
    "majority baseline",
    "expected calibration error",
    "error of {0} or not",
    "the same outside the inconclusive zone",
    "the same inside the inconclusive zone",
    "share outside the inconclusive zone",
    "refused as out of scope",
    "heatmap peak on the lesion",
    "lesion share of the picture (chance)",
    "median IoU of the lesion map",
    "{0} (test part)",
    "{0} (cross-validated, {1} folds)",
    "{0} (never trained on)",
    "{0} % sensitivity",
)
_SENTENCE: Final = re.compile(r"(?s)[A-Z“].* .*([.”]|: \{\d+\})")
_THING: Final = re.compile(r"(a|an|the) \S.*")


def engine_texts() -> list[str]:
    """Return every text of the engine that the window may show, in alphabetical order."""
    found = {*_WORDS, *_OF_CARDS}
    folder = ROOT / "engine"
    for path in folder.rglob("*.py"):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if name not in _NOT_SHOWN:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(_said_in(tree, steps=name in _STEPS))
            found.update(_table_in(tree, _TABLES.get(name, "")))
    return sorted(found)


def _said_in(tree: ast.Module, *, steps: bool) -> Iterator[str]:
    silent = _silent(tree)
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        text = template_of(node)
        if text is None or " " not in text.strip():
            continue
        if _SENTENCE.fullmatch(text) or _THING.fullmatch(text) or (steps and not text[0].isupper()):
            yield text


def _table_in(tree: ast.Module, name: str) -> Iterator[str]:
    for node in tree.body:
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", ())
        if any(isinstance(each, ast.Name) and each.id == name for each in targets):
            table = getattr(node, "value", None)
            values = table.values if isinstance(table, ast.Dict) else []
            yield from (text for text in map(template_of, values) if text)


def template_of(node: ast.AST) -> str | None:
    """Return a literal with places for what is put into it; None for any other node.

    Examples
    --------
    >>> template_of(ast.parse('f"{a} of {b} files"', mode="eval").body)
    '{0} of {1} files'
    """
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, places = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            parts.append(f"{{{places}}}")
            places += 1
    return "".join(parts)


def _silent(tree: ast.Module) -> set[int]:
    """Return the nodes that nobody reads: documentation, parts of literals, unheard errors."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            silent.update(id(part) for part in ast.walk(node) if part is not node)
        elif isinstance(node, ast.Raise) and _is_unheard(node):
            silent.update(map(id, ast.walk(node)))
    return silent


def _is_unheard(node: ast.Raise) -> bool:
    call = node.exc
    if not isinstance(call, ast.Call):
        return True
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return bool(_UNHEARD.search(name))
