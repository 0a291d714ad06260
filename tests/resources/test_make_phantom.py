from __future__ import annotations

import importlib.util
import struct
from types import ModuleType

import cv2
import numpy as np
import pytest

from desktop.system.paths import models_dir, resources_dir
from engine.decoding.read_scan import read_scan
from engine.finding import Status
from engine.model.second_reader import SecondReader
from engine.scan import Modality

FOLDER = resources_dir() / "demo"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_phantom", FOLDER / "make_phantom.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_demonstration_scan_is_what_the_generator_makes(generator: ModuleType) -> None:
    shipped = cv2.imread(str(FOLDER / "ultrasound_phantom.png"), cv2.IMREAD_UNCHANGED)
    assert shipped is not None
    made = generator.phantom()
    assert shipped.shape == made.shape == (520, 640)
    # Another processor may round a few grey values the other way.
    assert (shipped == made).mean() > 0.999


def test_it_says_that_it_is_synthetic(generator: ModuleType) -> None:
    data = (FOLDER / "ultrasound_phantom.png").read_bytes()
    texts, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"tEXt":
            keyword, _, text = data[at + 8 : at + 8 + length].partition(b"\0")
            texts[keyword.decode("latin-1")] = text.decode("latin-1")
        at += 12 + length
    assert "Not a patient" in texts["Description"]
    assert "SYNTHETIC" in generator.LABEL
    margin = generator.phantom()[generator.TOP + generator.DEPTH + 2 :]
    assert margin.max() > 100, "the label is burned in"


def test_its_speckle_is_fully_developed(generator: ModuleType) -> None:
    flat = np.full((generator.DEPTH, generator.WIDTH), -20.0)
    looks = generator.look(np.random.default_rng(1), 10 ** (flat / 20), np.zeros_like(flat))
    # The signal-to-noise ratio of a Rayleigh envelope is sqrt(pi / (4 - pi)) = 1.91.
    assert looks.mean() / looks.std() == pytest.approx(1.91, abs=0.06)


def test_another_seed_is_another_breast(generator: ModuleType) -> None:
    assert (generator.phantom(1) != generator.phantom(2)).mean() > 0.5


@pytest.mark.parametrize(
    ("name", "modality"),
    [
        ("ultrasound_phantom.png", Modality.ULTRASOUND),
        ("ultrasound_cine.dcm", Modality.ULTRASOUND),
        ("mammogram_phantom.dcm", Modality.MAMMOGRAPHY),
        ("thermogram_phantom.png", Modality.THERMOGRAPHY),
    ],
)
def test_each_demonstration_scan_is_taken_for_what_it_shows_and_answered_for(
    name: str, modality: Modality
) -> None:
    scan = read_scan(resources_dir() / "demo" / name)
    asked = SecondReader(models_dir()).classify(scan, frame=scan.frames // 2)
    assert asked.modality is modality
    assert asked.status is not Status.OUT_OF_SCOPE
