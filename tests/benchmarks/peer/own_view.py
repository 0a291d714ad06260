"""The window itself, which opens a scan again and again and drags its window and level.

``own_view.py SCAN TIMES SETTINGS.ini`` prints, as JSON, the seconds of each opening until the view
was painted (shown), of which the file took (read) and the finding took (asked), and of each frame
of a drag (frame).
"""

import json
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop import intended_use
from desktop.app import create_application
from desktop.main_window import MainWindow
from desktop.settings.preferences import Appearance
from desktop.settings.settings import Settings
from desktop.style import theme
from desktop.system.paths import models_dir
from engine.decoding.read_scan import read_scan
from engine.model.second_reader import SecondReader

FRAMES = 40


class Timed(SecondReader):
    def classify(self, *given, **named):
        began = time.perf_counter()
        found = super().classify(*given, **named)
        taken["asked"].append(time.perf_counter() - began)
        return found


taken = {"shown": [], "read": [], "asked": [], "frame": []}


def open_scan(path):
    began = time.perf_counter()
    scan = read_scan(path)
    taken["read"].append(time.perf_counter() - began)
    return scan


def open_once(window, view, scan):
    arrived, failed = [], []
    window.session.arrived.connect(arrived.append)
    window.session.failed.connect(lambda *told: failed.append(told))
    began = time.perf_counter()
    window.open_path(scan)
    while not any(reading is not None for reading in arrived):
        QApplication.processEvents()
        time.sleep(0.001)
        if failed:
            raise SystemExit(f"the scan was not opened: {failed}")
    window.session.arrived.disconnect(arrived.append)
    view.repaint()
    taken["shown"].append(time.perf_counter() - began)


def drag(window, view):
    display = window.session.reading.display
    for step in range(FRAMES):
        began = time.perf_counter()
        view.set_display_settings(
            display.dragged(view.display_settings, 3.0 if step % 2 else -2.0, 1.0)
        )
        view.repaint()
        QApplication.processEvents()
        taken["frame"].append(time.perf_counter() - began)


def main():
    scan, times = Path(sys.argv[1]), int(sys.argv[2])
    application = create_application()
    settings = Settings(Path(sys.argv[3]))
    settings.accepted_statement = intended_use.VERSION
    chrome = theme.Theme(application, Appearance.LIGHT)
    window = MainWindow(open_scan, Timed(models_dir()), settings, chrome)
    window.show()
    view = window.stage.view
    for _ in range(times + 1):
        open_once(window, view, scan)
    for values in taken.values():
        # The first opening starts the decoder and loads the model.
        del values[:1]
    drag(window, view)
    print(json.dumps(taken))
    window.close()


if __name__ == "__main__":
    main()
