"""Sentences about DICOM files: damage, objects that are no scans, and warnings."""

from __future__ import annotations

from typing import Final

from engine.messages.message import message, template

NO_TRANSFER_SYNTAX: Final = message(
    "no_transfer_syntax",
    "The DICOM file does not say how its picture is compressed (no transfer syntax).",
)
INFLATES_TOO_FAR: Final = message(
    "inflates_too_far", "The compressed DICOM file unpacks to more than a scan may have."
)
EXPORT_UNCOMPRESSED: Final = message("export_uncompressed", "Export it again without compression.")
NOT_INFLATABLE: Final = message(
    "not_inflatable", "The DICOM file is cut off or damaged: it cannot be unpacked."
)
UNKNOWN_COMPRESSION: Final = message(
    "unknown_compression", "The DICOM file uses a kind of compression that is not read."
)
EXPORT_KNOWN_COMPRESSION: Final = message(
    "export_known_compression",
    "Export it uncompressed, or compressed as JPEG, JPEG-LS, JPEG 2000 or RLE.",
)
FRAME_DAMAGED: Final = template(
    "frame_damaged", "The picture in the DICOM file is cut off or damaged (frame {frame})."
)
UNKNOWN_COLOURS: Final = message(
    "unknown_colours", "The DICOM file keeps its colours in a way that is not read."
)
DEPTH_CONTRADICTORY: Final = message(
    "depth_contradictory", "The DICOM file contradicts itself about the depth of its picture."
)
PALETTE_INCOMPLETE: Final = message(
    "palette_incomplete", "The DICOM file has a colour palette that is incomplete."
)
TOO_DEEP: Final = message("too_deep", "The picture is too large for its depth.")
EXPORT_16_BITS: Final = message("export_16_bits", "Export it with 16 bits or less.")
NOT_A_NUMBER: Final = message(
    "not_a_number", "The picture in the DICOM file has values that are no numbers."
)

IS_INDEX: Final = message(
    "is_dicomdir", "The DICOM file holds the index of a disc (DICOMDIR) and no scan."
)
OPEN_INDEX_IN_WINDOW: Final = message(
    "open_dicomdir_in_window",
    "Open it in the window, or read its folder and those inside as a batch.",
)
NO_SCAN: Final = template("no_scan", "The DICOM file holds {thing} and no scan.")
PICTURE_MISSING: Final = message(
    "picture_missing",
    "The DICOM file announces a picture but does not hold it; it may be cut off.",
)
NO_PICTURE: Final = message("no_picture", "The DICOM file holds no picture.")
WAVEFORM: Final = message("waveform", "a waveform")
PRESENTATION_STATE: Final = message("presentation_state", "a presentation state")
RAW_DATA: Final = message("raw_data", "raw data")
REGISTRATION: Final = message("registration", "a registration")
FIDUCIALS: Final = message("fiducials", "a set of fiducials")
SEGMENTATION: Final = message("segmentation", "a segmentation")
TABLE_OF_VALUES: Final = message("table_of_values", "a table of values")
SURFACE: Final = message("surface", "a surface")
STRUCTURED_REPORT: Final = message("structured_report", "a structured report")
KEY_OBJECTS: Final = message("key_objects", "a selection of key objects")
DOCUMENT: Final = message("document", "a document, not a picture,")
DOSE: Final = message("radiotherapy_dose", "a radiotherapy dose")
STRUCTURE_SET: Final = message("radiotherapy_structure_set", "a radiotherapy structure set")
PLAN: Final = message("radiotherapy_plan", "a radiotherapy plan")

NO_MODALITY: Final = message(
    "no_modality", "The DICOM file does not say what kind of scan it holds (no modality)."
)
OTHER_MODALITY: Final = message(
    "other_modality",
    "The DICOM file is of another kind than ultrasound, mammography or thermography.",
)
FOR_PROCESSING: Final = message(
    "for_processing",
    "The picture is stored for processing, not for presentation; "
    "it looks different from the one that was read.",
)
HAS_OVERLAYS: Final = message("has_overlays", "The file has overlay graphics, which are not shown.")
HEADER_MALFORMED: Final = template(
    "header_malformed", "The header is not written as the DICOM standard asks: {attributes}."
)
WINDOW_INVALID: Final = message(
    "window_invalid", "The window in the file is not valid; the used values are shown instead."
)
