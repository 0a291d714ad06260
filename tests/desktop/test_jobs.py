from __future__ import annotations

import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from desktop.jobs import Cancelled, CancelledError, Jobs, OnProgress


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


def test_a_result_arrives_in_the_thread_of_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[tuple[bool, bool]] = []
    main = threading.get_ident()

    def work(_progress: OnProgress, _cancelled: Cancelled) -> bool:
        return threading.get_ident() == main

    jobs.finished.connect(lambda _, ran_here: seen.append((ran_here, QThread.isMainThread())))
    with qtbot.waitSignal(jobs.finished):
        jobs.start(work)
    assert seen == [(False, True)]
    assert not jobs.busy
    assert jobs.close()


def test_a_failure_arrives_as_the_exception(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_progress: OnProgress, _cancelled: Cancelled) -> None:
        raise ZeroDivisionError("boom")

    with qtbot.waitSignal(jobs.failed) as heard:
        number = jobs.start(work)
    assert heard.args is not None
    assert heard.args[0] == number
    assert isinstance(heard.args[1], ZeroDivisionError)
    assert jobs.close()


def test_progress_is_reported_with_its_job(qtbot: QtBot, jobs: Jobs) -> None:
    def work(progress: OnProgress, _cancelled: Cancelled) -> None:
        progress(0.25)

    with qtbot.waitSignals([jobs.progressed, jobs.finished], order="strict"):
        jobs.start(work)
    assert jobs.close()


def test_only_the_latest_result_is_heard(qtbot: QtBot, jobs: Jobs) -> None:
    entered, go = threading.Event(), threading.Event()
    heard: list[object] = []
    jobs.finished.connect(lambda _, value: heard.append(value))

    def slow(_progress: OnProgress, _cancelled: Cancelled) -> str:
        entered.set()
        assert go.wait(10)
        return "stale"

    jobs.start(slow)
    assert entered.wait(10)
    for number in range(20):
        jobs.start(lambda _p, _c, number=number: number)
    with qtbot.waitSignal(jobs.finished):
        go.set()
    assert heard == [19]
    assert jobs.close()


def test_a_result_on_its_way_is_dropped_by_a_later_job(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[object] = []
    jobs.finished.connect(lambda _, value: heard.append(value))
    returned = threading.Event()

    def first(_progress: OnProgress, _cancelled: Cancelled) -> str:
        return "first"

    def second(_progress: OnProgress, _cancelled: Cancelled) -> str:
        returned.set()
        return "second"

    # No events are handled in between, so the first result waits in the queue meanwhile.
    jobs.start(first)
    threading.Event().wait(0.05)
    jobs.start(second)
    assert returned.wait(10)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["second"]
    assert jobs.close()


def test_cancelled_work_is_told_and_says_nothing_more(qtbot: QtBot, jobs: Jobs) -> None:
    entered, noticed = threading.Event(), threading.Event()
    heard: list[object] = []
    jobs.finished.connect(lambda *_: heard.append("finished"))
    jobs.failed.connect(lambda *_: heard.append("failed"))

    def work(_progress: OnProgress, cancelled: Cancelled) -> None:
        entered.set()
        while not cancelled():
            threading.Event().wait(0.005)
        noticed.set()
        raise CancelledError

    jobs.start(work)
    assert entered.wait(10)
    jobs.cancel()
    assert noticed.wait(10)
    assert jobs.close()
    qtbot.wait(20)
    assert heard == []


def test_closing_does_not_wait_for_work_that_never_listens(jobs: Jobs) -> None:
    entered, go = threading.Event(), threading.Event()

    def deaf(_progress: OnProgress, _cancelled: Cancelled) -> None:
        entered.set()
        assert go.wait(10)

    jobs.start(deaf)
    assert entered.wait(10)
    assert not jobs.close(patience_s=0.05)
    with pytest.raises(RuntimeError):
        jobs.start(deaf)
    go.set()
    assert jobs.close()


def test_what_was_worked_on_is_not_kept_until_there_is_more_to_do(qtbot: QtBot, jobs: Jobs) -> None:
    class Pixels:
        """Stands for a scan of many megabytes."""

    pixels = Pixels()
    alive = weakref.ref(pixels)

    def use(_pixels: Pixels, _progress: OnProgress, _cancelled: Cancelled) -> None:
        pass

    with qtbot.waitSignal(jobs.finished):
        jobs.start(partial(use, pixels))
    del pixels
    qtbot.waitUntil(lambda: alive() is None)
    assert jobs.close()
