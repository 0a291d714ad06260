"""The cards of the bundled models, by the SHA-256 of their bytes.

Written by ``python -m training export --install``.
"""

CARDS: dict[str, str] = {
    "mammography": "f270be0763fcd7d30f434e9b2c84aad93913399f6684e63669643febbea5db4d",
    "thermography": "ee9409d513b209d71aa67189da28a0efa1fcbc546c9be0a2c36c53dc91300876",
    "ultrasound": "7777b26dd14b0d943b9d40647b4e2fc5ecb131697abdab4a50917aa15521a25d",
}
