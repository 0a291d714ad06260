"""Measurements of each picture, a few kilobytes whatever its size, that the audit works on."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.decoding.pool import DecoderPool
from engine.decoding.read_scan import read_scan
from engine.errors import UserFacingError
from engine.scan import Scan
from training.datasets.case import eight_bits, read_grey
from training.marks.background import Background, find_background, is_blank
from training.marks.find import Overlays, find_overlays
from training.near_duplicates.correlation import shrink
from training.near_duplicates.detail import fine_detail

_WORKERS = 2
_AHEAD = 16


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What is known of a picture that could be read.

    Attributes
    ----------
    rows, columns : int
        Its size in pixels.
    thumbnail : ndarray of uint8
        From `training.near_duplicates.correlation.shrink`, shape (1024,).
    detail : ndarray of int8
        From `training.near_duplicates.detail.fine_detail`, shape (4096,).
    background : Background
        Its surroundings.
    overlays : Overlays
        Marks drawn into it.
    """

    rows: int
    columns: int
    thumbnail: NDArray[np.uint8]
    detail: NDArray[np.int8]
    background: Background
    overlays: Overlays

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing."""
        return is_blank(self.thumbnail)


@dataclass(frozen=True, slots=True)
class Measured:
    """One file.

    Attributes
    ----------
    digest : str
        SHA-256 of the bytes; empty if they cannot be read.
    picture : Picture or None
        None if the file cannot be decoded.
    problem : str
        Then why, in a sentence.
    """

    digest: str
    picture: Picture | None
    problem: str = ""


def measure_files(
    paths: Sequence[Path], on_file: Callable[[int, Path], None] = lambda _index, _path: None
) -> list[Measured]:
    """Measure files in order, two at a time; untrusted bytes are decoded in disposable processes.

    Parameters
    ----------
    paths : sequence of Path
        Pictures in any format the engine reads, or PGM.
    on_file : callable
        Called with the position, from 1, and the path of each file whose result is awaited.
    """
    measured = []
    with DecoderPool(workers=_WORKERS) as pool, ThreadPoolExecutor(_WORKERS) as threads:
        for number, found in enumerate(_streamed(paths, pool, threads)):
            on_file(number + 1, paths[number])
            measured.append(found.result())
    return measured


def _streamed(
    paths: Sequence[Path], pool: DecoderPool, threads: ThreadPoolExecutor
) -> Iterator[Future[Measured]]:
    waiting: deque[Future[Measured]] = deque()
    for path in paths:
        waiting.append(threads.submit(_measure, path, pool))
        if len(waiting) > _AHEAD:
            yield waiting.popleft()
    yield from waiting


def _measure(path: Path, pool: DecoderPool) -> Measured:
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return Measured("", None, "The file is missing or may not be read.")
    try:
        return Measured(digest, describe(read_untrusted(path, pool.read_scan)))
    except UserFacingError as error:
        return Measured(digest, None, error.summary)


def read_untrusted(path: Path, read: Callable[[Path], Scan] = read_scan) -> NDArray[np.uint8]:
    """Read a picture in a disposable process, as 8-bit grey of shape (rows, columns).

    Raises
    ------
    UserFacingError
        Whatever is wrong with the file.
    """
    # PGM is a format of data sets only, which the engine does not read.
    if path.suffix.lower() == ".pgm":
        return read_grey(path)
    return eight_bits(read(path).frame(0))


def describe(grey: NDArray[np.uint8]) -> Picture:
    """Measure a grey picture, shape (rows, columns)."""
    rows, columns = grey.shape
    return Picture(
        rows,
        columns,
        shrink(grey),
        fine_detail(grey),
        find_background(grey),
        find_overlays(grey),
    )
