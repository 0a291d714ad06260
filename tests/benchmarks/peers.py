"""What users would pick instead: real programs, each in an environment of its own.

They are made with uv below a folder that git ignores, and are no part of the product.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Self

ROOT: Final = Path(__file__).resolve().parents[2]
SCRIPTS: Final = Path(__file__).resolve().parent / "peer"
GRAPH: Final = ROOT / "models" / "ultrasound" / "model.tflite"
# The one that most study projects put an application around, and two that are made to be fast.
NETWORKS: Final = ("VGG16", "EfficientNetV2B0", "MobileNetV2")
_OPENCV: Final = "opencv-python-headless"
_NEEDS: Final = {
    "keras": ("tensorflow", _OPENCV),
    "onnx": ("onnxruntime", _OPENCV),
    "convert": ("tensorflow", "tf2onnx"),
}


class Environments:
    """The environments of the peers, made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def python(self, name: str) -> str:
        """Return the interpreter of an environment."""
        home = self._folder / name
        if not (home / "complete").exists():
            _make(home, *_NEEDS[name])
            (home / "complete").touch()
        return str(_python_of(home))

    def application(self) -> str:
        """Return the interpreter of a fresh installation of the program as it is."""
        home = self._folder / "application"
        _make(home, str(ROOT))
        return str(_python_of(home))

    def keras_model(self, network: str) -> Path:
        """Return a model of a study project's kind: a pretrained network's shape, and a head."""
        made = self._folder / f"{network}.keras"
        if not made.exists():
            _run([self.python("keras"), str(SCRIPTS / "make_keras.py"), network, str(made)])
        return made

    def onnx_graph(self) -> Path:
        """Return the bundled graph, converted."""
        made = self._folder / f"{GRAPH.stat().st_size}-{int(GRAPH.stat().st_mtime)}.onnx"
        if not made.exists():
            part = made.with_suffix(".part.onnx")
            convert = [self.python("convert"), "-m", "tf2onnx.convert", "--opset", "18"]
            _run([*convert, "--tflite", str(GRAPH), "--output", str(part)])
            part.replace(made)
        return made


class Peer:
    """A program that is ready and repeats its work whenever it is told to.

    Parameters
    ----------
    command : sequence of str
        It prints ``ready``, and then, for each line that it gets, the seconds that it took.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._hear("ready")

    def __call__(self) -> float:
        assert self._process.stdin is not None
        self._process.stdin.write("again\n")
        self._process.stdin.flush()
        return float(self._hear("took").split()[1])

    def _hear(self, word: str) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(word):
                return line
        raise RuntimeError(f"{self._process.args} ended with {self._process.wait()}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.communicate()


def _make(home: Path, *packages: str) -> None:
    uv = [sys.executable, "-m", "uv"] if _has_uv() else ["uv"]
    _run([*uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(home)])
    _run([*uv, "pip", "install", "--quiet", "--python", str(_python_of(home)), *packages])


def _python_of(home: Path) -> Path:
    return home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _has_uv() -> bool:
    found = subprocess.run(
        [sys.executable, "-m", "uv", "--version"], capture_output=True, check=False
    )
    return found.returncode == 0


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
