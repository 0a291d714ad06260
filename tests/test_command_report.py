"""The whole command, with the models that come with the program."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from desktop.command import main
from desktop.system.paths import models_dir, resources_dir
from engine.model.model_card import load_card
from engine.wording import RESEARCH_USE

DEMO = resources_dir() / "demo" / "ultrasound_phantom.png"


def test_a_report_is_written_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "report.pdf"
    assert main(["report", str(DEMO), "--output", str(target), "--paper", "letter"]) == 0
    assert capsys.readouterr().out == f"{target}: 1 scan\n"
    reader = pypdf.PdfReader(io.BytesIO(target.read_bytes()))
    texts = [page.extract_text() for page in reader.pages]
    assert all(RESEARCH_USE in text for text in texts)
    assert load_card(models_dir() / "ultrasound").graph_sha256 in texts[0]
    assert reader.pages[0].mediabox.width == 612


def test_a_report_cannot_be_written_where_there_is_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "missing" / "report.pdf"
    assert main(["report", str(DEMO), "--output", str(target)]) == 1
    assert "The folder to write to does not exist." in capsys.readouterr().err
