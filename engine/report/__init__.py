"""Findings as PDF documents that can be filed: PDF/A-2b, embedded fonts, selectable text.

`write_report` makes the report of one scan or of several, `write_batch_report` the summary of a
batch. Both write the file whole or not at all. What sets the type is loaded when it is first asked
for, because a program that only offers reports need not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.birads import BiRads
from engine.report.contents import (
    BatchSummary,
    Paper,
    ReaderStatement,
    ReportOptions,
    ReportScan,
)

if TYPE_CHECKING:
    from engine.report.document import (
        render_batch_report,
        render_report,
        write_batch_report,
        write_report,
    )

__all__ = [
    "BatchSummary",
    "BiRads",
    "Paper",
    "ReaderStatement",
    "ReportOptions",
    "ReportScan",
    "render_batch_report",
    "render_report",
    "write_batch_report",
    "write_report",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from engine.report import document

    made: object = getattr(document, name)
    return made
