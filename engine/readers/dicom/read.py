"""DICOM reader: from a file to a scan."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np

from engine.messages import preparation
from engine.messages.message import Message
from engine.readers.dicom import facts
from engine.readers.dicom.colour import display_colour
from engine.readers.dicom.dataset import read_dataset_of
from engine.readers.dicom.dicomdir import refuse_dicomdir
from engine.readers.dicom.grey import display_grey
from engine.readers.dicom.header import header_of
from engine.readers.dicom.pixels import StoredPixels, decode_pixels
from engine.readers.dicom.sop_classes import check_is_scan
from engine.scan import Scan


def read_dicom(path: Path) -> Scan:
    """Read a DICOM file.

    Parameters
    ----------
    path : Path
        A file that starts as DICOM.

    Raises
    ------
    ScanError
        Whatever is wrong with the file.
    """
    with warnings.catch_warnings():
        # pydicom warns about every irregular header, and may quote a name from it. What matters is
        # in the warnings of the scan.
        warnings.simplefilter("ignore")
        return _scan_of(path)


def _scan_of(path: Path) -> Scan:
    dataset, transfer_syntax = read_dataset_of(path)
    refuse_dicomdir(dataset, path)
    check_is_scan(dataset, path)
    stored = decode_pixels(dataset, transfer_syntax, path)
    decoded = _describe_decoding(transfer_syntax.name, stored)
    notes: tuple[Message, ...] = ()
    grey = None
    if stored.photometric.startswith("MONOCHROME"):
        picture = display_grey(dataset, stored, path)
        pixels, steps, notes = picture.pixels, picture.steps, picture.warnings
        grey = picture.grey
    else:
        pixels, steps = display_colour(dataset, stored, path)
    pixels = np.ascontiguousarray(pixels)
    pixels.flags.writeable = False
    modality, written = facts.modality_of(dataset)
    regions = facts.regions_of(dataset)
    return Scan(
        path=path,
        pixels=pixels,
        file_format="DICOM",
        modality=modality,
        dicom_modality=written,
        laterality=facts.laterality_of(dataset),
        view=facts.view_of(dataset),
        spacing=facts.spacing_of(dataset, regions),
        regions=regions,
        frame_time_ms=facts.frame_time_of(dataset, len(pixels)),
        steps=(decoded, *steps),
        warnings=(
            *facts.modality_warnings(modality, written),
            *notes,
            *facts.header_warnings(dataset),
        ),
        grey=grey,
        header=header_of(dataset),
        has_burned_in_annotation=facts.burned_in_annotation_of(dataset),
    )


def _describe_decoding(transfer_syntax: str, stored: StoredPixels) -> Message:
    bits = stored.bits_stored
    depth = preparation.BITS(bits=bits) if bits else preparation.FLOATING_POINT
    return preparation.DECODED(
        transfer_syntax=transfer_syntax, photometric=stored.photometric, depth=depth
    )
