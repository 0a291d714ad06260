"""The published data sets, as downloaded or re-encoded, as lists of cases."""

from training.datasets.case import Case
from training.datasets.ultrasound import load_breast, load_bus_bra, load_busi

__all__ = ["LOADERS", "Case", "load_breast", "load_bus_bra", "load_busi"]

LOADERS = {"BUSI": load_busi, "BUS-BRA": load_bus_bra, "BrEaST": load_breast}
