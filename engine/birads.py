"""BI-RADS assessment categories for a person to choose from; no model states one."""

from __future__ import annotations

import enum

from engine.messages import words
from engine.messages.message import Message


class BiRads(enum.StrEnum):
    """Assessment categories of the ACR BI-RADS atlas, fifth edition."""

    INCOMPLETE = "0"
    NEGATIVE = "1"
    BENIGN = "2"
    PROBABLY_BENIGN = "3"
    SUSPICIOUS = "4"
    LOW_SUSPICION = "4A"
    MODERATE_SUSPICION = "4B"
    HIGH_SUSPICION = "4C"
    HIGHLY_SUGGESTIVE = "5"
    KNOWN_MALIGNANCY = "6"

    @property
    def meaning(self) -> Message:
        """The category in the atlas's words."""
        return words.BIRADS[self]
