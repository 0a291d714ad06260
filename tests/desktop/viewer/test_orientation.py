"""From the view to the frame and back, however the frame is turned, mirrored and enlarged."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QTransform

from desktop.viewer.view.orientation import Orientation
from desktop.viewer.view.viewport import Viewport
from engine.measurement import measure
from engine.scan import PixelSpacing, UltrasoundRegion
from tests.fakes.window import scan_of

orientations = st.builds(Orientation, st.integers(0, 3), st.booleans())
sizes = st.builds(QSizeF, st.integers(2, 5000), st.integers(2, 5000))
viewports = st.builds(Viewport, st.floats(0.02, 40), st.floats(-5000, 5000), st.floats(-5000, 5000))
parts = st.floats(0, 1)
points = st.tuples(st.floats(0, 4000), st.floats(0, 4000))


def mapping(orientation: Orientation, viewport: Viewport, size: QSizeF) -> QTransform:
    seen = QTransform.fromTranslate(viewport.left, viewport.top)
    seen.scale(viewport.scale, viewport.scale)
    return orientation.transform(size) * seen


@given(orientations, viewports, sizes, parts, parts)
def test_view_and_frame_map_onto_each_other(
    orientation: Orientation, viewport: Viewport, size: QSizeF, across: float, down: float
) -> None:
    point = QPointF(across * size.width(), down * size.height())
    place = mapping(orientation, viewport, size)
    inverse, is_invertible = place.inverted()
    assert is_invertible
    back = inverse.map(place.map(point))
    assert math.isclose(back.x(), point.x(), abs_tol=1e-4)
    assert math.isclose(back.y(), point.y(), abs_tol=1e-4)


@given(orientations, sizes, parts, parts)
def test_what_is_seen_begins_at_the_corner_and_has_the_stated_size(
    orientation: Orientation, size: QSizeF, across: float, down: float
) -> None:
    point = QPointF(across * size.width(), down * size.height())
    seen = orientation.transform(size).map(point)
    extent = orientation.size(size)
    assert -1e-6 <= seen.x() <= extent.width() + 1e-6
    assert -1e-6 <= seen.y() <= extent.height() + 1e-6


@given(orientations, sizes, parts, parts)
def test_flipping_exchanges_left_and_right_of_what_is_seen(
    orientation: Orientation, size: QSizeF, across: float, down: float
) -> None:
    point = QPointF(across * size.width(), down * size.height())
    before = orientation.transform(size).map(point)
    extent = orientation.size(size)
    after = orientation.flipped().transform(size).map(point)
    assert math.isclose(after.x(), extent.width() - before.x(), abs_tol=1e-6)
    assert math.isclose(after.y(), before.y(), abs_tol=1e-6)
    down_side = orientation.flipped(upside_down=True).transform(size).map(point)
    assert math.isclose(down_side.x(), before.x(), abs_tol=1e-6)
    assert math.isclose(down_side.y(), extent.height() - before.y(), abs_tol=1e-6)


@given(orientations)
def test_every_way_to_turn_has_a_way_back(orientation: Orientation) -> None:
    assert orientation.turned(1).turned(-1) == orientation
    assert orientation.turned(4) == orientation
    assert orientation.flipped().flipped() == orientation
    assert orientation.flipped().flipped(upside_down=True) == orientation.turned(2)


@given(orientations, viewports, points, points, st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_distance_in_millimetres_does_not_depend_on_the_view(
    orientation: Orientation,
    viewport: Viewport,
    start: tuple[float, float],
    end: tuple[float, float],
    row_mm: float,
    column_mm: float,
) -> None:
    scan = replace(
        scan_of(np.zeros((8, 8), np.uint8)), spacing=PixelSpacing(row_mm, column_mm, "PixelSpacing")
    )
    direct = measure(scan, "A", start, end).millimetres
    assert direct is not None
    place = mapping(orientation, viewport, QSizeF(4000, 4000))
    inverse = place.inverted()[0]
    seen = [inverse.map(place.map(QPointF(*point))).toTuple() for point in (start, end)]
    through_view = measure(scan, "A", seen[0], seen[1]).millimetres
    assert through_view is not None
    assert math.isclose(direct, through_view, abs_tol=1e-3)


@given(points, points, st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_distance_is_that_of_its_axes_and_has_no_direction(
    start: tuple[float, float], end: tuple[float, float], row_mm: float, column_mm: float
) -> None:
    spacing = PixelSpacing(row_mm, column_mm, "PixelSpacing")
    scan = replace(scan_of(np.zeros((8, 8), np.uint8)), spacing=spacing)
    one, other = measure(scan, "A", start, end), measure(scan, "A", end, start)
    across, down = (end[0] - start[0]) * column_mm, (end[1] - start[1]) * row_mm
    assert one.millimetres is not None
    assert math.isclose(one.millimetres**2, across**2 + down**2, rel_tol=1e-9, abs_tol=1e-9)
    assert other.millimetres == one.millimetres
    assert other.pixels == one.pixels


def test_both_ends_must_lie_in_one_calibrated_area() -> None:
    fine = PixelSpacing(0.05, 0.05, "SequenceOfUltrasoundRegions")
    coarse = PixelSpacing(0.1, 0.1, "SequenceOfUltrasoundRegions")
    scan = replace(
        scan_of(np.zeros((100, 300), np.uint8)),
        spacing=fine,
        regions=(
            UltrasoundRegion(0, 0, 99, 99, fine),
            UltrasoundRegion(100, 0, 199, 99, coarse),
            UltrasoundRegion(200, 0, 299, 99, None),
        ),
    )
    assert measure(scan, "A", (10, 10), (30, 10)).millimetres == 1.0
    assert measure(scan, "A", (110, 10), (130, 10)).millimetres == 2.0
    assert measure(scan, "A", (90, 10), (110, 10)).millimetres is None, "across two areas"
    assert measure(scan, "A", (210, 10), (230, 10)).millimetres is None, "in a Doppler trace"
    assert measure(scan, "A", (210, 10), (230, 10)).pixels == 20


def test_overlapping_areas_of_different_scale_give_no_millimetres() -> None:
    fine = PixelSpacing(0.05, 0.05, "SequenceOfUltrasoundRegions")
    coarse = PixelSpacing(0.1, 0.1, "SequenceOfUltrasoundRegions")
    regions = (UltrasoundRegion(0, 0, 99, 99, fine), UltrasoundRegion(50, 0, 150, 99, coarse))
    scan = replace(scan_of(np.zeros((100, 200), np.uint8)), regions=regions)
    assert measure(scan, "A", (60, 10), (80, 10)).millimetres is None
