"""Put the maps of an answer in their place on the frame."""

from __future__ import annotations

import numpy as np

from engine.finding import Evidence
from engine.model.classifier import Answer
from engine.model.model_card import ModelCard
from engine.picture.preprocessing import Placement


def evidence_of(
    card: ModelCard, answer: Answer, placement: Placement, rows: int, columns: int
) -> Evidence:
    """Return the evidence of an answer for a frame of the given size in pixels.

    Parameters
    ----------
    card : ModelCard
        Of the model.
    answer : Answer
        Of the model.
    placement : Placement
        How the frame came onto the model's canvas, from `engine.picture.preprocessing.prepare`.
    rows, columns : int
        Size of the frame in pixels.
    """
    return Evidence(
        class_maps=answer.class_maps,
        bias=np.asarray(card.bias, np.float32),
        logits=answer.logits,
        lesion_map=answer.lesion_map,
        classes=card.classes,
        letterbox=placement.letterbox,
        frame_rows=rows,
        frame_columns=columns,
        reference=card.heatmap_reference,
        crop=placement.crop,
        mirrored=placement.mirrored,
        learned_attention=card.learned_attention,
    )
