"""Put the maps of an answer in their place on the frame."""

from __future__ import annotations

import numpy as np

from engine.classifier import Answer
from engine.finding import Evidence
from engine.model_card import ModelCard
from engine.preprocessing import Letterbox


def evidence_of(card: ModelCard, answer: Answer, rows: int, columns: int) -> Evidence:
    """Return the evidence of an answer for a frame of the given size in pixels."""
    canvas = card.preprocessing
    return Evidence(
        class_maps=answer.class_maps,
        bias=np.asarray(card.bias, np.float32),
        logits=answer.logits,
        lesion_map=answer.lesion_map,
        classes=card.classes,
        letterbox=Letterbox.fit(rows, columns, canvas.rows, canvas.columns),
        frame_rows=rows,
        frame_columns=columns,
        reference=card.heatmap_reference,
    )
