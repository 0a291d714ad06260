"""Everything the window can be told to do, in one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QPalette

from desktop.language.translation import QT_TRANSLATE_NOOP, translate
from desktop.style import icons


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
        The method that carries it out, as it is reached from the window: ``open_by_dialog`` or
        ``stage.view.fit``. A checkable action hands it its state.
    shortcuts : tuple of str
        The first is shown in menus.
    icon : str
        A file of ``resources/icons``; empty for none.
    checkable : bool
        Whether it is on or off.
    needs_scan : bool
        Whether it makes sense only with a scan in the window.
    group : str
        Under which heading the sheet of shortcuts lists it, before translation.
    """

    name: str
    text: str
    slot: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    needs_scan: bool = False
    group: str = QT_TRANSLATE_NOOP("actions", "File and window")


VIEW: Final = QT_TRANSLATE_NOOP("actions", "View")
TOOLS: Final = QT_TRANSLATE_NOOP("actions", "Tools of the left button")
HEAT: Final = QT_TRANSLATE_NOOP("actions", "Heatmap")
FRAMES: Final = QT_TRANSLATE_NOOP("actions", "Frames and scans")
MEASURING: Final = QT_TRANSLATE_NOOP("actions", "Measuring")

ACTIONS: Final = (
    ActionSpec(
        "open", QT_TRANSLATE_NOOP("actions", "&Open…"), "open_by_dialog", ("Ctrl+O",), "open"
    ),
    ActionSpec(
        "open_folder",
        QT_TRANSLATE_NOOP("actions", "Open a &folder…"),
        "folder.open_by_dialog",
        ("Ctrl+Shift+O",),
    ),
    ActionSpec(
        "batch",
        QT_TRANSLATE_NOOP("actions", "&Batch…"),
        "batch.show",
        ("Ctrl+B",),
    ),
    ActionSpec(
        "history",
        QT_TRANSLATE_NOOP("actions", "H&istory…"),
        "history.show",
        ("Ctrl+Shift+H",),
    ),
    ActionSpec(
        "demo",
        QT_TRANSLATE_NOOP("actions", "Open the &demonstration scan"),
        "open_demonstration",
        ("Ctrl+D",),
        "scan",
    ),
    ActionSpec(
        "demo_cine",
        QT_TRANSLATE_NOOP("actions", "Open the demonstration c&ine"),
        "open_demonstration_cine",
    ),
    ActionSpec(
        "demo_mammogram",
        QT_TRANSLATE_NOOP("actions", "Open the demonstration &mammogram"),
        "open_demonstration_mammogram",
    ),
    ActionSpec(
        "demo_thermogram",
        QT_TRANSLATE_NOOP("actions", "Open the demonstration &thermogram"),
        "open_demonstration_thermogram",
    ),
    ActionSpec(
        "report",
        QT_TRANSLATE_NOOP("actions", "&Report…"),
        "reports.open",
        ("Ctrl+P",),
        icon="report",
        needs_scan=True,
    ),
    ActionSpec(
        "close",
        QT_TRANSLATE_NOOP("actions", "&Close the scan"),
        "close_scan",
        ("Ctrl+W",),
        needs_scan=True,
    ),
    ActionSpec(
        "settings", QT_TRANSLATE_NOOP("actions", "&Settings…"), "show_settings", ("Ctrl+,",)
    ),
    ActionSpec("quit", QT_TRANSLATE_NOOP("actions", "&Quit"), "close", ("Ctrl+Q",)),
    ActionSpec(
        "heatmap",
        QT_TRANSLATE_NOOP("actions", "&Heatmap"),
        "show_heatmap",
        ("H",),
        icon="heatmap",
        checkable=True,
        needs_scan=True,
        group=HEAT,
    ),
    ActionSpec(
        "outline",
        QT_TRANSLATE_NOOP("actions", "&Lesion outline"),
        "stage.view.set_outline_shown",
        ("L",),
        icon="outline",
        checkable=True,
        needs_scan=True,
        group=HEAT,
    ),
    ActionSpec(
        "peek",
        QT_TRANSLATE_NOOP("actions", "Hide what lies over the scan while the key is &held"),
        "hold_to_peek.begin",
        ("X",),
        needs_scan=True,
        group=HEAT,
    ),
    ActionSpec(
        "reliability",
        QT_TRANSLATE_NOOP("actions", "How &reliable is the heatmap?"),
        "show_reliability",
        ("Ctrl+H",),
        icon="info",
        group=HEAT,
    ),
    ActionSpec(
        "fit",
        QT_TRANSLATE_NOOP("actions", "&Fit to the window"),
        "stage.view.fit",
        (
            "F",
            "Ctrl+0",
        ),
        icon="fit",
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "actual",
        QT_TRANSLATE_NOOP("actions", "&Actual size"),
        "stage.view.actual_size",
        (
            "1",
            "Ctrl+1",
        ),
        icon="actual-size",
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "zoom_in",
        QT_TRANSLATE_NOOP("actions", "Zoom &in"),
        "stage.view.zoom_in",
        (
            "+",
            "=",
            "Ctrl++",
        ),
        icon="zoom-in",
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "zoom_out",
        QT_TRANSLATE_NOOP("actions", "Zoom &out"),
        "stage.view.zoom_out",
        (
            "-",
            "Ctrl+-",
        ),
        icon="zoom-out",
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "invert",
        QT_TRANSLATE_NOOP("actions", "In&vert"),
        "stage.view.set_inverted",
        ("I",),
        icon="invert",
        checkable=True,
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "next_window",
        QT_TRANSLATE_NOOP("actions", "Next &window of the file"),
        "windowing_control.next_window",
        ("Shift+W",),
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "flip",
        QT_TRANSLATE_NOOP("actions", "Flip left and ri&ght"),
        "stage.view.flip",
        ("Shift+F",),
        icon="flip",
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "flip_down",
        QT_TRANSLATE_NOOP("actions", "Flip top and &bottom"),
        "stage.view.flip_upside_down",
        ("Shift+V",),
        icon="flip-down",
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "turn_right",
        QT_TRANSLATE_NOOP("actions", "&Turn right"),
        "stage.view.turn_right",
        ("R",),
        icon="turn-right",
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "turn_left",
        QT_TRANSLATE_NOOP("actions", "Turn &left"),
        "stage.view.turn_left",
        ("Shift+R",),
        icon="turn-left",
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "reset",
        QT_TRANSLATE_NOOP("actions", "&Show as opened"),
        "stage.view.reset",
        ("Ctrl+R",),
        icon="reset",
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "header",
        QT_TRANSLATE_NOOP("actions", "File &header"),
        "show_header",
        ("Ctrl+I",),
        icon="header",
        checkable=True,
        needs_scan=True,
        group=VIEW,
    ),
    ActionSpec(
        "strip",
        QT_TRANSLATE_NOOP("actions", "Scans of the fol&der"),
        "folder.show_strip",
        ("T",),
        icon="strip",
        checkable=True,
        group=VIEW,
    ),
    ActionSpec(
        "pan",
        QT_TRANSLATE_NOOP("actions", "&Move the scan"),
        "tool_control.pan",
        ("P",),
        icon="pan",
        checkable=True,
        needs_scan=True,
        group=TOOLS,
    ),
    ActionSpec(
        "window",
        QT_TRANSLATE_NOOP("actions", "Change the &window"),
        "tool_control.window",
        ("W",),
        icon="window",
        checkable=True,
        needs_scan=True,
        group=TOOLS,
    ),
    ActionSpec(
        "zoom",
        QT_TRANSLATE_NOOP("actions", "&Zoom"),
        "tool_control.zoom",
        ("Z",),
        icon="zoom",
        checkable=True,
        needs_scan=True,
        group=TOOLS,
    ),
    ActionSpec(
        "measure",
        QT_TRANSLATE_NOOP("actions", "Measure a &distance"),
        "tool_control.measure",
        ("D",),
        icon="measure",
        checkable=True,
        needs_scan=True,
        group=TOOLS,
    ),
    ActionSpec(
        "delete_measurement",
        QT_TRANSLATE_NOOP("actions", "&Delete the measurement"),
        "measuring_control.delete",
        (
            "Del",
            "Backspace",
        ),
        needs_scan=True,
        group=MEASURING,
    ),
    ActionSpec(
        "undo",
        QT_TRANSLATE_NOOP("actions", "&Undo"),
        "measuring.undo_group.undo",
        ("Ctrl+Z",),
        group=MEASURING,
    ),
    ActionSpec(
        "redo",
        QT_TRANSLATE_NOOP("actions", "&Redo"),
        "measuring.undo_group.redo",
        (
            "Ctrl+Shift+Z",
            "Ctrl+Y",
        ),
        group=MEASURING,
    ),
    ActionSpec(
        "play",
        QT_TRANSLATE_NOOP("actions", "&Play"),
        "frames.play",
        ("C",),
        icon="play",
        checkable=True,
        needs_scan=True,
        group=FRAMES,
    ),
    ActionSpec(
        "frame_back",
        QT_TRANSLATE_NOOP("actions", "Previous &frame"),
        "frames.back",
        (",",),
        icon="frame-back",
        needs_scan=True,
        group=FRAMES,
    ),
    ActionSpec(
        "frame_on",
        QT_TRANSLATE_NOOP("actions", "Next f&rame"),
        "frames.on",
        (".",),
        icon="frame-on",
        needs_scan=True,
        group=FRAMES,
    ),
    ActionSpec(
        "frame_first",
        QT_TRANSLATE_NOOP("actions", "F&irst frame"),
        "frames.first",
        ("Home",),
        needs_scan=True,
        group=FRAMES,
    ),
    ActionSpec(
        "frame_last",
        QT_TRANSLATE_NOOP("actions", "&Last frame"),
        "frames.last",
        ("End",),
        needs_scan=True,
        group=FRAMES,
    ),
    ActionSpec(
        "most_suspicious",
        QT_TRANSLATE_NOOP("actions", "&Most suspicious frame"),
        "frames.most_suspicious",
        ("M",),
        icon="peak",
        needs_scan=True,
        group=FRAMES,
    ),
    ActionSpec(
        "next_scan",
        QT_TRANSLATE_NOOP("actions", "&Next scan"),
        "folder.next_scan",
        ("PgDown",),
        icon="next",
        group=FRAMES,
    ),
    ActionSpec(
        "previous_scan",
        QT_TRANSLATE_NOOP("actions", "Pre&vious scan"),
        "folder.previous_scan",
        ("PgUp",),
        icon="previous",
        group=FRAMES,
    ),
    ActionSpec(
        "dismiss", QT_TRANSLATE_NOOP("actions", "Dismiss the message"), "dismiss_message", ("Esc",)
    ),
    ActionSpec(
        "shortcuts", QT_TRANSLATE_NOOP("actions", "&Keys and mouse"), "show_shortcuts", ("F1",)
    ),
    ActionSpec(
        "about_models",
        QT_TRANSLATE_NOOP("actions", "About the &models"),
        "show_models",
        ("Shift+F1",),
    ),
    ActionSpec("intended_use", QT_TRANSLATE_NOOP("actions", "&Intended use"), "show_intended_use"),
    ActionSpec("about", QT_TRANSLATE_NOOP("actions", "&About Second Reader"), "show_about"),
)


def create(owner: QObject) -> dict[str, QAction]:
    """Create the actions of the table, by name; `connect` makes them do something.

    Parameters
    ----------
    owner : QObject
        The window that carries them out.
    """
    actions = {}
    for spec in ACTIONS:
        action = QAction(translate("actions", spec.text), owner)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        set_shortcuts(action, [QKeySequence(keys) for keys in spec.shortcuts])
        actions[spec.name] = action
    return actions


def connect(owner: QObject, actions: dict[str, QAction]) -> None:
    """Connect the actions with the methods of the window, and of its parts, that they name."""
    for spec in ACTIONS:
        slot: Callable[..., None] = attrgetter(spec.slot)(owner)
        action = actions[spec.name]
        (action.toggled if spec.checkable else action.triggered).connect(slot)


def set_shortcuts(action: QAction, keys: Sequence[QKeySequence]) -> None:
    """Give an action its keys, the first of which its tool tip names."""
    action.setShortcuts(list(keys))
    name = plain_text(action)
    action.setToolTip(f"{name} ({_keys(action)})" if keys else name)


def apply_palette(actions: dict[str, QAction], palette: QPalette) -> None:
    """Give the actions their icons, in the colours of a palette."""
    for spec in ACTIONS:
        if spec.icon:
            drawn = icons.icon(spec.icon, palette, checkable=spec.checkable)
            actions[spec.name].setIcon(drawn)


def plain_text(action: QAction) -> str:
    """Return an action's text without mnemonic and ellipsis, as a name for assistive technology."""
    return action.text().replace("&", "").rstrip("…")


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
