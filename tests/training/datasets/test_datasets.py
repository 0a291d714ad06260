"""The loaders read the published layouts and the re-encoded ones, and count no mask."""

from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest
from openpyxl import Workbook

from training.datasets import load_breast, load_bus_bra, load_busi
from training.datasets.case import DatasetError, read_grey, read_mask
from training.datasets.layout import open_dataset


def picture(path: Path, grey: int = 90) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.full((20, 30), grey, np.uint8))


def test_busi_as_downloaded(tmp_path: Path) -> None:
    picture(tmp_path / "benign" / "benign (1).png")
    picture(tmp_path / "benign" / "benign (1)_mask.png", 255)
    picture(tmp_path / "benign" / "benign (1)_mask_1.png", 0)
    picture(tmp_path / "normal" / "normal (1).png")
    picture(tmp_path / "normal" / "normal (1)_mask.png", 0)
    cases = load_busi(tmp_path)
    assert [case.name for case in cases] == ["BUSI/benign/benign (1)", "BUSI/normal/normal (1)"]
    assert len(cases[0].masks) == 2
    mask = read_mask(cases[0])
    assert mask is not None
    assert mask.all()
    assert read_mask(cases[1]) is None


def test_bus_bra_as_downloaded(tmp_path: Path) -> None:
    picture(tmp_path / "Images" / "bus_0001-l.png")
    picture(tmp_path / "Masks" / "mask_0001-l.png", 255)
    (tmp_path / "bus_data.csv").write_text(
        "ID,Case,Histology,Pathology,BIRADS,Device,Width,Height,Side\n"
        "bus_0001-l,1,fibroadenoma,benign,3,GE Logiq 7,30,20,left\n"
    )
    (case,) = load_bus_bra(tmp_path)
    assert (case.label, case.patient, case.facts["birads"]) == ("benign", "1", "3")
    mask = read_mask(case)
    assert mask is not None
    assert mask.all()


def test_breast_is_read_as_published(tmp_path: Path) -> None:
    picture = np.zeros((20, 30), np.uint8)
    for name in ("case001.png", "case001_tumor.png", "case001_other1.png", "case002.png"):
        cv2.imwrite(str(tmp_path / name), picture)
    book = Workbook()
    sheet = book.active
    sheet.append(["CaseID", "Image_filename", "Mask_tumor_filename", "BIRADS", "Classification"])
    sheet.append([1, "case001.png", "case001_tumor.png", "4b", "malignant"])
    sheet.append([2, "case002.png", None, 1, "normal"])
    book.save(tmp_path / "BrEaST-Lesions-USG-clinical-data.xlsx")
    first, second = open_dataset(tmp_path).cases
    assert (first.label, first.patient, first.facts["birads"]) == ("malignant", "1", "4b")
    assert [mask.name for mask in first.masks] == ["case001_tumor.png"]
    assert (second.label, second.masks) == ("normal", ())


def test_a_damaged_workbook_is_refused_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "data.xlsx").write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(DatasetError, match=r"data\.xlsx"):
        load_breast(tmp_path)


@pytest.mark.parametrize("loader", [load_busi, load_bus_bra, load_breast])
def test_an_empty_folder_is_refused_with_a_hint(loader: object, tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        loader(tmp_path)  # type: ignore[operator]
    assert caught.value.hint


def test_a_picture_that_cannot_be_decoded_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(DatasetError, match=r"broken\.png"):
        read_grey(path)


@pytest.mark.real_data
def test_the_real_sets_have_their_published_counts(data_dir: Path) -> None:
    root = data_dir / "ultrasound"
    busi = load_busi(root / "BUSI")
    assert Counter(case.label for case in busi) == {"benign": 437, "malignant": 210, "normal": 133}
    assert sum(len(case.masks) > 0 for case in busi) == 647
    bra = load_bus_bra(root / "BUS-BRA")
    assert Counter(case.label for case in bra) == {"benign": 1268, "malignant": 607}
    assert len({case.patient for case in bra}) == 1064
    breast = load_breast(root / "BrEaST")
    assert Counter(case.label for case in breast) == {"benign": 154, "malignant": 98, "normal": 4}


@pytest.mark.real_data
def test_masks_fit_their_pictures(data_dir: Path) -> None:
    for case in load_breast(data_dir / "ultrasound" / "BrEaST")[::25]:
        mask = read_mask(case)
        if mask is not None:
            assert mask.shape == read_grey(case.image).shape
            assert 0 < mask.mean() < 0.9
