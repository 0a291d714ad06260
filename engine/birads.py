"""Assessment categories for a person to choose from; no model states one."""

from __future__ import annotations

import enum


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
    def meaning(self) -> str:
        """The category in the atlas's words."""
        return _MEANINGS[self]


_MEANINGS = {
    BiRads.INCOMPLETE: "incomplete, needs additional imaging",
    BiRads.NEGATIVE: "negative",
    BiRads.BENIGN: "benign",
    BiRads.PROBABLY_BENIGN: "probably benign",
    BiRads.SUSPICIOUS: "suspicious",
    BiRads.LOW_SUSPICION: "low suspicion for malignancy",
    BiRads.MODERATE_SUSPICION: "moderate suspicion for malignancy",
    BiRads.HIGH_SUSPICION: "high suspicion for malignancy",
    BiRads.HIGHLY_SUGGESTIVE: "highly suggestive of malignancy",
    BiRads.KNOWN_MALIGNANCY: "known biopsy-proven malignancy",
}
