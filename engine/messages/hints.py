"""Advice on what to do next, shared by several faults."""

from __future__ import annotations

from typing import Final

from engine.messages.message import message

COPY_AGAIN: Final = message("copy_again", "Copy or export it again from where it came from.")
EXPORT_AGAIN: Final = message("export_again", "Export it again from the system that it came from.")
EXPORT_GREY_OR_RGB: Final = message("export_grey_or_rgb", "Export it again in grey or RGB.")
EXPORT_SMALLER: Final = message(
    "export_smaller", "Export it smaller, or as single frames, and open it again."
)
MAYBE_DAMAGED: Final = message(
    "maybe_damaged", "It may be damaged: export it again, smaller or as single frames."
)
SAVE_AS_PNG: Final = message("save_as_png", "Save it as PNG and open that.")
OPEN_THE_SCAN: Final = message("open_the_scan", "Open the file of the scan itself.")
OPEN_A_KNOWN_FORMAT: Final = message(
    "open_a_known_format", "Open a DICOM, PNG, JPEG, TIFF or BMP file."
)
CHECK_IT_EXISTS: Final = message("check_it_exists", "Check that it still exists and may be read.")
CHECK_NAME_AND_DISK: Final = message(
    "check_name_and_disk", "Check its name, and that its disk is connected."
)
INSTALL_AGAIN: Final = message("install_again", "Install the application again.")
PUT_BACK_MODEL: Final = message(
    "put_back_model", "Install the application again, or put back the model that came with it."
)
