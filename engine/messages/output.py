"""Sentences about files that are written: tables, reports and pictures."""

from __future__ import annotations

from typing import Final

from engine.messages.message import message, template

DISK_FULL: Final = message("disk_full", "The disk is full, so the file was not written.")
FREE_SPACE: Final = message(
    "free_space", "Free some space or choose another folder, then try again."
)
FORBIDDEN: Final = message("writing_forbidden", "The file may not be written there.")
CLOSE_OR_CHOOSE: Final = message(
    "close_or_choose", "Close it in other programs, or choose a folder of your own."
)
NO_FOLDER: Final = message("no_output_folder", "The folder to write to does not exist.")
CREATE_FOLDER: Final = message("create_folder", "Create it or choose another one.")
NOT_WRITTEN: Final = template("not_written", "The file could not be written ({error}).")
CHECK_DISK: Final = message(
    "check_disk", "Check the disk or choose another folder, then try again."
)

NO_FONTS: Final = message("no_fonts", "The fonts of the report are missing or damaged.")
NO_COLOUR_PROFILE: Final = message(
    "no_colour_profile", "The colour profile of the report is missing."
)
LOGO_UNUSABLE: Final = template("logo_unusable", "The logo cannot be used: {why}")
CHOOSE_A_PICTURE: Final = message("choose_a_picture", "Choose a PNG or JPEG picture.")

RESEARCH_USE: Final = message(
    "research_use",
    "For research and education only. Not a medical device: not for use in the care of patients.",
)
