"""Arguments of the commands that need no window."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

from engine.birads import BiRads
from engine.scan import Modality

AUTO: Final = "auto"
_MOST_WORKERS: Final = 64
_MOST_WORKERS_UNASKED: Final = 4

_CLASSIFY_EPILOG = """\
exit status:
  0  every file was read (inconclusive and out of scope count as read)
  1  some files were not
  2  wrong usage

examples:
  second-reader classify scan.dcm
  second-reader classify *.jpg --modality ultrasound --heatmaps heatmaps
  second-reader classify *.dcm --json > findings.jsonl
"""

_BATCH_EPILOG = """\
exit status:
  0  every file was read (inconclusive and out of scope count as read)
  1  some files were not, or the batch was halted; the message says why
  2  wrong usage
  130  ended by Ctrl+C; --resume goes on

examples:
  second-reader batch scans
  second-reader batch scans --recursive --output findings.csv --workers 4
  second-reader batch scans --recursive --output findings.csv --resume
  second-reader batch /mnt/scans --recursive --scheduler tcp://10.0.0.5:8786
"""

_REPORT_EPILOG = """\
exit status:
  0  every file is in the report (inconclusive and out of scope count as read)
  1  some files could not be read; the message says why
  2  wrong usage

examples:
  second-reader report scan.dcm --output report.pdf
  second-reader report left.dcm right.dcm --output report.pdf --reader "Dr. Example" --birads 2
  second-reader report scan.dcm --output case.pdf --deidentified --paper letter
"""

_DEMO_EPILOG = """\
exit status:
  0  every demonstration scan was read (inconclusive counts as read)
  1  some were not, or a file could not be written; the message says why
  2  wrong usage, or the folder cannot be made

examples:
  second-reader demo
  second-reader demo --output /tmp/demo
"""

_MODELS_EPILOG = """\
examples:
  second-reader models
  second-reader models --json
"""

_DOCTOR_EPILOG = """\
exit status:
  0  everything works
  1  there is a problem; what to do stands below it

examples:
  second-reader doctor
  second-reader doctor --no-window
  second-reader doctor --json > installation.jsonl
"""


def describe_classify(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of ``classify``."""
    parser.description = "Read scans and print the finding for each, as a table or as JSON lines."
    parser.epilog = _CLASSIFY_EPILOG
    paths = parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a scan: DICOM, PNG, JPEG, TIFF or BMP, whatever it is called",
    )
    parser.add_argument(
        "--modality",
        choices=[AUTO, *map(str, Modality)],
        default=AUTO,
        help="the kind of scan; %(default)s goes by the file itself (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    heatmaps = parser.add_argument(
        "--heatmaps",
        type=Path,
        metavar="DIR",
        help="write each scan with the heatmap of its finding to this folder, as PNG",
    )
    parser.add_argument(
        "--timing",
        action="store_true",
        help="say how long each stage took: with --json in each object, else on standard error",
    )
    paths.complete = "file"  # type: ignore[attr-defined]
    heatmaps.complete = "directory"  # type: ignore[attr-defined]


def describe_batch(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of ``batch``."""
    parser.description = (
        "Read all files of a folder and write a row for each to a CSV file.\n"
        "Of a file with several frames every one is read; the row is that of the most suspicious."
    )
    parser.epilog = _BATCH_EPILOG
    folders = parser.add_argument("folders", nargs="+", metavar="FOLDER", help="what to read")
    parser.add_argument(
        "--recursive", action="store_true", help="read the folders inside it as well"
    )
    output = parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE.csv",
        help="where to write the rows (default: NAME-findings.csv in the current folder)",
    )
    parser.add_argument(
        "--workers",
        type=_positive,
        default=default_workers(),
        metavar="N",
        help="how many files to read at a time (default: %(default)s)",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="let the workers of a Dask cluster read the files, as many as they can at a time",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on with a batch of the same output that was not finished",
    )
    parser.add_argument(
        "--modality",
        choices=[AUTO, *map(str, Modality)],
        default=AUTO,
        help="the kind of scan; %(default)s goes by each file itself (default: %(default)s)",
    )
    parser.add_argument(
        "--identity",
        action="store_true",
        help="also write PatientID, laterality and view, where a file states them",
    )
    reports = parser.add_argument(
        "--reports",
        type=Path,
        metavar="DIR",
        help="write a PDF for each scan, and one about all of them, to this folder",
    )
    folders.complete = "directory"  # type: ignore[attr-defined]
    reports.complete = "directory"  # type: ignore[attr-defined]
    output.complete = "file"  # type: ignore[attr-defined]


def default_workers() -> int:
    """Return the number of files that a batch reads at a time by default."""
    # Each may take a core, and in the worst case more than a gigabyte.
    return max(1, min(_MOST_WORKERS_UNASKED, os.cpu_count() or 1))


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= _MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {_MOST_WORKERS}")
    return number


def describe_report(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of ``report``."""
    parser.description = "Read scans and write their findings as one PDF that can be filed."
    parser.epilog = _REPORT_EPILOG
    paths = parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a scan; each gets a section of its own"
    )
    output = parser.add_argument(
        "--output", type=Path, required=True, metavar="FILE.pdf", help="where to write the report"
    )
    parser.add_argument(
        "--modality",
        choices=[AUTO, *map(str, Modality)],
        default=AUTO,
        help="the kind of scan; %(default)s goes by the file itself (default: %(default)s)",
    )
    parser.add_argument(
        "--paper", choices=["a4", "letter"], default="a4", help="size (default: %(default)s)"
    )
    parser.add_argument(
        "--deidentified",
        action="store_true",
        help="leave out who the scans are of: names, numbers, dates and file names",
    )
    parser.add_argument(
        "--institution", default="", metavar="NAME", help="printed at the head of each page"
    )
    logo = parser.add_argument(
        "--logo", type=Path, metavar="FILE", help="a picture for the head of each page"
    )
    parser.add_argument(
        "--reader", default="", metavar="NAME", help="the person who read the scans"
    )
    parser.add_argument(
        "--text", default="", metavar="TEXT", help="that person's own finding, in free text"
    )
    parser.add_argument(
        "--birads",
        choices=list(map(str, BiRads)),
        help="that person's own BI-RADS assessment category",
    )
    paths.complete = "file"  # type: ignore[attr-defined]
    output.complete = "file"  # type: ignore[attr-defined]
    logo.complete = "file"  # type: ignore[attr-defined]


def describe_demo(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of ``demo``."""
    parser.description = (
        "Read the demonstration scans, print their findings as a table, and write their heatmaps\n"
        "and a report. The scans were drawn by a program and show no patient. Without a display,\n"
        "second-reader alone does the same."
    )
    parser.epilog = _DEMO_EPILOG
    output = parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="the folder to write to (default: second-reader-demo in the current folder, or a "
        "temporary one where that may not be written to)",
    )
    output.complete = "directory"  # type: ignore[attr-defined]


def describe_models(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of ``models``."""
    parser.description = "List the bundled models, with the figures they were measured at."
    parser.epilog = _MODELS_EPILOG
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def describe_doctor(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of ``doctor``."""
    parser.description = (
        "Check this installation: libraries, models, every kind of file on a built-in sample,\n"
        "a report, the places that are written to, the screen, fonts and icons."
    )
    parser.epilog = _DOCTOR_EPILOG
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.add_argument(
        "--no-window",
        dest="window",
        action="store_false",
        help="leave out what only the window needs, where there is no display",
    )
