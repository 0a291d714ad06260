"""The cards of the bundled models, by the SHA-256 of their bytes.

Written by ``python -m training export --install``.
"""

CARDS: dict[str, str] = {
    "ultrasound": "217a6fdd674ebb6b0d0ea0fef3607128e4561968355e8040f2d02a95270d2015",
}
