"""Whatever a file is like already, it can be damaged further, alike with the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.fakes.folders import NO_REAL_SCANS, data_folder
from tests.reliability.mutations import mutated
from tests.reliability.specimens import Specimen, dicom_specimens, picture_specimens, real_specimens

_TIMES = 6


def _specimens() -> list[Specimen]:
    real = data_folder()
    if real is None:
        pytest.skip(NO_REAL_SCANS)
    names = ("dicom", "images")
    return [one for name in names for one in real_specimens(real / "files" / name)]


@pytest.mark.parametrize("specimens", [dicom_specimens, picture_specimens, _specimens])
def test_every_file_can_be_damaged(specimens: Callable[[], list[Specimen]]) -> None:
    for specimen in specimens():
        for seed in range(_TIMES):
            damaged = mutated(random.Random(seed), specimen)
            assert damaged == mutated(random.Random(seed), specimen)
