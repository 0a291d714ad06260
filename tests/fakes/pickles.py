"""Pickles as the decoder process makes them."""

from __future__ import annotations

import io
import pickle


class _Pickler(pickle.Pickler):
    # Dask, which other tests import, has every exception pickled with its traceback.
    dispatch_table: dict[type, object] = {}  # noqa: RUF012 - as pickle has it


def as_the_decoder_pickles(answer: object) -> bytes:
    """Return the pickle of an answer, whatever other tests have registered."""
    written = io.BytesIO()
    _Pickler(written).dump(answer)
    return written.getvalue()
