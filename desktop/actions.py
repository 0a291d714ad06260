"""The actions of the main window: one row of a table for each, bound to what carries it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
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
    shortcuts : tuple of str
        The first is shown in menus.
    icon : str
        A file of ``resources/icons``; empty for none.
    checkable : bool
        Whether it is on or off.
    needs_scan : bool
        Whether it makes sense only with a scan in the window.
    group : str
        The heading under which the sheet of shortcuts lists it, before translation.
    """

    name: str
    text: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    needs_scan: bool = False
    group: str = QT_TRANSLATE_NOOP("actions", "File and window")


VIEW: Final = QT_TRANSLATE_NOOP("actions", "View")
TOOLS: Final = QT_TRANSLATE_NOOP("actions", "Tools of the left button")
HEATMAP: Final = QT_TRANSLATE_NOOP("actions", "Heatmap")
FRAMES: Final = QT_TRANSLATE_NOOP("actions", "Frames and scans")
MEASURING: Final = QT_TRANSLATE_NOOP("actions", "Measuring")

_heatmap = partial(ActionSpec, group=HEATMAP, needs_scan=True)
_view = partial(ActionSpec, group=VIEW, needs_scan=True)
_tool = partial(ActionSpec, group=TOOLS, needs_scan=True, checkable=True)
_frame = partial(ActionSpec, group=FRAMES, needs_scan=True)

# Name, text, keys, icon.
ACTIONS: Final = (
    ActionSpec("open", QT_TRANSLATE_NOOP("actions", "&Open…"), ("Ctrl+O",), "open"),
    ActionSpec("open_folder", QT_TRANSLATE_NOOP("actions", "Open a &folder…"), ("Ctrl+Shift+O",)),
    ActionSpec("batch", QT_TRANSLATE_NOOP("actions", "&Batch…"), ("Ctrl+B",)),
    ActionSpec("history", QT_TRANSLATE_NOOP("actions", "H&istory…"), ("Ctrl+Shift+H",)),
    ActionSpec(
        "demo", QT_TRANSLATE_NOOP("actions", "Open the &demonstration scan"), ("Ctrl+D",), "scan"
    ),
    ActionSpec("demo_cine", QT_TRANSLATE_NOOP("actions", "Open the demonstration c&ine")),
    ActionSpec("demo_mammogram", QT_TRANSLATE_NOOP("actions", "Open the demonstration &mammogram")),
    ActionSpec(
        "demo_thermogram", QT_TRANSLATE_NOOP("actions", "Open the demonstration &thermogram")
    ),
    ActionSpec(
        "report", QT_TRANSLATE_NOOP("actions", "&Report…"), ("Ctrl+P",), "report", needs_scan=True
    ),
    ActionSpec(
        "close", QT_TRANSLATE_NOOP("actions", "&Close the scan"), ("Ctrl+W",), needs_scan=True
    ),
    ActionSpec("settings", QT_TRANSLATE_NOOP("actions", "&Settings…"), ("Ctrl+,",)),
    ActionSpec("quit", QT_TRANSLATE_NOOP("actions", "&Quit"), ("Ctrl+Q",)),
    _heatmap(
        "heatmap", QT_TRANSLATE_NOOP("actions", "&Heatmap"), ("H",), "heatmap", checkable=True
    ),
    _heatmap(
        "outline",
        QT_TRANSLATE_NOOP("actions", "&Lesion outline"),
        ("L",),
        "outline",
        checkable=True,
    ),
    _heatmap(
        "peek",
        QT_TRANSLATE_NOOP("actions", "Hide what lies over the scan while the key is &held"),
        ("X",),
    ),
    ActionSpec(
        "reliability",
        QT_TRANSLATE_NOOP("actions", "How &reliable is the heatmap?"),
        ("Ctrl+H",),
        "info",
        group=HEATMAP,
    ),
    _view("fit", QT_TRANSLATE_NOOP("actions", "&Fit to the window"), ("F", "Ctrl+0"), "fit"),
    _view("actual", QT_TRANSLATE_NOOP("actions", "&Actual size"), ("1", "Ctrl+1"), "actual-size"),
    _view("zoom_in", QT_TRANSLATE_NOOP("actions", "Zoom &in"), ("+", "=", "Ctrl++"), "zoom-in"),
    _view("zoom_out", QT_TRANSLATE_NOOP("actions", "Zoom &out"), ("-", "Ctrl+-"), "zoom-out"),
    _view("invert", QT_TRANSLATE_NOOP("actions", "In&vert"), ("I",), "invert", checkable=True),
    _view("next_window", QT_TRANSLATE_NOOP("actions", "Next &window of the file"), ("Shift+W",)),
    _view("flip", QT_TRANSLATE_NOOP("actions", "Flip left and ri&ght"), ("Shift+F",), "flip"),
    _view(
        "flip_down", QT_TRANSLATE_NOOP("actions", "Flip top and &bottom"), ("Shift+V",), "flip-down"
    ),
    _view("turn_right", QT_TRANSLATE_NOOP("actions", "&Turn right"), ("R",), "turn-right"),
    _view("turn_left", QT_TRANSLATE_NOOP("actions", "Turn &left"), ("Shift+R",), "turn-left"),
    _view("reset", QT_TRANSLATE_NOOP("actions", "&Show as opened"), ("Ctrl+R",), "reset"),
    _view(
        "header",
        QT_TRANSLATE_NOOP("actions", "File &header"),
        ("Ctrl+I",),
        "header",
        checkable=True,
    ),
    ActionSpec(
        "strip",
        QT_TRANSLATE_NOOP("actions", "Scans of the fol&der"),
        ("T",),
        "strip",
        checkable=True,
        group=VIEW,
    ),
    _tool("pan", QT_TRANSLATE_NOOP("actions", "&Move the scan"), ("P",), "pan"),
    _tool("window", QT_TRANSLATE_NOOP("actions", "Change the &window"), ("W",), "window"),
    _tool("zoom", QT_TRANSLATE_NOOP("actions", "&Zoom"), ("Z",), "zoom"),
    _tool("measure", QT_TRANSLATE_NOOP("actions", "Measure a &distance"), ("D",), "measure"),
    ActionSpec(
        "delete_measurement",
        QT_TRANSLATE_NOOP("actions", "&Delete the measurement"),
        ("Del", "Backspace"),
        needs_scan=True,
        group=MEASURING,
    ),
    ActionSpec("undo", QT_TRANSLATE_NOOP("actions", "&Undo"), ("Ctrl+Z",), group=MEASURING),
    ActionSpec(
        "redo", QT_TRANSLATE_NOOP("actions", "&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), group=MEASURING
    ),
    _frame("play", QT_TRANSLATE_NOOP("actions", "&Play"), ("C",), "play", checkable=True),
    _frame("frame_back", QT_TRANSLATE_NOOP("actions", "Previous &frame"), (",",), "frame-back"),
    _frame("frame_on", QT_TRANSLATE_NOOP("actions", "Next f&rame"), (".",), "frame-on"),
    _frame("frame_first", QT_TRANSLATE_NOOP("actions", "F&irst frame"), ("Home",)),
    _frame("frame_last", QT_TRANSLATE_NOOP("actions", "&Last frame"), ("End",)),
    _frame(
        "most_suspicious", QT_TRANSLATE_NOOP("actions", "&Most suspicious frame"), ("M",), "peak"
    ),
    ActionSpec(
        "next_scan", QT_TRANSLATE_NOOP("actions", "&Next scan"), ("PgDown",), "next", group=FRAMES
    ),
    ActionSpec(
        "previous_scan",
        QT_TRANSLATE_NOOP("actions", "Pre&vious scan"),
        ("PgUp",),
        "previous",
        group=FRAMES,
    ),
    ActionSpec("dismiss", QT_TRANSLATE_NOOP("actions", "Dismiss the message"), ("Esc",)),
    ActionSpec("shortcuts", QT_TRANSLATE_NOOP("actions", "&Keys and mouse"), ("F1",)),
    ActionSpec("about_models", QT_TRANSLATE_NOOP("actions", "About the &models"), ("Shift+F1",)),
    ActionSpec("intended_use", QT_TRANSLATE_NOOP("actions", "&Intended use")),
    ActionSpec("about", QT_TRANSLATE_NOOP("actions", "&About Second Reader")),
)


class Actions(Mapping[str, QAction]):
    """The window's actions by name; each is bound once to the callable that carries it out.

    Parameters
    ----------
    owner : QObject
        The window.
    """

    def __init__(self, owner: QObject) -> None:
        self._actions = {spec.name: _made(spec, owner) for spec in ACTIONS}
        self._unbound = set(self._actions)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def __len__(self) -> int:
        return len(self._actions)

    def on_trigger(self, slots: Mapping[str, Callable[[], object]]) -> None:
        """Bind actions that are no switches.

        Parameters
        ----------
        slots : mapping
            From the name of an action to the callable that carries it out.

        Raises
        ------
        ValueError
            If an action is unknown, checkable or bound already.
        """
        for name, slot in slots.items():
            self._claim(name, checkable=False).triggered.connect(slot)

    def on_toggle(self, slots: Mapping[str, Callable[[bool], object]]) -> None:
        """Bind checkable actions.

        Parameters
        ----------
        slots : mapping
            From the name of an action to the callable that takes its new state.

        Raises
        ------
        ValueError
            If an action is unknown, not checkable or bound already.
        """
        for name, slot in slots.items():
            self._claim(name, checkable=True).toggled.connect(slot)

    def require_all_bound(self) -> None:
        """Check that something carries out each action.

        Raises
        ------
        RuntimeError
            If nothing does for some of them, which it names.
        """
        if self._unbound:
            raise RuntimeError(f"nothing carries out {', '.join(sorted(self._unbound))}")

    def _claim(self, name: str, *, checkable: bool) -> QAction:
        if name not in self._unbound or self._actions[name].isCheckable() is not checkable:
            raise ValueError(f"{name} is unknown, bound already, or bound the wrong way")
        self._unbound.remove(name)
        return self._actions[name]

    def enable_for_scan(self, *, is_open: bool) -> None:
        """Enable or disable the actions that make sense only with a scan in the window."""
        for spec in ACTIONS:
            if spec.needs_scan:
                self._actions[spec.name].setEnabled(is_open)

    def apply_palette(self, palette: QPalette) -> None:
        """Give the actions their icons, in the colours of a palette."""
        for spec in ACTIONS:
            if spec.icon:
                drawn = icons.icon(spec.icon, palette, checkable=spec.checkable)
                self._actions[spec.name].setIcon(drawn)


def set_shortcuts(action: QAction, keys: Sequence[QKeySequence]) -> None:
    """Give an action its keys, the first of which its tool tip names."""
    action.setShortcuts(list(keys))
    name = plain_text(action)
    action.setToolTip(f"{name} ({_keys(action)})" if keys else name)


def plain_text(action: QAction) -> str:
    """Return an action's text without mnemonic and ellipsis, as a name for assistive technology."""
    return action.text().replace("&", "").rstrip("…")


def _made(spec: ActionSpec, owner: QObject) -> QAction:
    action = QAction(translate("actions", spec.text), owner)
    action.setObjectName(spec.name)
    action.setCheckable(spec.checkable)
    set_shortcuts(action, [QKeySequence(keys) for keys in spec.shortcuts])
    return action


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
