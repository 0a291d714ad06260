"""What is closed is gone: no part of the program keeps a scan that nobody looks at."""

from __future__ import annotations

import gc
import weakref

import pytest
from pytestqt.qtbot import QtBot

from desktop.system.paths import models_dir, resources_dir
from engine.decoding.read_scan import read_scan
from engine.model.second_reader import SecondReader
from tests.fakes.window import MakeWindow


@pytest.mark.parametrize("name", ["mammogram_phantom.dcm", "ultrasound_phantom.png"])
def test_a_closed_scan_is_not_kept_in_memory(
    qtbot: QtBot, make_window: MakeWindow, name: str
) -> None:
    window = make_window(read_scan, SecondReader(models_dir()))
    window.open_path(resources_dir() / "demo" / name)
    qtbot.waitUntil(lambda: window.session.finding is not None, timeout=20_000)
    window.actions_by_name["next_window"].trigger()
    window.actions_by_name["invert"].trigger()
    window.measuring.add((10, 10), (60, 40), 0)
    window.reports.open()
    assert window.reports.dialog is not None
    window.reports.dialog.reject()
    scan = window.session.scan
    assert scan is not None
    held = [weakref.ref(scan), weakref.ref(scan.pixels)]
    if scan.grey is not None:
        held.append(weakref.ref(scan.grey.values))
    del scan
    window.close_scan()

    def is_gone() -> bool:
        gc.collect()
        return all(each() is None for each in held)

    qtbot.waitUntil(is_gone, timeout=10_000)
