from __future__ import annotations

import io
from pathlib import Path

import cv2
import pytest

from engine.commands.demo import run_demo
from engine.commands.report import ReportContext
from engine.decoding.read_scan import read_scan
from engine.errors import DamagedFileError, UserFacingError
from engine.model.second_reader import SecondReader
from engine.scan import Scan
from engine.wording import RESEARCH_USE
from tests.fakes.folders import MODELS, RESOURCES
from tests.fakes.report_maker import pages

SCANS = ("ultrasound_phantom", "ultrasound_cine", "mammogram_phantom", "thermogram_phantom")


def run(folder: Path, context: ReportContext) -> tuple[int, str, str]:
    output, messages = io.StringIO(), io.StringIO()
    status = run_demo(folder, context, output, messages)
    return status, output.getvalue(), messages.getvalue()


@pytest.fixture(scope="module")
def reader() -> SecondReader:
    return SecondReader(MODELS)


def test_every_scan_is_in_the_table_and_written(tmp_path: Path, reader: SecondReader) -> None:
    folder = tmp_path / "new" / "demo"
    status, said, complained = run(folder, ReportContext(reader, read_scan, RESOURCES))
    assert (status, complained) == (0, "")
    assert RESEARCH_USE in said
    assert str(folder) in said
    assert str(RESOURCES) not in said
    names = {f"{name}-heatmap.png" for name in SCANS} | {"report.pdf"}
    assert {path.name for path in folder.iterdir()} == names
    assert all(name in said for name in names)
    picture = cv2.imread(str(folder / "ultrasound_phantom-heatmap.png"))
    assert picture.ndim == 3
    assert picture.std(axis=2).max() > 20, "the heatmap has no colour"
    report = " ".join(pages((folder / "report.pdf").read_bytes()))
    assert all(name in report for name in SCANS)


def test_it_can_be_run_again(tmp_path: Path, reader: SecondReader) -> None:
    context = ReportContext(reader, read_scan, RESOURCES)
    assert run(tmp_path, context)[0] == run(tmp_path, context)[0] == 0
    assert len(list(tmp_path.iterdir())) == len(SCANS) + 1


def test_a_scan_that_is_not_read_takes_no_other_with_it(
    tmp_path: Path, reader: SecondReader
) -> None:
    def damaged_cine(path: Path) -> Scan:
        if path.stem == "ultrasound_cine":
            raise DamagedFileError("The file ends early.", "Copy it again.", path)
        return read_scan(path)

    status, said, _ = run(tmp_path, ReportContext(reader, damaged_cine, RESOURCES))
    assert status == 1
    assert "The file ends early." in said
    assert "the report of 3 scans" in said
    assert not (tmp_path / "ultrasound_cine-heatmap.png").exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, reader: SecondReader) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    with pytest.raises(UserFacingError, match="cannot be made") as caught:
        run(taken, ReportContext(reader, read_scan, RESOURCES))
    assert "--output" in caught.value.hint
