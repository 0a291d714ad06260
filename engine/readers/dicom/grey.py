"""Grey pipeline of a DICOM file: the steps that it asks for, run over all its frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from engine.errors import DamagedFileError, TooLargeError
from engine.messages import dicom, hints
from engine.messages.message import Message
from engine.readers.dicom.pixels import StoredPixels
from engine.readers.dicom.values import (
    functional_group,
    integer,
    items,
    number,
    numbers,
    text,
    value,
    values,
)
from engine.readers.dicom.voi_lut import (
    LookupTable,
    ModalityStep,
    Rescale,
    ValueRange,
    Values,
    VoiStep,
    describe,
    to_display,
)
from engine.scan import GreyValues, VoiWindow

# Rows whose values are looked up together: NumPy needs indices of 8 bytes for them.
_CHUNK_ROWS = 256
_MAX_WINDOWS = 100
# PS3.5 6.2, VR LO.
_MAX_NAME = 64
# Values of more than 16 bits have no lookup table: every pixel takes 8 bytes a step.
_MAX_PIXELS_WITHOUT_TABLE = 30_000_000
# Above this, a second copy of all frames would take more memory than another window is worth.
_MAX_GREY_BYTES = 160 * 2**20


def modality_step(dataset: Dataset, frame: int = 0) -> ModalityStep:
    """Return the modality LUT of one frame; the identity where the file has none."""
    group = functional_group(dataset, frame, "PixelValueTransformationSequence")
    source = dataset if group is None else group
    for item in items(source, "ModalityLUTSequence")[:1]:
        table = _lookup_table(item, is_signed=_is_signed(dataset))
        if table is not None:
            return table
    slope, intercept = number(source, "RescaleSlope"), number(source, "RescaleIntercept")
    return Rescale(slope or 1.0, intercept or 0.0)


def voi_step(dataset: Dataset, frame: int = 0) -> LookupTable | VoiWindow | None:
    """Return the first VOI LUT or window of one frame, None where there is no valid one."""
    group = functional_group(dataset, frame, "FrameVOILUTSequence")
    source = dataset if group is None else group
    for item in items(source, "VOILUTSequence")[:1]:
        # Inputs below zero occur after a rescale, whatever the stored values are.
        is_signed = _is_signed(dataset) or (number(dataset, "RescaleIntercept") or 0) < 0
        table = _lookup_table(item, is_signed=is_signed)
        if table is not None:
            return table
    window = next(iter(_windows(source)), None)
    return window if window is not None and window.is_valid else None


def _windows(source: Dataset) -> Iterator[VoiWindow]:
    """Yield the windows of a data set, valid or not."""
    centers, widths = numbers(source, "WindowCenter"), numbers(source, "WindowWidth")
    function = (text(source, "VOILUTFunction") or "LINEAR").upper()
    if function not in ("LINEAR", "LINEAR_EXACT", "SIGMOID"):
        function = "LINEAR"
    for center, width in zip(centers, widths, strict=False):
        yield VoiWindow(center, width, function)


def voi_windows(dataset: Dataset) -> tuple[VoiWindow, ...]:
    """Return all valid windows of the first frame, with their explanations."""
    group = functional_group(dataset, 0, "FrameVOILUTSequence")
    source = dataset if group is None else group
    names = [str(name).strip() for name in values(source, "WindowCenterWidthExplanation")]
    found = list(islice(_windows(source), _MAX_WINDOWS))
    return tuple(
        replace(window, name=name[:_MAX_NAME])
        for window, name in zip_longest(found, names[: len(found)], fillvalue="")
        if isinstance(window, VoiWindow) and window.is_valid
    )


def _is_signed(dataset: Dataset) -> bool:
    return integer(dataset, "PixelRepresentation") == 1


def _lookup_table(item: Dataset, *, is_signed: bool) -> LookupTable | None:
    """Read a LUT item; None when it contradicts itself."""
    descriptor = [int(entry) for entry in numbers(item, "LUTDescriptor")]
    data = value(item, "LUTData")
    if len(descriptor) != 3 or data is None:
        return None
    # 0 stands for 2^16 entries, and pydicom reads the three numbers with one sign for all.
    count = descriptor[0] & 0xFFFF or 1 << 16
    first = descriptor[1] & 0xFFFF
    if is_signed and first >= 1 << 15:
        first -= 1 << 16
    entries = _lut_entries(data, count)
    if entries is None:
        return None
    # Some files announce fewer bits than their entries need.
    bits = max(descriptor[2], 1, int(entries.max()).bit_length())
    return LookupTable(first, entries.astype(np.float64), bits)


def _lut_entries(data: object, count: int) -> NDArray[np.uint16] | None:
    if isinstance(data, bytes):
        # Entries of 8 bits come as bytes or padded to words (PS3.3 C.11.1.1.1).
        kind = "<u2" if len(data) >= 2 * count else "u1"
        raw = data[: len(data) // np.dtype(kind).itemsize * np.dtype(kind).itemsize]
        entries = np.frombuffer(raw, kind).astype(np.uint16)
    else:
        entries = (np.atleast_1d(np.array(data, np.int64)) & 0xFFFF).astype(np.uint16)
        if len(entries) == (count + 1) // 2 < count:
            # Two entries of 8 bits were packed into each word.
            entries = entries.astype("<u2").view(np.uint8).astype(np.uint16)
    return entries[:count] if len(entries) >= count else None


@dataclass(frozen=True, slots=True)
class GreyPicture:
    """Result of the pipeline, in the terms of `engine.scan.Scan`."""

    pixels: NDArray[Any]
    steps: tuple[Message, ...]
    warnings: tuple[Message, ...]
    grey: GreyValues | None = None


def display_grey(dataset: Dataset, stored: StoredPixels, path: Path) -> GreyPicture:
    """Run the pipeline over all frames.

    Parameters
    ----------
    dataset : Dataset
        For the LUTs and windows.
    stored : StoredPixels
        Grey, shape (frames, rows, columns).
    path : Path
        For errors.

    Returns
    -------
    GreyPicture
        uint8 where at most 8 bits are stored, uint16 at full scale otherwise.
    """
    _check_values(stored, path)
    is_narrow = 0 < stored.bits_stored <= 8
    pixels = np.empty(stored.values.shape, np.uint8 if is_narrow else np.uint16)
    inverts = stored.photometric == "MONOCHROME1"
    described: tuple[Message, ...] = ()
    previous: tuple[ModalityStep, VoiStep] | None = None
    table: NDArray[Any] | None = None
    differs = False
    for index, current in enumerate(_steps_of_frames(dataset, stored)):
        if stored.values.dtype.itemsize <= 2:
            if current != previous:
                table = _display_table(stored, *current, pixels.dtype, inverts=inverts)
            assert table is not None  # noqa: S101 - made for the first frame
            pixels[index] = table[_unsigned(stored.values[index])]
        else:
            frame = stored.values[index].astype(np.float64)
            pixels[index] = to_display(frame, *current, pixels.dtype, inverts=inverts)
        # The steps of the first frame stand for all of them.
        described = described or describe(*current, inverts=inverts)
        differs = differs or (previous is not None and current != previous)
        previous = current
    grey = None
    if table is not None and previous is not None and not differs:
        grey = _grey_values(dataset, stored, previous[0], table, pixels)
    return GreyPicture(pixels, described, tuple(_window_warnings(dataset)), grey)


def _grey_values(
    dataset: Dataset,
    stored: StoredPixels,
    modality: ModalityStep,
    table: NDArray[Any],
    pixels: NDArray[Any],
) -> GreyValues | None:
    """Return the values that a viewer can window; None where that costs too much memory."""
    if not isinstance(modality, Rescale) or stored.values.nbytes > _MAX_GREY_BYTES:
        return None
    entries, first = _unsigned(stored.values), 0
    order = np.arange(len(table))
    if stored.values.dtype.kind == "i":
        # Flipping the highest bit puts the values below zero first.
        half = len(table) // 2
        entries, first, order = entries ^ entries.dtype.type(half), -half, order ^ half
    shown_as = table[order]
    if pixels.dtype == entries.dtype and (shown_as == np.arange(len(table))).all():
        # One array instead of two equal ones: it is sent to the application once.
        entries = pixels
    entries = np.ascontiguousarray(entries)
    entries.flags.writeable = False
    return GreyValues(
        values=entries,
        slope=modality.slope,
        intercept=modality.intercept + modality.slope * first,
        shown_as=shown_as,
        windows=voi_windows(dataset),
        is_inverted=stored.photometric == "MONOCHROME1",
    )


def _steps_of_frames(
    dataset: Dataset, stored: StoredPixels
) -> Iterator[tuple[ModalityStep, VoiStep]]:
    """Yield the steps of each frame: the same objects where all frames share them."""
    differs = bool(items(dataset, "PerFrameFunctionalGroupsSequence"))
    spare: ValueRange | None = None
    steps: tuple[ModalityStep, VoiStep] | None = None
    for frame in range(len(stored.values)):
        if steps is None or differs:
            modality, voi = modality_step(dataset, frame), voi_step(dataset, frame)
            if voi is None:
                # One range for all frames, or a cine would flicker.
                spare = spare or value_range(dataset, stored, modality)
            shown = spare if voi is None else voi
            assert shown is not None  # noqa: S101 - one of the two is set
            steps = (modality, shown)
        yield steps


def _display_table(
    stored: StoredPixels,
    modality: ModalityStep,
    voi: VoiStep,
    kind: np.dtype[Any],
    *,
    inverts: bool,
) -> NDArray[Any]:
    """Return the display value of every possible stored value: a lookup is faster than formulas."""
    every = _every_value(stored.values.dtype).astype(np.float64)
    return to_display(every, modality, voi, kind, inverts=inverts)


def value_range(dataset: Dataset, stored: StoredPixels, modality: ModalityStep) -> ValueRange:
    """Return the range of values to show where the file has no window.

    All possible values for up to 8 bits, which leaves such pictures as they are; the used values
    for deeper ones, padding (0028,0120) left out.
    """
    if 0 < stored.bits_stored <= 8:
        ends = _possible_values(dataset, stored.bits_stored)
    else:
        ends = _used_values(dataset, stored)
    shown = modality.apply(ends)
    low, high = float(shown.min()), float(shown.max())
    if low < high:
        return ValueRange(low, high)
    # A uniform picture keeps its place between black and white.
    possible = modality.apply(_possible_values(dataset, stored.bits_stored or 16))
    return ValueRange(float(possible.min()), max(float(possible.max()), float(possible.min()) + 1))


def _possible_values(dataset: Dataset, bits: int) -> Values:
    low = -(1 << (bits - 1)) if _is_signed(dataset) else 0
    return np.array([low, low + (1 << bits) - 1], np.float64)


def _used_values(dataset: Dataset, stored: StoredPixels) -> Values:
    if stored.values.dtype.itemsize > 2:
        return np.array([stored.values.min(), stored.values.max()], np.float64)
    every = _every_value(stored.values.dtype)
    is_used = np.zeros(len(every), bool)
    for frame in stored.values:
        for top in range(0, len(frame), _CHUNK_ROWS):
            is_used[_unsigned(frame[top : top + _CHUNK_ROWS])] = True
    padding = number(dataset, "PixelPaddingValue")
    if padding is not None:
        other = number(dataset, "PixelPaddingRangeLimit")
        low, high = sorted((padding, padding if other is None else other))
        is_kept = is_used & ~((every >= low) & (every <= high))
        is_used = is_kept if is_kept.any() else is_used
    return every[is_used].astype(np.float64)


def _every_value(kind: np.dtype[Any]) -> NDArray[Any]:
    """Return every value of an integer type, in the order of the unsigned type of its size."""
    bits = kind.itemsize * 8
    return np.arange(1 << bits, dtype=f"u{kind.itemsize}").view(kind.newbyteorder("="))


def _unsigned(values: NDArray[Any]) -> NDArray[Any]:
    native = values.astype(values.dtype.newbyteorder("="), copy=False)
    return native.view(f"u{native.dtype.itemsize}")


def _check_values(stored: StoredPixels, path: Path) -> None:
    values = stored.values
    if values.dtype.itemsize > 2 and values[0].size > _MAX_PIXELS_WITHOUT_TABLE:
        raise TooLargeError(dicom.TOO_DEEP, dicom.EXPORT_16_BITS, path)
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise DamagedFileError(dicom.NOT_A_NUMBER, hints.EXPORT_AGAIN, path)


def _window_warnings(dataset: Dataset) -> Iterator[Message]:
    has_window = bool(numbers(dataset, "WindowWidth"))
    if has_window and voi_step(dataset) is None:
        yield dicom.WINDOW_INVALID
