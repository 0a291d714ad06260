from __future__ import annotations

import argparse
import io
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.commands import demo
from engine.commands.arguments import describe_demo
from engine.commands.demo import run_demo
from engine.commands.report import ReportContext
from engine.errors import ScanError, UserFacingError
from engine.finding import Finding
from engine.interfaces import OpenScan
from engine.model.model_card import ModelCard
from engine.scan import Modality, Scan
from engine.wording import RESEARCH_USE
from tests.fakes.report_maker import IDENTITY, RESOURCES, card, finding_of, pages, scan_of


class Answers:
    """Finds the same in every scan."""

    def classify(self, scan: Scan, modality: Modality | None = None) -> Finding:
        del modality
        return finding_of(scan=scan)

    def models(self) -> list[ModelCard]:
        return [card()]


def open_scan(path: Path) -> Scan:
    assert path.is_file()
    return scan_of(path=path)


def run(
    *arguments: str | Path, opener: OpenScan = open_scan, resources: Path = RESOURCES
) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    describe_demo(parser)
    parsed = parser.parse_args([str(argument) for argument in arguments])
    output, messages = io.StringIO(), io.StringIO()
    status = run_demo(parsed, ReportContext(Answers(), opener, resources), output, messages)
    return status, output.getvalue(), messages.getvalue()


def test_the_table_is_printed_and_every_file_named_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "demo"
    status, printed, complaints = run("--output", folder)
    assert (status, complaints) == (0, "")
    assert "show no patient" in printed
    assert "4 files: 4 answered." in printed
    assert RESEARCH_USE in printed
    # Names of scans without the folder of the program.
    assert str(RESOURCES) not in printed
    named = {line.split()[0] for line in printed.partition(f"{folder}:")[2].splitlines()[1:6]}
    assert named == {file.name for file in folder.iterdir()}
    assert len(named) == 5


def test_the_report_has_every_scan_and_says_that_it_shows_no_patient(tmp_path: Path) -> None:
    run("--output", tmp_path)
    texts = pages((tmp_path / "demonstration-report.pdf").read_bytes())
    assert all("no patient" in text for text in texts)
    for number in range(1, 5):
        assert f"Scan {number} of 4" in texts[number - 1]
    assert IDENTITY.sha256 in texts[0]


def test_the_heatmaps_are_pictures_of_the_size_of_the_scans(tmp_path: Path) -> None:
    run("--output", tmp_path)
    heatmaps = sorted(tmp_path.glob("*-heatmap.png"))
    assert len(heatmaps) == 4
    for file in heatmaps:
        picture = cv2.imdecode(np.frombuffer(file.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
        assert picture is not None
        scan = scan_of(path=file)
        assert picture.shape[:2] == (scan.rows, scan.columns)


def test_by_default_it_writes_to_the_current_folder_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        status, printed, _ = run()
        assert status == 0
        assert f"Written to {tmp_path / 'second-reader-demo'}:" in printed
    assert [entry.name for entry in tmp_path.iterdir()] == ["second-reader-demo"]


def test_where_nothing_may_be_written_it_writes_to_a_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, temporary = tmp_path / "here", tmp_path / "temporary"
    here.mkdir()
    temporary.mkdir()
    (here / "second-reader-demo").write_bytes(b"a file in the way")
    monkeypatch.chdir(here)
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    status, printed, _ = run()
    (folder,) = temporary.iterdir()
    assert status == 0
    assert f"Written to {folder}:" in printed
    assert len(list(folder.iterdir())) == 5


def test_a_folder_that_cannot_be_made_is_wrong_usage(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    status, printed, complaint = run("--output", in_the_way)
    assert (status, printed) == (2, "")
    assert str(in_the_way) in complaint
    assert complaint.endswith("Name another one with --output.\n")
    assert complaint.count("\n") == 1


def test_a_scan_that_cannot_be_read_has_a_row_and_an_exit_status(tmp_path: Path) -> None:
    def opener(path: Path) -> Scan:
        if path.suffix == ".png":
            raise ScanError("It is damaged.", "Install it again.", path)
        return open_scan(path)

    status, printed, _ = run("--output", tmp_path, opener=opener)
    assert status == 1
    assert "4 files: 2 answered, 2 not read." in printed
    assert "It is damaged. Install it again." in printed
    assert len(list(tmp_path.iterdir())) == 3


def test_without_a_scan_there_is_no_report(tmp_path: Path) -> None:
    def opener(path: Path) -> Scan:
        raise ScanError("It is damaged.", "Install it again.", path)

    with pytest.raises(UserFacingError, match="No scan could be read"):
        run("--output", tmp_path, opener=opener)
    assert not list(tmp_path.iterdir())


def test_the_models_are_loaded_after_the_first_line(tmp_path: Path) -> None:
    output = io.StringIO()
    seen = []
    run_demo(
        argparse.Namespace(output=tmp_path),
        ReportContext(Answers(), open_scan, RESOURCES),
        output,
        io.StringIO(),
        lambda: seen.append(output.getvalue()),
    )
    assert seen == [f"{demo.commands.DEMONSTRATION}\n\n"]
