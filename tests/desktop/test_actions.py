"""The table of actions: each is bound, named once, and has keys of its own."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from desktop.actions import ACTIONS, Actions
from tests.fakes.window import MakeWindow


def test_every_action_of_the_window_is_bound(make_window: MakeWindow) -> None:
    actions = make_window().actions_by_name
    assert set(actions) == {spec.name for spec in ACTIONS}
    actions.require_all_bound()


def test_an_action_that_is_bound_carries_out_what_it_was_bound_to(qapp: QObject) -> None:
    actions, done = Actions(qapp), []
    assert len(actions) == len(ACTIONS)
    actions.on_trigger({"fit": lambda: done.append("fit")})
    actions.on_toggle({"heatmap": done.append})
    actions["fit"].trigger()
    actions["heatmap"].toggle()
    assert done == ["fit", True]
    with pytest.raises(RuntimeError, match="nothing carries out about, about_models") as raised:
        actions.require_all_bound()
    assert "fit," not in str(raised.value)
    assert "heatmap" not in str(raised.value)


@pytest.mark.parametrize("name", ["fit", "heatmap", "no such action"])
def test_an_action_is_bound_once_and_the_right_way(qapp: QObject, name: str) -> None:
    actions = Actions(qapp)
    actions.on_trigger({"fit": lambda: None})
    with pytest.raises(ValueError, match=name):
        actions.on_trigger({name: lambda: None})


def test_no_two_actions_share_a_name_or_a_key() -> None:
    names = Counter(spec.name for spec in ACTIONS)
    keys = Counter(QKeySequence(key).toString() for spec in ACTIONS for key in spec.shortcuts)
    assert [name for name, count in names.items() if count > 1] == []
    assert [key for key, count in keys.items() if count > 1 or not key] == []
