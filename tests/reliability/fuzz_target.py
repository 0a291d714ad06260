"""What the coverage-guided fuzzer runs: ``python fuzz_target.py headers|dicom`` and its options.

Native codecs are left out: they are no code of ours, are not instrumented, and are contained by the
decoder process, which row 2 tests. What is fuzzed is everything that decides what they get to see.
"""

from __future__ import annotations

import math
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["engine", "pydicom"]):
    from engine.errors import ScanError
    from engine.readers import dispatch, kinds
    from engine.readers.dicom import imagecodecs_plugin
    from engine.readers.raster import bmp, exif, jpeg, jpeg_stream, png, tiff
    from engine.scan import Scan

FILE = Path(tempfile.mkdtemp()) / "fuzzed"


class NoCodec:
    """Stands for imagecodecs: has every function, and each refuses."""

    RuntimeWarning = RuntimeError

    def __getattr__(self, name: str) -> Callable[..., None]:
        def refuse(*_arguments: object, **_options: object) -> None:
            raise ValueError(f"{name} is left out")

        return refuse


def headers(data: bytes) -> None:
    """Run every check that looks at bytes before a codec does."""
    for tell in (kinds.is_png, kinds.is_jpeg, kinds.is_tiff, kinds.is_bmp, kinds.is_dicom):
        tell(data)
    kinds.refused_kind(data[: kinds.HEAD_BYTES])
    _must(1 <= exif.orientation_of(data) <= 8, "orientation")
    _allowed(jpeg_stream.JpegStreamError, jpeg_stream.inspect_jpeg, data)
    _allowed(exif.TiffDirectoryError, exif.read_directory, data)
    FILE.write_bytes(data)
    for read in (
        bmp.read_bmp,
        jpeg.read_jpeg,
        png.read_png,
        tiff.read_tiff,
    ):
        _allowed(ScanError, read, FILE)


def _allowed(kind: type[Exception], check: Callable[..., object], argument: object) -> None:
    try:
        check(argument)
    except kind:
        return


def dicom_file(data: bytes) -> None:
    """Read a DICOM file, and look at what comes out."""
    if not data:
        return
    FILE.write_bytes(data)
    found: Scan | ScanError
    try:
        found = dispatch.read_file(FILE)
    except ScanError as error:
        found = error
    if isinstance(found, Scan):
        _check(found)
    else:
        _check_error(found)


def _check_error(error: ScanError) -> None:
    _must(bool(error.summary and error.hint) and error.path == FILE, "a bare error")
    # The reader turns whatever a parser raises into damage; a slip of our own is no damage.
    is_slip = isinstance(error.__cause__, (AssertionError, NameError, RecursionError))
    _must(not is_slip, repr(error.__cause__))


def _check(scan: Scan) -> None:
    _must(scan.pixels.dtype.kind == "u" and scan.pixels.size > 0, "pixels")
    _must(not scan.pixels.flags.writeable, "pixels can be written to")
    if scan.spacing is not None:
        _must(math.isfinite(scan.spacing.row_mm) and scan.spacing.row_mm > 0, "spacing")
    if scan.frame_time_ms is not None:
        _must(0 < scan.frame_time_ms < 1e7, "frame time")
    for line in scan.header:
        _must(line.text.isprintable() and line.name.isprintable(), "header")
        _must(len(line.text) <= 400, "length of a header line")
    for text in (*scan.steps, *scan.warnings, scan.view or "", scan.dicom_modality or ""):
        _must(text.isprintable() and len(text) < 1000, repr(text))


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise AssertionError(what)


def main() -> None:
    """Leave the codecs out, then fuzz."""
    warnings.simplefilter("ignore")
    stand_in = NoCodec()
    for module in (imagecodecs_plugin, png, tiff):
        module.imagecodecs = stand_in  # type: ignore[attr-defined]
    sys.modules["imagecodecs"] = stand_in  # type: ignore[assignment]
    jpeg.decode_watched = lambda _data, _flags: (None, "")
    bmp.cv2.imdecode = lambda _data, _flags: None
    target = {"headers": headers, "dicom": dicom_file}[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
