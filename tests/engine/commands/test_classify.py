"""``second-reader classify`` and ``models``: fields, tables, heatmaps and exit statuses."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from engine.commands.arguments import describe_classify, describe_models
from engine.commands.classify import expanded, run_classify
from engine.commands.models import run_models
from engine.errors import DamagedFileError, UserFacingError
from engine.finding import (
    Evidence,
    Finding,
    InconclusiveZone,
    ModelIdentity,
    OperatingPoint,
    Reason,
    Status,
)
from engine.model.heatmap_files import heatmap_name, write_heatmap
from engine.model.model_card import Figure, ModelCard
from engine.picture.preprocessing import Letterbox, Preprocessing
from engine.scan import Modality, Scan
from engine.wording import RESEARCH_USE

FIELDS = [
    "path",
    "status",
    "modality",
    "model",
    "class",
    "confidence",
    "probabilities",
    "malignancy_probability",
    "operating_point",
    "frame",
    "error",
]
MODEL = ModelIdentity("ultrasound", "1.2.0", "ab" * 32)
POINT = OperatingPoint("95 % sensitivity", 0.12, 0.95)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class FakeReader:
    """Answers by the name of the file."""

    def __init__(self) -> None:
        self.asked_for: list[Modality | None] = []

    def classify(self, scan: Scan, modality: Modality | None = None) -> Finding:
        self.asked_for.append(modality)
        if "blank" in scan.path.name:
            return refused()
        return answered(0.3 if "unsure" in scan.path.name else 0.9312)

    def models(self) -> list[ModelCard]:
        return [card()]


def answered(malignancy: float) -> Finding:
    unsure = malignancy < 0.5
    maps = np.zeros((4, 4, 2), np.float32)
    maps[0, 0, 1] = 1
    return Finding(
        status=Status.INCONCLUSIVE if unsure else Status.OK,
        modality=Modality.ULTRASOUND,
        model=MODEL,
        class_name="malignant",
        confidence=malignancy,
        probabilities={"benign": 1 - malignancy, "malignant": malignancy},
        malignancy_probability=malignancy,
        operating_point=POINT,
        inconclusive_zone=InconclusiveZone(0.25, 0.4),
        reason=Reason("The model cannot tell.", "Decide without it.") if unsure else None,
        evidence=Evidence(
            class_maps=maps,
            bias=np.zeros(2, np.float32),
            logits=np.array([0, 1], np.float32),
            lesion_map=np.zeros((4, 4), np.float32),
            classes=("benign", "malignant"),
            letterbox=Letterbox.fit(32, 32, 64, 64),
            frame_rows=32,
            frame_columns=32,
            reference=1.0,
        ),
    )


def refused() -> Finding:
    return Finding(
        status=Status.OUT_OF_SCOPE,
        modality=None,
        model=None,
        class_name=None,
        confidence=None,
        probabilities={},
        malignancy_probability=None,
        operating_point=None,
        inconclusive_zone=None,
        reason=Reason("The picture is blank.", "Open another one."),
        evidence=None,
    )


def card() -> ModelCard:
    return ModelCard(
        name="ultrasound",
        version="1.2.0",
        modality=Modality.ULTRASOUND,
        classes=("benign", "malignant"),
        graph_file="model.tflite",
        graph_sha256=MODEL.sha256,
        preprocessing=Preprocessing(64, 64),
        bias=(0.0, 0.0),
        temperature=1.0,
        operating_points=(POINT,),
        inconclusive_zone=InconclusiveZone(0.25, 0.4),
        scope_limit=2.0,
        heatmap_reference=1.0,
        self_test=(0.0, 0.0),
        figures=(Figure("AUC", "other hospital", 0.8512, 0.8, 0.9, 256),),
        document={},
    )


def read_scan(path: Path) -> Scan:
    if "damaged" in path.name:
        raise DamagedFileError("The file ends early.", "Export it again.", path)
    if "loop" in path.name:
        return Scan(path, np.full((3, 32, 32), 100, np.uint8), "DICOM", warnings=("It is odd.",))
    return Scan(path, np.full((1, 32, 32), 100, np.uint8), "PNG")


def classify(
    *arguments: str, reader: FakeReader | None = None, messages: io.StringIO | None = None
) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    describe_classify(parser)
    output = io.StringIO()
    status = run_classify(
        parser.parse_args(arguments),
        reader or FakeReader(),
        read_scan,
        output,
        messages or io.StringIO(),
    )
    return status, output.getvalue()


def words(line: str) -> str:
    return " ".join(line.split())


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["a.png"], 0),
        (["a.png", "unsure.png", "blank.png"], 0),
        (["damaged.png", "a.png"], 1),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_the_exit_status_says_whether_everything_was_read(
    names: Sequence[str], status: int, form: Sequence[str]
) -> None:
    assert classify(*names, *form)[0] == status


def test_json_has_one_object_a_line_with_the_documented_fields() -> None:
    _, text = classify("a.png", "unsure.png", "blank.png", "damaged.png", "--json")
    found = records(text)
    assert [list(record) for record in found] == [FIELDS] * 4
    assert [record["status"] for record in found] == [
        "ok",
        "inconclusive",
        "out_of_scope",
        "unreadable",
    ]
    assert found[0]["model"] == {"name": "ultrasound", "version": "1.2.0", "sha256": "ab" * 32}
    assert found[0]["operating_point"] == {
        "name": "95 % sensitivity",
        "threshold": 0.12,
        "sensitivity": 0.95,
    }
    assert found[0]["confidence"] == found[0]["probabilities"]["malignant"] == 0.9312
    assert found[0]["error"] is None


def test_an_unreadable_file_has_an_error_and_nothing_else() -> None:
    record = records(classify("damaged.png", "--json")[1])[0]
    assert record.pop("path") == "damaged.png"
    assert record.pop("status") == "unreadable"
    assert record.pop("error") == {"summary": "The file ends early.", "hint": "Export it again."}
    assert not any(record.values())


def test_json_is_written_file_by_file() -> None:
    seen: list[int] = []

    class Watched(io.StringIO):
        def flush(self) -> None:
            seen.append(len(self.getvalue().splitlines()))

    parser = argparse.ArgumentParser()
    describe_classify(parser)
    arguments = parser.parse_args(["a.png", "b.png", "--json"])
    run_classify(arguments, FakeReader(), read_scan, Watched(), io.StringIO())
    assert seen[:2] == [1, 2]


def test_a_folder_is_refused_with_a_hint(tmp_path: Path) -> None:
    status, text = classify(str(tmp_path), "--json")
    assert status == 1
    assert records(text)[0]["error"] == {
        "summary": "This is a folder, not a scan.",
        "hint": "Name the scans one by one, for example FOLDER/*.dcm.",
    }


def test_a_name_that_no_file_system_takes_is_a_file_that_is_not_read() -> None:
    status, text = classify("damaged" + 300 * "x", "a.png", "--json")
    assert status == 1
    assert [record["status"] for record in records(text)] == ["unreadable", "ok"]


def test_the_table_says_everything_in_words_and_ends_with_the_research_use_line() -> None:
    _, text = classify("a.png", "unsure.png", "blank.png", "damaged.png")
    lines = text.splitlines()
    assert [line.split("  ")[0] for line in lines[:8]] == [
        "File",
        "a.png",
        "unsure.png",
        "",
        "blank.png",
        "",
        "damaged.png",
        "",
    ]
    assert words(lines[1]) == "a.png malignant 93.1 % 93.1 % reached ultrasound"
    assert words(lines[2]) == "unsure.png inconclusive - 30.0 % reached ultrasound"
    assert lines[3] == "    The model cannot tell. Decide without it."
    assert words(lines[4]) == "blank.png out of scope - - - -"
    assert words(lines[6]) == "damaged.png unreadable - - - -"
    assert lines[7] == "    The file ends early. Export it again."
    assert "4 files: 1 answered, 1 inconclusive, 1 out of scope, 1 not read." in lines
    assert "12.0 %" in lines[-2]
    assert lines[-1] == RESEARCH_USE
    assert "\x1b" not in text


def test_the_table_says_which_frame_was_classified_and_what_is_odd_about_the_scan() -> None:
    _, text = classify("loop.dcm", "blank-loop.dcm")
    _, *lines = text.splitlines()
    assert lines[1:3] == ["    Frame 1 of 3 was classified.", "    It is odd."]
    assert lines[4:6] == ["    The picture is blank. Open another one.", ""]


def test_the_columns_of_the_table_are_aligned() -> None:
    _, text = classify("乳腺.png", "a.png")
    header, wide, narrow = text.splitlines()[:3]
    # Two of the characters are two cells wide.
    assert wide.index("malignant") + 2 == narrow.index("malignant") == header.index("Answer")


@pytest.mark.parametrize("name", ["a\nb.png", "a\x1b[2J.png", "a\u202eb.png", "\udcff.png"])
def test_a_name_can_neither_break_a_line_nor_steer_the_terminal(name: str) -> None:
    _, table = classify(name)
    assert name not in table
    assert len(table.splitlines()) == len(classify("plain.png")[1].splitlines())
    _, lines = classify(name, "--json")
    lines.encode("utf-8")
    assert [record["path"] for record in records(lines)] == [name]


def test_the_modality_is_passed_on_and_auto_leaves_it_to_the_file() -> None:
    reader = FakeReader()
    classify("a.png", "--modality", "mammography", reader=reader)
    classify("a.png", "--modality", "auto", reader=reader)
    classify("a.png", reader=reader)
    assert reader.asked_for == [Modality.MAMMOGRAPHY, None, None]


def test_progress_is_shown_on_a_terminal_and_leaves_nothing_behind() -> None:
    terminal, stream = Terminal(), io.StringIO()
    classify("a.png", "b.png", messages=terminal)
    classify("a.png", "b.png", messages=stream)
    assert "1 of 2: a.png" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r")
    assert stream.getvalue() == ""


def test_after_ctrl_c_the_table_shows_what_was_read() -> None:
    class Interrupted(FakeReader):
        def classify(self, scan: Scan, modality: Modality | None = None) -> Finding:
            if scan.path.name == "b.png":
                raise KeyboardInterrupt
            return super().classify(scan, modality)

    parser = argparse.ArgumentParser()
    describe_classify(parser)
    output = io.StringIO()
    arguments = parser.parse_args(["a.png", "b.png", "c.png"])
    with pytest.raises(KeyboardInterrupt):
        run_classify(arguments, Interrupted(), read_scan, output, io.StringIO())
    assert "a.png" in output.getvalue()
    assert "c.png" not in output.getvalue()


def test_a_heatmap_is_written_for_each_finding_with_evidence(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "maps"
    names = ["left/a.png", "right/a.png", "unsure.png", "blank.png", "damaged.png"]
    classify(*names, "--heatmaps", str(folder))
    assert {path.name for path in folder.iterdir()} == {
        heatmap_name(Path(name)) for name in names[:3]
    }
    picture = cv2.imread(str(folder / heatmap_name(Path("left/a.png"))))
    assert picture is not None
    assert picture.shape == (32, 32, 3)
    # The evidence lies at the upper left; the rest of the scan is as it was.
    assert (picture[0, 0] != 100).any()
    assert (picture[-1, -1] == 100).all()


def test_the_heatmap_of_an_inconclusive_finding_is_that_of_malignant(tmp_path: Path) -> None:
    # Benign is the more probable class here, and all the evidence is for malignant.
    unsure = replace(answered(0.3), class_name="benign", confidence=0.7)
    scan = read_scan(Path("unsure.png"))
    written = write_heatmap(scan, unsure, tmp_path)
    assert written is not None
    picture = cv2.imread(str(written))
    assert picture is not None
    assert (picture[0, 0] != 100).any()
    stated = replace(unsure, status=Status.OK, reason=None)
    assert write_heatmap(scan, stated, tmp_path) == written
    assert (cv2.imread(str(written)) == 100).all()


def test_a_second_run_replaces_the_heatmaps_of_the_first(tmp_path: Path) -> None:
    for _ in range(2):
        classify("a.png", "--heatmaps", str(tmp_path))
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["..", "a/../b.png", "CON", "x" * 255, "a:b?*<>|.png", "\udcff"])
def test_a_heatmap_has_a_name_that_every_file_system_takes(name: str) -> None:
    safe = heatmap_name(Path(name))
    assert set('/\\:*?"<>|\n') & set(safe) == set()
    assert safe.endswith(".png")
    assert len(safe) <= 60
    safe.encode("utf-8")
    assert safe != heatmap_name(Path("elsewhere") / name)


def test_a_folder_for_heatmaps_that_cannot_be_made_is_wrong_usage(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_bytes(b"")
    messages = io.StringIO()
    status, output = classify("a.png", "--heatmaps", str(taken), messages=messages)
    assert (status, output) == (2, "")
    assert str(taken) in messages.getvalue()


def test_a_full_disk_stops_the_run_but_not_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    parser = argparse.ArgumentParser()
    describe_classify(parser)
    arguments = parser.parse_args(["a.png", "--json", "--heatmaps", str(tmp_path)])
    output = io.StringIO()
    with pytest.raises(UserFacingError, match="disk is full"):
        run_classify(arguments, FakeReader(), read_scan, output, io.StringIO())
    assert records(output.getvalue())[0]["status"] == "ok"
    assert list(tmp_path.iterdir()) == []


def test_patterns_are_expanded_where_the_shell_does_not(tmp_path: Path) -> None:
    for name in ("b.png", "a.png", "[c].png"):
        (tmp_path / name).write_bytes(b"")
    pattern, odd, missing = (str(tmp_path / name) for name in ("?.png", "[c].png", "*.dcm"))
    found = [str(tmp_path / "a.png"), str(tmp_path / "b.png"), odd, missing]
    assert expanded([pattern, odd, missing], shell_expands=False) == found
    assert expanded([pattern], shell_expands=True) == [pattern]


def models(*arguments: str) -> str:
    parser = argparse.ArgumentParser()
    describe_models(parser)
    output = io.StringIO()
    assert run_models(parser.parse_args(arguments), FakeReader(), output) == 0
    return output.getvalue()


def test_models_are_listed_with_their_figures() -> None:
    lines = models().splitlines()
    assert lines[0] == "ultrasound 1.2.0 reads ultrasound: benign, malignant"
    assert words(lines[4]) == "AUC other hospital 0.851 0.800 to 0.900 256"
    assert lines[-1] == RESEARCH_USE


def test_models_are_listed_for_programs() -> None:
    record = json.loads(models("--json"))
    assert record["sha256"] == MODEL.sha256
    assert record["figures"] == [
        {
            "name": "AUC",
            "data": "other hospital",
            "value": 0.8512,
            "low": 0.8,
            "high": 0.9,
            "count": 256,
        }
    ]


def test_timing_has_the_stages_of_each_file_in_json_and_nothing_without_being_asked() -> None:
    _, text = classify("a.png", "unsure.png", "--json", "--timing")
    first, second = records(text)
    assert list(first) == [*FIELDS, "timing_ms"]
    assert first["timing_ms"].pop("start") > 0
    assert "start" not in second["timing_ms"]
    assert list(records(classify("a.png", "--json")[1])[0]) == FIELDS


def test_timing_is_told_beside_the_table_and_not_in_it(tmp_path: Path) -> None:
    messages = io.StringIO()
    _, table = classify("a.png", "--timing", "--heatmaps", str(tmp_path), messages=messages)
    assert re.fullmatch(
        r"a\.png: start [\d.]+, heatmap [\d.]+, write [\d.]+; together [\d.]+ ms\n",
        messages.getvalue(),
    )
    assert "together" not in table


def test_timing_covers_files_that_cannot_be_read() -> None:
    assert records(classify("damaged.png", "--json", "--timing")[1])[0]["timing_ms"]["start"] > 0
