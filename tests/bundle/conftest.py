"""Where the bundle is, and a copy of it as another user would have it."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundle.frozen import NAME, NOBODY, Frozen
from tests.e2e.virtual_screen import Screen, virtual_screen
from tests.machine import SCREEN_TOOLS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def bundle() -> Path:
    """Return the folder of the bundle that was built."""
    stated = os.environ.get("SECOND_READER_BUNDLE")
    folder = Path(stated) if stated else ROOT / "dist" / "second-reader"
    if not (folder / NAME).is_file():
        reason = f"no bundle in {folder}: `python3 .ci/bundle` makes it"
        if stated:
            pytest.fail(reason)
        pytest.skip(reason)
    if not stated and _newest_source() > (folder / NAME).stat().st_mtime:
        pytest.skip(f"the bundle in {folder} is older than the source: `python3 .ci/bundle`")
    return folder


def _newest_source() -> float:
    folders = (ROOT / name for name in ("desktop", "engine", "models", "resources"))
    sources = [path for folder in folders for path in folder.rglob("*") if path.suffix != ".pyc"]
    return max(path.stat().st_mtime for path in sources if path.is_file())


@pytest.fixture(scope="session")
def shelter() -> Iterator[Path]:
    """Return a folder that any user may look into, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="Grüße von Zuhause "))
    folder.chmod(0o755)
    yield folder
    _make_writable(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def installation(bundle: Path, shelter: Path) -> Path:
    """Return a read-only copy of the bundle under a name with blanks and umlauts."""
    copy = shelter / "Für Ärzte" / "Second Reader"
    shutil.copytree(bundle, copy, symlinks=True)
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return copy


@pytest.fixture
def frozen(installation: Path, shelter: Path) -> Iterator[Frozen]:
    """Return the program with an empty home; nothing may change in its own folder."""
    home = Path(tempfile.mkdtemp(prefix="home ", dir=shelter))
    home.chmod(0o777)
    if hasattr(os, "chown") and os.getuid() == 0:
        os.chown(home, NOBODY, NOBODY)
    program = Frozen(installation, home)
    before = program.files()
    yield program
    assert program.files() == before


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    missing = [tool for tool in SCREEN_TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"no virtual screen: {' and '.join(missing)} not installed")
    with virtual_screen(1280, 800) as made:
        yield made


def _make_writable(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
