"""Main function of the disposable decoder process; `engine.decoding.decoder` is the other end."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import warnings
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from engine.readers.limits import too_much_memory
from engine.scan import Scan

if TYPE_CHECKING:
    from engine.interfaces import OpenScan

BEGUN = b"begun"
"""Sent before a file is touched, so that the parent knows whether the file is to blame."""
_MAX_COMPLAINTS = 2**20


def read_file_in_worker(path: Path) -> Scan:
    """Read one file: the default task of the process."""
    # Imported here, because the parent imports this module too and shall start fast.
    from engine.readers.dispatch import read_file

    return read_file(path)


def serve(connection: Connection, reader: OpenScan, memory_cap_mb: int) -> None:
    """Read files for the parent until it closes the pipe or ends; runs in the process."""
    # Ctrl+C on a terminal reaches this process too; the parent decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _prepare_process(memory_cap_mb)
    while True:
        try:
            request = connection.recv()
        except (EOFError, OSError):
            return
        if request is None:
            _import_readers()
            continue
        path, folder = request
        if folder is not None:
            os.chdir(folder)
        connection.send_bytes(BEGUN)
        _answer(connection, reader, path)


def _answer(connection: Connection, reader: OpenScan, path: Path) -> None:
    from engine.readers.native_output import forget_native_messages

    forget_native_messages()
    buffers: list[pickle.PickleBuffer] = []
    try:
        # Pixels go through the pipe as they are, not inside the pickle: one copy less.
        answer = pickle.dumps(reader(path), protocol=5, buffer_callback=buffers.append)
    except MemoryError:
        buffers = []
        answer = pickle.dumps(too_much_memory(path))
    except Exception as error:  # noqa: BLE001 - it is raised again in the parent
        buffers = []
        answer = pickle.dumps(error)
    # The pickle is small; its first byte tells the parent how many buffers follow.
    connection.send_bytes(bytes([len(buffers)]) + answer)
    for buffer in buffers:
        connection.send_bytes(buffer.raw())


def _prepare_process(memory_cap_mb: int) -> None:
    """Make this process fit for hostile files: silent, on one thread, with bounded memory."""
    import cv2

    from engine.readers.native_output import capture_native_output

    capture_native_output()
    # A second thread for one picture saves no time here and costs address space.
    cv2.setNumThreads(1)
    # Libraries may quote a header in what they say, and so a name.
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    _limit_memory(memory_cap_mb)


def _import_readers() -> None:
    """Import what the usual files need, before the first of them comes."""
    import engine.readers.dicom.read
    import engine.readers.raster.jpeg
    import engine.readers.raster.png  # noqa: F401


def _limit_memory(memory_cap_mb: int) -> None:
    try:
        import resource  # POSIX only
    except ImportError:
        return
    import psutil

    # Above what is reserved by now: libraries reserve far more address space than they use.
    cap = psutil.Process().memory_info().vms + memory_cap_mb * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        cap = min(cap, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (cap, hard))
        # A crash is expected here; its core dump would hold a patient's scan.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Nothing is written but the complaints of codecs, and some complain without end.
        resource.setrlimit(resource.RLIMIT_FSIZE, (_MAX_COMPLAINTS, _MAX_COMPLAINTS))
    except (ValueError, OSError):
        return
