"""``second-reader doctor``: what it says of a whole installation, and of one with a part broken."""

from __future__ import annotations

import argparse
import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest

from engine.commands.doctor import run_doctor
from engine.commands.self_check import Check, Installation, attempted, checks, writing
from engine.commands.self_check_samples import SAMPLES, Sample, sample_picture
from engine.decoding.read_scan import read_scan
from engine.errors import UserFacingError
from engine.readers.dispatch import read_file
from tests.fakes.folders import ROOT

FINE = Check("Something", True, "works")
BROKEN = Check("Something else", False, "It is gone.", "Put it back.")


@pytest.fixture
def whole(tmp_path: Path) -> Installation:
    return Installation(ROOT / "models", ROOT / "resources", read_scan, {"Log": tmp_path / "a/b"})


def problems(installation: Installation) -> dict[str, Check]:
    return {check.name: check for check in checks(installation) if not check.is_ok}


def command(*found: Check, as_json: bool = False) -> tuple[int, str]:
    output = io.StringIO()
    status = run_doctor(argparse.Namespace(json=as_json), found, output)
    return status, output.getvalue()


def test_a_whole_installation_has_no_problem(whole: Installation, tmp_path: Path) -> None:
    found = list(checks(whole))
    assert [check for check in found if not check.is_ok] == []
    assert {sample.label for sample in SAMPLES} <= {check.name for check in found}
    assert {"Model ultrasound", "Reports", "Log"} <= {check.name for check in found}
    assert list(tmp_path.iterdir()) == [], "it leaves nothing behind"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file)
def test_every_sample_holds_the_picture_in_the_kind_it_says(sample: Sample) -> None:
    path = ROOT / "resources" / "samples" / sample.file
    frame = read_file(path).frame(0)
    steps = np.iinfo(frame.dtype).max // 255
    assert np.abs(np.round(frame / steps) - sample_picture()).max() <= sample.tolerance
    if sample.syntax:
        assert pydicom.dcmread(path).file_meta.TransferSyntaxUID == sample.syntax


def test_there_is_a_sample_of_every_compression_that_is_read() -> None:
    from engine.readers.dicom.imagecodecs_plugin import DECODER_DEPENDENCIES

    assert set(DECODER_DEPENDENCIES) <= {sample.syntax for sample in SAMPLES}


def copied(whole: Installation, tmp_path: Path) -> Installation:
    """Return the same installation with files of its own."""
    for name in ("models", "resources"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return replace(whole, models=tmp_path / "models", resources=tmp_path / "resources")


def flip_last_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda at: flip_last_byte(at / "models/ultrasound/model.tflite"), "Model ultrasound"),
        (lambda at: flip_last_byte(at / "models/ultrasound/card.json"), "Models"),
        (lambda at: (at / "resources/samples/rle.dcm").unlink(), "DICOM RLE Lossless"),
        (
            lambda at: shutil.copy(
                at / "resources/demo/ultrasound_phantom.png", at / "resources/samples/grey.png"
            ),
            "PNG, 8 bits",
        ),
        (lambda at: shutil.rmtree(at / "resources/fonts/report"), "Reports"),
        (lambda at: (at / "resources/report/srgb.icc").unlink(), "Reports"),
        (lambda at: shutil.rmtree(at / "models/ultrasound"), "Models"),
    ],
)
def test_a_broken_part_is_named_with_what_to_do(
    whole: Installation, tmp_path: Path, spoil: Callable[[Path], object], named: str
) -> None:
    broken = copied(whole, tmp_path)
    spoil(tmp_path)
    found = problems(broken)
    assert named in found
    assert found[named].hint


def test_a_decoder_that_swaps_the_bytes_is_noticed(whole: Installation) -> None:
    def swapping(path: Path) -> object:
        scan = read_file(path)
        return replace(scan, pixels=scan.pixels[:, ::-1])

    found = problems(replace(whole, open_scan=swapping))  # type: ignore[arg-type]
    assert {sample.label for sample in SAMPLES} <= set(found)


def test_a_folder_that_may_not_be_written_is_a_problem(tmp_path: Path) -> None:
    # A file in place of the folder holds for root as well, whom permissions do not bind.
    (tmp_path / "file").write_text("")
    check = writing("Log", tmp_path / "file" / "log")
    assert not check.is_ok
    assert str(tmp_path / "file") in check.hint


def test_whatever_is_raised_becomes_a_problem() -> None:
    def explode() -> str:
        raise MemoryError("none left")

    def explain() -> str:
        raise UserFacingError("It is gone.", "Put it back.")

    assert attempted("Bang", explode, "Help.") == Check(
        "Bang", False, "It does not work: MemoryError: none left", "Help."
    )
    assert attempted("Gone", explain) == Check("Gone", False, "It is gone.", "Put it back.")


def test_the_command_ends_with_0_when_everything_works() -> None:
    status, text = command(FINE, FINE)
    assert status == 0
    assert text.splitlines()[-1] == "Everything works: 2 checks."


def test_the_command_ends_with_1_and_says_what_to_do() -> None:
    status, text = command(FINE, BROKEN)
    assert status == 1
    lines = text.splitlines()
    assert lines[0].startswith("ok ")
    assert lines[1].startswith("problem ")
    assert "What to do: Put it back." in lines[2]
    assert lines[-1] == "1 of 2 checks found a problem."


def test_json_is_an_object_a_line() -> None:
    status, text = command(FINE, BROKEN, as_json=True)
    assert status == 1
    assert [json.loads(line) for line in text.splitlines()] == [
        {"check": "Something", "ok": True, "detail": "works", "hint": ""},
        {"check": "Something else", "ok": False, "detail": "It is gone.", "hint": "Put it back."},
    ]


def test_each_check_is_printed_as_soon_as_it_is_done() -> None:
    output = io.StringIO()

    def found() -> Iterator[Check]:
        yield FINE
        assert "Something" in output.getvalue()
        yield BROKEN

    run_doctor(argparse.Namespace(json=False), found(), output)
