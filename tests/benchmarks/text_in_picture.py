"""Measures how well text in pictures is found: on real scans, and with names drawn into clean ones.

Run as ``python -m tests.benchmarks.text_in_picture DATA``, where DATA has ``ultrasound/BUSI``,
``ultrasound/BUS-BRA`` and ``ultrasound/BrEaST``. Which of 240 scans have text was told by looking
at them, and stands in ``text_in_picture.csv``: words and numbers of two characters or more, but not
the scanner's logo, the digit beside a caliper or the marks of the depth scale. The first 120 were
looked at while the thresholds were chosen, the others only afterwards. BrEaST is published without
text. Times are those of the processor, on one thread.
"""

from __future__ import annotations

import csv
import math
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from engine.picture.text_in_picture import find_text

LABELS = Path(__file__).with_suffix(".csv")
FONT = Path(__file__).parents[2] / "resources" / "fonts" / "report" / "Inter-Regular.ttf"
NAMES = ("MUSTERFRAU, ERIKA", "12.04.1961", "ID 7731905", "Doe, Jane")
HEIGHTS = (8, 10, 12, 16, 24)
CONTRASTS = (60, 100, 150)
Picture = NDArray[np.uint8]


def grey(path: Path) -> Picture:
    """Return a picture in grey, shape (rows, columns)."""
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise SystemExit(f"there is no picture {path}")
    return np.asarray(picture, np.uint8)


def share(hits: Iterable[bool]) -> str:
    """Return hits of all, with the 95 % interval of Wilson."""
    each = list(hits)
    count, part, z = len(each), sum(each) / len(each), 1.96
    middle = (part + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(part * (1 - part) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return f"{sum(each)} of {count}, {part:.3f} [{low:.3f}, {high:.3f}]"


def with_name(picture: Picture, height: int, contrast: int, rng: np.random.Generator) -> Picture:
    """Draw a name in one brightness, as a scanner does, that much above what lies below it."""
    font = ImageFont.truetype(str(FONT), round(height / 0.73))
    text = NAMES[rng.integers(len(NAMES))]
    left, top, right, bottom = font.getbbox(text)
    room = (picture.shape[1] - (right - left), picture.shape[0] - (bottom - top))
    x, y = (int(rng.integers(max(1, side))) for side in room)
    below = picture[y : y + int(bottom - top), x : x + int(right - left)]
    image = Image.fromarray(picture)
    brightness = min(255, int(np.median(below)) + contrast)
    ImageDraw.Draw(image).text((x - left, y - top), text, fill=brightness, font=font)
    return np.asarray(image, np.uint8)


def real_scans(data: Path) -> None:
    """Print sensitivity and false alarms on the scans that were looked at, and on clean ones."""
    with LABELS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for part in ("chosen on", "held out"):
        for collection in ("BUSI", "BUS-BRA"):
            chosen = [r for r in rows if r["part"] == part and f"/{collection}/" in r["file"]]
            found = [(bool(find_text(grey(data / r["file"]))), r["text"] == "yes") for r in chosen]
            sys.stdout.write(
                f"{collection}, {part}: text found {share(hit for hit, text in found if text)}; "
                f"false {share(hit for hit, text in found if not text)}\n"
            )


def clean_scans(data: Path) -> None:
    """Print false alarms and times on clean scans, and sensitivity with names drawn into them."""
    pictures = [grey(path) for path in sorted((data / "ultrasound/BrEaST").rglob("*.jpg"))]
    sys.stdout.write(f"BrEaST: false {share(bool(find_text(p)) for p in pictures)}\n")
    cv2.setNumThreads(1)
    took = []
    for picture in pictures:
        wide = np.asarray(cv2.resize(picture, (600, 500)), np.uint8)
        before = time.process_time()
        find_text(wide)
        took.append(1000 * (time.process_time() - before))
    sys.stdout.write(
        f"600 x 500: median {np.median(took):.1f} ms, 99th percentile "
        f"{np.percentile(took, 99):.1f} ms\n"
    )
    for contrast in CONTRASTS:
        for height in HEIGHTS:
            rng = np.random.default_rng(5)
            hits = [bool(find_text(with_name(p, height, contrast, rng))) for p in pictures]
            sys.stdout.write(f"drawn, {height} px high, {contrast} brighter: {share(hits)}\n")


if __name__ == "__main__":
    real_scans(Path(sys.argv[1]))
    clean_scans(Path(sys.argv[1]))
