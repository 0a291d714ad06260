"""Printers of outcomes: a table for people, lines of JSON for programs."""

from __future__ import annotations

from collections import Counter
from typing import Final, Protocol, TextIO

from engine.commands.json_lines import as_json_line
from engine.commands.outcome import Outcome
from engine.finding import Finding, Status
from engine.terminal_text import aligned, printable
from engine.wording import RESEARCH_USE, percent

_HEADER: Final = (
    "File",
    "Answer",
    "Confidence",
    "Malignancy probability",
    "Operating point",
    "Read as",
)
_NUMBERS: Final = (2, 3)
_NOTHING: Final = "-"
_COUNTED_AS: Final = {
    Status.OK: "answered",
    Status.INCONCLUSIVE: "inconclusive",
    Status.OUT_OF_SCOPE: "out of scope",
    Status.UNREADABLE: "not read",
}


class Printer(Protocol):
    """Takes outcomes one by one and prints them."""

    def add(self, outcome: Outcome) -> None:
        """Take the next outcome."""

    def finish(self) -> None:
        """Print what is left; called once, after the last outcome."""


class JsonPrinter:
    """Prints each outcome as one line of JSON, as soon as it is there."""

    def __init__(self, output: TextIO) -> None:
        self._output = output

    def add(self, outcome: Outcome) -> None:
        """Print the outcome."""
        self._output.write(as_json_line(outcome.as_json()))
        self._output.flush()

    def finish(self) -> None:
        """Nothing is left to print."""


class TablePrinter:
    """Prints a table at the end, for only then are the widths of its columns known."""

    def __init__(self, output: TextIO) -> None:
        self._output = output
        self._rows: list[tuple[str, ...]] = []
        self._remarks: list[list[str]] = []
        self._counts: Counter[Status] = Counter()
        # Keeps the order in which the models were first asked.
        self._models: dict[str, None] = {}

    def add(self, outcome: Outcome) -> None:
        """Keep the outcome as a row."""
        self._counts[outcome.status] += 1
        self._rows.append(_row(outcome))
        self._remarks.append(_remarks(outcome))
        if outcome.finding is not None and (line := _model_line(outcome.finding)):
            self._models[line] = None

    def finish(self) -> None:
        """Print the rows, the sum of them, the models that answered and the research-use line."""
        if not self._rows:
            return
        header, *lines = aligned([_HEADER, *self._rows], right=_NUMBERS)
        printed = [header]
        for line, remarks in zip(lines, self._remarks, strict=True):
            printed += [line, *(f"    {printable(remark)}" for remark in remarks)]
        printed += ["", _summary(self._counts), *self._models, RESEARCH_USE]
        self._output.write("\n".join(printed) + "\n")
        self._output.flush()


def _row(outcome: Outcome) -> tuple[str, ...]:
    finding = outcome.finding
    name = printable(outcome.path)
    modality = _NOTHING if finding is None or finding.modality is None else str(finding.modality)
    if finding is None or finding.status is Status.OUT_OF_SCOPE:
        return (name, _in_words(outcome.status), *[_NOTHING] * 3, modality)
    # An inconclusive finding has a most probable class, but that is not the answer.
    is_answer = finding.status is Status.OK
    return (
        name,
        (finding.class_name if is_answer else None) or _in_words(outcome.status),
        _percent_or_nothing(finding.confidence if is_answer else None),
        _percent_or_nothing(finding.malignancy_probability),
        {None: _NOTHING, True: "reached", False: "below"}[finding.is_suspicious],
        modality,
    )


def _in_words(status: Status) -> str:
    return str(status).replace("_", " ")


def _percent_or_nothing(probability: float | None) -> str:
    return _NOTHING if probability is None else percent(probability)


def _remarks(outcome: Outcome) -> list[str]:
    finding, scan = outcome.finding, outcome.scan
    reason = outcome.error if finding is None else finding.reason
    remarks = [] if reason is None else [f"{reason.summary} {reason.hint}".strip()]
    # What the reader of an answer ought to know does not matter where there is none.
    if scan is not None and finding is not None and finding.class_name is not None:
        if scan.frames > 1:
            remarks.append(f"Frame {finding.frame + 1} of {scan.frames} was classified.")
        remarks += scan.warnings
    return remarks


def _model_line(finding: Finding) -> str:
    model, point = finding.model, finding.operating_point
    if model is None or point is None:
        return ""
    return (
        f"Model {model.name} {model.version}: operating point {point.name}, reached from a "
        f"malignancy probability of {percent(point.threshold)}."
    )


def _summary(counts: Counter[Status]) -> str:
    total = counts.total()
    parts = [f"{counts[status]} {word}" for status, word in _COUNTED_AS.items() if counts[status]]
    return f"{total} {'file' if total == 1 else 'files'}: {', '.join(parts)}."
