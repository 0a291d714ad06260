from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from desktop.viewer.view.viewport import LARGEST, SMALLEST, Viewport

sizes = st.builds(QSizeF, st.floats(1, 6000), st.floats(1, 6000))
views = st.builds(QSizeF, st.floats(50, 4000), st.floats(50, 4000))
points = st.builds(QPointF, st.floats(-500, 4500), st.floats(-500, 4500))
viewports = st.builds(
    Viewport, st.floats(SMALLEST, LARGEST), st.floats(-9000, 9000), st.floats(-9000, 9000)
)


@given(viewports, points, st.lists(st.floats(0.1, 10), max_size=6))
def test_what_is_under_the_cursor_stays_there(
    viewport: Viewport, cursor: QPointF, factors: list[float]
) -> None:
    before = viewport.to_picture(cursor)
    for factor in factors:
        viewport = viewport.zoomed(factor, cursor)
        seen = viewport.to_view(before)
        assert math.hypot(seen.x() - cursor.x(), seen.y() - cursor.y()) < 1e-3
        assert SMALLEST <= viewport.scale <= LARGEST


@given(sizes, views)
def test_a_fitted_picture_is_whole_central_and_as_large_as_can_be(
    picture: QSizeF, view: QSizeF
) -> None:
    room = QRectF(QPointF(0, 0), view)
    viewport = Viewport.fit(picture, room)
    area = viewport.area(picture)
    assert math.isclose(area.center().x(), room.center().x(), abs_tol=1e-6)
    assert math.isclose(area.center().y(), room.center().y(), abs_tol=1e-6)
    if SMALLEST < viewport.scale < LARGEST:
        used = max(area.width() / room.width(), area.height() / room.height())
        assert math.isclose(used, 1, rel_tol=1e-9)


@given(viewports, points)
def test_picture_and_view_map_onto_each_other(viewport: Viewport, point: QPointF) -> None:
    back = viewport.to_view(viewport.to_picture(point))
    assert math.isclose(back.x(), point.x(), rel_tol=1e-9, abs_tol=1e-6)
    assert math.isclose(back.y(), point.y(), rel_tol=1e-9, abs_tol=1e-6)


@given(viewports, sizes, views, st.floats(-20000, 20000), st.floats(-20000, 20000))
def test_no_panning_loses_the_picture(
    viewport: Viewport, picture: QSizeF, view: QSizeF, right: float, down: float
) -> None:
    area = viewport.panned(right, down, picture, view).area(picture)
    assert area.left() < view.width()
    assert area.top() < view.height()
    assert area.right() > 0
    assert area.bottom() > 0
