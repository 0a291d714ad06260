"""Self-check of an installation: each part is tried, not only looked for."""

from __future__ import annotations

import contextlib
import importlib
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import numpy as np

from engine.commands.self_check_samples import SAMPLES, Sample, sample_picture
from engine.errors import UserFacingError
from engine.finding import Finding
from engine.interfaces import OpenScan
from engine.messages import commands, hints
from engine.model.model_card import ModelCard, load_graph
from engine.model.second_reader import SecondReader
from engine.scan import Modality, Scan
from engine.version import VERSION

_DEMONSTRATION: Final = Path("demo") / "ultrasound_phantom.png"
# The name of the package, and of what is imported of it.
_LIBRARIES: Final = {
    "numpy": "numpy",
    "opencv-python-headless": "cv2",
    "ai-edge-litert": "ai_edge_litert.interpreter",
    "pydicom": "pydicom",
    "imagecodecs": "imagecodecs",
    "pillow": "PIL.Image",
    "psutil": "psutil",
    "reportlab": "reportlab.pdfgen.canvas",
    "pypdfium2": "pypdfium2",
}


@dataclass(frozen=True, slots=True)
class Check:
    """Result of one check.

    Attributes
    ----------
    name : str
        What was checked.
    is_ok : bool
        Whether it works.
    detail : str
        What was found, in a few words or a sentence.
    hint : str
        What to do; empty if it works.
    """

    name: str
    is_ok: bool
    detail: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Installation:
    """Parts of an installation that are checked.

    Attributes
    ----------
    models, resources : Path
        The program's folders.
    open_scan : callable
        Opens a file; raises `UserFacingError` if it cannot.
    writable : mapping
        Folders that the program writes to, by what it keeps there. They need not exist yet.
    """

    models: Path
    resources: Path
    open_scan: OpenScan
    writable: Mapping[str, Path]


def checks(installation: Installation) -> Iterator[Check]:
    """Check everything that needs no window, one thing after the other.

    Parameters
    ----------
    installation : Installation
        What is checked.

    Yields
    ------
    Check
        As soon as it is done.
    """
    yield _program()
    for package, module in _LIBRARIES.items():
        yield attempted(package, partial(_library, package, module))
    yield from _models(installation.models)
    for sample in SAMPLES:
        yield attempted(
            sample.label,
            partial(_sample, sample, installation),
            "Without it such files cannot be opened. " + hints.INSTALL_AGAIN,
        )
    yield attempted("Reading a scan", lambda: _reading(installation))
    yield attempted("Reports", lambda: _report(installation))
    for purpose, folder in installation.writable.items():
        yield writing(purpose, folder)


def attempted(name: str, attempt: Callable[[], str], hint: str = hints.INSTALL_AGAIN) -> Check:
    """Return the result of an attempt, whatever it raises.

    Parameters
    ----------
    name : str
        What is checked.
    attempt : callable
        Returns what was found.
    hint : str
        What to do if it raises; an error that is meant for the user brings its own.
    """
    try:
        return Check(name, True, attempt())
    except UserFacingError as error:
        return Check(name, False, error.summary, error.hint or hint)
    except Exception as error:  # noqa: BLE001 - a broken installation raises whatever comes
        return Check(
            name, False, commands.DOES_NOT_WORK(kind=type(error).__name__, error=str(error)), hint
        )


def _program() -> Check:
    kind = "installed as a program" if getattr(sys, "frozen", False) else "run by Python"
    system = f"{platform.system()} {platform.release()} on {platform.machine()}"
    return Check("Second Reader", True, f"{VERSION}, {kind} {platform.python_version()}, {system}")


def _library(package: str, module: str) -> str:
    importlib.import_module(module)
    try:
        return version(package)
    except PackageNotFoundError as error:
        raise UserFacingError(commands.NO_VERSION, hints.INSTALL_AGAIN) from error


def _models(folder: Path) -> Iterator[Check]:
    reader = SecondReader(folder)
    try:
        cards = reader.models()
    except UserFacingError as error:
        yield Check("Models", False, error.summary, error.hint)
        return
    if not cards:
        yield Check("Models", False, commands.NO_BUNDLED_MODELS, hints.INSTALL_AGAIN)
    for card in cards:
        yield attempted(f"Model {card.name}", partial(_model, reader, folder, card))


def _model(reader: SecondReader, folder: Path, card: ModelCard) -> str:
    # The card is pinned in the code, and names the graph's hash; loading runs the self-test.
    load_graph(folder / card.name, card)
    reader.load(card.modality)
    return f"{card.version}, SHA-256 {card.graph_sha256[:16]}..., answers as it was measured"


def _sample(sample: Sample, installation: Installation) -> str:
    scan = installation.open_scan(installation.resources / "samples" / sample.file)
    far = _distance(scan)
    if far is None or far > sample.tolerance:
        raise UserFacingError(commands.OTHER_PICTURE)
    return "decoded exactly" if far == 0 else f"decoded within {far} of 255"


def _distance(scan: Scan) -> int | None:
    """Return the largest difference of a grey value, from 0 to 255; None for another shape."""
    frame, expected = scan.frame(0), sample_picture()
    if frame.shape != expected.shape:
        return None
    steps = np.iinfo(frame.dtype).max // 255
    found = np.round(frame / steps)
    return int(np.abs(found - expected).max())


def _reading(installation: Installation) -> str:
    finding = _answered(installation)[1]
    if finding.evidence is None:
        raise UserFacingError(commands.NO_DEMO_ANSWER, hints.INSTALL_AGAIN)
    return "the demonstration scan is read and gets an answer"


def _answered(installation: Installation) -> tuple[Scan, Finding]:
    scan = installation.open_scan(installation.resources / _DEMONSTRATION)
    return scan, SecondReader(installation.models).classify(scan, Modality.ULTRASOUND)


def _report(installation: Installation) -> str:
    # Loaded here, so that one that cannot be loaded is a finding of this check.
    import pypdfium2

    from engine.report import ReportOptions, ReportScan, write_report

    scan, finding = _answered(installation)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.pdf"
        options = ReportOptions(installation.resources)
        write_report(target, [ReportScan(scan, finding, card=None)], options)
        document = pypdfium2.PdfDocument(target)
        with contextlib.closing(document):
            pages = len(document)
            document[0].render(scale=0.5).close()
    return f"a report of {pages} page{'s' if pages > 1 else ''} is written and shown"


def writing(purpose: str, folder: Path) -> Check:
    """Return whether something can be kept in a folder, which need not exist yet.

    Parameters
    ----------
    purpose : str
        What is kept there.
    folder : Path
        Nothing stays in it, and it is not made.
    """
    place = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"tried")
            file.flush()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = commands.ALLOW_WRITING(place=str(place))
        return Check(
            purpose, False, commands.NOTHING_WRITTEN(folder=str(folder), reason=reason), hint
        )
    return Check(purpose, True, f"kept in {folder}")
