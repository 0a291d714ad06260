"""Where no file says what a picture is, the right model is asked, or none."""

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decoding.read_scan import read_scan
from engine.errors import ModelError
from engine.finding import Status
from engine.model.modality_router import (
    ROUTING_DIGEST,
    ROUTING_FILE,
    Router,
    load_router,
    routing_features,
)
from engine.model.second_reader import SecondReader
from engine.scan import Modality, Scan
from tests.fakes.folders import MODELS, RESOURCES

DEMONSTRATION = RESOURCES / "demo" / "ultrasound_phantom.png"


@pytest.fixture(scope="module")
def router() -> Router:
    return load_router(MODELS, ROUTING_DIGEST)


@pytest.fixture(scope="module")
def reader() -> SecondReader:
    return SecondReader(MODELS)


@given(
    rows=st.integers(1, 300), columns=st.integers(1, 300), colour=st.booleans(), deep=st.booleans()
)
@settings(max_examples=25, deadline=None)
def test_every_frame_has_a_route(
    router: Router, rows: int, columns: int, colour: bool, deep: bool
) -> None:
    kind = np.uint16 if deep else np.uint8
    shape = (rows, columns, 3) if colour else (rows, columns)
    frame = np.random.default_rng(rows).integers(0, np.iinfo(kind).max, shape).astype(kind)
    route = router.route(frame)
    assert 1 <= len(route.candidates) <= 3
    assert len(set(route.candidates)) == len(route.candidates)
    assert np.isfinite(routing_features(frame)).all()


def test_dark_surroundings_and_size_do_not_matter(router: Router) -> None:
    frame = read_scan(DEMONSTRATION).frame(0)
    grey = frame if frame.ndim == 2 else frame[..., 0]
    wide = np.pad(grey, ((40, 10), (200, 120)))
    large = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    expected = router.probabilities(routing_features(grey))
    for shown in (wide, large):
        assert router.probabilities(routing_features(shown)) == pytest.approx(expected, abs=0.1)


def test_what_is_certainly_of_another_kind_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scan = read_scan(DEMONSTRATION)
    sure = replace(load_router(MODELS), offsets=np.array([9.0, 0, 0, 0]) * 9)
    assert sure.kinds[0] == "mammography"
    own = SecondReader(MODELS)
    monkeypatch.setattr(own, "_load_router", lambda: sure)
    finding = own.classify(scan, Modality.ULTRASOUND)
    assert finding.status is Status.OUT_OF_SCOPE
    assert finding.reason is not None
    assert "a mammogram" in finding.reason.summary
    # A file that states its kind is believed.
    stated = replace(scan, modality=Modality.ULTRASOUND)
    assert own.classify(stated, Modality.ULTRASOUND).status is not Status.OUT_OF_SCOPE


def test_the_next_model_is_asked_when_the_first_has_nothing_to_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scan = read_scan(DEMONSTRATION)
    unsure = replace(
        load_router(MODELS),
        weights=np.zeros((4, len(routing_features(scan.frame(0))))),
        offsets=np.array([1.0, 0, 0, 0.5]),
    )
    own = SecondReader(MODELS)
    monkeypatch.setattr(own, "_load_router", lambda: unsure)
    assert own.classify(scan).modality is Modality.ULTRASOUND


def test_an_altered_router_is_refused(tmp_path: Path) -> None:
    content = (MODELS / ROUTING_FILE).read_bytes()
    (tmp_path / ROUTING_FILE).write_bytes(content.replace(b'"sure": 0.98', b'"sure": 0.99'))
    with pytest.raises(ModelError, match="altered"):
        load_router(tmp_path, ROUTING_DIGEST)
    assert load_router(tmp_path).sure == 0.99


@pytest.mark.parametrize("broken", ["scale", "weights", "kinds"])
def test_a_router_that_is_incomplete_is_refused(tmp_path: Path, broken: str) -> None:
    table = json.loads((MODELS / ROUTING_FILE).read_bytes())
    table[broken] = table[broken][1:]
    (tmp_path / ROUTING_FILE).write_text(json.dumps(table))
    with pytest.raises(ModelError, match="incomplete"):
        load_router(tmp_path)


def every(folder: Path, step: int) -> list[Scan]:
    return [read_scan(path) for path in sorted(folder.rglob("*.jpg"))[1::step]]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("place", "step", "kind"),
    [
        ("ultrasound/BUS-BRA", 60, Modality.ULTRASOUND),
        ("ultrasound/BrEaST", 8, Modality.ULTRASOUND),
        ("mammography/RSNA-3383", 60, Modality.MAMMOGRAPHY),
        ("mammography/mini-MIAS", 8, Modality.MAMMOGRAPHY),
        ("thermography/DMR-IR", 4, Modality.THERMOGRAPHY),
    ],
)
def test_real_scans_are_sent_to_their_kind(
    router: Router, data_dir: Path, place: str, step: int, kind: Modality
) -> None:
    routes = [router.route(scan.frame(0)) for scan in every(data_dir / place, step)]
    assert len(routes) >= 25
    assert np.mean([kind in route.candidates for route in routes]) >= 0.99
    assert np.mean([route.candidates[0] is kind for route in routes]) >= 0.9
    assert not any(route.is_other for route in routes)


@pytest.mark.real_data
def test_no_mammogram_is_answered_as_ultrasound(reader: SecondReader, data_dir: Path) -> None:
    scans = every(data_dir / "mammography" / "RSNA-3383", 50)
    findings = [reader.classify(scan) for scan in scans]
    assert len(findings) > 40
    for finding in findings:
        answered = finding.status is not Status.OUT_OF_SCOPE
        assert not (answered and finding.modality is Modality.ULTRASOUND)
