"""The ``export`` command: a model folder with graph and card, made from a trained run."""

from __future__ import annotations

import hashlib
import importlib.metadata
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from engine.decoding.read_scan import read_scan
from engine.model.classifier import Classifier, test_pattern
from engine.model.model_card import INT8, load_card, load_graph
from engine.picture.preprocessing import preprocess
from engine.system.atomic_write import write_atomically
from training.data.pictures import load_pictures
from training.data.splits import Split
from training.datasets import Case
from training.exporting.card_calibration import calibration_of
from training.exporting.card_file import SCHEMA, write_card
from training.exporting.convert import ask, to_litert
from training.exporting.ensemble import Ensemble, join, round_weights
from training.exporting.negatives import negatives_of
from training.exporting.scope_fit import fit_scope
from training.fitting.fit import build_member, predict
from training.fitting.member import network_input
from training.fitting.views import shrunk
from training.recipe.recipe import LESION, WHOLE
from training.run import Run

GRAPH_FILE = "model.tflite"
_EXAMPLES = 100
_PACKAGES = ("tensorflow", "keras", "numpy", "opencv-python-headless", "ai-edge-litert")


def export(run: Run) -> Path:
    """Build the graph of a trained run, calibrate it, and write its card without figures.

    Returns
    -------
    Path
        The folder with ``model.tflite`` and ``card.json``.

    Raises
    ------
    UserFacingError
        If a member is not trained yet.
    """
    cases = run.cases()
    split = run.split(cases)
    folder = run.folder / "model"
    folder.mkdir(exist_ok=True)
    validation = split.select(cases, "validation")
    train = split.select(cases, "train")
    ensemble = _joined(run, train, validation)
    graph = to_litert(ensemble.network, _examples(run, train))
    write_atomically(folder / GRAPH_FILE, graph)
    card = _first_card(run, ensemble, graph, cases, split)
    write_card(folder, card)
    card |= calibration_of(run, card, validation)
    card["parity"] = _parity(folder, ensemble, validation[:200])
    write_card(folder, card)
    return folder


def _examples(run: Run, cases: list[Case]) -> NDArray[np.float32] | None:
    """Return the training pictures that show which values occur in the network, if it asks."""
    if run.recipe.quantization != INT8:
        return None
    order = np.random.default_rng(run.recipe.split["seed"]).permutation(len(cases))
    chosen = [cases[index] for index in sorted(order[:_EXAMPLES])]
    return network_input(load_pictures(chosen, run.recipe.classes, run.recipe.input).images)


def _joined(run: Run, train: list[Case], validation: list[Case]) -> Ensemble:
    members = []
    for index, member in enumerate(run.recipe.members):
        network = build_member(run.recipe, member, run.member_folder(index))
        round_weights(network)
        # Two networks of one backbone have the same name, which a joined network cannot hold twice.
        network.name = f"member_{index + 1}"
        members.append(network)
    scope = fit_scope(
        features_of(run, members[0], train),
        features_of(run, members[0], validation),
        predict(members[0], np.concatenate(list(negatives_of(run).values())))["features"],
        **run.recipe.scope,
    )
    recipe = run.recipe
    views = {
        view: [
            network
            for member, network in zip(recipe.members, members, strict=True)
            if member.view == view
        ]
        for view in (WHOLE, LESION)
    }
    return join(
        (recipe.input.rows, recipe.input.columns),
        views[WHOLE],
        views[LESION],
        recipe.lesion_crop,
        [recipe.classes.index(name) for name in recipe.lesion_crop.classes or recipe.classes],
        scope,
        flips=recipe.fit["flips"],
    )


def features_of(run: Run, network: keras.Model, cases: list[Case]) -> NDArray[np.float32]:
    """Return the features of cases by which the first network's scope gate judges them."""
    canvas = load_pictures(cases, run.recipe.classes, run.recipe.input)
    seen = shrunk(run.recipe, run.recipe.members[0], canvas.images)
    return np.asarray(predict(network, seen)["features"])


def _first_card(
    run: Run, ensemble: Ensemble, graph: bytes, cases: list[Case], split: Split
) -> dict[str, Any]:
    recipe = run.recipe
    logits = ask(graph, test_pattern(recipe.input.rows, recipe.input.columns))["logits"]
    return {
        "schema": SCHEMA,
        "name": recipe.name,
        "version": recipe.version,
        "modality": recipe.modality,
        "classes": list(recipe.classes),
        "graph": {
            "file": GRAPH_FILE,
            "sha256": hashlib.sha256(graph).hexdigest(),
            "bytes": len(graph),
            "quantization": recipe.quantization,
        },
        "positive_class": recipe.positive,
        "learned_attention": not recipe.has_lesion_masks,
        "preprocessing": recipe.input.as_dict(),
        "bias": [float(value) for value in ensemble.bias],
        "self_test": [float(value) for value in logits],
        "members": [
            {
                "backbone": member.backbone,
                "pretrained": member.weights,
                "seed": member.seed,
                "pooling": member.pooling,
            }
            for member in recipe.members
        ],
        "data": _counts(cases, split),
        "left_out": {name: list(patients) for name, patients in recipe.dropped.items()},
        "split": {"digest": split.digest, **recipe.split},
        "made_with": {name: importlib.metadata.version(name) for name in _PACKAGES},
        "figures": [],
        # Replaced as soon as the graph has been measured on the validation part.
        "temperature": 1.0,
        "operating_points": [{"name": "none", "threshold": 0.5, "sensitivity": 0.0}],
        "inconclusive_zone": {"low": 0.5, "high": 0.5},
        "scope_limit": 1.0,
        "heatmap_reference": 1.0,
        **recipe.card,
    }


def _counts(cases: list[Case], split: Split) -> list[dict[str, Any]]:
    keys = sorted({(case.source, case.label, split.parts[case.name]) for case in cases})
    return [
        {
            "source": source,
            "class": label,
            "part": part,
            "scans": sum(
                (case.source, case.label, split.parts[case.name]) == (source, label, part)
                for case in cases
            ),
        }
        for source, label, part in keys
    ]


def _parity(folder: Path, ensemble: Ensemble, cases: list[Case]) -> dict[str, Any]:
    """Compare the exported graph with the Keras network on real scans."""
    loaded = load_card(folder)
    classifier = Classifier(load_graph(folder, loaded), loaded)
    differences = []
    for case in cases:
        picture = preprocess(read_scan(case.image).frame(0), loaded.preprocessing)
        keras_logits = np.asarray(ensemble.network.predict_on_batch(picture[None])["logits"])[0]
        pair = np.stack([keras_logits, classifier.answer(picture).logits])
        both = loaded.probabilities(pair)
        differences.append(float(np.abs(both[0] - both[1]).max()))
    keras.backend.clear_session()
    return {
        "scans": len(cases),
        "largest_probability_difference": float(f"{max(differences):.2e}"),
        "mean_probability_difference": float(f"{np.mean(differences):.2e}"),
    }
