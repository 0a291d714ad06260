"""Sentences about models: damaged and missing ones, and reasons for no plain answer."""

from __future__ import annotations

from typing import Final

from engine.messages.message import message, template

CARD_ALTERED: Final = template("card_altered", "The card of the model {model} was altered.")
CARD_CONTRADICTORY: Final = template(
    "card_contradictory", "The card of the model {model} is incomplete or contradicts itself."
)
MODEL_MISMATCH: Final = template("model_mismatch", "The model {model} does not match its card.")
MODEL_FILE_UNREADABLE: Final = template(
    "model_file_unreadable", "The file {file} of the model {model} cannot be read."
)
MODEL_NOT_LOADED: Final = template("model_not_loaded", "The model {model} cannot be loaded.")
MODEL_NO_NUMBER: Final = template("model_no_number", "The model {model} gave no number.")
CHOSEN_MODEL_MISSING: Final = template(
    "chosen_model_missing",
    "The model that was chosen for {modality} is not there, or was altered.",
)
CHOOSE_ANOTHER: Final = message(
    "choose_another_model", "Choose another one in the settings, or put its folder back."
)
ROUTER_UNREADABLE: Final = template("router_unreadable", "The file {file} cannot be read.")
ROUTER_ALTERED: Final = template("router_altered", "The file {file} was altered.")
ROUTER_INCOMPLETE: Final = template("router_incomplete", "The file {file} is incomplete.")
PUT_BACK_MODELS: Final = message(
    "put_back_models", "Install the application again, or put back the models that came with it."
)

OTHER_KIND: Final = template(
    "other_kind", "The file says that it is {kind} ({code}), not a breast scan read here."
)
OPEN_A_BREAST_SCAN: Final = message(
    "open_a_breast_scan", "Open a breast ultrasound, a mammogram or a thermogram."
)
TOO_SMALL: Final = template(
    "too_small", "The picture is too small to be read: {columns} x {rows} pixels."
)
EXPORT_FULL_SIZE: Final = template(
    "export_full_size",
    "Export the scan at its full size; at least {side} pixels a side are needed.",
)
BLANK: Final = message(
    "blank", "The picture is blank: it has the same grey value nearly everywhere."
)
CHECK_EXPORT: Final = message("check_export", "Check that the right file or frame was exported.")
COLOURED: Final = template(
    "coloured", "The picture is a colour picture, not a grey {modality} scan."
)
OPEN_NO_PHOTOGRAPH: Final = message(
    "open_no_photograph", "Open the scan itself, not a photograph or a screen of another program."
)
UNLIKE_SCANS: Final = template(
    "unlike_scans", "This does not look like a breast {modality} scan that the model can read."
)
CHECK_OR_READ_YOURSELF: Final = message(
    "check_or_read_yourself",
    "Check that the right file was opened, or read it without the program.",
)
UNLIKE_ANY_SCAN: Final = message(
    "unlike_any_scan", "This does not look like a breast scan of any kind that the program reads."
)
CHECK_OR_STATE_KIND: Final = message(
    "check_or_state_kind", "Check that the right file was opened, or state what it is."
)
LOOKS_LIKE_ANOTHER: Final = template(
    "looks_like_another", "This looks like {found}, not like {stated}."
)
READ_IT_AS: Final = template(
    "read_it_as", "Read it as {modality}, or leave the choice to the program."
)
NO_MODEL: Final = template(
    "no_model", "This is read as {modality}, for which the program has no model."
)
READ_YOURSELF: Final = template(
    "read_yourself", "Read it without the program, which answers for {modalities} only."
)
INCONCLUSIVE: Final = template(
    "inconclusive", "The model cannot tell: {probability} lies in the zone where it errs most."
)
MALIGNANCY_PROBABILITY: Final = message("malignancy_probability", "the malignancy probability")
PROBABILITY_OF: Final = template("probability_of", "the probability of {class_name}")
DECIDE_YOURSELF: Final = message(
    "decide_yourself", "Decide without it; another view of the same place may help."
)
