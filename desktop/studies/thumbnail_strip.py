"""Thumbnail strip: the scans of a folder as a column of small pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.language import wording
from desktop.style import icons
from desktop.style.theme import GRID, ON_SURROUND_MUTED, RADIUS, SURROUND
from desktop.widgets.page import label

WIDTH: Final = 17 * GRID
_ROW: Final = 126
_LABEL: Final = 16
_PICTURE: Final = (104, 72)
# Thumbnails kept in memory, 30 to 90 MB; older ones are made again when scrolled to.
_KEPT: Final = 1000
_Index = QModelIndex | QPersistentModelIndex
_PATH: Final = Qt.ItemDataRole.UserRole
_IMAGE: Final = Qt.ItemDataRole.UserRole + 1
_BADGE: Final = Qt.ItemDataRole.UserRole + 2
_PLACE: Final = Qt.ItemDataRole.UserRole + 3
_WORDS: Final = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)


@dataclass(frozen=True, slots=True)
class ScanBadge:
    """Icon and words for what is known of a scan; never told apart by colour alone.

    Attributes
    ----------
    icon : str
        A file of ``resources/icons``.
    text : str
        A word or two.
    is_suspicious : bool
        Whether it is drawn in the colour of suspicious findings.
    """

    icon: str
    text: str
    is_suspicious: bool = False


class ThumbnailModel(QAbstractListModel):
    """The paths of a folder, with thumbnails and badges as they arrive.

    Signals
    -------
    thumbnail_wanted(object)
        The path of a scan that came in sight without a thumbnail.
    """

    thumbnail_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paths: tuple[Path, ...] = ()
        self.labels: Mapping[Path, str] = {}
        self._rows: dict[Path, int] = {}
        self._images: dict[Path, QImage | None] = {}
        self._badges: dict[Path, ScanBadge] = {}

    def show_paths(self, paths: Sequence[Path], labels: Mapping[Path, str] | None = None) -> None:
        """Show another folder; on a disc, each scan has a label with its study and series."""
        self.beginResetModel()
        self.paths = tuple(paths)
        self.labels = labels or {}
        self._rows = {path: row for row, path in enumerate(self.paths)}
        self.endResetModel()

    def row_of(self, path: Path | None) -> int | None:
        """Return the row of a path; None if it is not in this folder."""
        return None if path is None else self._rows.get(path)

    def set_thumbnail(self, path: Path, image: QImage | None) -> None:
        """Show a thumbnail, or that the file cannot be read."""
        self._images[path] = image
        # Dictionaries keep their order: the first one is the oldest.
        if len(self._images) > _KEPT:
            del self._images[next(iter(self._images))]
        if image is None and path not in self._badges:
            self._badges[path] = ScanBadge("status-unreadable", self.tr("Not read"))
        self._announce(path)

    def set_badge(self, path: Path, badge: ScanBadge) -> None:
        """Show another badge for a scan."""
        self._badges[path] = badge
        self._announce(path)

    def badge(self, path: Path) -> ScanBadge:
        """Return the badge of a scan."""
        return self._badges.get(path) or ScanBadge("status-unread", self.tr("Unread"))

    def _announce(self, path: Path) -> None:
        row = self._rows.get(path)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Return the number of scans."""
        return 0 if parent.isValid() else len(self.paths)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the data of a scan for a role."""
        if not index.isValid():
            return None
        path = self.paths[index.row()]
        if role in _WORDS:
            return self._text_of(path, role)
        return self._own_data(path, role)

    def _own_data(self, path: Path, role: int) -> object:
        if role == _PATH:
            return path
        if role == _BADGE:
            return self.badge(path)
        if role == _PLACE:
            return self.labels.get(path, "") if self.labels else None
        return self._thumbnail(path) if role == _IMAGE else None

    def _text_of(self, path: Path, role: int) -> str:
        if role == Qt.ItemDataRole.DisplayRole:
            return wording.file_name(path)
        name = ", ".join(filter(None, (self.labels.get(path), wording.file_name(path))))
        shown = f"{name}: {self.badge(path).text}"
        return wording.tip(shown) if role == Qt.ItemDataRole.ToolTipRole else shown

    def _thumbnail(self, path: Path) -> QImage | None:
        # Qt asks for the images of visible rows only: a folder of thousands costs nothing.
        if path not in self._images:
            self.thumbnail_wanted.emit(path)
        return self._images.get(path)


class ThumbnailStrip(QWidget):
    """A list of thumbnails; the present scan is outlined.

    Signals
    -------
    chosen(object)
        The path of the scan that was clicked or entered.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.model = ThumbnailModel(self)
        self._view = QListView()
        self._view.setObjectName("stripList")
        self._view.setModel(self.model)
        self._view.setItemDelegate(_Delegate(self._view))
        # Either all scans of a folder have a label or none has, so all are of one size.
        self._view.setUniformItemSizes(True)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setMouseTracking(True)
        self._view.setAccessibleName(self.tr("Scans of the folder"))
        self._view.clicked.connect(self._on_chosen)
        self._view.activated.connect(self._on_chosen)
        self._count = label("", "small", wraps=False)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(4)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._count)

    def show_current(self, path: Path | None) -> None:
        """Outline the present scan and scroll to it."""
        row = self.model.row_of(path)
        total = len(self.model.paths)
        self._view.setCurrentIndex(QModelIndex() if row is None else self.model.index(row))
        self._count.setText("" if row is None else self.tr("{} of {}").format(row + 1, total))

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(_PATH))


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        return QSize(WIDTH - 14, _ROW + (0 if index.data(_PLACE) is None else _LABEL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, state, palette = QRectF(option.rect), option.state, option.palette
        cell = rect.adjusted(6, 4, -6, -2)
        self._paint_ground(painter, cell, state, palette)
        picture = QRectF(cell.left() + (cell.width() - _PICTURE[0]) / 2, cell.top() + 6, *_PICTURE)
        self._paint_picture(painter, picture, index.data(_IMAGE))
        self._paint_words(painter, picture, palette, index)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, cell: QRectF, state: QStyle.StateFlag, palette: QPalette
    ) -> None:
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        if is_current:
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(cell, RADIUS, RADIUS)

    def _paint_picture(self, painter: QPainter, area: QRectF, image: QImage | None) -> None:
        painter.fillRect(area, QColor(SURROUND))
        if image is None:
            middle = QRectF(0, 0, 24, 24)
            middle.moveCenter(area.center())
            icons.paint(painter, "scan", QColor(ON_SURROUND_MUTED), middle)
            return
        size = image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRectF(0, 0, size.width(), size.height())
        shown.moveCenter(area.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(shown, image)

    def _paint_words(
        self, painter: QPainter, picture: QRectF, palette: QPalette, index: _Index
    ) -> None:
        badge: ScanBadge = index.data(_BADGE)
        metrics = painter.fontMetrics()
        line = QRectF(picture.left(), picture.bottom() + 3, picture.width(), 17)
        role = QPalette.ColorRole.BrightText if badge.is_suspicious else QPalette.ColorRole.Text
        icons.paint(
            painter, badge.icon, palette.color(role), QRectF(line.left(), line.top() + 1, 15, 15)
        )
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        text = metrics.elidedText(badge.text, Qt.TextElideMode.ElideRight, int(line.width()) - 20)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(line.adjusted(20, 0, 0, 0), middle, text)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        for step, text in enumerate(filter(None, (index.data(_PLACE), index.data())), start=1):
            short = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideMiddle, int(line.width())
            )
            painter.drawText(line.translated(0, step * _LABEL), middle, short)
