"""Control of the folder of the present scan: its strip, and the next and previous scan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.language import wording
from desktop.problems import Problem
from desktop.settings.settings import Settings
from desktop.studies.dicomdir_words import labels
from desktop.studies.folder import Folder, FolderContents
from desktop.studies.thumbnail_strip import ScanBadge, ThumbnailStrip
from desktop.style.answer_icons import answer_icon
from desktop.viewer.reading import Reading
from desktop.viewer.session import Session
from engine.dicomdir import DicomdirIndex
from engine.finding import Finding


class FolderControl(QObject):
    """Lists the folder of the present scan in the strip, and opens other scans of it.

    Parameters
    ----------
    session : Session
        Opens scans.
    strip : ThumbnailStrip
        Shows the scans of the folder.
    actions : mapping
        The window's actions by name.
    settings : Settings
        Remember whether the strip is shown.

    Signals
    -------
    chosen(object)
        The path of a scan to open.
    empty_found(object)
        A folder that was opened and has no scan.
    incomplete_found(object)
        The `FolderContents` of a folder that was opened, whose index names more than there is.
    """

    chosen = Signal(object)
    empty_found = Signal(object)
    incomplete_found = Signal(object)

    def __init__(
        self,
        session: Session,
        strip: ThumbnailStrip,
        actions: Mapping[str, QAction],
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._strip = session, strip
        self._actions, self._settings, self._window = actions, settings, window
        self._folder: Path | None = None
        self._opens_first = False
        self._has_index = False
        self._is_wanted = settings.shows_strip
        self.folder = Folder(session.open_scan, self)
        self.folder.listed.connect(self._on_listed)
        self.folder.thumbnail_made.connect(self._on_thumbnail)
        strip.model.thumbnail_wanted.connect(self.folder.want_thumbnail)
        strip.chosen.connect(self._on_chosen)
        session.busy_changed.connect(self._on_busy_changed)
        session.failed.connect(self._on_failed)
        actions["strip"].setChecked(self._is_wanted)
        self._update()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The scans of the folder."""
        return self._strip.model.paths

    @Slot()
    def open_by_dialog(self) -> None:
        """Ask for a folder and open its first scan."""
        last = self._settings.last_folder
        name = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open a folder"), "" if last is None else str(last)
        )
        if name:
            self.open(Path(name))

    def open(self, folder: Path) -> None:
        """Open the first scan of a folder and show the others beside it."""
        self._open(folder, None)

    def open_index(self, path: Path, index: DicomdirIndex) -> None:
        """Open the first picture that the index of a disc names and show the others beside it."""
        self._open(path.parent, index)

    def _open(self, folder: Path, index: DicomdirIndex | None) -> None:
        self._opens_first = True
        self._folder = folder
        self.folder.list(folder, index)

    def show_reading(self, reading: Reading | None) -> None:
        """Mark the present scan with its finding, and list its folder if it is another one."""
        if reading is None:
            self._update()
            return
        path = reading.scan.path
        # The badge of a multi-frame scan is that of its most suspicious frame, see `mark_peak`.
        if reading.frame == 0:
            self._strip.model.set_badge(path, _badge_of(reading.finding))
        if self._is_elsewhere(path):
            self._folder = path.parent
            self._strip.model.show_paths(())
            self.folder.list(path.parent)
        self._update()

    def _is_elsewhere(self, path: Path) -> bool:
        # The pictures of a disc lie in folders below that of its index.
        if self._has_index:
            return self._strip.model.row_of(path) is None
        return path.parent != self._folder

    @Slot(object)
    def mark_peak(self, finding: Finding) -> None:
        """Mark the present multi-frame scan with the finding of its most suspicious frame."""
        scan = self._session.scan
        if scan is not None:
            self._strip.model.set_badge(scan.path, _badge_of(finding))

    @Slot(bool)
    def show_strip(self, shown: bool) -> None:
        """Show or hide the strip."""
        self._is_wanted = self._settings.shows_strip = shown
        self._update()

    @Slot()
    def next_scan(self) -> None:
        """Open the scan after the present one."""
        self._go(1)

    @Slot()
    def previous_scan(self) -> None:
        """Open the scan before the present one."""
        self._go(-1)

    def shut_down(self) -> bool:
        """End the background work for good, and tell whether it ended in time."""
        return self.folder.shut_down()

    def _present(self) -> Path | None:
        scan = self._session.scan
        return self._session.opening or (None if scan is None else scan.path)

    def _go(self, step: int) -> None:
        row = self._strip.model.row_of(self._present())
        if row is not None and 0 <= row + step < len(self.paths):
            self.chosen.emit(self.paths[row + step])

    def _update(self) -> None:
        present = self._present()
        row = self._strip.model.row_of(present)
        self._strip.show_current(present)
        has_others = len(self.paths) > 1 and present is not None
        self._strip.setVisible(has_others and self._is_wanted)
        self._actions["previous_scan"].setEnabled(row is not None and row > 0)
        self._actions["next_scan"].setEnabled(row is not None and row + 1 < len(self.paths))

    @Slot(object)
    def _on_listed(self, found: FolderContents) -> None:
        paths, present = found.paths, self._present()
        self._has_index = bool(found.pictures)
        labelled = dict(zip(paths, labels(found.pictures), strict=False))
        if not self._opens_first and present is not None and present not in paths:
            # It was opened although its name is not that of a scan.
            paths = (present, *paths)
        self._strip.model.show_paths(paths, labelled)
        if self._opens_first:
            self._opens_first = False
            self._open_first(found)
        self._update()

    def _open_first(self, found: FolderContents) -> None:
        if found.paths:
            self.chosen.emit(found.paths[0])
        else:
            self.empty_found.emit(found.folder)
        # Opening dismisses older messages, so this comes after it.
        if found.left_out.total:
            self.incomplete_found.emit(found)

    @Slot(object, object)
    def _on_thumbnail(self, path: Path, image: QImage | None) -> None:
        self._strip.model.set_thumbnail(path, image)

    @Slot(object)
    def _on_chosen(self, path: Path) -> None:
        if path != self._present():
            self.chosen.emit(path)

    @Slot(object)
    def _on_busy_changed(self, _path: Path | None) -> None:
        self._update()

    @Slot(object, object)
    def _on_failed(self, path: Path | None, problem: Problem) -> None:
        if path is not None and not problem.is_folder and problem.index is None:
            self._strip.model.set_badge(path, ScanBadge("status-unreadable", self.tr("Not read")))


def _badge_of(finding: Finding | None) -> ScanBadge:
    if finding is None:
        return ScanBadge("error", wording.no_answer())
    icon = answer_icon(finding.status, finding.class_name)
    return ScanBadge(icon, wording.headline(finding), is_suspicious=bool(finding.is_suspicious))
