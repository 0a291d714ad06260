"""Runs a command that dies as soon as it, or any process it starts, asks for the internet.

``offline.py COMMAND ...``. A filter of the Linux kernel (seccomp) ends any process that makes a
socket of the families AF_INET, AF_INET6 or AF_PACKET: not the connection is refused, the attempt
is fatal, and so it cannot go unnoticed. Nothing can take the filter away again.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

# From <linux/prctl.h>, <linux/seccomp.h>, <linux/filter.h> and <linux/audit.h>.
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER_AT, _MACHINE_AT, _FAMILY_AT = 0, 4, 16
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_FAMILIES = (2, 10, 17)


def can_watch() -> bool:
    """Tell whether this computer has such a filter."""
    return sys.platform == "linux" and platform.machine() in _MACHINES


def watch() -> None:
    """Put this process, and all that it starts, under the filter."""
    machine, socket = _MACHINES[platform.machine()]
    steps = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_JUMP_IF_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_JUMP_IF_EQUAL, 1, 0, socket),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _FAMILY_AT),
        *((_JUMP_IF_EQUAL, len(_FAMILIES) - at, 0, each) for at, each in enumerate(_FAMILIES)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL_PROCESS),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(
        _SET_SECCOMP, _MODE_FILTER, ctypes.create_string_buffer(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "the filter was refused")


if __name__ == "__main__":
    watch()
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - the command is what was asked for
