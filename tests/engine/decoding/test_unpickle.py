"""The decoder process may send scans and errors, and no code."""

import copyreg
import os
import pickle
from pathlib import Path

import numpy as np
import pytest

from engine.decoding.unpickle import load_answer
from engine.errors import DamagedFileError
from engine.scan import Laterality, Modality, PixelSpacing, Scan, UltrasoundRegion
from tests.fakes.pickles import as_the_decoder_pickles


@pytest.fixture(autouse=True)
def pickled_as_in_the_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask changes how its processes pickle exceptions; a decoder imports none of it."""
    for kind in list(copyreg.dispatch_table):
        if isinstance(kind, type) and issubclass(kind, BaseException):
            monkeypatch.delitem(copyreg.dispatch_table, kind)


def full_scan() -> Scan:
    spacing = PixelSpacing(0.1, 0.2, "PixelSpacing")
    return Scan(
        Path("scan.dcm"),
        np.arange(24, dtype=np.uint16).reshape(2, 3, 4),
        "DICOM",
        modality=Modality.ULTRASOUND,
        dicom_modality="US",
        laterality=Laterality.LEFT,
        view="CC",
        spacing=spacing,
        regions=(UltrasoundRegion(0, 0, 3, 2, spacing),),
        frame_time_ms=40.0,
        steps=("a",),
        warnings=("b",),
    )


def test_a_scan_with_every_field_comes_through() -> None:
    buffers: list[pickle.PickleBuffer] = []
    content = pickle.dumps(full_scan(), protocol=5, buffer_callback=buffers.append)
    found = load_answer(content, [buffer.raw().tobytes() for buffer in buffers])
    assert isinstance(found, Scan)
    assert (found.pixels == full_scan().pixels).all()
    assert (found.spacing, found.regions) == (full_scan().spacing, full_scan().regions)
    assert (found.modality, found.laterality) == (Modality.ULTRASOUND, Laterality.LEFT)


@pytest.mark.parametrize(
    "error", [DamagedFileError("What.", "Do.", Path("a")), ValueError("bug"), KeyError("bug")]
)
def test_errors_come_through(error: Exception) -> None:
    found = load_answer(as_the_decoder_pickles(error), [])
    assert type(found) is type(error)
    assert str(found) == str(error)


class Malicious:
    def __init__(self, function: object, *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[object, ...]:
        return self.call


@pytest.mark.parametrize(
    "attack",
    [
        Malicious(os.system, "exit 3"),
        Malicious(eval, "1 + 1"),
        Malicious(getattr, "a", "upper"),
        Malicious(print, "x"),
    ],
)
def test_code_is_refused(attack: Malicious) -> None:
    with pytest.raises(pickle.UnpicklingError, match="named"):
        load_answer(pickle.dumps(attack), [])


@pytest.mark.parametrize("name", ["np.load", "Path", "np", "dataclass"])
def test_what_an_own_module_imported_is_refused(name: str) -> None:
    def text(value: str) -> bytes:
        return b"\x8c" + bytes([len(value)]) + value.encode()

    content = b"\x80\x04" + text("engine.scan") + text(name) + b"\x93."
    with pytest.raises(pickle.UnpicklingError, match="named"):
        load_answer(content, [])
