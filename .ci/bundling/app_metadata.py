"""Metadata of the application for the system: its icon, and the version resource of Windows."""

from __future__ import annotations

import importlib
import os
import re
from pathlib import Path
from typing import Any, Final

_ICON: Final = Path(__file__).resolve().parents[2] / "resources" / "icons" / "app.svg"
_ENGLISH_UNICODE: Final = (0x0409, 1200)


def draw_icon(target: Path, size: int) -> Path:
    """Draw the icon of the program as a square PNG of `size` pixels."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(_ICON)).render(painter)
    painter.end()
    if not picture.save(str(target)):
        raise OSError(f"The icon cannot be written to {target}.")
    return target


def version_resource(name: str, title: str, version: str) -> Any:  # noqa: ANN401 - untyped there
    """Return the version resource that the Explorer shows; None on other systems than Windows."""
    if os.name != "nt":
        return None
    info = importlib.import_module("PyInstaller.utils.win32.versioninfo")
    numbers = (*(int(part) for part in re.findall(r"\d+", version)[:3]), 0)
    texts = {
        "ProductName": title,
        "FileDescription": title,
        "ProductVersion": version,
        "FileVersion": version,
        "OriginalFilename": f"{name}.exe",
    }
    strings = [info.StringStruct(key, value) for key, value in texts.items()]
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            info.StringFileInfo([info.StringTable("040904B0", strings)]),
            info.VarFileInfo([info.VarStruct("Translation", list(_ENGLISH_UNICODE))]),
        ],
    )
