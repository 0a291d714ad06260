"""Models and resources of a cluster's worker: those of the installation that it runs in."""

from __future__ import annotations

from desktop.system.paths import models_dir, resources_dir
from engine.batch.cluster_worker import Parts
from engine.model.second_reader import SecondReader


def find_parts() -> Parts:
    """Return the models and resources of this computer."""
    return Parts(SecondReader(models_dir()), resources_dir())
