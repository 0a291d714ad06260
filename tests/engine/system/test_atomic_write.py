"""A file's name stands for a whole file, old or new."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from engine.errors import UserFacingError
from engine.system.atomic_write import replacing, write_atomically


def test_a_new_file_is_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new", b"whole")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"new": b"whole"}


def test_an_old_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")
    with replacing(target) as file:
        file.write(b"ne")
        file.flush()
        assert target.read_bytes() == b"old"
        file.write(b"w")
    assert target.read_bytes() == b"new"


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")

    def fail() -> None:
        with replacing(target) as file:
            file.write(b"half of the n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"target": b"old"}


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EIO, "could not be written")],
)
def test_a_fault_of_the_disk_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    target = tmp_path / "target"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UserFacingError, match=words) as caught:
        write_atomically(target, b"new")
    assert caught.value.hint
    assert caught.value.path == target
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"target": b"old"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_fills_while_writing_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_file = Path.open

    def open_full(path: Path, mode: str = "r") -> object:
        return open_file(Path("/dev/full"), "wb") if "x" in mode else open_file(path, mode)

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(UserFacingError, match="disk is full"):
        write_atomically(tmp_path / "target", b"x" * 100_000)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="does not exist"):
        write_atomically(tmp_path / "nowhere" / "target", b"")


def test_a_fault_of_another_file_is_not_mistaken_for_one_of_the_target(tmp_path: Path) -> None:
    def copy_missing() -> None:
        with replacing(tmp_path / "target") as file:
            file.write((tmp_path / "source").read_bytes())

    with pytest.raises(FileNotFoundError, match="source"):
        copy_missing()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows limits whole paths")
def test_the_longest_name_a_folder_takes_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 255)
    write_atomically(target, b"whole")
    assert target.read_bytes() == b"whole"


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links and a umask")
def test_links_are_followed_and_the_umask_is_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    old = os.umask(0o027)
    try:
        write_atomically(link, b"whole")
    finally:
        os.umask(old)
    assert link.is_symlink()
    assert target.read_bytes() == b"whole"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
