"""Starts the program with cursors that do not blink, so that a picture of it can stand still."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.__main__ import main

_usual = app.create_application


def create_application() -> QApplication:
    application = _usual()
    application.setCursorFlashTime(0)
    return application


if __name__ == "__main__":
    app.create_application = create_application
    sys.exit(main())
