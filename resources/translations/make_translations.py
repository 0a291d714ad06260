# ruff: noqa: INP001  a script beside its results, not a package
"""Bring the translations up to date with the code, and compile them.

Run it as ``python -m resources.translations.make_translations`` in the project's folder, once to
find what is new, and again after the empty entries of ``second-reader_*.ts`` have been filled, by
hand or with Qt Linguist. It needs nothing but PySide6-Essentials. What it does:

1. ``lupdate`` puts every text of the window, and every sentence of the engine's catalogue, into
   each ``.ts`` file, keeps what is translated, and drops what no longer occurs.
2. ``lrelease`` compiles each into the ``.qm`` file that the program loads.

With ``--check`` it writes nothing, lists what is missing, and ends with 1 if anything is.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Final

import PySide6

from engine.messages import catalogue

FOLDER: Final = Path(__file__).resolve().parent
ROOT: Final = FOLDER.parents[1]
_TOOLS: Final = Path(PySide6.__path__[0])


def update(folder: Path = FOLDER) -> None:
    """Bring the ``.ts`` files of a folder up to date."""
    texts = sorted({template.english for template in catalogue.TEMPLATES.values()})
    with tempfile.TemporaryDirectory() as temporary:
        engine = Path(temporary) / "engine.py"
        lines = (f"QT_TRANSLATE_NOOP('engine', {json.dumps(t, ensure_ascii=False)})" for t in texts)
        engine.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sources = [engine, *sorted((ROOT / "desktop").rglob("*.py"))]
        for file in sorted(folder.glob("*.ts")):
            _run(
                "lupdate",
                *map(str, sources),
                *("-no-obsolete", "-sort-messages", "-locations", "none", "-silent"),
                *("-source-language", "en_US", "-ts", str(file)),
            )


def release(folder: Path = FOLDER) -> None:
    """Compile the ``.ts`` files of a folder."""
    for file in sorted(folder.glob("*.ts")):
        _run("lrelease", "-silent", str(file), "-qm", str(file.with_suffix(".qm")))


def missing(file: Path) -> list[tuple[str, str]]:
    """Return context and text of what a ``.ts`` file does not translate."""
    found = []
    for context in ET.parse(file).iter("context"):  # noqa: S314  a file of this project
        for message in context.iter("message"):
            target = message.find("translation")
            if target is None or target.get("type") or not "".join(target.itertext()).strip():
                found.append((context.findtext("name", ""), message.findtext("source", "")))
    return found


def main(arguments: list[str]) -> int:
    """Bring everything up to date, or only look whether it is."""
    if "--check" in arguments:
        with tempfile.TemporaryDirectory() as temporary:
            for file in FOLDER.glob("*.ts"):
                shutil.copy(file, temporary)
            update(Path(temporary))
            return _tell(Path(temporary))
    update()
    release()
    return _tell(FOLDER)


def _tell(folder: Path) -> int:
    gaps = [(file.name, gap) for file in sorted(folder.glob("*.ts")) for gap in missing(file)]
    for name, (context, text) in gaps:
        print(f"{name}: {context}: {text!r} is not translated")  # noqa: T201
    return 1 if gaps else 0


def _run(tool: str, *arguments: str) -> None:
    program = shutil.which(tool, path=str(_TOOLS))
    if program is None:
        raise SystemExit(f"{tool} is missing; it comes with PySide6-Essentials")
    subprocess.run([program, *arguments], check=True)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
