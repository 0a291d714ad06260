"""The cards of the bundled models, by the SHA-256 of their bytes.

Written by ``python -m training export --install``.
"""

CARDS: dict[str, str] = {
    "ultrasound": "2d90e77668b03f9285fb1b160ca2f7c60ce8b345b077be4650e97ac043354514",
}
