"""Times the search for near-duplicates alone, on drawn thumbnails with planted copies.

Run as ``python -m tests.benchmarks.audit_pairs 10000 20000 50000``. A tenth of the pictures are
copies of others with noise added; prints processor seconds, memory, and the share of the planted
copies that was found, by how far they correlate.
"""

import resource
import sys
import time

import cv2
import numpy as np

from training.near_duplicates.correlation import SAME_PICTURE, unit_vectors
from training.near_duplicates.hashing import find_candidates

SIDE = 32


def draw_thumbnails(count: int, rng: np.random.Generator) -> np.ndarray:
    """Return blurred noise that darkens downwards as ultrasound does, shape (count, 1024)."""
    depth = np.linspace(40, -40, SIDE)[:, None]
    drawn = np.empty((count, SIDE * SIDE), np.uint8)
    for index in range(count):
        texture = cv2.GaussianBlur(rng.normal(0, 1, (SIDE, SIDE)), (0, 0), rng.uniform(1.5, 4))
        picture = 110 + depth * rng.uniform(0.5, 1.5) + texture * (40 / texture.std())
        drawn[index] = np.clip(picture, 0, 255).astype(np.uint8).ravel()
    return drawn


def measure(count: int) -> str:
    rng = np.random.default_rng(3)
    originals = draw_thumbnails(count - count // 10, rng)
    chosen = rng.choice(len(originals), count // 10, replace=False)
    noise = rng.normal(0, 1, (len(chosen), SIDE * SIDE)) * rng.uniform(2, 22, (len(chosen), 1))
    copies = np.clip(originals[chosen] + noise, 0, 255).astype(np.uint8)
    vectors = unit_vectors(np.concatenate([originals, copies]))
    planted = np.arange(len(originals), count)
    correlation = np.einsum("nd,nd->n", vectors[chosen], vectors[planted])
    start = time.process_time()
    found = find_candidates(vectors)
    seconds = time.process_time() - start
    keys = set((found.first * count + found.second).tolist())
    hit = np.array([key in keys for key in (chosen * count + planted).tolist()])
    close = correlation >= SAME_PICTURE
    edge = close & (correlation < 0.95)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{count} pictures: {seconds:.1f} s processor time, {memory:.0f} MB; found "
        f"{hit[close].mean():.4f} of {close.sum()} copies at 0.93 or more, "
        f"{hit[edge].mean():.4f} of {edge.sum()} between 0.93 and 0.95\n"
    )


if __name__ == "__main__":
    for size in sys.argv[1:]:
        sys.stdout.write(measure(int(size)))
