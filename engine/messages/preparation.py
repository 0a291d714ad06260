"""Steps of preparation, from the stored values of a file to the picture that is shown."""

from __future__ import annotations

from typing import Final

from engine.messages.message import message, template

DECODED: Final = template("step_decoded", "decoded from {transfer_syntax}, {photometric}, {depth}")
BITS: Final = template("bits", "{bits} bits")
FLOATING_POINT: Final = message("floating_point", "floating point")

MODALITY_LUT: Final = message("step_modality_lut", "modality LUT")
RESCALE: Final = template("step_rescale", "rescale slope {slope}, intercept {intercept}")
VOI_LUT: Final = message("step_voi_lut", "VOI LUT")
WINDOW: Final = template("step_window", "window center {center}, width {width} ({function})")
NO_WINDOW: Final = template(
    "step_no_window", "no window in the file: values from {low} to {high} shown in full"
)
INVERTED: Final = message("step_inverted", "inverted (MONOCHROME1)")

PALETTE: Final = message("step_palette", "palette applied")
TO_RGB: Final = template("step_to_rgb", "converted from {photometric} to RGB")
CMYK_TO_RGB: Final = message("step_cmyk_to_rgb", "converted from CMYK to RGB")
CUT_TO_16: Final = template("step_cut_to_16", "{bits} bits cut to 16")
SCALED: Final = template("step_scaled", "values of {bits} bits scaled to full range")
SCALED_IN_16: Final = template(
    "step_scaled_in_16", "values of {bits} bits in 16 scaled to full range"
)
TURNED: Final = template("step_turned", "turned upright (EXIF orientation {orientation})")
LAID_ON_BLACK: Final = message("step_laid_on_black", "transparent areas laid on black")
WHITE_IS_ZERO: Final = message("step_white_is_zero", "inverted (white is zero)")
