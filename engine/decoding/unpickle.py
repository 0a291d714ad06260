"""Unpickler for the answers of the decoder process, which is not trusted.

That process runs native codecs on hostile bytes. If one of them is taken over, its answer may be
any bytes. So an answer may name only the few classes that a scan or an error is made of.
"""

from __future__ import annotations

import builtins
import io
import pickle
from collections.abc import Sequence
from typing import Any

_NAMES = frozenset(
    {
        # The one class for sentences, which checks what it is made of.
        ("engine.messages.message", "Message"),
        ("numpy", "dtype"),
        ("numpy", "ndarray"),
        ("numpy._core.numeric", "_frombuffer"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy._core.multiarray", "scalar"),
        ("pathlib", "Path"),
        ("pathlib", "PosixPath"),
        ("pathlib", "WindowsPath"),
        ("pathlib._local", "Path"),
        ("pathlib._local", "PosixPath"),
        ("pathlib._local", "WindowsPath"),
    }
)
_OWN = frozenset({"engine.scan", "engine.errors", "engine.dicomdir"})


class _Loader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as pickle has it
        if (module, name) in _NAMES:
            return super().find_class(module, name)
        # A dotted name would reach into what the module imported, or into a class.
        if module in _OWN and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        # Bugs of the readers arrive as such exceptions, and are raised again in the parent.
        if module == "builtins":
            found = getattr(builtins, name, None)
            if isinstance(found, type) and issubclass(found, Exception):
                return found
        raise pickle.UnpicklingError(f"the decoder process named {module}.{name}")


def load_answer(content: bytes, buffers: Sequence[bytes]) -> object:
    """Return the object that the decoder process sent.

    Parameters
    ----------
    content : bytes
        A pickle of a scan or an exception.
    buffers : sequence of bytes
        Its pixels, sent beside it.

    Raises
    ------
    pickle.UnpicklingError
        If it names anything else, or is damaged.
    """
    try:
        return _Loader(io.BytesIO(content), buffers=buffers).load()
    except (TypeError, ValueError, AttributeError) as error:
        raise pickle.UnpicklingError("the decoder process sent something else") from error
