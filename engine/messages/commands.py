"""Sentences of the commands: orders that cannot be followed, and checks of an installation."""

from __future__ import annotations

from typing import Final

from engine.messages.message import message, template

A_FOLDER: Final = message("scan_is_folder", "This is a folder, not a scan.")
NO_NAME: Final = message("no_file_name", "A file without a name was asked for.")
NAME_SCANS: Final = message("name_scans", "Name the scans one by one, for example FOLDER/*.dcm.")
NO_SCAN_READ: Final = message("no_scan_read", "No scan could be read, so no report was written.")
OUTPUT_IS_FOLDER: Final = message("output_is_folder", "The output is a folder.")
NAME_FILE_INSIDE: Final = message("name_file_inside", "Name a file inside it.")
NO_OUTPUT_FOLDER: Final = message(
    "output_folder_missing", "The folder of the output does not exist."
)
CREATE_OR_NAME: Final = message("create_or_name", "Create it or name another one.")
OUTPUT_IS_OTHER: Final = message(
    "output_is_other_file", "The output exists and is not a table of an earlier batch."
)
NAME_ANOTHER_FILE: Final = message(
    "name_another_file", "Name another file, so that this one is not lost."
)
NO_REPORT_FOLDER: Final = message("no_report_folder", "The folder for the reports cannot be made.")
NAME_ANOTHER: Final = message("name_another", "Name another one.")

INSTALLING: Final = template(
    "installing_packages",
    "Installing what this Debian lacks: {packages} ({switch}=no prevents it).",
)
NO_DEMO_FOLDER: Final = template(
    "no_demo_folder", "The folder {folder} for the demonstration cannot be made: {reason}."
)
NAME_WITH_OUTPUT: Final = message("name_with_output", "Name another one with --output.")
DEMONSTRATION: Final = message(
    "demonstration",
    "Demonstration: four scans that were drawn by a program and show no patient.",
)
DEMO_HEAD: Final = message("demo_head", "Demonstration, drawn by a program: no patient")
OWN_SCANS: Final = message(
    "own_scans",
    "Your own scans: second-reader classify FILE; all commands: second-reader --help.",
)

NO_VERSION: Final = message("no_version", "Its version is not known.")
NO_BUNDLED_MODELS: Final = message("no_bundled_models", "No models are bundled.")
OTHER_PICTURE: Final = message(
    "decoded_otherwise", "It is decoded to another picture than it holds."
)
NO_DEMO_ANSWER: Final = message("no_demo_answer", "The demonstration scan gets no answer.")
DOES_NOT_WORK: Final = template("does_not_work", "It does not work: {kind}: {error}")
NOTHING_WRITTEN: Final = template(
    "nothing_written", "Nothing can be written to {folder}: {reason}."
)
ALLOW_WRITING: Final = template(
    "allow_writing", "Allow this user to write to {place}, or free space there."
)
