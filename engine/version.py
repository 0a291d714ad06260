"""The program's version, in the one place that code reads it from."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.2.0"
