"""The cards of the bundled models, by the SHA-256 of their bytes.

Written by ``python -m training export --install``.
"""

CARDS: dict[str, str] = {
    "ultrasound": "7b599a86f1e7e6391ff53e78657042b85181f220e6381491805c3e212d30853d",
}
