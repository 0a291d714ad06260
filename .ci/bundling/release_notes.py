"""Notes of a release: the section of CHANGELOG.md that a tag names.

``python -m bundling.release_notes v0.2.0 --pages URL``, with ``.ci`` on the ``PYTHONPATH``.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[2]


def notes_of(changelog: str, version: str) -> str:
    """Return what the changelog says of a version, without its heading.

    Parameters
    ----------
    changelog : str
        The text of CHANGELOG.md.
    version : str
        Such as ``0.2.0``.

    Raises
    ------
    SystemExit
        If the changelog has no such version: a release needs notes.
    """
    heading = re.compile(rf"^## \[{re.escape(version)}\].*\n", re.MULTILINE)
    found = heading.search(changelog)
    if found is None:
        raise SystemExit(f"CHANGELOG.md has no section for {version}.")
    return changelog[found.end() :].split("\n## [", 1)[0].strip() + "\n"


def with_pages(notes: str, pages: str) -> str:
    """Return notes whose links to files of the project lead to these pages."""
    return re.sub(r"\]\((?!https?://|#)", f"]({pages.rstrip('/')}/", notes)


def main() -> None:
    """Print the notes of the version that a tag names."""
    parser = argparse.ArgumentParser(prog="bundling.release_notes")
    parser.add_argument("tag", help="such as v0.2.0")
    parser.add_argument("--pages", help="where the files of this tag can be seen")
    arguments = parser.parse_args()
    changelog = (_ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    notes = notes_of(changelog, str(arguments.tag).removeprefix("v"))
    sys.stdout.write(with_pages(notes, arguments.pages) if arguments.pages else notes)


if __name__ == "__main__":
    main()
