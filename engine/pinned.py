"""The cards of the bundled models, by the SHA-256 of their bytes.

Written by ``python -m training export --install``.
"""

CARDS: dict[str, str] = {
    "mammography": "80b48555c2c614ba6f2e258496e62076589920f0bfebc5ad1ddd0ced0df9ca84",
    "thermography": "ee9409d513b209d71aa67189da28a0efa1fcbc546c9be0a2c36c53dc91300876",
    "ultrasound": "3a316776dfcbf192aa1b5061508c8ddae3f73f03d8c423bea37d72ff4a4ddb0f",
}
