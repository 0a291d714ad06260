"""Published data sets, as downloaded or re-encoded, read as lists of cases."""

from training.datasets.case import Case, Circle
from training.datasets.generic import load_folder, load_table
from training.datasets.layout import LOADERS, OpenedDataset, open_dataset
from training.datasets.mammography import load_mini_mias, load_rsna
from training.datasets.thermography import load_dmr_ir
from training.datasets.ultrasound import load_breast, load_bus_bra, load_busi

__all__ = [
    "LOADERS",
    "Case",
    "Circle",
    "OpenedDataset",
    "load_breast",
    "load_bus_bra",
    "load_busi",
    "load_dmr_ir",
    "load_folder",
    "load_mini_mias",
    "load_rsna",
    "load_table",
    "open_dataset",
]
