"""A strategy that makes rows of a batch with whatever may stand in them."""

from __future__ import annotations

from hypothesis import strategies as st

from engine.finding import ModelIdentity, OperatingPoint, Reason, Status
from engine.records.finding_record import FindingRecord

probabilities = st.floats(0, 1)
words = st.text(max_size=30)
rows = st.builds(
    FindingRecord,
    path=st.just("folder/a"),
    status=st.sampled_from(Status),
    modality=st.none() | st.just("ultrasound"),
    class_name=st.none() | words,
    confidence=st.none() | probabilities,
    malignancy_probability=st.none() | probabilities,
    probabilities=st.dictionaries(words, probabilities, max_size=3),
    operating_point=st.none() | st.builds(OperatingPoint, words, probabilities, probabilities),
    model=st.none() | st.builds(ModelIdentity, words, words, words),
    frame=st.none() | st.integers(0, 500),
    frames=st.none() | st.integers(1, 500),
    reason=st.none() | st.builds(Reason, st.text(min_size=1, max_size=30), words),
    laterality=st.none() | st.sampled_from("LRBU"),
    view=st.none() | words,
    patient=st.none() | words,
)
