"""Notices above the scan: what was done or found that needs a word to the user."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from desktop.language import wording
from desktop.studies import dicomdir_words
from desktop.studies.folder import FolderContents
from desktop.widgets.banner import Banner


class Notices(QObject):
    """One slot for each notice.

    Parameters
    ----------
    banner : Banner
        Shows one at a time.
    """

    def __init__(self, banner: Banner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._banner = banner

    def several_files(self, paths: Sequence[Path]) -> None:
        """Say that of several files the first is opened."""
        self._banner.show_notice(
            self.tr("One scan is shown at a time: opening {}.").format(wording.file_name(paths[0])),
            self.tr("To read all {} of them, use a batch (File menu).").format(len(paths)),
        )

    @Slot(object)
    def empty_folder(self, folder: Path) -> None:
        """Say that a folder has no scans."""
        self._banner.show_notice(
            self.tr("There is no scan in the folder {}.").format(wording.file_name(folder)),
            self.tr("Open one that holds DICOM files or pictures; its subfolders do not count."),
        )

    @Slot(object)
    def incomplete_disc(self, found: FolderContents) -> None:
        """Say that the index of a disc names more than there is."""
        self._banner.show_notice(
            dicomdir_words.left_out_in_words(found.left_out, len(found.pictures)),
            self.tr("The files of the folder can be opened one by one."),
        )

    @Slot(object)
    def report_saved(self, path: Path) -> None:
        """Say where a report was saved."""
        self._banner.show_notice(
            self.tr("The report was saved as {}.").format(wording.file_name(path)), str(path.parent)
        )
