"""Words that stand in sentences and alone: kinds of scans, classes, categories."""

from __future__ import annotations

from typing import Final

from engine.messages.message import Message, message, template

MODALITIES: Final = {
    "ultrasound": message("ultrasound", "ultrasound"),
    "mammography": message("mammography", "mammography"),
    "thermography": message("thermography", "thermography"),
}
"""Kinds of scans, by `engine.scan.Modality`."""

A_SCAN_OF: Final = {
    "ultrasound": message("a_breast_ultrasound", "breast ultrasound"),
    "mammography": message("a_mammogram", "a mammogram"),
    "thermography": message("a_thermogram", "a thermogram"),
}
"""One scan of a kind, by `engine.scan.Modality`."""

CLASSES: Final = {
    "benign": message("benign", "benign"),
    "malignant": message("malignant", "malignant"),
    "normal": message("normal", "normal"),
    "cancer": message("cancer", "cancer"),
    "no cancer": message("no_cancer", "no cancer"),
    "healthy": message("healthy", "healthy"),
    "sick": message("sick", "sick"),
}
"""Classes of the models that come with the program, by their names on the cards."""

BIRADS: Final = {
    "0": message("birads_0", "incomplete, needs additional imaging"),
    "1": message("birads_1", "negative"),
    "2": CLASSES["benign"],
    "3": message("birads_3", "probably benign"),
    "4": message("birads_4", "suspicious"),
    "4A": message("birads_4a", "low suspicion for malignancy"),
    "4B": message("birads_4b", "moderate suspicion for malignancy"),
    "4C": message("birads_4c", "high suspicion for malignancy"),
    "5": message("birads_5", "highly suggestive of malignancy"),
    "6": message("birads_6", "known biopsy-proven malignancy"),
}
"""Meanings of the assessment categories, by `engine.birads.BiRads`."""

OTHER_MODALITIES: Final = {
    "CT": message("computed_tomography", "computed tomography"),
    "MR": message("magnetic_resonance", "magnetic resonance imaging"),
    "NM": message("nuclear_medicine", "nuclear medicine"),
    "PT": message("positron_emission", "positron emission tomography"),
    "CR": message("computed_radiography", "computed radiography"),
    "DX": message("digital_radiography", "digital radiography"),
    "XA": message("xray_angiography", "X-ray angiography"),
    "RF": message("radio_fluoroscopy", "radio fluoroscopy"),
    "ECG": message("electrocardiography", "electrocardiography"),
    "OP": message("ophthalmic_photography", "ophthalmic photography"),
    "XC": message("external_photography", "external-camera photography"),
    "ES": message("endoscopy", "endoscopy"),
    "SM": message("slide_microscopy", "slide microscopy"),
    "GM": message("general_microscopy", "general microscopy"),
    "IO": message("intra_oral_radiography", "intra-oral radiography"),
    "PX": message("panoramic_xray", "panoramic X-ray"),
    "BMD": message("bone_densitometry", "bone densitometry"),
    "OCT": message("optical_coherence", "optical coherence tomography"),
    "OPT": message("ophthalmic_tomography", "ophthalmic tomography"),
}
"""Kinds of pictures that are certainly no breast scan, by DICOM Modality (PS3.3 C.7.3.1.1.1)."""

NOTHING: Final = message("nothing", "nothing")
_BOTH: Final = template("both", "{first} and {second}")


def class_name(name: str) -> str:
    """Return the word for a class; the name itself for a class of a model of the user's own."""
    return CLASSES.get(name, name)


def listed(words: list[Message]) -> Message:
    """Return words joined by "and"; the word for nothing where there are none."""
    if not words:
        return NOTHING
    joined, *others = words[:3]
    for word in others:
        joined = _BOTH(first=joined, second=word)
    return joined
