"""Sentences about the journal of a batch and the history: damage, locks, and full disks."""

from __future__ import annotations

from typing import Final

from engine.messages.message import message

JOURNAL_IN_USE: Final = message("journal_in_use", "Another batch is writing to this output.")
WAIT: Final = message("wait_for_batch", "Wait until it is done, or choose another output.")
JOURNAL_DISK_FULL: Final = message(
    "journal_disk_full", "The disk is full, so the batch was halted."
)
FREE_SPACE_AND_RESUME: Final = message(
    "free_space_and_resume", "Free some space, then resume: what was read is kept."
)
JOURNAL_FORBIDDEN: Final = message(
    "journal_forbidden", "The journal of the batch cannot be written beside the output."
)
CHOOSE_OWN_FOLDER: Final = message(
    "choose_own_folder", "Choose an output in a folder of your own that exists."
)
JOURNAL_UNWRITABLE: Final = message(
    "journal_unwritable", "The journal of the batch could not be written."
)
CHECK_DISK_AND_RESUME: Final = message(
    "check_disk_and_resume", "Check the disk, then resume: what was read is kept."
)
JOURNAL_DAMAGED: Final = message(
    "journal_damaged", "The journal of the batch is damaged, or of another program."
)
REMOVE_JOURNAL: Final = message(
    "remove_journal", "Remove it to begin anew, or choose another output."
)
OTHER_BATCH: Final = message(
    "other_batch", "The unfinished batch of this output reads other folders."
)
NAME_SAME_FOLDERS: Final = message(
    "name_same_folders", "Name the same folders in the same way, or choose another output."
)

HISTORY_NEWER: Final = message(
    "history_newer", "The history was written by a later version of this program."
)
USE_LATER_VERSION: Final = message(
    "use_later_version",
    "It is left as it is; use that version to see it, or to go on writing it.",
)
HISTORY_IN_USE: Final = message("history_in_use", "Another program is using the history.")
CLOSE_IT: Final = message(
    "close_other_program", "Close it; what was read meanwhile is added with the next scan."
)
HISTORY_DISK_FULL: Final = message(
    "history_disk_full", "The disk is full, so the history could not be written."
)
FREE_SPACE: Final = message(
    "free_space_for_history",
    "Free some space; what was read meanwhile is added with the next scan.",
)
HISTORY_UNWRITABLE: Final = message("history_unwritable", "The history could not be written.")
CHECK_DISK: Final = message(
    "check_disk_for_history",
    "Check the disk; what was read meanwhile is added with the next scan.",
)
HISTORY_FORBIDDEN: Final = message(
    "history_forbidden", "The history cannot be kept in your folder for application data."
)
MAKE_WRITABLE: Final = message(
    "make_folder_writable",
    "Make that folder writable, or switch the history off in the settings.",
)
HISTORY_DAMAGED: Final = message(
    "history_damaged", "The history is damaged, or of another program."
)
MOVE_AWAY: Final = message(
    "move_history_away", "It is left as it is; move the file away to begin a new one."
)
