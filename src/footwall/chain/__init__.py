"""The physical network: commodities, markets, processes, uses and arcs of one balanced base year."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footwall.chain.build import (
        BalancedQuantities,
        BuiltNetwork,
        balance_network,
        build_network,
        price_network,
    )
    from footwall.chain.chains import chains_of, facts_of
    from footwall.chain.wedge import LandedWedge, landed_wedge

__all__ = [
    "BalancedQuantities",
    "BuiltNetwork",
    "LandedWedge",
    "balance_network",
    "build_network",
    "chains_of",
    "facts_of",
    "landed_wedge",
    "price_network",
]

_HOME = {
    "BalancedQuantities": "build",
    "BuiltNetwork": "build",
    "LandedWedge": "wedge",
    "balance_network": "build",
    "build_network": "build",
    "chains_of": "chains",
    "facts_of": "chains",
    "landed_wedge": "wedge",
    "price_network": "build",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
