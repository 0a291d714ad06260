"""The plots of a model's card: ROC curve and calibration, on white in both themes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.language.translation import QT_TRANSLATE_NOOP, translate
from desktop.style.theme import GRID, RADIUS
from desktop.widgets.page import label

_PLOTS: Final = (
    (
        "roc.png",
        QT_TRANSLATE_NOOP("plots", "ROC curve"),
        QT_TRANSLATE_NOOP(
            "plots",
            "Sensitivity against false alarms, for every threshold. The diagonal is chance.",
        ),
    ),
    (
        "calibration.png",
        QT_TRANSLATE_NOOP("plots", "Calibration"),
        QT_TRANSLATE_NOOP(
            "plots",
            "Stated probability against observed frequency. On the diagonal, a stated 70 % is "
            "70 %.",
        ),
    ),
)


class Plots(QWidget):
    """The plots side by side, each with a caption.

    Parameters
    ----------
    folder : Path
        Of the model; a missing plot is replaced by a sentence.
    """

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panelBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(3 * GRID)
        for file, title, text in _PLOTS:
            name, words = translate("plots", title), translate("plots", text)
            column = QVBoxLayout()
            column.setSpacing(GRID)
            column.addWidget(label(name, "strong"))
            plot = Plot(folder / file, f"{name}. {words}")
            if plot.is_missing:
                column.addWidget(label(self.tr("No such plot comes with this model."), "muted"))
                column.addStretch(1)
            else:
                column.addWidget(label(words, "small"))
                column.addWidget(plot, 1)
            layout.addLayout(column, 1)


class Plot(QWidget):
    """A picture as large as there is room, in its own proportions.

    Parameters
    ----------
    path : Path
        The picture.
    name : str
        For assistive technology.
    """

    def __init__(self, path: Path, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage(str(path)) if path.is_file() else QImage()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(20 * GRID, 20 * GRID)

    @property
    def is_missing(self) -> bool:
        """Whether there is no picture."""
        return self._image.isNull()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return half the size of the picture, which is drawn for screens of twice the density."""
        return self._image.size() / 2

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the picture on white."""
        room = QSizeF(self.size())
        size = QSizeF(self._image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF((room.width() - size.width()) / 2, 0, size.width(), size.height())
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        inside = area.adjusted(GRID, GRID, -GRID, -GRID)
        # Scaled beforehand: reducing it this much, the painter would drop thin lines.
        density = self.devicePixelRatioF()
        sharp = self._image.scaled(
            (inside.size() * density).toSize(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(inside, sharp)
        painter.end()
