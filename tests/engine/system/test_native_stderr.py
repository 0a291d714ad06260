"""Silencing native libraries, by several threads at a time."""

from __future__ import annotations

import os
import threading

import pytest

from engine.system.native_stderr import discarding_native_stderr


def test_what_threads_silence_at_a_time_is_heard_again(capfd: pytest.CaptureFixture[str]) -> None:
    both = threading.Barrier(4)

    def silence() -> None:
        both.wait(10)
        for _ in range(50):
            with discarding_native_stderr():
                os.write(2, b"noise")

    threads = [threading.Thread(target=silence) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"
