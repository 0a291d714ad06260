"""Every sentence of the engine is declared, used, and filled as its declaration says."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine
from engine.messages import catalogue, figures
from engine.messages.message import Message, Template

FOLDER = Path(engine.__file__).parent
DECLARED = {
    module.__name__.rpartition(".")[2]: {
        name
        for name, value in vars(module).items()
        if name.isupper()
        and not name.startswith("_")
        and isinstance(value, (Message, Template, dict))
    }
    for module in catalogue.MODULES
    # Training writes these on the cards of models.
    if module is not figures
}
# Beside the errors of `engine.errors`: what is shown to users takes its sentences from here.
SHOWN = {"Reason", "damaged"}


@functools.cache
def trees(folder: Path = FOLDER) -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(folder).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(folder.rglob("*.py"))
        if path.parent.name != "messages"
    ]


@functools.cache
def errors() -> set[str]:
    """Return the names of `UserFacingError` and of all classes made from it."""
    found = {"UserFacingError"}
    classes = [
        node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]
    before = 0
    while before != len(found):
        before = len(found)
        bases = {each.name: {ast.unparse(base) for base in each.bases} for each in classes}
        found |= {name for name, of in bases.items() if of & found}
    return found


def said_in(tree: ast.AST) -> Iterator[ast.Attribute]:
    for node in ast.walk(tree):
        is_of_module = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if is_of_module and node.attr in DECLARED.get(node.value.id, ()):
            yield node


def undeclared_in(tree: ast.AST, names: set[str]) -> Iterator[str]:
    """Yield literals that are handed to an error or a reason."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        is_listed = name in {"append", "extend"} and "warnings" in ast.unparse(node.func)
        if name in names or is_listed:
            arguments = [*node.args, *(each.value for each in node.keywords)]
            yield from (text for each in arguments for text in literals(each))


def literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and node.value):
        if not isinstance(getattr(node, "value", ""), (int, float)):
            yield f"line {node.lineno}: {ast.unparse(node)}"
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from literals(node.left)
        yield from literals(node.right)


def test_every_sentence_is_used() -> None:
    speakers = [*trees(), *trees(FOLDER.parent / "desktop")]
    used = {(node.value.id, node.attr) for _, tree in speakers for node in said_in(tree)}
    declared = {(module, name) for module, names in DECLARED.items() for name in names}
    # Said by other declarations of the same module.
    declared -= {("words", "NOTHING"), ("words", "CLASSES")}
    assert declared - used == set()


def test_no_sentence_is_said_without_a_declaration() -> None:
    names = errors() | SHOWN
    found = [f"{path}, {each}" for path, tree in trees() for each in undeclared_in(tree, names)]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "raise DamagedFileError('It is broken.', hints.COPY_AGAIN, path)",
        "return Reason(models.BLANK, f'Open {name}.')",
        "raise ModelError('Bad.' if bad else models.BLANK)",
        "picture.warnings.append('It is dark.')",
    ],
)
def test_a_sentence_that_slips_through_is_seen(code: str) -> None:
    assert list(undeclared_in(ast.parse(code), errors() | SHOWN))


def test_every_use_fills_the_places_that_are_declared() -> None:
    modules = {module.__name__.rpartition(".")[2]: module for module in catalogue.MODULES}
    wrong = []
    for path, tree in trees():
        calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for node in said_in(tree):
            declared, call = vars(modules[node.value.id])[node.attr], calls.get(id(node))
            given = {each.arg for each in call.keywords} if call else set()
            if isinstance(declared, Template) and given != set(declared.places):
                wrong.append(f"{path}, line {node.lineno}: {node.attr}")
    assert wrong == []


def test_english_is_declared_once() -> None:
    english = [template.english for template in catalogue.TEMPLATES.values()]
    assert sorted(english) == sorted(set(english))


def test_every_module_of_sentences_is_in_the_catalogue() -> None:
    files = {path.stem for path in (FOLDER / "messages").glob("*.py")}
    listed = {module.__name__.rpartition(".")[2] for module in catalogue.MODULES}
    assert files - listed == {"__init__", "catalogue", "message"}
