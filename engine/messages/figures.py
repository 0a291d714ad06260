"""Names of figures, data sets and operating points on the cards of models.

The identifiers stand on the cards, with the English beside them. ``positive`` is the class that is
looked for, ``others`` are those that it is told apart from, ``percent`` is a sensitivity.
"""

from __future__ import annotations

from typing import Final

from engine.messages.message import message, template

AUC: Final = template("auc_positive", "AUC {others}/{positive}")
AUC_LESION: Final = message("auc_lesion", "AUC lesion/normal")
AUC_BY_BREAST: Final = template("auc_positive_by_breast", "AUC {others}/{positive}, by breast")
AUC_BY_PATIENT: Final = template("auc_positive_by_patient", "AUC {others}/{positive}, by woman")
AUC_MARKS_MASKED: Final = template(
    "auc_positive_marks_masked", "AUC {others}/{positive}, burned-in marks masked"
)
AUC_AGE: Final = message("auc_age_alone", "AUC of age alone")
AUC_MACHINE: Final = message("auc_machine_alone", "AUC of the machine alone")
AUC_NUMBER: Final = message("auc_patient_number_alone", "AUC of the patient's number alone")
AUC_AMONG_PATIENTS: Final = template(
    "auc_positive_among_patients",
    "AUC among patients {first} to {last}, in which both classes occur",
)
AUC_NUMBER_AMONG_PATIENTS: Final = template(
    "auc_patient_number_alone_among_patients",
    "AUC of the patient's number alone, among patients {first} to {last}, "
    "in which both classes occur",
)
SENSITIVITY: Final = message("sensitivity_at_operating_point", "sensitivity at the operating point")
SPECIFICITY: Final = message("specificity_at_operating_point", "specificity at the operating point")
SENSITIVITY_FOR: Final = template(
    "sensitivity_at_further_operating_point", "sensitivity at the operating point for {percent} %"
)
SPECIFICITY_FOR: Final = template(
    "specificity_at_further_operating_point", "specificity at the operating point for {percent} %"
)
SPECIFICITY_WHERE: Final = template(
    "specificity_at_sensitivity", "specificity where sensitivity is {percent} %"
)
ACCURACY: Final = message("accuracy", "accuracy of the class shown")
MAJORITY: Final = message("majority_baseline", "majority baseline")
CALIBRATION_ERROR: Final = message("calibration_error", "expected calibration error")
ERROR: Final = template("error_of_positive", "error of {positive} or not")
ERROR_OUTSIDE_ZONE: Final = message("error_outside_zone", "the same outside the inconclusive zone")
ERROR_INSIDE_ZONE: Final = message("error_inside_zone", "the same inside the inconclusive zone")
SHARE_OUTSIDE_ZONE: Final = message("share_outside_zone", "share outside the inconclusive zone")
SHARE_OUT_OF_SCOPE: Final = message("share_out_of_scope", "refused as out of scope")
PEAK_ON_LESION: Final = message("heatmap_peak_on_lesion", "heatmap peak on the lesion")
LESION_SHARE: Final = message("lesion_share_of_picture", "lesion share of the picture (chance)")
LESION_MAP_IOU: Final = message("lesion_map_median_iou", "median IoU of the lesion map")

TEST_PART: Final = template("test_part", "{name} (test part)")
CROSS_VALIDATED: Final = template("cross_validated", "{name} (cross-validated, {folds} folds)")
PARTLY_CROSS_VALIDATED: Final = template(
    "partly_cross_validated", "{name} (cross-validated, {measured} of {folds} folds)"
)
NEVER_TRAINED_ON: Final = template("never_trained_on", "{name} (never trained on)")

OPERATING_POINT: Final = template("operating_point_for", "{percent} % sensitivity")
"""Cards state it in English alone; it is recognised where a card is shown."""
