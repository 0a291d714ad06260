"""Pinned cards of the bundled models, by the SHA-256 of their bytes.

Written by ``python -m training export --install``.
"""

CARDS: dict[str, str] = {
    "mammography": "36bbcf0e753d45fc778ef24af0000c1a3e73fa75cdf35d985ce5efa8009be53a",
    "thermography": "302f864956e9aac1b2697de0a99a1247b0cec0be2c27cdaa3c8b2d091b67bbe2",
    "ultrasound": "b89f6a7f8c5551fe48dd315b9c3d2e18947059b37cb030e8705a620457078807",
}
