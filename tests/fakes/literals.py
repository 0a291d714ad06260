"""Texts in the code of the window: which are marked for translation, and which slip through."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.fakes.german import ROOT

MARKS = {"tr", "translate", "QT_TRANSLATE_NOOP"}
# Methods and classes of Qt, and functions of the window, that show a text they are given.
_SHOWS = re.compile(
    r"""set(Text|WindowTitle|ToolTip|StatusTip|WhatsThis|PlaceholderText|Title|InformativeText
    |DetailedText|LabelText|AccessibleName|AccessibleDescription|NameFilter|ItemText|TabText)
    |add(Action|Menu|Item|Tab|Button|Row)|QAction|QLabel|QPushButton|QCheckBox|QGroupBox|QMenu
    |QToolButton|QRadioButton|QListWidgetItem|getOpenFileName|getSaveFileName
    |getExistingDirectory|question|about|warning|critical|information|show_notice|show_problem
    |Problem|label|Section|CheckBox|say|show_preview|set_caption|SearchField|drawText""",
    re.VERBOSE,
)
_OF_BOXES = {"question", "about", "warning", "critical", "information"}
_WORD = re.compile(r"[A-Za-z]{2,}")
# Proper names, units and the names of file types, which no language changes.
_SAME_EVERYWHERE = re.compile(
    r"Second Reader|SHA-256|A4|BI-RADS|CSV|PDF|DICOM|px|mm|h3|span|br|[a-z]+_[a-z_]+|\w+\.csv"
)


def files() -> list[Path]:
    # What stands there is said on a terminal, before or without a window.
    spoken = {"__main__.py", "doctor.py", "display.py", "paths.py", "logs.py"}
    return [path for path in sorted((ROOT / "desktop").rglob("*.py")) if path.name not in spoken]


def marked_texts() -> Iterator[tuple[str, str, str]]:
    """Yield the place, the context and the text of everything that is marked for translation."""
    for path in files():
        yield from _marked_in(ast.parse(path.read_text(encoding="utf-8")), path.name, "")


def _marked_in(node: ast.AST, file: str, owner: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(node, ast.ClassDef):
        owner = node.name
    if isinstance(node, ast.Call) and _name_of(node) in MARKS:
        texts = [ast.unparse(each) for each in node.args]
        where = f"{file}:{node.lineno}"
        if _name_of(node) == "tr":
            on_self = (
                isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "self"
            )
            yield where, owner if on_self else f"tr of {texts}", _literal(node.args[0])
        elif isinstance(node.args[0], ast.Constant):
            literal = _literal(node.args[1])
            if literal or _name_of(node) == "QT_TRANSLATE_NOOP":
                yield where, str(node.args[0].value), literal
    for child in ast.iter_child_nodes(node):
        yield from _marked_in(child, file, owner)


def unmarked_texts() -> Iterator[str]:
    """Yield the literals that are handed to something that shows them, and are not marked."""
    for path in files():
        for text in unmarked_in(path.read_text(encoding="utf-8")):
            yield f"{path.name}: {text}"


def unmarked_in(code: str) -> Iterator[str]:
    """Yield those of a piece of code."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and _SHOWS.fullmatch(_name_of(node)):
            for text in _shown(_arguments(node)):
                if _WORD.search(_SAME_EVERYWHERE.sub("", text)):
                    yield f"line {node.lineno}: {text!r}"


def _arguments(call: ast.Call) -> list[ast.expr]:
    if _name_of(call) in {"label", "addItem"}:
        # What follows the text is its role, or what it stands for.
        return call.args[:1]
    if _name_of(call) in _OF_BOXES and "QMessageBox" not in ast.unparse(call.func):
        return []
    return [*call.args, *(each.value for each in call.keywords)]


def _shown(arguments: list[ast.expr]) -> Iterator[str]:
    for node in arguments:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.IfExp):
            yield from _shown([node.body, node.orelse])
        elif isinstance(node, ast.BinOp):
            yield from _shown([node.left, node.right])
        elif isinstance(node, ast.BoolOp):
            yield from _shown(node.values)


def _name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
