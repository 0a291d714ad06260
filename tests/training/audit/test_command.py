"""The audit command: the known defects of the published sets, leaks, and what it writes."""

import csv
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from training.commands.cli import main
from training.data.splits import Split
from training.datasets import load_rsna

KEYS = {
    "data_set",
    "images",
    "readable",
    "patients",
    "classes",
    "majority_share",
    "sizes",
    "unreadable",
    "exact_duplicates",
    "near_duplicates",
    "near_duplicate_share",
    "conflicting_pairs",
    "blank",
    "inverted",
    "overlays",
    "leaks",
    "shortcuts",
}


def speckle(path: Path, seed: int, gain: float = 1.0) -> None:
    smooth = cv2.GaussianBlur(np.random.default_rng(seed).normal(size=(96, 128)), (0, 0), 5)
    grey = cv2.normalize(smooth, None, 0, 230, cv2.NORM_MINMAX) * gain
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), grey.astype(np.uint8))


def audit(place: Path, folder: Path, *more: str) -> dict[str, Any]:
    target = folder / "audit.json"
    assert main(["audit", str(place), "--json", str(target), *more]) == 0
    found: dict[str, Any] = json.loads(target.read_text())
    return found


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    root = tmp_path / "drawn"
    for part, seeds in (("train", range(8)), ("test", range(20, 26))):
        for seed in seeds:
            speckle(root / part / ("x" if seed % 2 else "y") / f"{seed}.png", seed)
    return root


def test_a_clean_data_set_has_nothing_to_report(
    drawn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = audit(drawn, tmp_path)
    assert found.keys() == KEYS
    assert found["classes"] == {"x": 7, "y": 7}
    assert found["near_duplicates"] == found["blank"] == found["unreadable"] == []
    assert found["leaks"]["parts"] == {"test": 6, "train": 8}
    assert found["leaks"]["near_duplicates"] == []
    printed = capsys.readouterr().out
    assert "No near-duplicates were found." in printed
    assert "No patient and no near-duplicate crosses the split." in printed


def test_a_near_duplicate_on_both_sides_of_folder_splits_is_a_leak(
    drawn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    speckle(drawn / "test" / "x" / "copy.png", 2, gain=0.9)
    found = audit(drawn, tmp_path)
    (pair,) = found["near_duplicates"]
    assert {pair["a"], pair["b"]} == {"test/x/copy.png", "train/y/2.png"}
    assert {pair["label_a"], pair["label_b"]} == {"x", "y"}
    assert pair["correlation"] > 0.99
    assert found["leaks"]["near_duplicates"] == [pair]
    assert found["conflicting_pairs"] == 1
    assert "THE SPLIT LEAKS" in capsys.readouterr().out


def write_table(root: Path, rows: list[tuple[str, str, str]]) -> Path:
    table = root / "cases.csv"
    with table.open("w", newline="") as stream:
        csv.writer(stream).writerows([("file", "label", "patient_id"), *rows])
    return table


def test_a_patient_moved_by_hand_in_a_split_file_is_a_leak(tmp_path: Path) -> None:
    root = tmp_path / "set"
    rows = [(f"{seed}.png", "xy"[seed % 2], str(seed // 2)) for seed in range(8)]
    for seed in range(8):
        speckle(root / f"{seed}.png", seed)
    write_table(root, rows)
    names = {file: f"set/{label}/{file}" for file, label, _ in rows}
    parts = {names[file]: "test" if int(patient) > 2 else "train" for file, _, patient in rows}
    groups = {names[file]: patient for file, _, patient in rows}
    split = tmp_path / "split.json"
    Split(parts, groups).save(split)
    assert audit(root, tmp_path, "--split", str(split))["leaks"]["patients"] == {}
    parts[names["0.png"]] = "test"
    Split(parts, groups).save(split)
    leaks = audit(root, tmp_path, "--split", str(split))["leaks"]
    assert leaks["patients"] == {"set/0": ["test", "train"]}


def test_a_split_file_may_list_paths(drawn: Path, tmp_path: Path) -> None:
    split = tmp_path / "paths.json"
    split.write_text(json.dumps({"a": ["train/y/0.png", "train/x/1.png"], "b": ["test/y/20.png"]}))
    leaks = audit(drawn, tmp_path, "--split", str(split))["leaks"]
    assert (leaks["parts"], leaks["unassigned"]) == ({"a": 2, "b": 1}, 11)


@pytest.mark.parametrize("text", ["", "[]", "3", '{"parts": {"a": 1}}', '{"a": ["absent.png"]}'])
def test_a_file_that_is_no_split_of_the_set_ends_in_one_sentence(
    text: str, drawn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    split = tmp_path / "no.json"
    split.write_text(text)
    assert main(["audit", str(drawn), "--split", str(split)]) == 1
    assert capsys.readouterr().err.startswith("no.json ")


def test_bad_input_ends_in_one_sentence(
    drawn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    for arguments in (
        [str(tmp_path / "absent")],
        [str(tmp_path / "empty")],
        [str(drawn / "train" / "y" / "0.png")],
        [str(drawn), "--html", str(tmp_path / "absent" / "a.html")],
    ):
        assert main(["audit", *arguments]) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        assert len(captured.err.splitlines()) == 1


class Tags(HTMLParser):
    """Collects every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_is_self_contained_and_obeys_no_file_name(tmp_path: Path) -> None:
    root = tmp_path / "<script>alert(0)<"
    hostile = "<img src=x onerror=alert(1)>"
    speckle(root / hostile / 'a"onload="b.png', 1)
    speckle(root / "b&b" / "a'.png", 1, gain=0.9)
    page = tmp_path / "audit.html"
    found = audit(root, tmp_path, "--html", str(page))
    assert len(found["near_duplicates"]) == 1
    text = page.read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(text)
    pictures = [attributes for tag, attributes in tags.found if tag == "img"]
    assert len(pictures) == 2
    assert all(str(one["src"]).startswith("data:image/jpeg;base64,") for one in pictures)
    assert all(one.keys() == {"alt", "width", "height", "src"} for one in pictures)
    assert not {"script", "link", "iframe"} & {tag for tag, _ in tags.found}
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def test_control_characters_of_a_name_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "set"
    speckle(root / "a" / "1.png", 1)
    (root / "a" / "\x1b[2Jbad.png").write_bytes(b"no picture")
    audit(root, tmp_path)
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.real_data
def test_the_known_defects_of_busi(data_dir: Path, tmp_path: Path) -> None:
    page = tmp_path / "busi.html"
    found = audit(data_dir / "ultrasound" / "BUSI", tmp_path, "--html", str(page))
    assert found["images"] == found["readable"] == 780
    assert 0.38 <= found["near_duplicate_share"] <= 0.42
    assert [sorted(group) for group in found["exact_duplicates"]] == [
        ["benign/benign (433).jpg", "malignant/malignant (145).jpg"]
    ]
    conflicts = [
        {pair["a"], pair["b"]}
        for pair in found["near_duplicates"]
        if pair["label_a"] != pair["label_b"]
    ]
    assert 9 <= len(conflicts) == found["conflicting_pairs"] <= 12
    assert {"benign/benign (433).jpg", "malignant/malignant (145).jpg"} in conflicts
    assert all(
        (data_dir / "ultrasound" / "BUSI" / pair["a"]).is_file()
        for pair in found["near_duplicates"]
    )
    calipers = {label: row["calipers"] / row["images"] for label, row in found["overlays"].items()}
    # By eye: about a quarter of benign, an eighth of malignant and no normal images.
    assert 0.2 < calipers["benign"] < 0.4
    assert 0.1 < calipers["malignant"] < 0.2
    assert calipers["normal"] < 0.02
    assert page.read_text(encoding="utf-8").count("<figure") >= 120


@pytest.mark.real_data
def test_no_mark_is_found_where_none_was_burnt_in(data_dir: Path, tmp_path: Path) -> None:
    found = audit(data_dir / "ultrasound" / "BrEaST", tmp_path)
    assert sum(row["any"] for row in found["overlays"].values()) == 0
    assert found["near_duplicates"] == found["inverted"] == found["blank"] == []


@pytest.mark.real_data
def test_the_known_defects_of_rsna(data_dir: Path, tmp_path: Path) -> None:
    cases = load_rsna(data_dir / "mammography" / "RSNA-3383")
    blank = "822_1942326353"
    machine = {case.image.stem: case.facts["machine_id"] for case in cases}
    chosen = [
        case
        for index, case in enumerate(cases)
        if machine[case.image.stem] == "210" or index % 9 == 0 or case.image.stem == blank
    ]
    rows = [(str(case.image), case.label, case.patient or "") for case in chosen]
    found = audit(write_table(tmp_path, rows), tmp_path)
    assert [Path(path).stem for path in found["blank"]] == [blank]
    marked = {Path(path).stem for path in found["inverted"]}
    for number, least, most in (("29", 1.0, 1.0), ("210", 0.95, 1.0), ("49", 0.0, 0.0)):
        own = {case.image.stem for case in chosen} & {
            stem for stem, known in machine.items() if known == number
        }
        assert least <= len(own & marked) / len(own) <= most
    # Outlines of breasts are alike, women are not.
    patients = {case.image.stem: case.patient for case in chosen}
    assert all(
        patients[Path(pair["a"]).stem] == patients[Path(pair["b"]).stem]
        for pair in found["near_duplicates"]
    )


@pytest.mark.real_data
@pytest.mark.parametrize("place", ["mammography/mini-MIAS", "thermography/DMR-IR"])
def test_two_women_are_never_the_same_picture(place: str, data_dir: Path, tmp_path: Path) -> None:
    found = audit(data_dir / place, tmp_path)
    assert found["near_duplicates"] == found["inverted"] == []


@pytest.mark.real_data
def test_the_patient_number_tells_the_class_of_dmr_ir(data_dir: Path, tmp_path: Path) -> None:
    found = audit(data_dir / "thermography" / "DMR-IR", tmp_path)
    (figure,) = [one["auc"] for one in found["shortcuts"] if one["fact"] == "patient number"]
    assert figure["value"] > 0.9
    assert figure["low"] < figure["value"] < figure["high"]
