"""The cards of the bundled models, by the SHA-256 of their bytes.

Written by ``python -m training export --install``.
"""

CARDS: dict[str, str] = {
    "mammography": "f270be0763fcd7d30f434e9b2c84aad93913399f6684e63669643febbea5db4d",
    "thermography": "ee9409d513b209d71aa67189da28a0efa1fcbc546c9be0a2c36c53dc91300876",
    "ultrasound": "82711245d1120b87abc3d101d5224692e7c872b903a9ca4b48c6e4a61e7113e6",
}
