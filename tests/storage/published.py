"""The published case of RECS, STO1 and STO2 (Gouel, github.com/christophe-gouel/RECS, demos/sto2.yaml)."""

from __future__ import annotations

from footwall.storage import NormalShock, Policy, StorageModel

STO = StorageModel(
    demand_elasticity=-0.2,
    supply_elasticity=0.2,
    storage_cost=0.06,
    decay=0.02,
    interest=0.03,
    shock=NormalShock(0.05, nodes=7),
)
FLOOR = Policy(floor=1.02, cap=0.4)
