"""Row 13: text that tries to act, in tags and file names, through all that shows it."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdf

from desktop.system import logs
from engine.commands.json_lines import as_json_line
from engine.decoding.read_scan import read_scan
from engine.finding import Reason, Status
from engine.readers.dicom.identity import patient_identity
from engine.records.csv_table import inert, write_csv
from engine.records.finding_record import FindingRecord
from engine.report import ReaderStatement, render_report
from engine.scan import Scan
from engine.terminal_text import printable
from tests.fakes.report_maker import content_of, options_of
from tests.reliability.bench import ROOT, environment
from tests.reliability.hostile_text import TEXTS, hostile_file, mixed
from tests.reliability.result import RowResult

TITLE = "hostile text in names, tags and file names"
TARGET = "inert in CSV, PDF, HTML, window and log"
QUICK = 0.05

_MIXED = 200
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_ACTIONS = ("/JS", "/JavaScript", "/Launch", "/URI", "/OpenAction", "/AA", "/SubmitForm", "/GoToR")
_WINDOW_TEST = "tests/desktop/test_hostile_text.py"


def run(seed: int, scale: float) -> RowResult:
    """Carry each text through each way out."""
    chance = random.Random(seed)
    texts = [*TEXTS.items()]
    texts = texts if scale >= 1 else chance.sample(texts, max(3, round(len(texts) * scale)))
    texts += [(f"mixed {index}", mixed(chance)) for index in range(round(_MIXED * scale))]
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts:
            wrong += [f"{name}: {what}" for what in _complaints(Path(folder), text)]
    if scale >= 1:
        wrong += _window_complaints()
    figure = (
        f"{len(texts)} texts, each in 16 tags and the name of a file, through "
        f"reader, CSV, JSON, PDF and log{' and window' if scale >= 1 else ''}: "
        f"{len(wrong)} acted or broke out"
    )
    return RowResult(figure, not wrong, "; ".join(wrong[:5]))


def _complaints(folder: Path, text: str) -> Iterator[str]:
    path = hostile_file(folder, text)
    scan = read_scan(path)
    path.unlink()
    yield from _in_scan(scan)
    yield from _in_table(folder / "t.csv", text)
    yield from _in_line(text)
    yield from _in_report(scan, text)
    yield from _in_log(text)


def _in_scan(scan: Scan) -> Iterator[str]:
    for line in scan.header:
        if not line.text.isprintable() or len(line.text) > 400:
            yield f"the header shows {line.name} as it is"
    for said in (*scan.steps, *scan.warnings, scan.view or "", scan.dicom_modality or ""):
        if not said.isprintable() or len(said) > 400:
            yield "a warning quotes it"


def _in_table(target: Path, text: str) -> Iterator[str]:
    rows = [FindingRecord(text, Status.UNREADABLE, reason=Reason(text, ""), patient=text)] * 2
    write_csv(target, lambda: rows, identity=True)
    with target.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file, strict=True))
    if len(table) != 3 or len({len(line) for line in table}) != 1:
        yield "it breaks the table"
    cells = [cell for line in table for cell in line]
    if any(cell.startswith(_FORMULAS) for cell in cells):
        yield "a cell is a formula"
    if not all(cell.isprintable() for cell in cells):
        yield "a cell has control characters"
    if table[1][0] != inert(text):
        yield "a cell is cut"


def _in_line(text: str) -> Iterator[str]:
    line = as_json_line({"path": text})
    if len(line.splitlines()) != 1 or json.loads(line) != {"path": text}:
        yield "it breaks a line of JSON"
    if not printable(text).isprintable():
        yield "it steers a terminal"


def _in_report(scan: Scan, text: str) -> Iterator[str]:
    said = ReaderStatement(text[:200], text[:3000], None, text[:3000])
    shown = content_of(scan, patient=patient_identity(scan), reader=said)
    pdf = render_report([shown], options_of(institution=text[:200]))
    document = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    objects = [document.get_object(number) for number in range(1, int(document.trailer["/Size"]))]
    keys = {key for one in objects if isinstance(one, dict) for key in one}
    if keys & set(_ACTIONS):
        yield f"the PDF acts: {sorted(keys & set(_ACTIONS))}"
    words = "".join(page.extract_text() for page in document.pages)
    if re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", words):
        yield "the PDF turns or steers text"


def _in_log(text: str) -> Iterator[str]:
    if len(text) > 8 and text in logs.trace_of(ValueError(text)):
        yield "the log quotes it"


def _window_complaints() -> list[str]:
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", _WINDOW_TEST],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return [] if ended.returncode == 0 else [f"window: {ended.stdout[-300:]}"]
