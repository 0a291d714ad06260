"""CARD.md: the card for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.model.model_card import INT8, MALIGNANT
from engine.picture.preprocessing import WHOLE
from engine.system.atomic_write import write_atomically
from training.markdown import markdown_table
from training.recipe.recipe import MEAN

CARD_TEXT = "CARD.md"
_MASKING = ("plain", "masked", "difference", "control")


def write_card_text(folder: Path, card: dict[str, Any]) -> None:
    """Write ``CARD.md`` beside a ``card.json``, from its contents alone."""
    write_atomically(folder / CARD_TEXT, card_text(card).encode("utf-8"))


def card_text(card: dict[str, Any]) -> str:
    """Return ``CARD.md``, from the contents of a ``card.json`` alone."""
    parts = [
        f"# {card['title']}, version {card['version']}",
        "For research and education. Not a medical device: it must not guide the care of a person.",
        _section("Intended use", card["intended_use"]),
        _section("Out of scope", card["out_of_scope"]),
        "## How it answers\n\n" + _answers(card),
        "## Figures\n\nMeasured on the exported graph through the engine that users run. Brackets: "
        "95 % bootstrap interval over patients (over near-duplicate groups where no patients are "
        "published)." + _cross_validated(card) + "\n\n" + _figure_table(card),
        _validation(card),
        _locked(card),
        *_subgroups(card),
        *_overlays(card),
        "![ROC](roc.png) ![Calibration](calibration.png)",
        "## Data\n\n" + _data_table(card),
        _section("Sources and licences", card["sources"]),
        _section("Limits", card["limits"]),
        "## How it was made\n\n" + _made(card),
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, lines: list[str]) -> str:
    return f"## {title}\n\n" + "\n".join(f"- {line}" for line in lines)


def _answers(card: dict[str, Any]) -> str:
    point, zone = card["operating_points"][0], card["inconclusive_zone"]
    chosen = f"fitted on {_chosen_on(card)}"
    return (
        f"Classes: {', '.join(card['classes'])}. The logits are divided by a temperature of "
        f"{card['temperature']}{_offsets(card)} ({chosen}). Operating point: {_probability(card)} "
        f"of {point['threshold']:.3f}, chosen for {point['name']} on the same scans"
        f"{_further_points(card)}. Inconclusive "
        f"zone: {zone['low']:.3f} to {zone['high']:.3f}. A scan whose scope distance exceeds "
        f"{card['scope_limit']:.0f} is refused: see training/exporting/scope_fit.py.\n\n"
        "The heatmap is an output of the same forward pass: the cells of a class's map, summed, "
        "and a constant give its logit. It shows what counted for the answer and does not outline "
        "a lesion; it can be wrong where the answer is right."
        + _attention(card)
        + _preparation(card["preprocessing"])
    )


def _offsets(card: dict[str, Any]) -> str:
    # Cards of older models have none.
    values = card.get("class_offsets", [])
    if not any(values):
        return ""
    named = zip(card["classes"], values, strict=True)
    return " and offset by " + ", ".join(f"{value:+.4f} ({name})" for name, value in named)


def _further_points(card: dict[str, Any]) -> str:
    """Return the operating points that a user can take in place of the first."""
    return "".join(
        f"; {point['threshold']:.3f} for {point['name']} can be taken in its place"
        for point in card["operating_points"][1:]
    )


def _probability(card: dict[str, Any]) -> str:
    positive = card.get("positive_class", MALIGNANT)
    if positive == MALIGNANT:
        return "a malignancy probability"
    return f"a probability of {positive} (reported as malignancy probability)"


def _attention(card: dict[str, Any]) -> str:
    if not card.get("learned_attention", False):
        return ""
    if all(member.get("pooling") == MEAN for member in card["members"]):
        return (
            " No lesion masks are published for these data: every place of the picture counts "
            "equally, and no lesion is outlined."
        )
    return (
        " No lesion masks are published for these data: the attention was learned from the "
        "classes alone, and its map outlines no lesion."
    )


def _preparation(preprocessing: dict[str, Any]) -> str:
    if preprocessing.get("crop", WHOLE) == WHOLE:
        return ""
    flipped = (
        ", flipped so that the chest wall is on the left"
        if (preprocessing["chest_wall_left"])
        else ""
    )
    return (
        "\n\nThe model sees the breast alone"
        f"{flipped}: its greys are inverted where air is bright, and labels, tape and markers "
        "outside it are covered. The reader sees the picture as it is in the file."
    )


def _cross_validated(card: dict[str, Any]) -> str:
    if not card["validation"].get("cross_validated", False):
        return ""
    return (
        " Cross-validated figures are those of networks that were trained in the same way on fewer "
        "scans than this one, each asked about patients or near-duplicate groups that it never saw."
    )


def _figure_table(card: dict[str, Any]) -> str:
    sources = list(dict.fromkeys(figure["data"] for figure in card["figures"]))
    names = list(dict.fromkeys(figure["name"] for figure in card["figures"]))
    found = {(figure["name"], figure["data"]): figure for figure in card["figures"]}
    rows = [[name, *(_cell(found.get((name, source))) for source in sources)] for name in names]
    return markdown_table(["figure", *sources], rows)


def _cell(figure: dict[str, Any] | None) -> str:
    if figure is None:
        return "-"
    value, low, high = figure["value"], figure["low"], figure["high"]
    return f"{value:.3f} [{low:.3f}, {high:.3f}], n = {figure['count']}"


def _chosen_on(card: dict[str, Any]) -> str:
    if card["validation"].get("cross_validated", False):
        return "cross-validation"
    return "validation"


def _validation(card: dict[str, Any]) -> str:
    found = card["validation"]
    parity = card["parity"]
    known = "mean_probability_difference" in parity
    # Cards of older models state the error on the scans that the calibration was fitted on.
    cross_fitted = found.get("calibration_cross_fitted", False)
    fitted = " (each fold calibrated on the others)" if cross_fitted else ""
    mean = f", mean {parity['mean_probability_difference']:.1e}" if known else ""
    return (
        f"On {_chosen_on(card)} ({found['scans']} scans, on which everything was chosen): "
        f"sensitivity {found['sensitivity']:.3f} and specificity {found['specificity']:.3f} at the "
        f"operating point; calibration error {found['calibration_error']:.3f}{fitted}; error "
        f"{found['error_everywhere']:.3f} everywhere and {found['error_outside_zone']:.3f} outside "
        f"the inconclusive zone, which leaves {found['coverage_outside_zone']:.0%} of the "
        f"scans{_new_zone(found)}. "
        f"Exported graph ({_quantization(card)}) against Keras over {parity['scans']} scans: "
        f"largest difference of a probability {parity['largest_probability_difference']:.1e}{mean}."
    )


def _new_zone(found: dict[str, Any]) -> str:
    if "zone_cross_fitted" not in found:
        return ""
    error, coverage = (found["zone_cross_fitted"][key] for key in ("error", "coverage"))
    return f" (with each fold's zone chosen on the others {error:.3f}, {coverage:.0%})"


def _quantization(card: dict[str, Any]) -> str:
    # Runs that an older version exported name neither this nor the mean difference.
    if card["graph"].get("quantization") == INT8:
        return "convolutions in whole numbers of 8 bits"
    return "weights of half precision"


def _locked(card: dict[str, Any]) -> str:
    openings = card.get("locked_openings", [])
    if not openings:
        return "No other hospital has been opened for this model."
    times = "once" if len(openings) == 1 else f"{len(openings)} times"
    return f"The other hospital was opened {times} for this model: {', '.join(openings)}."


def _subgroups(card: dict[str, Any]) -> list[str]:
    found = card.get("subgroups", [])
    if not found:
        return []
    rows = [[row["name"], row["data"], _cell(row)] for row in found]
    explained = "AUC in the parts with at least ten scans of each class. Each alone says little."
    return ["## Subgroups\n\n" + explained + "\n\n" + markdown_table(["part", "data", "AUC"], rows)]


def _overlays(card: dict[str, Any]) -> list[str]:
    # Cards of older models know nothing of it.
    found = card.get("overlays", [])
    if not found:
        return []
    head = ["data", "scans with marks found", "AUC", "AUC, marks masked", "difference", "control"]
    rows = [
        [
            row["data"],
            _shares(card["classes"], row["marked"]),
            *(_cell(row[name]) for name in _MASKING),
        ]
        for row in found
    ]
    explained = (
        "The same scans with burned-in calipers, dotted lines and letters found and painted over; "
        "the difference is paired, and positive where the marks helped. Control: the marks stay "
        "and the opposite places are painted over. Not all marks are found."
    )
    return ["## Burned-in marks\n\n" + explained + "\n\n" + markdown_table(head, rows)]


def _shares(classes: list[str], marked: dict[str, float]) -> str:
    return ", ".join(f"{name} {marked[name]:.0%}" for name in classes if name in marked)


def _data_table(card: dict[str, Any]) -> str:
    head = ["source", "class", "part", "scans"]
    rows = [[str(row[column]) for column in head] for row in card["data"]]
    notes = []
    if any(row["part"] == "dropped" for row in card["data"]):
        notes.append("*Dropped*: near-duplicates whose published labels disagree.")
    notes += [
        f"Left out of {source} before the split, by patient or picture: {', '.join(names)}."
        for source, names in card.get("left_out", {}).items()
    ]
    return "\n\n".join([markdown_table(head, rows), *notes])


def _made(card: dict[str, Any]) -> str:
    members = "; ".join(
        f"{member['backbone']} from {member['pretrained'] or 'random weights'}, "
        f"seed {member['seed']}"
        for member in card["members"]
    )
    versions = ", ".join(f"{name} {version}" for name, version in card["made_with"].items())
    return (
        f"Commands: {'; '.join(f'`{line}`' for line in card['commands'])}. Members: {members}. "
        f"Split: seed {card['split']['seed']}, digest {card['split']['digest'][:16]}. "
        f"Versions: {versions}. Graph: {card['graph']['bytes'] / 1e6:.1f} MB, SHA-256 "
        f"`{card['graph']['sha256']}`."
    )
