"""A screen in memory, the real program on it, and pictures of what is seen there."""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.machine import missing_for_a_screen

ROOT = Path(__file__).resolve().parents[2]
# Above every version of the intended use that there will be.
ACCEPTED = 1_000_000
USUAL = ("-m", "desktop")
STEADY = (str(Path(__file__).with_name("steady_program.py")),)
_PATIENCE_S = 180.0
_SLOW_S = 8.0


@dataclass(frozen=True)
class Screen:
    """An X server that draws into a file."""

    display: str
    frame_buffer: Path

    def environment(self) -> dict[str, str]:
        usual = {
            k: v for k, v in os.environ.items() if k not in {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
        }
        return {**usual, "DISPLAY": self.display}

    def picture(self) -> NDArray[np.uint8]:
        """Return what is on the screen, shape (rows, columns, 3), RGB.

        The file has the format of xwd, version 7: a header of big-endian words, a table of
        colours, and 32 bits a pixel.
        """
        data = self.frame_buffer.read_bytes()
        header = struct.unpack(">25I", data[:100])
        columns, rows, line, colours = header[4], header[5], header[12], header[19]
        start = header[0] + 12 * colours
        pixels = np.frombuffer(data, np.uint8, rows * line, start).reshape(rows, line // 4, 4)
        return np.ascontiguousarray(pixels[:, :columns, 2::-1])

    def ask(self, *arguments: str) -> str:
        """Return what xdotool prints, stripped; nothing when it finds nothing."""
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
        return done.stdout.strip()


@dataclass(frozen=True)
class Program:
    """The running program.

    Attributes
    ----------
    screen : Screen
        Where it is seen.
    process : Popen
        The program.
    home : Path
        Where its dialog for folders starts.
    """

    screen: Screen
    process: subprocess.Popen[str]
    home: Path = Path("/")

    def window(self) -> str:
        return self.screen.ask("search", "--onlyvisible", "--name", "Second Reader").split("\n")[0]

    def title(self) -> str:
        window = self.window()
        return self.screen.ask("getwindowname", window) if window else ""

    def press(self, *keys: str) -> None:
        self.screen.ask("windowfocus", "--sync", self.window())
        self.screen.ask("key", "--clearmodifiers", *keys)

    def window_of(self, title: str) -> str:
        """Return a window whose title matches a pattern; nothing when there is none."""
        return self.screen.ask("search", "--onlyvisible", "--name", title).split("\n")[0]

    def title_of(self, title: str) -> str:
        window = self.window_of(title)
        return self.screen.ask("getwindowname", window) if window else ""

    def press_in(self, title: str, *keys: str) -> None:
        """Press keys in the window of a title."""
        self.screen.ask("windowfocus", "--sync", self.window_of(title))
        self.screen.ask("key", "--clearmodifiers", *keys)

    def answer(self, title: str, path: Path) -> None:
        """Type a path into a dialog that asks for a file or folder, and wait until it is gone.

        A folder has to be in the home folder, where the dialog for folders starts.
        """
        until(lambda: self.window_of(title))
        # Until the dialog has read its folder, and at each folder that a typed path passes, what
        # it suggests may be taken in place of what is typed: so wait, and type no longer path
        # to a folder than is needed.
        self.still_picture()
        self.press_in(title, "ctrl+a")
        typed = f"{path.relative_to(self.home)}/." if path.is_dir() else str(path)
        self.screen.ask("type", "--delay", "2", typed)
        # What it suggests comes with a delay, and would take Return for itself.
        self.still_picture()
        self.screen.ask("key", "Return")
        # On a slow machine the first Return may only enter the folder of the path, as the dialog
        # knows what is in there after that; as anyone at the keyboard would, press it again.
        until(lambda: self._is_gone_after_return(title))

    def _is_gone_after_return(self, title: str) -> bool:
        """Tell whether a dialog is gone; if it stays for seconds, press Return in it again."""
        with contextlib.suppress(AssertionError):
            until(lambda: not self.window_of(title), patience_s=_SLOW_S)
            return True
        self.press_in(title, "Return")
        return False

    def click(self, place: tuple[int, int]) -> None:
        """Click a place of the screen."""
        self.screen.ask("mousemove", "--sync", *map(str, place))
        self.screen.ask("click", "1")

    def drag(self, start: tuple[int, int], end: tuple[int, int], button: int = 1) -> None:
        """Press a button, move the mouse in steps as a hand does, and release it."""
        self.screen.ask("mousemove", "--sync", *map(str, start))
        self.screen.ask("mousedown", str(button))
        for step in range(1, 5):
            at = (s + (e - s) * step // 4 for s, e in zip(start, end, strict=True))
            self.screen.ask("mousemove", "--sync", *map(str, at))
        self.screen.ask("mouseup", str(button))

    def still_picture(self) -> NDArray[np.uint8]:
        """Return the screen once there is something on it and nothing has moved for a second."""
        seen = [self.screen.picture()]

        def is_still() -> bool:
            seen.append(self.screen.picture())
            del seen[:-5]
            alike = all((picture == seen[-1]).all() for picture in seen)
            return len(seen) == 5 and alike and bool(seen[-1].any())

        until(is_still, pause_s=0.25)
        return seen[-1]

    def shows_a_scan(self) -> bool:
        """Tell whether the middle of the screen has the many greys of a scan."""
        rows, columns = self.screen.picture().shape[:2]
        middle = self.screen.picture()[rows // 3 : rows // 2, columns // 6 : columns // 2]
        return float(middle.std()) > 25


def until(
    condition: Callable[[], Any], pause_s: float = 0.1, patience_s: float = _PATIENCE_S
) -> None:
    """Wait for a condition, or raise an AssertionError."""
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(pause_s)


def needed_screen() -> Iterator[Screen]:
    """Yield a screen for tests; without its tools, say so and skip them, or fail in CI."""
    reason = missing_for_a_screen()
    if reason:
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with virtual_screen(1280, 800) as made:
        yield made


@contextlib.contextmanager
def virtual_screen(columns: int, rows: int) -> Iterator[Screen]:
    """Start an X server on a free display."""
    with tempfile.TemporaryDirectory() as folder:
        read, write = os.pipe()
        size = f"{columns}x{rows}x24"
        # A server without clients starts afresh, and refuses the next client for a moment: the
        # program asks first whether there is a display, and then connects again.
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-fbdir", folder, "-noreset"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        try:
            with os.fdopen(read) as pipe:
                number = pipe.readline().strip()
            assert number, "Xvfb did not start"
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait(_PATIENCE_S)


@contextlib.contextmanager
def program(
    screen: Screen,
    home: Path,
    *arguments: str,
    appearance: str = "light",
    accepted: int = ACCEPTED,
    steady: bool = False,
    **extra: str,
) -> Iterator[Program]:
    """Start the program with a home, settings and a history of its own, and end it.

    Parameters
    ----------
    accepted : int
        The version of the intended use that was accepted before; 0 has the program ask for it.
    steady : bool
        Whether its cursors stand still, so that pictures of fields to type in do.
    """
    settings = home / "config" / "second-reader" / "second-reader.conf"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        f"[window]\nappearance={appearance}\n[statement]\naccepted={accepted}\n", encoding="utf-8"
    )
    environment = screen.environment()
    environment |= {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "PYTHONPATH": str(ROOT),
        **extra,
    }
    process = subprocess.Popen(
        [sys.executable, *(STEADY if steady else USUAL), *arguments],
        cwd=home,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    running = Program(screen, process, home)
    try:
        until(lambda: running.window() or process.poll() is not None)
        if process.poll() is not None:
            raise AssertionError(f"the program did not start: {process.communicate()[1][-4000:]}")
        yield running
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=_PATIENCE_S)
