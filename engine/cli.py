"""The commands that need no window: their arguments, and where each is carried out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

import shtab

from engine.scan import Modality

AUTO: Final = "auto"

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

_MODELS_EPILOG = """\
examples:
  second-reader models
  second-reader models --json
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
    paths.complete = shtab.FILE  # type: ignore[attr-defined]
    heatmaps.complete = shtab.DIRECTORY  # type: ignore[attr-defined]


def describe_models(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of ``models``."""
    parser.description = "List the bundled models, with the figures they were measured at."
    parser.epilog = _MODELS_EPILOG
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
