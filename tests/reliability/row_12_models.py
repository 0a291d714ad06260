"""Row 12: models that were altered, exchanged or broken, with and without their pins."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from desktop.system.paths import models_dir, resources_dir
from engine.decoding.read_scan import read_scan
from engine.errors import ModelError
from engine.finding import Finding
from engine.model import model_card, second_reader
from engine.model.pinned_cards import CARDS
from engine.model.second_reader import SecondReader
from engine.scan import Scan
from tests.reliability.result import RowResult

TITLE = "altered, swapped, truncated, broken models"
TARGET = "refused before a single answer, in one sentence"
QUICK = 0.002

_FLIPS = 1000
_NAME = "ultrasound"
_FILES = ("model.tflite", "card.json")


@dataclass(frozen=True)
class _Case:
    """A way to spoil a copy of the bundled models; ``pinned``: as users have them."""

    name: str
    spoil: Callable[[Path, random.Random], None]
    pinned: bool = True


def run(seed: int, scale: float) -> RowResult:
    """Spoil a copy in each way and ask it about the demonstration scan."""
    scan = read_scan(resources_dir() / "demo" / "ultrasound_phantom.png")
    cases = [*_cases(max(2, round(_FLIPS * scale)))]
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for index, case in enumerate(cases):
            found = _answer(
                case, Path(folder) / str(index), random.Random(seed * 7919 + index), scan
            )
            if found:
                wrong.append(f"{case.name}: {found}")
        replaced = _replaced_between_check_and_load(Path(folder) / "replaced", scan)
    wrong += [f"replaced between check and load: {replaced}"] if replaced else []
    figure = f"{len(cases) + 1:,} spoilt copies, {len(wrong)} that answered or failed otherwise"
    return RowResult(figure, not wrong, "; ".join(wrong[:5]))


def _cases(flips: int) -> Iterator[_Case]:
    for index in range(flips):
        yield _Case(f"flipped byte {index}", _flip)
    for share in (0.0, 0.1, 0.5, 0.9, 0.999):
        for name in _FILES:
            yield _Case(f"{name} cut at {share}", _cut(name, share))
    yield _Case("graph of another model", _exchange)
    yield _Case("card with another graph's hash", _rehashed)
    yield _Case("graph is a link to another file", _link)
    yield _Case("card is a link to nothing", _dead_link)
    yield _Case("graph is a folder", _folder)
    yield _Case("router altered", _router)
    # Without pins, as while a model is being trained, only card and graph vouch for each other.
    yield _Case("infinite weights, rehashed", _infinite, pinned=False)
    yield _Case("zero bytes, rehashed", _zeroed, pinned=False)
    for name, change in _CHANGES.items():
        yield _Case(f"card with {name}", _recarded(change), pinned=False)


def _answer(case: _Case, folder: Path, chance: random.Random, scan: Scan) -> str:
    """Return what is wrong with the answer of a spoilt copy; nothing when it is refused well."""
    shutil.copytree(models_dir(), folder)
    case.spoil(folder, chance)
    reader = SecondReader(folder, CARDS if case.pinned else {})
    found = _refusal(reader, scan)
    shutil.rmtree(folder)
    return found


def _refusal(reader: SecondReader, scan: Scan) -> str:
    try:
        finding: Finding = reader.classify(scan)
    except ModelError as error:
        is_sentence = error.summary.count(". ") == 0 and error.summary.endswith(".")
        return "" if is_sentence and error.hint else f"no sentence: {error}"
    except Exception as error:  # noqa: BLE001 - this is what must never happen
        return repr(error)
    return f"answered {finding.status}"


def _replaced_between_check_and_load(folder: Path, scan: Scan) -> str:
    """Exchange the graph once its bytes were read: the checked bytes must be the used ones."""
    shutil.copytree(models_dir(), folder)
    expected = SecondReader(folder).classify(scan).probabilities
    read = model_card.load_graph

    def read_then_replace(place: Path, card: Any) -> bytes:  # noqa: ANN401 - a model card
        content = read(place, card)
        (place / card.graph_file).write_bytes(b"\x00" * len(content))
        return content

    with mock.patch.object(second_reader, "load_graph", read_then_replace):
        found = SecondReader(folder).classify(scan).probabilities
    if found != expected:
        return "another answer"
    return "" if _refusal(SecondReader(folder), scan) == "" else "not noticed the next time"


def _flip(folder: Path, chance: random.Random) -> None:
    path = folder / _NAME / chance.choice(_FILES)
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(content))


def _cut(name: str, share: float) -> Callable[[Path, random.Random], None]:
    def cut(folder: Path, _chance: random.Random) -> None:
        path = folder / _NAME / name
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])

    return cut


def _exchange(folder: Path, _chance: random.Random) -> None:
    others = [path for path in folder.glob("*/model.tflite") if path.parent.name != _NAME]
    path = folder / _NAME / "model.tflite"
    path.write_bytes(others[0].read_bytes() if others else path.read_bytes()[::-1])


def _rehashed(folder: Path, chance: random.Random) -> None:
    _flip_graph(folder, chance)
    _write_card(folder, {})


def _flip_graph(folder: Path, chance: random.Random) -> None:
    path = folder / _NAME / "model.tflite"
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 255
    path.write_bytes(bytes(content))


def _link(folder: Path, _chance: random.Random) -> None:
    path = folder / _NAME / "model.tflite"
    other = folder / "elsewhere"
    other.write_bytes(path.read_bytes()[:-1] + b"\x00\x01")
    path.unlink()
    path.symlink_to(other)


def _dead_link(folder: Path, _chance: random.Random) -> None:
    path = folder / _NAME / "card.json"
    path.unlink()
    path.symlink_to(folder / "nowhere")


def _folder(folder: Path, _chance: random.Random) -> None:
    path = folder / _NAME / "model.tflite"
    path.unlink()
    path.mkdir()


def _router(folder: Path, _chance: random.Random) -> None:
    path = folder / "routing.json"
    path.write_bytes(path.read_bytes().replace(b"1", b"2", 1))


def _infinite(folder: Path, _chance: random.Random) -> None:
    """Make the largest run of plausible weights in the graph not a number."""
    path = folder / _NAME / "model.tflite"
    content = np.frombuffer(path.read_bytes(), np.uint8).copy()
    middle = len(content) // 8 * 4
    content[middle : middle + 40_000] = 0xFF
    path.write_bytes(content.tobytes())
    _write_card(folder, {})


def _zeroed(folder: Path, _chance: random.Random) -> None:
    path = folder / _NAME / "model.tflite"
    path.write_bytes(bytes(path.stat().st_size))
    _write_card(folder, {})


def _recarded(change: dict[str, Any]) -> Callable[[Path, random.Random], None]:
    def recarded(folder: Path, _chance: random.Random) -> None:
        _write_card(folder, change)

    return recarded


def _write_card(folder: Path, change: dict[str, Any]) -> None:
    path = folder / _NAME / "card.json"
    document = json.loads(path.read_bytes())
    graph = folder / _NAME / document["graph"]["file"]
    document["graph"]["sha256"] = hashlib.sha256(graph.read_bytes()).hexdigest()
    path.write_text(json.dumps(document | change), encoding="utf-8")


_NAN = float("nan")
_CHANGES: dict[str, dict[str, Any]] = {
    "a bias that is no number": {"bias": [_NAN, 0.0, 0.0]},
    "text for a bias": {"bias": ["a", "b", "c"]},
    "a temperature that is no number": {"temperature": _NAN},
    "an infinite temperature": {"temperature": float("inf")},
    "no temperature": {"temperature": 0},
    "an offset that is no number": {"class_offsets": [_NAN, 0.0, 0.0]},
    "two offsets": {"class_offsets": [0.1, -0.1]},
    "text for offsets": {"class_offsets": ["a", "b", "c"]},
    "a scope limit that is no number": {"scope_limit": _NAN},
    "an infinite scope limit": {"scope_limit": float("inf")},
    "a heatmap reference of zero": {"heatmap_reference": 0},
    "two classes": {"classes": ["benign", "malignant"]},
    "four classes": {"classes": ["a", "b", "malignant", "d"]},
    "one class twice": {"classes": ["benign", "malignant", "malignant"]},
    "no such positive class": {"positive_class": "x"},
    "another input size": {"preprocessing": {"rows": 64, "columns": 64}},
    "no input at all": {"preprocessing": {"rows": 0, "columns": 0}},
    "an input size in words": {"preprocessing": {"rows": "a", "columns": 224}},
    "a self-test that is no number": {"self_test": [_NAN, _NAN, _NAN]},
    "another self-test": {"self_test": [9.0, 9.0, 9.0]},
    "a zone the wrong way round": {"inconclusive_zone": {"low": 0.9, "high": 0.1}},
    "a zone that is no number": {"inconclusive_zone": {"low": _NAN, "high": _NAN}},
    "no operating point": {"operating_points": []},
    "an operating point that is no number": {
        "operating_points": [
            {"name": "x", "threshold": _NAN, "sensitivity": 0.9, "specificity": 0.9}
        ]
    },
    "a graph elsewhere": {"graph": {"file": "../x", "sha256": ""}},
    "an unknown modality": {"modality": "palmistry"},
    "nothing but a list": {"figures": 3},
}
