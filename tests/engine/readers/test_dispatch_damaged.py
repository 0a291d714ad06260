"""Damaged files end in a picture or in an error for the user, whatever is damaged."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGBaseline8Bit

from engine.decoding.read_scan import read_scan
from engine.errors import ScanError
from engine.scan import Scan
from tests.fakes.dicom_maker import dataset_of, ramp, write


def seed_files(folder: Path) -> list[Path]:
    """Write one small intact file of each kind."""
    picture = cv2.GaussianBlur(
        np.random.default_rng(2).integers(0, 256, (48, 64)).astype(np.uint8), (0, 0), 2
    )
    paths = []
    for extension in (".png", ".jpg", ".tiff", ".bmp"):
        path = folder / f"seed{extension}"
        path.write_bytes(cv2.imencode(extension, picture)[1].tobytes())
        paths.append(path)
    paths.append(write(dataset_of(ramp(0, 4096, "u2"), BitsStored=12), folder / "native.dcm"))
    dataset = dataset_of(picture)
    dataset.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    dataset["PixelData"].value = encapsulate([(folder / "seed.jpg").read_bytes()])
    dataset["PixelData"].is_undefined_length = True
    paths.append(write(dataset, folder / "jpeg.dcm"))
    return paths


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return seed_files(tmp_path_factory.mktemp("seeds"))


def test_the_seeds_are_intact(seeds: list[Path]) -> None:
    for path in seeds:
        assert read_scan(path).frames == 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_mutated_files_never_end_in_anything_else(
    seeds: list[Path], tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(data.draw(st.sampled_from(seeds)).read_bytes())
    places = st.integers(0, len(content) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=8)):
        content[place] = byte
    cut = data.draw(st.one_of(st.none(), places))
    path = tmp_path / "mutated"
    path.write_bytes(content[:cut])
    found = outcome_of(path)
    if isinstance(found, ScanError):
        assert found.path == path
        assert found.summary
        assert found.hint
    else:
        assert found.pixels.dtype in (np.uint8, np.uint16)
        assert found.pixels.ndim == (4 if found.is_colour else 3)


def outcome_of(path: Path) -> Scan | ScanError:
    try:
        return read_scan(path)
    except ScanError as error:
        return error
