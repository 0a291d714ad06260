"""Findings of an audit in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

from engine.terminal_text import printable
from training.audit.report import Report

_NAMED = 5
_UNEVEN_MARKS = 0.1
_TELLING = 0.6


def summarise(report: Report) -> list[str]:
    """Return the findings as sentences, the more general first.

    Names of files and classes are made harmless for a terminal.
    """
    return [printable(sentence) for sentence in _sentences(report)]


def _sentences(report: Report) -> Iterator[str]:
    yield from _counts(report)
    yield from _defects(report)
    yield from _duplicates(report)
    yield from _leaks(report)
    yield from _overlays(report)
    yield from _shortcuts(report)


def _counts(report: Report) -> Iterator[str]:
    total = len(report.cases)
    classes = ", ".join(f"{label} {count}" for label, count in report.classes.items())
    patients = f"{report.patients} patients" if report.patients else "no patients published"
    yield f"{report.name}: {_images(total)} ({classes}); {patients}."
    largest = max(report.classes.values())
    if len(report.classes) == 1:
        yield "There is only one class: nothing can be learned from it."
    else:
        yield f"Always naming the largest class is right in {largest / total:.1%}."
    if report.sizes:
        columns, rows = next(iter(report.sizes))
        sizes = _count(len(report.sizes), "size")
        yield f"{sizes}; the most frequent is {columns} x {rows} pixels."


def _defects(report: Report) -> Iterator[str]:
    if report.unreadable:
        unreadable = _names(report, report.unreadable)
        yield f"{_images(len(report.unreadable))} that cannot be read: {unreadable}."
    if report.blank:
        yield f"{_images(len(report.blank))} without content: {_names(report, report.blank)}."
    if report.inverted:
        yield (
            f"{_images(len(report.inverted))} with inverted greys, it seems (bright surroundings, "
            f"as MONOCHROME1 never corrected): {_names(report, report.inverted)}."
        )


def _duplicates(report: Report) -> Iterator[str]:
    found = report.duplicates
    if found.exact:
        copies = sum(len(group) for group in found.exact)
        groups = _count(len(found.exact), "group")
        yield f"{copies} files are byte-identical to another, in {groups}."
    if not found.near:
        yield "No near-duplicates were found."
        return
    readable = len(report.files) - len(report.unreadable)
    yield (
        f"{_images(len(found.involved))} ({len(found.involved) / readable:.1%}) "
        f"with a near-duplicate in the set, in {_count(len(found.near), 'pair')}."
    )
    rotated = sum(bool(pair.rotated) for pair in found.near)
    if rotated:
        yield f"{_count(rotated, 'pair')} of them only once one picture is mirrored or turned."
    if report.conflicts:
        yield f"{_count(len(report.conflicts), 'pair')} of them carry different labels."


def _leaks(report: Report) -> Iterator[str]:
    leaks = report.leaks
    if leaks is None:
        return
    parts = ", ".join(f"{part} {count}" for part, count in leaks.parts.items())
    yield f"Split of {leaks.origin}: {parts}; {leaks.unassigned} in no part."
    if not leaks.patients and not leaks.pairs:
        yield "No patient and no near-duplicate crosses the split."
        return
    yield (
        f"THE SPLIT LEAKS: {_count(len(leaks.patients), 'patient')} and "
        f"{_count(len(leaks.pairs), 'near-duplicate pair')} lie in more than one part."
    )


def _overlays(report: Report) -> Iterator[str]:
    rows = {label: row for label, row in report.overlays.items() if row["images"]}
    for kind in ("calipers", "letters"):
        shares = {label: row[kind] / row["images"] for label, row in rows.items()}
        if not any(shares.values()):
            continue
        listed = ", ".join(f"{label} {share:.1%}" for label, share in shares.items())
        uneven = max(shares.values()) - min(shares.values()) >= _UNEVEN_MARKS
        yield f"Burned-in {kind}: {listed}{'; this tells the classes apart' if uneven else ''}."


def _shortcuts(report: Report) -> Iterator[str]:
    for one in report.shortcuts:
        figure = one.auc
        telling = "; beware" if figure.low >= _TELLING else ""
        yield (
            f"{one.fact.capitalize()} alone tells {one.label} at AUC {figure.value:.2f} "
            f"[{figure.low:.2f}, {figure.high:.2f}], n = {figure.count}{telling}."
        )


def _names(report: Report, places: list[int]) -> str:
    named = ", ".join(report.paths[index] for index in places[:_NAMED])
    return f"{named} and {len(places) - _NAMED} more" if len(places) > _NAMED else named


def _images(count: int) -> str:
    return _count(count, "image")


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
