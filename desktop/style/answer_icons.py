"""Icons of findings: each class and status has a shape, so that none depends on colour alone."""

from __future__ import annotations

from typing import Final

from engine.finding import Status

_CLASSES: Final = {
    "malignant": "status-malignant",
    "cancer": "status-malignant",
    "sick": "status-malignant",
    "benign": "status-benign",
    "no cancer": "status-benign",
    "healthy": "status-benign",
    "normal": "status-normal",
}
_STATUSES: Final = {
    Status.INCONCLUSIVE: "status-inconclusive",
    Status.OUT_OF_SCOPE: "status-out-of-scope",
    Status.UNREADABLE: "status-unreadable",
}


def answer_icon(status: Status, class_name: str | None) -> str:
    """Return the icon's file name, without its ending, for a status and the class shown."""
    if status is Status.OK:
        return _CLASSES.get(class_name or "", "info")
    return _STATUSES[status]
