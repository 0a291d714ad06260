"""One warm answer of the program itself, repeated for each line of the input.

``own_answer.py KIND PICTURE MODEL``, where KIND is ``whole``: with the heatmap over the scan and
all checks; ``forced``: the same with no check of what the picture is; ``bare``: the
interpreter's call alone, on a ready tensor; ``decode``: the opening of the file alone.
"""

import sys
from pathlib import Path

from serve import serve

from engine.decoding.read_scan import read_scan
from engine.model.classifier import test_pattern
from engine.model.heatmap import class_heatmap, evidence_of, overlay
from engine.model.second_reader import SecondReader
from engine.picture.preprocessing import prepare

MODELS = Path(__file__).resolve().parents[3] / "models"


def main():
    kind, path = sys.argv[1], Path(sys.argv[2])
    reader = SecondReader(MODELS)
    card = reader.load_folder(MODELS / sys.argv[3])
    classifier = next(iter(reader._classifiers.values()))
    tensor = test_pattern(card.preprocessing.rows, card.preprocessing.columns)

    def whole():
        scan = read_scan(path)
        finding = reader.classify(scan)
        if finding.evidence is None:
            raise SystemExit(f"{path} is refused: {finding.reason}")
        return overlay(scan.frame(0), class_heatmap(finding.evidence, finding.explained_class))

    def forced():
        scan = read_scan(path)
        prepared = prepare(scan.frame(0), card.preprocessing)
        found = classifier.answer(prepared.picture)
        evidence = evidence_of(card, found, prepared.placement, scan.rows, scan.columns)
        return overlay(scan.frame(0), class_heatmap(evidence, card.positive_class))

    serve(
        {
            "whole": whole,
            "forced": forced,
            "bare": lambda: classifier.answer(tensor),
            "decode": lambda: read_scan(path),
        }[kind]
    )


if __name__ == "__main__":
    main()
