"""Mammograms, thermograms and any folder or table: read as downloaded and as re-encoded."""

from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest

from training.datasets import (
    load_dmr_ir,
    load_folder,
    load_mini_mias,
    load_rsna,
    load_table,
    open_dataset,
)
from training.datasets.case import DatasetError, read_grey


def picture(path: Path, grey: int = 90) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.full((20, 30), grey, np.uint8))


def pgm(path: Path, pixels: np.ndarray, comment: str = "") -> None:
    rows, columns = pixels.shape
    largest = 255 if pixels.dtype == np.uint8 else 65535
    path.parent.mkdir(parents=True, exist_ok=True)
    header = f"P5\n{comment}{columns} {rows}\n{largest}\n".encode()
    path.write_bytes(header + pixels.astype(pixels.dtype.newbyteorder(">")).tobytes())


def test_rsna_as_a_tree_of_numbered_folders(tmp_path: Path) -> None:
    for place in ("train/0/105_11.png", "train/0/105_12.png", "train/1/106_13.png"):
        picture(tmp_path / place)
    dataset = open_dataset(tmp_path)
    assert dataset.name == "RSNA-3383"
    assert Counter(case.label for case in dataset.cases) == {"no cancer": 2, "cancer": 1}
    assert {case.patient for case in dataset.cases} == {"105", "106"}


def test_rsna_with_the_table_of_the_competition(tmp_path: Path) -> None:
    picture(tmp_path / "train_images" / "105_11.png")
    (tmp_path / "train.csv").write_text(
        "site_id,patient_id,image_id,laterality,view,age,cancer,machine_id\n"
        "2,105,11,L,CC,61,1,29\n2,105,12,R,CC,61,0,29\n"
    )
    dataset = open_dataset(tmp_path)
    first, absent = dataset.cases
    assert (first.label, first.patient, first.facts["machine_id"]) == ("cancer", "105", "29")
    assert first.image.is_file()
    assert absent.image == tmp_path / "train_images" / "105" / "12.dcm"
    with pytest.raises(DatasetError):
        read_grey(absent.image)


def test_mini_mias_as_published(tmp_path: Path) -> None:
    (tmp_path / "Info.txt").write_text(
        "1st column: MIAS database reference number.\n\n"
        "mdb001 G CIRC B 535 425 197\n"
        "mdb003 D NORM\n"
        "mdb005 F CIRC B 477 133 30\nmdb005 F CIRC B 500 168 26\n"
        "mdb059 F CIRC B\n"
        "mdb144 F MISC B 233 994 29\nmdb144 F MISC M 313 540 27\n"
        "mdb216 D CALC M *NOTE 3*\n"
    )
    pgm(tmp_path / "all-mias" / "mdb001.pgm", np.full((8, 8), 77, np.uint8), "# scanned\n")
    dataset = open_dataset(tmp_path)
    assert dataset.name == "mini-MIAS"
    cases = {case.image.stem: case for case in dataset.cases}
    assert {name: case.label for name, case in cases.items()} == {
        "mdb001": "benign",
        "mdb003": "normal",
        "mdb005": "benign",
        "mdb059": "benign",
        "mdb144": "malignant",
        "mdb216": "malignant",
    }
    assert {name: len(case.circles) for name, case in cases.items()} == {
        "mdb001": 1,
        "mdb003": 0,
        "mdb005": 2,
        "mdb059": 0,
        "mdb144": 2,
        "mdb216": 0,
    }
    circle = cases["mdb001"].circles[0]
    # Published rows count from the bottom.
    assert (circle.x * 1024, circle.y * 1024, circle.radius * 1024) == (535, 599, 197)
    assert cases["mdb001"].patient == "pair001"
    assert cases["mdb003"].patient == "pair002"
    assert read_grey(cases["mdb001"].image).tolist() == [[77] * 8] * 8


def test_a_pgm_of_sixteen_bits_becomes_eight(tmp_path: Path) -> None:
    pgm(tmp_path / "wide.pgm", np.array([[0, 65535]], np.uint16))
    assert read_grey(tmp_path / "wide.pgm").tolist() == [[0, 255]]


@pytest.mark.parametrize(
    "data",
    [b"", b"P5", b"P2 1 1 255 0", b"P5 4 4 255 \0\0", b"P5 999999 999999 255 \0", b"P5 0 4 255 "],
)
def test_a_damaged_pgm_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.pgm"
    path.write_bytes(data)
    with pytest.raises(DatasetError, match=r"broken\.pgm"):
        read_grey(path)


def test_dmr_ir_takes_the_patient_from_the_name(tmp_path: Path) -> None:
    picture(tmp_path / "healthy" / "T0002.jpg")
    picture(tmp_path / "sick" / "T0138.jpg")
    dataset = open_dataset(tmp_path)
    assert dataset.name == "DMR-IR"
    assert [(case.label, case.patient) for case in dataset.cases] == [
        ("healthy", "2"),
        ("sick", "138"),
    ]


MASKS = [
    "lump/a_mask.png",
    "lump/a_mask_1.png",
    "lump/mask_a.png",
    "lump/a-Mask.png",
    "masks/lump/a.png",
    "lump/ground_truth/a.png",
    "lump/a_tumor.png",
    "lump/a_seg.png",
    "lump/._a.png",
]


@pytest.mark.parametrize("mask", MASKS)
def test_a_mask_is_never_an_image(mask: str, tmp_path: Path) -> None:
    picture(tmp_path / "lump" / "a.png")
    picture(tmp_path / mask, 255)
    assert [case.image.name for case in load_folder(tmp_path)] == ["a.png"]


@pytest.mark.parametrize("name", ["unmasked.png", "maskara.png", "b_tumor.png", "masked 3.png"])
def test_a_name_that_only_resembles_a_mask_is_an_image(name: str, tmp_path: Path) -> None:
    picture(tmp_path / "lump" / "a.png")
    picture(tmp_path / "lump" / name)
    assert len(load_folder(tmp_path)) == 2


def test_class_folders_and_parts_with_equal_file_names(tmp_path: Path) -> None:
    for place in ("train/x/1.png", "train/y/1.png", "val/x/1.png", "test/x/deep/1.png"):
        picture(tmp_path / place)
    cases = load_folder(tmp_path)
    assert Counter((case.label, case.facts["part"]) for case in cases) == {
        ("x", "train"): 1,
        ("y", "train"): 1,
        ("x", "validation"): 1,
        ("x", "test"): 1,
    }
    assert len({case.name for case in cases}) == 4


def test_a_folder_of_dicom_files(data_dir: Path, tmp_path: Path) -> None:
    source = data_dir / "files" / "dicom" / "206_mg_all_white.dcm"
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "IM0001").write_bytes(source.read_bytes())
    (tmp_path / "a" / "notes").write_text("no picture")
    (case,) = load_folder(tmp_path)
    assert case.label == "a"
    assert read_grey(case.image).ndim == 2


def test_a_table_with_patients_masks_sources_and_parts(tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text(
        "Path,Class,patient_id,mask,source,split,age\n"
        "p/1.png,x,7,p/1_mask.png,here,train,50\np/2.png,y,,,there,val,\n"
    )
    dataset = open_dataset(table)
    first, second = dataset.cases
    assert (first.image, first.label, first.patient) == (tmp_path / "p" / "1.png", "x", "7")
    assert (first.masks, first.facts["age"]) == ((tmp_path / "p" / "1_mask.png",), "50")
    assert (first.facts["part"], second.facts["part"]) == ("train", "validation")
    assert (second.source, second.patient, second.masks) == ("there", None, ())


@pytest.mark.parametrize(
    "text", ["", "path,label\n", "path\na.png\n", "label\nx\n", "path,label\na.png,\n"]
)
def test_an_incomplete_table_is_refused_with_a_hint(text: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(text)
    with pytest.raises(DatasetError) as caught:
        load_table(tmp_path / "list.csv")
    assert caught.value.hint


@pytest.mark.parametrize("loader", [load_rsna, load_mini_mias, load_dmr_ir, load_folder])
def test_an_empty_folder_is_refused_with_a_hint(loader: object, tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        loader(tmp_path)  # type: ignore[operator]
    assert caught.value.hint


def test_a_published_set_dealt_to_parts_keeps_the_parts(tmp_path: Path) -> None:
    for part in ("train", "test"):
        picture(tmp_path / part / "benign" / "benign (1).png")
        picture(tmp_path / part / "malignant" / "malignant (1).png")
    cases = open_dataset(tmp_path).cases
    assert Counter(case.facts["part"] for case in cases) == {"train": 2, "test": 2}
    assert len({case.name for case in cases}) == 4


@pytest.mark.parametrize(
    "text",
    [
        "machine_id\n29\n",
        "file,label,patient_id,machine_id\na.jpg,odd,1,29\n",
        "file,label,patient_id,machine_id\na.jpg\n",
        "file,label,patient_id,lesions_x_y_radius_in_1024px\na.jpg,benign,1,5 5\n",
        "temperature_min_c\n20\n",
        "fold5\n1\n",
    ],
)
def test_an_altered_table_of_a_published_set_is_refused_with_a_hint(
    text: str, tmp_path: Path
) -> None:
    (tmp_path / "cases.csv").write_text(text)
    with pytest.raises(DatasetError) as caught:
        open_dataset(tmp_path)
    assert caught.value.hint


def test_several_published_sets_in_one_folder_are_joined(tmp_path: Path) -> None:
    picture(tmp_path / "one" / "benign" / "benign (1).png")
    picture(tmp_path / "one" / "benign" / "benign (1)_mask.png")
    picture(tmp_path / "one" / "malignant" / "malignant (1).png")
    picture(tmp_path / "two" / "healthy" / "T0002.jpg")
    picture(tmp_path / "two" / "sick" / "T0003.jpg")
    cases = open_dataset(tmp_path).cases
    assert Counter(case.source for case in cases) == {"BUSI": 2, "DMR-IR": 2}


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("place", "name", "classes", "patients"),
    [
        ("ultrasound/BUSI", "BUSI", {"benign": 437, "malignant": 210, "normal": 133}, 1),
        ("ultrasound/BUS-BRA", "BUS-BRA", {"benign": 1268, "malignant": 607}, 1064),
        ("ultrasound/BrEaST", "BrEaST", {"benign": 154, "malignant": 98, "normal": 4}, 256),
        ("mammography/RSNA-3383", "RSNA-3383", {"no cancer": 1751, "cancer": 911}, 757),
        ("mammography/mini-MIAS", "mini-MIAS", {"normal": 207, "benign": 63, "malignant": 52}, 161),
        ("thermography/DMR-IR", "DMR-IR", {"healthy": 78, "sick": 55}, 133),
    ],
)
def test_the_real_sets_are_recognised_and_have_their_published_counts(
    place: str, name: str, classes: dict[str, int], patients: int, data_dir: Path
) -> None:
    dataset = open_dataset(data_dir / place)
    assert dataset.name == name
    assert Counter(case.label for case in dataset.cases) == classes
    assert len({case.patient for case in dataset.cases}) == patients
    assert len({case.name for case in dataset.cases}) == len(dataset.cases)
    assert all(case.image.is_file() for case in dataset.cases)


@pytest.mark.real_data
def test_four_abnormal_rows_of_mini_mias_have_no_place(data_dir: Path) -> None:
    cases = load_mini_mias(data_dir / "mammography" / "mini-MIAS")
    without = {case.image.stem for case in cases if case.label != "normal" and not case.circles}
    assert without == {"mdb059", "mdb216", "mdb233", "mdb245"}
    circle = next(case.circles[0] for case in cases if case.image.stem == "mdb001")
    assert (circle.x * 1024, circle.y * 1024) == (535, 599)
