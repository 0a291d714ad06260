"""A picture that ends early is never shown as a whole one, in whatever way it is compressed."""

from __future__ import annotations

import io
from pathlib import Path

import pydicom
import pytest
from pydicom.encaps import encapsulate, generate_frames

from engine.decoding.read_scan import read_scan
from engine.errors import DamagedFileError
from tests.reliability.specimens import Specimen, dicom_specimens, saved

COMPRESSED = [
    one
    for one in dicom_specimens()
    if one.data[one.stream[0] - 8 :].startswith(b"\xfe\xff\x00\xe0")
]


def shortened(specimen: Specimen, share: float) -> bytes:
    """Return the file with its first frame cut, but ended as frames of its kind are."""
    dataset = pydicom.dcmread(io.BytesIO(specimen.data))
    frames = list(
        generate_frames(dataset.PixelData, number_of_frames=int(dataset.get("NumberOfFrames", 1)))
    )
    stream = frames[0].rstrip(b"\x00")
    kept = stream[: int(len(stream) * share)].rstrip(b"\xff")
    frames[0] = kept + (b"\xff\xd9" if stream.endswith(b"\xff\xd9") else b"")
    dataset["PixelData"].value = encapsulate(frames)
    return saved(dataset)


@pytest.mark.parametrize("specimen", COMPRESSED, ids=lambda specimen: specimen.name)
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_cut_codestream_is_damage(tmp_path: Path, specimen: Specimen, share: float) -> None:
    path = tmp_path / "cut.dcm"
    path.write_bytes(shortened(specimen, share))
    with pytest.raises(DamagedFileError, match="cut off or damaged"):
        read_scan(path)


@pytest.mark.parametrize("specimen", dicom_specimens(), ids=lambda specimen: specimen.name)
def test_a_cut_file_is_damage(tmp_path: Path, specimen: Specimen) -> None:
    path = tmp_path / "cut.dcm"
    start, end = specimen.stream
    path.write_bytes(specimen.data[: (start + end) // 2])
    with pytest.raises(DamagedFileError):
        read_scan(path)
