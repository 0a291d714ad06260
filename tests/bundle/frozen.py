"""The frozen program as its least privileged user meets it."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOBODY = 65534
NAME = "second-reader.exe" if os.name == "nt" else "second-reader"
_PATIENCE_S = 300.0


@dataclass(frozen=True)
class Frozen:
    """An installed bundle, and the empty home of who runs it.

    The program is started without a network, without Python on the PATH and with nothing of this
    environment; where the tests run as root, as a user who owns nothing.
    """

    folder: Path
    home: Path

    def environment(self, **extra: str) -> dict[str, str]:
        system = {k: v for k, v in os.environ.items() if k in {"SYSTEMROOT", "TEMP", "TMP"}}
        return {
            **system,
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "PATH": str(self.home / "no-programs-here"),
            "LANG": "C.UTF-8",
            **extra,
        }

    def start(self, *arguments: str | Path, **extra: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*_confined(), str(self.folder / NAME), *map(str, arguments)],
            cwd=self.home,
            env=self.environment(**extra),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: str | Path, **extra: str) -> tuple[int, str, str]:
        """Return the exit status, the output and the messages."""
        process = self.start(*arguments, **extra)
        output, messages = process.communicate(timeout=_PATIENCE_S)
        return process.returncode, output, messages

    def records(self, *arguments: str | Path) -> list[dict[str, Any]]:
        """Return the lines of JSON that a command prints."""
        _, output, messages = self.run(*arguments, "--json")
        assert messages == ""
        return [json.loads(line) for line in output.splitlines()]

    def files(self) -> dict[str, int]:
        """Return the size of every file of the bundle, by its place."""
        return {
            path.relative_to(self.folder).as_posix(): path.stat().st_size
            for path in self.folder.rglob("*")
            if path.is_file() and not path.is_symlink()
        }


@functools.cache
def _confined() -> tuple[str, ...]:
    """Return what to put before a command so that it runs without network and privileges."""
    tools = {name: shutil.which(name) for name in ("unshare", "setpriv")}
    unshare, setpriv = tools["unshare"], tools["setpriv"]
    is_root = hasattr(os, "getuid") and os.getuid() == 0
    candidates: list[tuple[str, ...]] = []
    if is_root and unshare and setpriv:
        lowered = (setpriv, "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups", "--")
        candidates = [(unshare, "--net", "--", *lowered), lowered]
    elif unshare:
        candidates = [(unshare, "--map-current-user", "--net", "--")]
    works = (
        candidate
        for candidate in candidates
        if subprocess.run([*candidate, "/bin/true"], capture_output=True, check=False).returncode
        == 0
    )
    return next(works, ())
