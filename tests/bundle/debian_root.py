"""A minimal Debian in a folder, and programs in it: no network, no privileges, an empty home."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534
HOME = "/home/Zoë Müller"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# What dpkg itself remembers and every run changes.
_DPKGS_OWN = ("var/lib/dpkg/", "var/log/", "var/cache/", "tmp/", "proc/", "home/")
# The screen's socket lies there; it and the processes are seen in the root only while one runs.
_SOCKETS = "/tmp/.X11-unix"  # noqa: S108 - where X servers have it
_PATIENCE_S = 600.0


@dataclass(frozen=True)
class DebianRoot:
    """A Debian in a folder; only root can enter it."""

    folder: Path

    def as_root(self, *command: str) -> str:
        """Run a command as root, without a network, and return what it says."""
        done = subprocess.run(
            ["unshare", "--net", "--", "chroot", self.folder, *command],
            env={"PATH": PATH, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=_PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def start(self, *command: str, **extra: str) -> subprocess.Popen[str]:
        """Start a program as a user who owns nothing but an empty home."""
        settings = {"HOME": HOME, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **extra}
        stated = [f"{name}={value}" for name, value in settings.items()]
        entered = ["chroot", f"--userspec={NOBODY}:{NOBODY}", str(self.folder), "env", "-i"]
        sockets = f"{self.folder}{_SOCKETS}"
        mounts = [f"mount -t proc proc {shlex.quote(f'{self.folder}/proc')}"]
        if "DISPLAY" in extra:
            (self.folder / _SOCKETS[1:]).mkdir(exist_ok=True)
            mounts.append(f"mount --bind {_SOCKETS} {shlex.quote(sockets)}")
        script = " && ".join([*mounts, f"exec {shlex.join([*entered, *stated, *command])}"])
        # Mounts of its own: they are gone with the last process.
        return subprocess.Popen(
            ["unshare", "--net", "--mount", "--", "/bin/sh", "-c", script],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *command: str, **extra: str) -> tuple[int, str, str]:
        """Return the exit status, the output and the messages."""
        process = self.start(*command, **extra)
        output, messages = process.communicate(timeout=_PATIENCE_S)
        return process.returncode, output, messages

    def empty_home(self) -> Path:
        """Empty the user's home, and return where it is seen from outside."""
        home = self.folder / HOME[1:]
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        os.chown(home, NOBODY, NOBODY)
        return home

    def install(self, package: Path) -> None:
        """Install a package with what is there."""
        place = Path("/srv") / package.name
        shutil.copy(package, self.folder / place.relative_to("/"))
        self.as_root("dpkg", "--install", str(place))
        (self.folder / place.relative_to("/")).unlink()

    def purge(self, name: str) -> None:
        """Remove a package and all that it configured."""
        self.as_root("dpkg", "--purge", name)

    def files(self) -> dict[str, tuple[int, int]]:
        """Return mode and size of everything that dpkg does not keep for itself."""
        found = {}
        for path in self.folder.rglob("*"):
            place = path.relative_to(self.folder).as_posix()
            if not f"{place}/".startswith(_DPKGS_OWN):
                facts = path.lstat()
                found[place] = (facts.st_mode, 0 if path.is_dir() else facts.st_size)
        return found
