"""Competitive storage under rational expectations, with a floor, a band and a capped public stock."""

from footwall.storage.equilibrium import StorageEquilibrium
from footwall.storage.long_run import LongRun
from footwall.storage.model import DiscreteShock, NormalShock, Policy, StorageModel
from footwall.storage.solve import Grid, solve

__all__ = [
    "DiscreteShock",
    "Grid",
    "LongRun",
    "NormalShock",
    "Policy",
    "StorageEquilibrium",
    "StorageModel",
    "solve",
]
