"""Translation of texts, and the mark for texts that are stored before they are translated."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

translate: Final = QCoreApplication.translate


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802  the name that lupdate knows
    """Return the text as it is; `translate` is called on it where it is shown.

    The function of the same name in PySide6.QtCore does the same, but is not typed as returning a
    string.
    """
    return text
