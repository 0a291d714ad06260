"""The model that users get: pinned, additive, repeatable, and silent about what is no scan."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.decoding.read_scan import read_scan
from engine.errors import ModelError
from engine.finding import Status
from engine.model.heatmap import class_heatmap
from engine.model.pinned_cards import CARDS
from engine.model.second_reader import SecondReader
from engine.scan import Modality, Scan
from tests.fakes.folders import MODELS, RESOURCES

DEMONSTRATION = RESOURCES / "demo" / "ultrasound_phantom.png"


@pytest.fixture(scope="module")
def reader() -> SecondReader:
    return SecondReader(MODELS)


@pytest.fixture(scope="module")
def demonstration() -> Scan:
    return read_scan(DEMONSTRATION)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(MODELS, tmp_path / "models")
    return tmp_path / "models"


@pytest.fixture
def ultrasound_alone(tmp_path: Path) -> SecondReader:
    shutil.copytree(MODELS / "ultrasound", tmp_path / "ultrasound")
    return SecondReader(tmp_path, pins={"ultrasound": CARDS["ultrasound"]})


MEASURED = {
    Modality.ULTRASOUND: (
        ("benign", "malignant", "normal"),
        "AUC benign/malignant",
        (
            "BUSI (cross-validated, 5 folds)",
            "BUS-BRA (cross-validated, 5 folds)",
            "BrEaST (never trained on)",
        ),
    ),
    Modality.MAMMOGRAPHY: (
        ("no cancer", "cancer"),
        "AUC no cancer/cancer",
        ("RSNA-3383 (cross-validated, 5 folds)", "mini-MIAS (never trained on)"),
    ),
    Modality.THERMOGRAPHY: (
        ("healthy", "sick"),
        "AUC healthy/sick",
        ("DMR-IR (cross-validated, 5 folds)",),
    ),
}


# Between the network and its graph, over at least 25 scans.
LARGEST = {"float16": 1e-3, "int8": 0.25}


def test_there_is_one_model_for_each_kind_of_scan(reader: SecondReader) -> None:
    assert {card.modality for card in reader.models()} == set(MEASURED)
    assert len(reader.models()) == len(MEASURED)


@pytest.mark.parametrize("modality", MEASURED)
def test_the_cards_hold_what_the_window_needs(reader: SecondReader, modality: Modality) -> None:
    classes, separation, measured_on = MEASURED[modality]
    (card,) = (card for card in reader.models() if card.modality is modality)
    assert card.classes == classes
    assert card.operating_points[0].sensitivity == 0.95
    assert card.document["graph"]["bytes"] <= 15_000_000
    assert card.document["parity"]["scans"] >= 25
    assert card.document["parity"]["largest_probability_difference"] < LARGEST[card.quantization]
    names = {(figure.name, figure.data) for figure in card.figures}
    assert {(separation, data) for data in measured_on} <= names


def test_every_bundled_model_is_pinned() -> None:
    assert set(CARDS) == {path.parent.name for path in MODELS.glob("*/card.json")}


def test_the_demonstration_scan_gets_an_answer(reader: SecondReader, demonstration: Scan) -> None:
    finding = reader.classify(demonstration)
    assert finding.status in {Status.OK, Status.INCONCLUSIVE}
    assert sum(finding.probabilities.values()) == pytest.approx(1)
    assert finding.malignancy_probability == finding.probabilities["malignant"]
    assert finding.confidence == max(finding.probabilities.values())


def test_the_same_scan_gives_the_same_answer(reader: SecondReader, demonstration: Scan) -> None:
    answers = [reader.classify(demonstration).malignancy_probability for _ in range(5)]
    threads = SecondReader(MODELS, threads=2).classify(demonstration).malignancy_probability
    assert answers == pytest.approx([answers[0]] * 5, abs=1e-6)
    assert threads == pytest.approx(answers[0], abs=1e-6)


def test_maps_add_up_to_the_logits_of_the_demonstration(
    reader: SecondReader, demonstration: Scan
) -> None:
    evidence = reader.classify(demonstration).evidence
    assert evidence is not None
    total = evidence.class_maps.sum(axis=(0, 1), dtype=np.float64) + evidence.bias
    assert total == pytest.approx(evidence.logits, abs=1e-4)


@pytest.mark.parametrize("name", ["model.tflite", "card.json"])
def test_one_flipped_bit_is_refused_before_any_answer(
    copy: Path, demonstration: Scan, name: str
) -> None:
    path = copy / "ultrasound" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(ModelError) as caught:
        SecondReader(copy).classify(demonstration)
    assert caught.value.hint


@pytest.mark.parametrize("name", ["model.tflite", "card.json"])
def test_a_missing_file_of_a_model_is_named(copy: Path, demonstration: Scan, name: str) -> None:
    (copy / "ultrasound" / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        SecondReader(copy).classify(demonstration)


def test_a_model_that_is_gone_is_missed(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        SecondReader(tmp_path).models()


def test_a_modality_without_a_model_is_out_of_scope(
    ultrasound_alone: SecondReader, demonstration: Scan
) -> None:
    finding = ultrasound_alone.classify(demonstration, Modality.MAMMOGRAPHY)
    assert finding.status is Status.OUT_OF_SCOPE
    assert finding.reason is not None
    assert finding.modality is Modality.MAMMOGRAPHY
    assert "mammography" in finding.reason.summary
    assert "ultrasound" in finding.reason.hint


def test_a_modality_that_is_asked_for_overrides_what_the_file_states(
    reader: SecondReader, demonstration: Scan
) -> None:
    scan = replace(demonstration, file_format="DICOM", dicom_modality="CR")
    assert reader.classify(scan).status is Status.OUT_OF_SCOPE
    assert reader.classify(scan).modality is None
    asked = reader.classify(scan, Modality.ULTRASOUND)
    assert asked.probabilities == reader.classify(demonstration).probabilities


def test_a_refused_scan_keeps_the_modality_that_was_stated(
    reader: SecondReader, demonstration: Scan
) -> None:
    blank = replace(demonstration, pixels=np.zeros((1, 300, 300), np.uint8))
    assert reader.classify(blank).modality is None
    assert reader.classify(blank, Modality.ULTRASOUND).modality is Modality.ULTRASOUND
    stated = reader.classify(replace(blank, modality=Modality.MAMMOGRAPHY))
    assert (stated.status, stated.modality) == (Status.OUT_OF_SCOPE, Modality.MAMMOGRAPHY)


@pytest.mark.real_data
def test_maps_add_up_on_real_scans(reader: SecondReader, data_dir: Path) -> None:
    paths = sorted((data_dir / "ultrasound").glob("*/*alignant/*.jpg"))[::20]
    assert len(paths) > 30
    for path in paths:
        evidence = reader.classify(read_scan(path)).evidence
        if evidence is not None:
            total = evidence.class_maps.sum(axis=(0, 1), dtype=np.float64) + evidence.bias
            assert total == pytest.approx(evidence.logits, abs=1e-4)


@pytest.mark.real_data
def test_heatmaps_peak_on_the_lesions_of_the_other_hospital(
    reader: SecondReader, data_dir: Path
) -> None:
    root = data_dir / "ultrasound" / "BrEaST"
    hits, chance = [], []
    for mask_path in sorted((root / "masks").glob("*/*.png"))[::4]:
        stem = mask_path.stem.removesuffix("_mask")
        scan = read_scan(root / mask_path.parent.name / f"{stem}.jpg")
        finding = reader.classify(scan)
        if finding.evidence is None or finding.class_name is None:
            continue
        heat = class_heatmap(finding.evidence, finding.class_name)
        mask = cv2.imread(str(mask_path), cv2.IMREAD_GRAYSCALE) > 127
        hits.append(mask[np.unravel_index(int(heat.argmax()), heat.shape)])
        chance.append(mask.mean())
    assert len(hits) > 50
    assert np.mean(hits) >= 0.8
    assert np.mean(chance) < 0.2


def image_rows(data_dir: Path, *categories: str) -> list[Path]:
    with (data_dir / "files" / "images" / "expected.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = list(csv.reader(file))[1:]
    return [data_dir / "files" / "images" / row[0] for row in rows if row[1] in categories]


@pytest.mark.real_data
def test_blank_pictures_and_photographs_get_no_class(reader: SecondReader, data_dir: Path) -> None:
    paths = image_rows(data_dir, "blank", "not-a-scan")
    assert len(paths) == 6
    for path in paths:
        finding = reader.classify(read_scan(path))
        assert finding.status is Status.OUT_OF_SCOPE, path.name
        assert finding.class_name is None
        assert finding.evidence is None
        assert finding.reason is not None
        assert finding.reason.hint


@pytest.mark.real_data
def test_the_control_pictures_get_one_class(reader: SecondReader, data_dir: Path) -> None:
    findings = [reader.classify(read_scan(path)) for path in image_rows(data_dir, "control")]
    assert len(findings) >= 3
    assert len({finding.class_name for finding in findings}) == 1
    spread = [finding.malignancy_probability for finding in findings]
    assert None not in spread
    assert max(spread) - min(spread) < 0.05  # type: ignore[type-var, operator]


OTHER_KINDS = {
    "mammography/mini-MIAS": Modality.MAMMOGRAPHY,
    "thermography/DMR-IR": Modality.THERMOGRAPHY,
}


@pytest.mark.real_data
@pytest.mark.parametrize("folder", OTHER_KINDS)
def test_mammograms_and_thermograms_are_no_ultrasound(
    reader: SecondReader, data_dir: Path, folder: str
) -> None:
    paths = sorted((data_dir / folder).rglob("*.jpg"))[1::10]
    assert len(paths) > 10
    asked = [reader.classify(read_scan(path), Modality.ULTRASOUND).status for path in paths]
    assert np.mean([status is Status.OUT_OF_SCOPE for status in asked]) >= 0.95


@pytest.mark.real_data
@pytest.mark.parametrize("folder", OTHER_KINDS)
def test_scans_of_every_kind_are_read_as_what_they_are(
    reader: SecondReader, data_dir: Path, folder: str
) -> None:
    paths = sorted((data_dir / folder).rglob("*.jpg"))[2::10]
    findings = [reader.classify(read_scan(path)) for path in paths]
    answered = [each for each in findings if each.status is not Status.OUT_OF_SCOPE]
    assert len(answered) >= 0.9 * len(paths)
    assert {each.modality for each in answered} == {OTHER_KINDS[folder]}
    for each in answered:
        assert sum(each.probabilities.values()) == pytest.approx(1)
        assert each.malignancy_probability == each.probabilities[each.positive_class]
