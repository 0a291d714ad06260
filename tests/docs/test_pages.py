"""The pages name what there is: links, files, names of the code, and the picture of the folders."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest
from pydicom.datadict import dictionary_description

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    [*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "models").rglob("*.md")],
    key=lambda file: file.as_posix(),
)
NAMES = [file.relative_to(ROOT).as_posix() for file in PAGES]
# Words that sound translated, or like a riddle.
AVOIDED = ("burnt", "stranger", "whom", "withstand", "betray")
# The glossary says which words to avoid.
PROSE = [name for name in NAMES if not name.startswith("models/") and name != "docs/glossary.md"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def without_code_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(file: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", without_code_blocks(file.read_text("utf-8")), re.MULTILINE)
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    missing = []
    for link in re.findall(r"\]\(([^)\s]+)\)", without_code_blocks(text_of(name))):
        # GitHub's page of releases is no file.
        if re.match(r"https?://|mailto:", link) or link == "../../releases":
            continue
        path, _, anchor = link.partition("#")
        target = (folder / path).resolve() if path else ROOT / name
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(link)
    assert missing == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("docs/")])
def test_files_that_pages_name_exist(name: str) -> None:
    roots = "desktop|engine|training|tests|resources|models|docs|\\.ci|\\.github"
    named = re.findall(rf"`((?:{roots})/[\w./-]+)(?:: \w+)?`", text_of(name))
    # NAME stands for any name, and a superseded decision describes what was.
    is_past = "**Superseded**" in text_of(name)
    missing = [path for path in named if "NAME" not in path and not (ROOT / path).exists()]
    assert is_past or missing == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("docs/")])
def test_names_of_the_code_exist(name: str) -> None:
    named = re.findall(r"`((?:desktop|engine|training)(?:\.\w+)+)(?:\(.*?\))?`", text_of(name))
    assert [one for one in named if not exists(one)] == []


def exists(dotted: str) -> bool:
    """Tell whether a dotted name is a module, or something that a module defines."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:length])
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if file.is_file():
            return defines(tree_of(file), parts[length:])
    return False


@lru_cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def defines(node: ast.AST, names: list[str]) -> bool:
    if not names:
        return True
    inside = [one for one in ast.walk(node) if names[0] in defined_by(one)]
    return any(defines(one, names[1:]) for one in inside)


def defined_by(node: ast.AST) -> set[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            return {node.name}
        case ast.Assign(targets=targets):
            return {target.id for target in targets if isinstance(target, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case ast.ImportFrom(names=names) | ast.Import(names=names):
            return {alias.asname or alias.name for alias in names}
    return set()


def test_the_glossary_names_dicom_elements_as_the_standard_does() -> None:
    named = re.findall(r"([A-Z][A-Za-z ]+) \((\w{4}),(\w{4})\)", text_of("docs/glossary.md"))
    assert len(named) > 10
    for name, group, element in named:
        assert name.removeprefix("DICOM, ") == dictionary_description(int(group + element, 16))


def test_every_page_is_listed_in_the_index() -> None:
    index = text_of("docs/README.md")
    linked = {(DOCS / link).resolve() for link in re.findall(r"\]\(([^)#]+)\)", index)}
    pages = set(DOCS.rglob("*.md")) - {DOCS / "README.md"}
    assert {file.name for file in pages - linked} == set()


def test_the_table_of_decisions_has_number_title_date_and_status() -> None:
    rows = re.findall(
        r"^\| \[(\d+)\]\(decisions/(\S+)\) \| (.+?) \| (\d{4}-\d\d-\d\d) \| (.+?) \|$",
        text_of("docs/README.md"),
        re.MULTILINE,
    )
    files = sorted(file.name for file in (DOCS / "decisions").glob("*.md"))
    assert [file for _, file, *_ in rows] == files
    for number, file, title, _, status in rows:
        assert int(file[:4]) == int(number)
        heading = text_of(f"docs/decisions/{file}").splitlines()[0]
        assert heading == f"# {number}. {title}", file
        assert status.startswith(("in force", "partly superseded by", "superseded by"))


@pytest.mark.parametrize("name", PROSE)
def test_pages_are_in_plain_english(name: str) -> None:
    words = text_of(name).lower()
    assert [word for word in AVOIDED if re.search(rf"\b{word}", words)] == []
