"""Names of figures, data and operating points, as training writes them on the cards of models."""

from __future__ import annotations

from typing import Final

from engine.messages.message import Message, Template, message, template

NAMES: Final[tuple[Message | Template, ...]] = (
    template("figure_auc_pair", "AUC {positive}/{negative}"),
    message("lesion", "lesion"),
    message("figure_auc_age", "AUC of age alone"),
    message("figure_auc_machine", "AUC of the machine alone"),
    message("figure_auc_number", "AUC of the patient's number alone"),
    template(
        "figure_auc_range", "AUC among patients {first} to {last}, in which both classes occur"
    ),
    template(
        "figure_auc_number_range",
        "AUC of the patient's number alone, among patients {first} to {last}, "
        "in which both classes occur",
    ),
    template("figure_by_breast", "{figure}, by breast"),
    template("figure_by_woman", "{figure}, by woman"),
    template("figure_marks_masked", "{figure}, burnt-in marks masked"),
    message("figure_sensitivity", "sensitivity at the operating point"),
    message("figure_specificity", "specificity at the operating point"),
    template("figure_sensitivity_for", "sensitivity at the operating point for {sensitivity} %"),
    template("figure_specificity_for", "specificity at the operating point for {sensitivity} %"),
    message("figure_specificity_95", "specificity where sensitivity is 95 %"),
    message("figure_accuracy", "accuracy of the class shown"),
    message("figure_majority", "majority baseline"),
    message("figure_calibration_error", "expected calibration error"),
    template("figure_error_of", "error of {class_name} or not"),
    message("figure_outside_zone", "the same outside the inconclusive zone"),
    message("figure_inside_zone", "the same inside the inconclusive zone"),
    message("figure_share_outside", "share outside the inconclusive zone"),
    message("figure_refused", "refused as out of scope"),
    message("figure_peak", "heatmap peak on the lesion"),
    message("figure_peak_chance", "lesion share of the picture (chance)"),
    message("figure_iou", "median IoU of the lesion map"),
    template("data_test", "{data} (test part)"),
    template("data_cross_validated", "{data} (cross-validated, {folds} folds)"),
    template("data_untrained", "{data} (never trained on)"),
    template("point_sensitivity", "{sensitivity} % sensitivity"),
)
"""The cards state them in English; they are recognised where a card is shown."""
