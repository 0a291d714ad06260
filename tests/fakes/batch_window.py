"""Stand-ins for the parts that the window of a batch works with."""

from __future__ import annotations

import threading
from pathlib import Path

from engine.errors import DamagedFileError, ModelError
from engine.finding import Finding
from engine.scan import Modality, Scan
from tests.fakes.window import FakeReader, finding, open_phantom

ENOUGH = 1000


class ByName(FakeReader):
    """Answers by the name of the file."""

    def for_another_thread(self) -> ByName:
        return self

    def warm_up(self) -> None:
        pass

    def models(self) -> list[object]:
        return []

    def classify(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        del modality, frame
        kind = scan.path.stem.split("-")[0]
        if kind == "altered":
            raise ModelError("The ultrasound model is altered.", "Install it again.")
        return finding(kind, scan.rows, scan.columns)


class Pool:
    """Opens a phantom whatever the file, and no more files than the test allows."""

    def __init__(self) -> None:
        self._allowed = threading.Semaphore(ENOUGH)
        self.entered = threading.Event()

    def allow(self, files: int) -> None:
        self._allowed = threading.Semaphore(files)

    def go_on(self) -> None:
        self._allowed.release(ENOUGH)

    def __call__(self, _workers: int) -> Pool:
        return self

    def read_scan(self, path: Path) -> Scan:
        self.entered.set()
        assert self._allowed.acquire(timeout=10), "the test never let it go on"
        return opened(path)

    def warm_up(self) -> None:
        pass

    def close(self) -> None:
        self.go_on()


def opened(path: Path) -> Scan:
    if path.name.startswith("damaged"):
        raise DamagedFileError("The file ends early.", "Export it again.", path)
    return open_phantom(path)
