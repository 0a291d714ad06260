"""The index of a disc: the order of its records, and only files that lie in its folder."""

from __future__ import annotations

import gc
import os
import shutil
import warnings
from pathlib import Path

import numpy as np
import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.fileset import FileSet
from pydicom.uid import generate_uid

from engine.decoding.pool import DecoderPool
from engine.dicomdir import INDEX_NAME, DicomdirIndex, DicomdirPicture, locate_pictures
from engine.errors import DicomdirError, NotAScanError
from engine.readers.dispatch import read_file
from tests.fakes.dicom_maker import dataset_of

MADE = ((1, 1, 1), (1, 1, 2), (1, 2, 1), (2, 1, 1))


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a disc with four pictures of two patients."""
    folder = tmp_path_factory.mktemp("made") / "disc"
    # Its folders for drafts are cleaned up with a complaint.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        write_disc(folder)
        gc.collect()
    return folder


@pytest.fixture
def disc(pristine: Path, tmp_path: Path) -> Path:
    """Return a copy of the disc."""
    return Path(shutil.copytree(pristine, tmp_path / "disc"))


def write_disc(folder: Path) -> None:
    made = FileSet()
    uids = {part: generate_uid() for number in MADE for part in (number[:2], number)}
    for number in MADE:
        patient, study, _ = number
        picture = dataset_of(
            np.full((16, 16), 90, np.uint8),
            PatientID=f"P{patient}",
            PatientName="Musterfrau^Erika",
            StudyDate="20260101",
            StudyTime="120000",
            StudyID=str(study),
            SeriesNumber=number[2],
            InstanceNumber=1,
            StudyInstanceUID=uids[number[:2]],
            SeriesInstanceUID=uids[number],
        )
        made.add(picture)
    made.write(folder)


def index_in(folder: Path) -> DicomdirIndex:
    with pytest.raises(DicomdirError) as raised:
        read_file(folder / INDEX_NAME)
    return raised.value.index


def changed(folder: Path, number: int, **values: object) -> DicomdirIndex:
    """Return the index after a picture's record was changed."""
    dataset = pydicom.dcmread(folder / INDEX_NAME)
    pictures = [r for r in dataset.DirectoryRecordSequence if r.DirectoryRecordType == "IMAGE"]
    for keyword, value in values.items():
        if value is None:
            delattr(pictures[number], keyword)
        else:
            setattr(pictures[number], keyword, value)
    dataset.save_as(folder / INDEX_NAME)
    return index_in(folder)


def test_pictures_come_in_the_order_of_the_records_with_their_place(disc: Path) -> None:
    index = index_in(disc)
    assert [(p.patient, p.study, p.series) for p in index.pictures] == list(MADE)
    found = locate_pictures(index, disc)
    assert all(path.is_file() for path in found.paths)
    assert len(set(found.paths)) == 4
    assert found.left_out.total == 0


def test_the_decoder_process_hands_the_index_over(disc: Path) -> None:
    with (
        DecoderPool(time_limit_s=60) as pool,
        pytest.raises(NotAScanError, match="DICOMDIR") as raised,
    ):
        pool.read_scan(disc / INDEX_NAME)
    assert isinstance(raised.value, DicomdirError)
    assert raised.value.index == index_in(disc)
    assert raised.value.path == disc / INDEX_NAME


def test_nobody_is_named(disc: Path) -> None:
    assert "Musterfrau" not in repr(index_in(disc))


def test_records_that_no_link_leads_to_are_kept(disc: Path) -> None:
    dataset = pydicom.dcmread(disc / INDEX_NAME)
    dataset.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 0
    dataset.save_as(disc / INDEX_NAME)
    assert len(locate_pictures(index_in(disc), disc).paths) == 4


def test_links_in_a_circle_end(disc: Path) -> None:
    dataset = pydicom.dcmread(disc / INDEX_NAME)
    records = dataset.DirectoryRecordSequence
    for record in records:
        record.OffsetOfTheNextDirectoryRecord = records[0].seq_item_tell
        record.OffsetOfReferencedLowerLevelDirectoryEntity = records[0].seq_item_tell
    dataset.save_as(disc / INDEX_NAME)
    assert len(index_in(disc).pictures) == 4


def test_a_record_out_of_use_is_no_picture(disc: Path) -> None:
    assert len(changed(disc, 0, RecordInUseFlag=0).pictures) == 3


def test_a_record_without_a_file_is_broken(disc: Path) -> None:
    left_out = locate_pictures(changed(disc, 1, ReferencedFileID=None), disc).left_out
    assert (left_out.broken, left_out.total) == (1, 1)


def test_an_absent_file_is_left_out(disc: Path) -> None:
    gone, *kept = locate_pictures(index_in(disc), disc).paths
    gone.unlink()
    found = locate_pictures(index_in(disc), disc)
    assert list(found.paths) == kept
    assert (found.left_out.absent, found.left_out.total) == (1, 1)


@pytest.mark.parametrize(
    "parts",
    [
        ("..", "secret.dcm"),
        ("IMAGES", "..", "..", "secret.dcm"),
        ("/", "etc", "passwd"),
        ("C:", "secret.dcm"),
        ("a/../../secret.dcm",),
        ("a\\..\\secret.dcm",),
        ("",),
        ("x" * 300,),
        ("a",) * 40,
        ("nul\0",),
    ],
)
def test_no_path_leads_out_of_the_folder(disc: Path, parts: tuple[str, ...]) -> None:
    (disc.parent / "secret.dcm").write_bytes((disc / INDEX_NAME).read_bytes())
    found = locate_pictures(DicomdirIndex((DicomdirPicture(parts),)), disc)
    assert found.paths == ()
    assert found.left_out.outside == 1


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_does_not_lead_out_of_the_folder_either(disc: Path) -> None:
    outside = disc.parent / "secret.dcm"
    outside.write_bytes(b"secret")
    (disc / "LINK").symlink_to(outside)
    (disc / "DIR").symlink_to(disc.parent)
    for parts in (("LINK",), ("DIR", "secret.dcm")):
        assert locate_pictures(DicomdirIndex((DicomdirPicture(parts),)), disc).left_out.outside == 1


def test_names_may_be_written_small_and_with_a_version(tmp_path: Path) -> None:
    (tmp_path / "pt000000").mkdir()
    written = tmp_path / "pt000000" / "im000001.;1"
    written.touch()
    found = locate_pictures(DicomdirIndex((DicomdirPicture(("PT000000", "IM000001")),)), tmp_path)
    assert found.paths == (written,)


@given(st.lists(st.text(max_size=12), max_size=6))
def test_whatever_a_record_says_nothing_outside_is_found(parts: list[str]) -> None:
    folder = Path(__file__).parent
    for path in locate_pictures(DicomdirIndex((DicomdirPicture(tuple(parts)),)), folder).paths:
        assert path.resolve().is_relative_to(folder.resolve())
