"""Results of a year that a rival's playbook reads, at central parameters and in the engine's units.

Tonnes are t/year, prices USD/t, shares fractions. A figure that does not exist, such as a share of nothing,
is None: no condition is met by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.horizon.path import YearOfPath


@dataclass(frozen=True, eq=False)
class Sight:
    """Whom the results are about."""

    network: Network
    rival: str
    zone: Mapping[str, float]
    """Region -> share inside the zone."""

    def weight(self, region: str) -> float:
        return self.zone.get(region, 0.0)


def result(variable: str, commodity: str, year: YearOfPath, sight: Sight) -> float | None:
    """One figure of a year; ``variable`` is one of ``rival_schema.ResultVariable``."""
    return _FIGURES[variable](commodity, year, sight)


def _made(commodity: str, activity: FloatArray, sight: Sight, weight: Callable[[str], float]) -> float:
    return sum(
        weight(process.region) * dict(process.outputs).get(commodity, 0.0) * float(level)
        for process, level in zip(sight.network.processes, activity, strict=True)
    )


def _zone_output(commodity: str, year: YearOfPath, sight: Sight) -> float | None:
    return _made(commodity, year.activity[0], sight, sight.weight)


def _world(commodity: str, year: YearOfPath, sight: Sight) -> float:
    return _made(commodity, year.activity[0], sight, lambda _: 1.0)


def _zone_output_share(commodity: str, year: YearOfPath, sight: Sight) -> float | None:
    world = _world(commodity, year, sight)
    return _made(commodity, year.activity[0], sight, sight.weight) / world if world > 0.0 else None


def _rival_share(commodity: str, year: YearOfPath, sight: Sight) -> float | None:
    world = _world(commodity, year, sight)
    if world <= 0.0:
        return None
    return _made(commodity, year.activity[0], sight, lambda region: float(region == sight.rival)) / world


def _zone_capacity(commodity: str, year: YearOfPath, sight: Sight) -> float | None:
    return _made(commodity, year.capacity[0], sight, sight.weight)


def _new_capacity(commodity: str, year: YearOfPath, sight: Sight) -> float | None:
    base = np.array([process.capacity for process in sight.network.processes])
    return _made(commodity, year.capacity[0] - base, sight, sight.weight)


def _purchases(commodity: str, year: YearOfPath, sight: Sight) -> tuple[float, float, float]:
    """Tonnes that the zone buys, of these from outside, and FOB dollars of the latter."""
    bought = foreign = dollars = 0.0
    for item in year.periods:
        central = item.central
        for arc, flow, fob in zip(
            sight.network.arcs, central.flow.tolist(), central.unit.fob.tolist(), strict=True
        ):
            if arc.commodity == commodity:
                tonnes = item.period.weight * flow * sight.weight(arc.destination)
                outside = tonnes * (1.0 - sight.weight(arc.origin))
                bought, foreign, dollars = bought + tonnes, foreign + outside, dollars + outside * fob
    return bought, foreign, dollars


def _import_reliance(commodity: str, year: YearOfPath, sight: Sight) -> float | None:
    bought, foreign, _ = _purchases(commodity, year, sight)
    return foreign / bought if bought > 0.0 else None


def _outside_price(commodity: str, year: YearOfPath, sight: Sight) -> float | None:
    _, foreign, dollars = _purchases(commodity, year, sight)
    return dollars / foreign if foreign > 0.0 else None


def _floor_binding(commodity: str, year: YearOfPath, sight: Sight) -> float | None:
    """Share of what the zone buys outside on which a levy or an exporter's rent closes the gap to a floor."""
    foreign = bound = 0.0
    for item in year.periods:
        central = item.central
        floor = np.broadcast_to(item.period.law.charges.floor, central.flow.shape)
        gap = central.unit.levy + central.unit.exporter_rent
        for arc, flow, level, charged in zip(
            sight.network.arcs, central.flow.tolist(), floor.tolist(), gap.tolist(), strict=True
        ):
            if arc.commodity == commodity:
                inside = sight.weight(arc.destination) * (1.0 - sight.weight(arc.origin))
                tonnes = item.period.weight * flow * inside
                foreign += tonnes
                bound += tonnes * (level > 0.0 and charged > 0.0)
    return bound / foreign if foreign > 0.0 else None


_FIGURES: Mapping[str, Callable[[str, YearOfPath, Sight], float | None]] = {
    "zone_output": _zone_output,
    "zone_output_share": _zone_output_share,
    "zone_capacity": _zone_capacity,
    "new_capacity": _new_capacity,
    "import_reliance": _import_reliance,
    "outside_price": _outside_price,
    "rival_share": _rival_share,
    "floor_binding": _floor_binding,
}
