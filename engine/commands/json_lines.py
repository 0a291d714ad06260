"""Records as lines of JSON that any reader of lines can split."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# Valid inside JSON, but they break lines for some readers, steer terminals, or (lone surrogates,
# from file names that are no UTF-8) cannot be encoded.
_UNWELCOME = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def as_json_line(record: Mapping[str, Any]) -> str:
    r"""Return a record as one line of JSON, ended by ``\n``, that UTF-8 can encode.

    Raises
    ------
    ValueError
        If a number in it is infinite or not a number, which JSON has no words for.
    """
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return _UNWELCOME.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
