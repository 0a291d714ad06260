"""Findings as PDF documents that can be filed: PDF/A-2b, embedded fonts, selectable text.

`write_report` makes the report of one scan or of several, `write_batch_report` the summary of a
batch. Both write the file whole or not at all.
"""

from __future__ import annotations

from engine.birads import BiRads
from engine.report.contents import (
    BatchSummary,
    Paper,
    ReaderStatement,
    ReportOptions,
    ReportScan,
)
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
