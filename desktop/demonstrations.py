"""The demonstration scans: synthetic ones that come with the program and name nobody."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.system.paths import resources_dir


def is_demonstration(path: Path) -> bool:
    """Tell whether a file is one of the demonstration scans."""
    return path.parent == _folder()


class Demonstrations(QObject):
    """One slot for each demonstration scan.

    Signals
    -------
    chosen(object)
        The path of a scan that is to be opened.
    """

    chosen = Signal(object)

    @Slot()
    def open_ultrasound(self) -> None:
        """Open the ultrasound phantom."""
        self.chosen.emit(_folder() / "ultrasound_phantom.png")

    @Slot()
    def open_cine(self) -> None:
        """Open the ultrasound cine, which has several frames."""
        self.chosen.emit(_folder() / "ultrasound_cine.dcm")

    @Slot()
    def open_mammogram(self) -> None:
        """Open the mammogram, which is calibrated and offers windows."""
        self.chosen.emit(_folder() / "mammogram_phantom.dcm")

    @Slot()
    def open_thermogram(self) -> None:
        """Open the thermogram."""
        self.chosen.emit(_folder() / "thermogram_phantom.png")


def _folder() -> Path:
    return resources_dir() / "demo"
