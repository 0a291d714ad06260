"""Stages are timed for whoever listens, and for nobody else."""

import threading

import pytest

from engine.system.timing import recorded_stages, since_start, stage


def test_nothing_is_kept_when_nobody_listens() -> None:
    with stage("decode"), recorded_stages() as heard:
        pass
    with stage("decode"):
        pass
    assert heard == {}


def test_stages_are_listed_as_they_begin_and_blocks_of_one_name_summed() -> None:
    with recorded_stages() as heard:
        for name in ("decode", "infer", "decode"):
            with stage(name):
                pass
    once = heard["decode"]
    with recorded_stages() as again, stage("decode"):
        pass
    assert list(heard) == ["decode", "infer"]
    assert once > 0
    assert again["decode"] > 0


def test_a_stage_that_fails_is_timed_and_fails() -> None:
    with recorded_stages() as heard, pytest.raises(ZeroDivisionError), stage("decode"):
        raise ZeroDivisionError
    assert list(heard) == ["decode"]


def test_another_thread_is_not_listened_to() -> None:
    def work() -> None:
        with stage("decode"):
            pass

    with recorded_stages() as heard:
        other = threading.Thread(target=work)
        other.start()
        other.join()
    assert heard == {}


def test_the_start_lies_in_the_past() -> None:
    assert 0 < since_start() < since_start() + 1e-3
