"""The picture's file and the table of folders in docs/architecture.md: written, or checked."""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Sequence
from typing import Final

from architecture.graph import PACKAGES, ROOT, read_imports
from architecture.rows import make_plan
from architecture.svg import draw

PICTURE: Final = ROOT / "docs" / "images" / "architecture.svg"
PAGE: Final = ROOT / "docs" / "architecture.md"
BEGIN: Final = "<!-- folders: begin -->\n"
END: Final = "<!-- folders: end -->\n"


def table() -> str:
    """Return every folder with the first line of its docstring."""
    lines = ["| folder | job |", "|---|---|"]
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("__init__.py")):
            name = file.parent.relative_to(ROOT).as_posix()
            text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            lines.append(f"| [`{name}/`](../{name}) | {text.partition(chr(10))[0]} |")
    return "\n".join(lines) + "\n"


def with_table(page: str) -> str:
    """Return a page with the table between its markers."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}{table()}{END}{tail}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write picture and table, or say which is stale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 if stale")
    check = parser.parse_args(arguments).check
    graph = read_imports()
    wanted = {PICTURE: draw({package: make_plan(graph, package) for package in PACKAGES})}
    if PAGE.exists():
        wanted[PAGE] = with_table(PAGE.read_text(encoding="utf-8"))
    stale = [
        file
        for file, text in wanted.items()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    for file in stale:
        sys.stdout.write(
            f"{file.relative_to(ROOT).as_posix()} {'is stale' if check else 'written'}\n"
        )
        if not check:
            file.write_text(wanted[file], encoding="utf-8", newline="\n")
    return int(check and bool(stale))
