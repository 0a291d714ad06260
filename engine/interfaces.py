"""Interfaces of the engine: `OpenScan` opens a file, `FindingReader` answers for a scan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, Self

from engine.finding import Finding
from engine.model.installed_models import Preferred
from engine.model.model_card import ModelCard
from engine.scan import Modality, Scan

OpenScan = Callable[[Path], Scan]
"""Opens one file; raises `engine.errors.ScanError` if it cannot."""


class FindingReader(Protocol):
    """Answers for scans; `engine.model.second_reader.SecondReader` does."""

    def classify(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        """Return the finding for one frame.

        Parameters
        ----------
        scan : Scan
            With that frame.
        modality : Modality or None
            What to read it as; None to go by the file, and by the picture where that says nothing.
        frame : int
            Index of the frame, from 0.

        Raises
        ------
        ModelError
            If the model is altered or cannot be loaded.
        """

    def models(self) -> Sequence[ModelCard]:
        """Return the cards of the models in use, one for a modality."""

    def prefer(self, preferred: Preferred) -> None:
        """Use other models or operating points from now on."""

    def for_another_thread(self) -> Self:
        """Return another reader that gives the same answers and does not wait for this one."""

    def warm_up(self) -> None:
        """Load what the first answer would have to wait for, whatever it is about."""
