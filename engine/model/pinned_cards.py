"""The cards of the bundled models, by the SHA-256 of their bytes.

Written by ``python -m training export --install``.
"""

CARDS: dict[str, str] = {
    "mammography": "2de3eab987a8a05a2edd347bdc59a5cc0206c876819b2c27d5aabdb047988ce9",
    "thermography": "ee9409d513b209d71aa67189da28a0efa1fcbc546c9be0a2c36c53dc91300876",
    "ultrasound": "3a316776dfcbf192aa1b5061508c8ddae3f73f03d8c423bea37d72ff4a4ddb0f",
}
