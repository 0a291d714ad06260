"""Web pages that need nothing else, from jinja2 templates in which every name is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def render_template(name: str, **values: Any) -> bytes:
    """Fill in a template and return the page as UTF-8.

    Parameters
    ----------
    name : str
        Path of the template below the package, such as ``audit/page.html``.
    **values
        What the template shows. Strings are escaped: whatever a file or a class is called is shown,
        never obeyed.
    """
    text = _TEMPLATES.get_template(name).render(**values)
    # A name of a file can hold bytes that are no text, which UTF-8 cannot write.
    return text.encode("utf-8", "backslashreplace")
