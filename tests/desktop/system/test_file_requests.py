"""The running program opens what the system asks it to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from desktop.system.file_requests import FileRequests


def test_a_file_is_handed_over_and_everything_else_left_alone(
    qapp: QApplication, tmp_path: Path
) -> None:
    asked: list[Path] = []
    requests = FileRequests(qapp, asked.extend)
    scan = tmp_path / "für Ärzte.dcm"
    QCoreApplication.sendEvent(qapp, QFileOpenEvent(str(scan)))
    QCoreApplication.sendEvent(qapp, QEvent(QEvent.Type.User))
    qapp.removeEventFilter(requests)
    QCoreApplication.sendEvent(qapp, QFileOpenEvent("/another"))
    assert asked == [scan]
