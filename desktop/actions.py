"""Everything the window can be told to do, in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QPalette

from desktop import icons
from desktop.translation import QT_TRANSLATE_NOOP, translate


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes
    ----------
    name : str
        By which the program knows it.
    text : str
        What menus and buttons say, before translation.
    slot : str
        The method of the window that carries it out. A checkable action hands it its state.
    shortcuts : tuple of str
        The first is shown in menus.
    icon : str
        A file of ``resources/icons``; empty for none.
    checkable : bool
        Whether it is on or off.
    needs_scan : bool
        Whether it makes sense only with a scan in the window.
    """

    name: str
    text: str
    slot: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    needs_scan: bool = False


ACTIONS: Final = (
    ActionSpec(
        "open", QT_TRANSLATE_NOOP("actions", "&Open…"), "open_by_dialog", ("Ctrl+O",), "open"
    ),
    ActionSpec(
        "demo",
        QT_TRANSLATE_NOOP("actions", "Open the &demonstration scan"),
        "open_demonstration",
        ("Ctrl+D",),
        "scan",
    ),
    ActionSpec(
        "close",
        QT_TRANSLATE_NOOP("actions", "&Close the scan"),
        "close_scan",
        ("Ctrl+W",),
        needs_scan=True,
    ),
    ActionSpec("quit", QT_TRANSLATE_NOOP("actions", "&Quit"), "close", ("Ctrl+Q",)),
    ActionSpec(
        "heatmap",
        QT_TRANSLATE_NOOP("actions", "&Heatmap"),
        "show_heatmap",
        ("H",),
        "heatmap",
        checkable=True,
        needs_scan=True,
    ),
    ActionSpec(
        "outline",
        "&Lesion outline",
        "show_outline",
        ("L",),
        "outline",
        checkable=True,
        needs_scan=True,
    ),
    ActionSpec(
        "fit",
        QT_TRANSLATE_NOOP("actions", "&Fit to the window"),
        "zoom_to_fit",
        ("F", "Ctrl+0"),
        "fit",
        needs_scan=True,
    ),
    ActionSpec(
        "actual",
        QT_TRANSLATE_NOOP("actions", "&Actual size"),
        "zoom_to_actual",
        ("1", "Ctrl+1"),
        "actual-size",
        needs_scan=True,
    ),
    ActionSpec(
        "zoom_in",
        QT_TRANSLATE_NOOP("actions", "Zoom &in"),
        "zoom_in",
        ("+", "=", "Ctrl++"),
        "zoom-in",
        needs_scan=True,
    ),
    ActionSpec(
        "zoom_out",
        QT_TRANSLATE_NOOP("actions", "Zoom &out"),
        "zoom_out",
        ("-", "Ctrl+-"),
        "zoom-out",
        needs_scan=True,
    ),
    ActionSpec(
        "dismiss", QT_TRANSLATE_NOOP("actions", "Dismiss the message"), "dismiss_message", ("Esc",)
    ),
    ActionSpec("about", QT_TRANSLATE_NOOP("actions", "&About Second Reader"), "show_about"),
)


def create(owner: QObject) -> dict[str, QAction]:
    """Create the actions of the table for the window that carries them out, by name.

    Parameters
    ----------
    owner : QObject
        Has a method for every `ActionSpec.slot`.
    """
    actions = {}
    for spec in ACTIONS:
        action = QAction(translate("actions", spec.text), owner)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setCheckable(spec.checkable)
        slot: Callable[..., None] = getattr(owner, spec.slot)
        if spec.checkable:
            action.toggled.connect(slot)
        else:
            action.triggered.connect(slot)
        if spec.shortcuts:
            action.setToolTip(f"{plain_text(action)} ({_keys(action)})")
        actions[spec.name] = action
    return actions


def dress(actions: dict[str, QAction], palette: QPalette) -> None:
    """Give the actions their icons, in the colours of a palette."""
    for spec in ACTIONS:
        if spec.icon:
            actions[spec.name].setIcon(icons.icon(spec.icon, palette))


def plain_text(action: QAction) -> str:
    """Return an action's text without mnemonic and ellipsis, as a name for assistive technology."""
    return action.text().replace("&", "").rstrip("…")


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
