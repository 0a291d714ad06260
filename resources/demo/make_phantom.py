# ruff: noqa: INP001  a script beside its result, not a package
"""Make the demonstration scan: a synthetic B-mode picture of a breast.

No patient was scanned for it. Tissue is drawn as maps of backscatter; echoes are simulated as fully
developed speckle, that is, complex Gaussian scatterers convolved with a point spread function that
is finest at the focus, so that their envelope follows a Rayleigh distribution (Wagner et al., IEEE
Trans Sonics Ultrason 1983;30:156). As a scanner does, several looks are averaged (spatial
compounding) and the envelope is compressed logarithmically.

Run it as ``python resources/demo/make_phantom.py [FILE]``. The same version of NumPy and OpenCV
gives the same picture, to the last grey value.
"""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Map: TypeAlias = NDArray[np.float64]

SEED = 23
ROWS, COLUMNS = 520, 640
TOP, LEFT, DEPTH, WIDTH = 8, 36, 480, 560
PIXELS_PER_MM = 12.0
DYNAMIC_RANGE_DB = 58.0
AXIAL = 1.0  # standard deviation of the pulse, in pixels
FOCUS = 205.0  # depth in pixels
LOOKS = 4
LABEL = "SYNTHETIC PHANTOM - NOT A PATIENT"
METADATA = {
    "Title": "Synthetic breast ultrasound phantom",
    "Description": "Simulated speckle on drawn tissue. Not a patient, not a real scan.",
    "Source": "resources/demo/make_phantom.py",
    "Copyright": "The Second Reader maintainers, Apache-2.0",
}


def smooth_noise(random: np.random.Generator, across: float, down: float) -> Map:
    """Return noise of unit variance whose grains have the given size in pixels."""
    noise = random.standard_normal((DEPTH, WIDTH))
    smooth = cv2.GaussianBlur(noise, (0, 0), sigmaX=across, sigmaY=down)
    return np.asarray(smooth / smooth.std(), dtype=np.float64)


def folded(picture: Map, random: np.random.Generator, swing: float) -> Map:
    """Return a map with its rows bent up and down by up to about twice `swing` pixels."""
    y, x = np.mgrid[0:DEPTH, 0:WIDTH].astype(np.float32)
    bend = swing * smooth_noise(random, 55, 45) + 0.35 * swing * smooth_noise(random, 20, 16)
    bent = cv2.remap(
        picture.astype(np.float32),
        x,
        (y + bend).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    return np.asarray(bent, dtype=np.float64)


def boundary(random: np.random.Generator, depth_mm: float, swing_mm: float) -> Map:
    """Return the depth in pixels of an undulating interface, shape (1, columns)."""
    noise = cv2.GaussianBlur(
        random.standard_normal((1, WIDTH + 400)), (0, 0), sigmaX=70, sigmaY=0.1
    )
    wave = noise[:, 200:-200] / noise.std()
    return np.asarray((depth_mm + swing_mm * wave) * PIXELS_PER_MM, dtype=np.float64)


def lobules(random: np.random.Generator, spacing_mm: float, flatness: float) -> tuple[Map, Map]:
    """Return cells of fat: the distance to their walls in pixels and a level for each cell.

    The walls are those of a warped Voronoi diagram whose cells are `flatness` times wider than
    high.
    """
    y, x = np.mgrid[0:DEPTH, 0:WIDTH].astype(np.float64)
    y = y * flatness + 24 * smooth_noise(random, 30, 20)
    x = x + 14 * smooth_noise(random, 30, 24)
    area = (spacing_mm * PIXELS_PER_MM) ** 2
    count = int(DEPTH * flatness * WIDTH / area)
    seeds_y = random.uniform(0, DEPTH * flatness, count)
    seeds_x = random.uniform(0, WIDTH, count)
    distance = np.hypot(y[..., None] - seeds_y, x[..., None] - seeds_x)
    nearest = np.argpartition(distance, 1, axis=2)[..., :2]
    ordered = np.sort(np.take_along_axis(distance, nearest, axis=2), axis=2)
    owner = np.argmin(distance, axis=2)
    return (ordered[..., 1] - ordered[..., 0]) / 2, random.standard_normal(count)[owner]


def lesion_distance(random: np.random.Generator) -> Map:
    """Return the distance to the lesion's margin, about 1 there, below it inside; no unit."""
    y, x = np.mgrid[0:DEPTH, 0:WIDTH].astype(np.float64)
    y, x = (y - 196) / 60, (x - 296) / 72
    angle = np.arctan2(y, x)
    phases = random.uniform(0, 2 * np.pi, 7)
    margin = 1.0 + sum(
        weight * np.cos(lobe * angle + phase)
        for lobe, weight, phase in zip(
            (2, 3, 5, 7, 9, 13, 17),
            (0.06, 0.05, 0.055, 0.05, 0.045, 0.035, 0.025),
            phases,
            strict=True,
        )
    )
    return np.asarray(np.hypot(y, x) / margin + 0.05 * smooth_noise(random, 7, 4))


def step(distance: Map, softness: float) -> Map:
    """Return 0 below zero and 1 above, with a soft edge of the given width in pixels."""
    return np.asarray(1 / (1 + np.exp(-np.clip(distance / softness, -40, 40))))


def tissue(random: np.random.Generator) -> tuple[Map, Map]:
    """Return backscatter in dB and the strength of mirror-like interfaces (amplitude).

    From the transducer down: gel, skin, subcutaneous fat, gland, retromammary fat, muscle.
    """
    y = np.mgrid[0:DEPTH, 0:WIDTH][0].astype(np.float64)
    skin = boundary(random, 0.7, 0.05)
    fat = boundary(random, 2.3, 0.10)
    gland = boundary(random, 9.2, 1.1) + 6 * smooth_noise(random, 18, 200)[:1]
    behind = boundary(random, 27.0, 1.0)
    muscle = boundary(random, 30.2, 0.7)
    wall, level = lobules(random, 10.0, 2.4)

    fat_db = -28 + 1.8 * level + 1.2 * smooth_noise(random, 12, 5)
    patchy = step(smooth_noise(random, 22, 12) + 0.1, 0.7)
    septa = np.exp(-((wall / 3.4) ** 2)) * patchy
    fat_db = (
        fat_db
        + 14 * septa
        + 5 * np.clip(folded(smooth_noise(random, 30, 1.6), random, 6) - 1, 0, 2)
    )
    sheets = smooth_noise(random, 48, 3.6) + 0.6 * smooth_noise(random, 20, 2.0)
    strands = folded(sheets, random, 9.0)
    islands = folded(smooth_noise(random, 30, 11), random, 6.0)
    gland_db = -16.0 + 3.4 * strands + 2.2 * smooth_noise(random, 60, 26)
    gland_db = gland_db - 10 * step(islands - 1.0, 0.22)
    fibres = folded(smooth_noise(random, 70, 1.7), random, 3.0)
    muscle_db = -33 + 2.5 * smooth_noise(random, 50, 4) + 9 * np.clip(fibres - 0.9, 0, None)

    backscatter = np.full((DEPTH, WIDTH), -36.0)
    for top, layer, softness in (
        (skin, np.full((DEPTH, WIDTH), -15.0), 1.0),
        (fat, fat_db, 2.0),
        (gland, gland_db, 3.0),
        (behind, fat_db + 1, 4.0),
        (muscle, muscle_db, 1.5),
    ):
        part = step(y - top, softness)
        backscatter = backscatter * (1 - part) + layer * part
    mirrors = np.zeros((DEPTH, WIDTH))
    for depth, strength, thickness in (
        (skin, 0.9, 2.0),
        (fat, 0.55, 1.8),
        (muscle, 0.55, 1.6),
        (muscle + 5, 0.30, 1.3),
    ):
        patchy = np.clip(0.75 + 0.35 * smooth_noise(random, 30, 300)[:1], 0.15, None)
        mirrors += strength * patchy * np.exp(-(((y - depth) / thickness) ** 2))
    return backscatter, mirrors


def look(random: np.random.Generator, amplitude: Map, mirrors: Map) -> Map:
    """Return the envelope of one simulated look, its lateral resolution best at the focus."""
    field = random.standard_normal((2, DEPTH, WIDTH)) * amplitude
    widths = (1.5, 2.2, 3.2)
    blurred = [
        np.stack([cv2.GaussianBlur(part, (0, 0), sigmaX=width, sigmaY=AXIAL) for part in field])
        * np.sqrt(4 * np.pi * width * AXIAL)
        for width in widths
    ]
    wanted = widths[0] + (widths[2] - widths[0]) * np.abs(np.arange(DEPTH) - FOCUS) / FOCUS
    share = np.stack([np.interp(wanted, widths, np.eye(3)[i]) for i in range(3)])
    received = (np.stack(blurred) * share[:, None, :, None]).sum(axis=0)
    received[0] += mirrors
    return np.asarray(np.hypot(received[0], received[1]))


def echoes(random: np.random.Generator, backscatter_db: Map, mirrors: Map) -> Map:
    """Return the envelope after spatial compounding."""
    amplitude = 10 ** (backscatter_db / 20)
    power = sum(look(random, amplitude, mirrors) ** 2 for _ in range(LOOKS)) / LOOKS
    return np.asarray(np.sqrt(power))


def paint_lesion(random: np.random.Generator, backscatter: Map, mirrors: Map) -> tuple[Map, Map]:
    """Return backscatter and mirrors with a hypoechoic, irregular lesion and its shadow."""
    distance = lesion_distance(random)
    inside = step(1 - distance, 0.06)
    halo = np.exp(-(((distance - 1.22) / 0.16) ** 2)) * step(
        smooth_noise(random, 25, 20) + 0.3, 0.4
    )
    content = -34 + 2.6 * smooth_noise(random, 9, 6) + 1.8 * smooth_noise(random, 26, 18)
    lesion = backscatter * (1 - inside) + content * inside + 4.0 * halo * (1 - inside)
    path_inside = np.cumsum(inside, axis=0)
    blurred = cv2.GaussianBlur(path_inside, (0, 0), sigmaX=7, sigmaY=2)
    shadow = 0.10 * blurred * (1 + 0.25 * smooth_noise(random, 12, 400)[:1])
    return lesion - shadow, mirrors * (1 - inside) * 10 ** (-shadow / 20)


def grey_levels(envelope: Map) -> NDArray[np.uint8]:
    """Compress the envelope logarithmically, with a small residue of the depth compensation."""
    depth = np.arange(DEPTH)[:, None] / DEPTH
    decibel = 20 * np.log10(np.maximum(envelope, 1e-6)) - 9.0 * depth**2 + 3.0 * depth - 3.0
    level = np.clip(1 + decibel / DYNAMIC_RANGE_DB, 0, 1)
    curve = level**1.25 * (1.12 - 0.12 * level)
    return np.round(255 * np.clip(curve, 0, 1)).astype(np.uint8)


def phantom(seed: int = SEED) -> NDArray[np.uint8]:
    """Return the demonstration scan.

    Parameters
    ----------
    seed : int
        Another seed gives another breast.

    Returns
    -------
    ndarray of uint8
        Shape (520, 640), grey.
    """
    random = np.random.default_rng(seed)
    backscatter, mirrors = paint_lesion(random, *tissue(random))
    envelope = echoes(random, backscatter, mirrors)
    # Sound that bounces between skin and transducer repeats the skin line, fainter, below it.
    for bounce, loss in ((22, 0.06), (44, 0.025)):
        envelope[bounce : bounce + 40] += loss * envelope[:40]
    picture = np.zeros((ROWS, COLUMNS), np.uint8)
    picture[TOP : TOP + DEPTH, LEFT : LEFT + WIDTH] = grey_levels(envelope)
    annotate(picture)
    return picture


def annotate(picture: NDArray[np.uint8]) -> None:
    """Burn in a ruler of centimetres and, in the bottom margin, that the picture is synthetic."""
    for millimetre in range(0, int(DEPTH / PIXELS_PER_MM) + 1, 5):
        row = TOP + int(millimetre * PIXELS_PER_MM)
        length = 7 if millimetre % 10 == 0 else 4
        cv2.line(picture, (LEFT + WIDTH + 6, row), (LEFT + WIDTH + 6 + length, row), 150, 1)
    cv2.putText(
        picture, LABEL, (LEFT, ROWS - 11), cv2.FONT_HERSHEY_SIMPLEX, 0.4, 150, 1, cv2.LINE_AA
    )


def text_chunk(keyword: str, text: str) -> bytes:
    """Return a tEXt chunk (PNG specification, third edition, 11.3.3.2)."""
    body = b"tEXt" + keyword.encode("latin-1") + b"\0" + text.encode("latin-1")
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def as_png(picture: NDArray[np.uint8]) -> bytes:
    """Return a picture as a PNG file that says in its metadata what it is."""
    encoded = cv2.imencode(".png", picture, [cv2.IMWRITE_PNG_COMPRESSION, 9])[1].tobytes()
    end_of_header = 8 + 25
    texts = b"".join(text_chunk(keyword, text) for keyword, text in METADATA.items())
    return encoded[:end_of_header] + texts + encoded[end_of_header:]


if __name__ == "__main__":
    target = (
        Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "ultrasound_phantom.png"
    )
    target.write_bytes(as_png(phantom()))
