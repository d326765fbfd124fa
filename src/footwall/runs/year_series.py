"""Figures of a path by year and draw: arrays (years, S), the central case first.

========================  ================================================================  ===============
figure                    definition                                                        unit
========================  ================================================================  ===============
output|<good>|<where>     output in the zone, of the rival, of the world                    t/year
capacity|<good>           zone capacity of the processes that make it first                 t/year
idle|<good>               share of that capacity that stands still                          %
price|<good>              effective price in the zone, by the baseline's purchases          USD/kg
rival_price|<good>        FOB price of the rival, without value-added tax                   USD/kg
user_bill                 final users of the zone: baseline use x (policy less baseline     million USD/yr
                          price)
========================  ================================================================  ===============
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from footwall.horizon.path import weighted_mean
from footwall.horizon.year_curves import highest_price
from footwall.runs.figures import MILLION
from footwall.runs.rows import KG_PER_T

if TYPE_CHECKING:
    from footwall.horizon.path import BoolArray, Path
    from footwall.market.system import FloatArray
    from footwall.runs.through_years import ChainYears

Series = dict[str, "FloatArray"]
ZONE, RIVAL, WORLD = "zone", "rival", "world"
LOW, HIGH = 5.0, 95.0


def series_of(chain: ChainYears, path: Path) -> Series:
    """All figures of one path that every draw has."""
    found: Series = {}
    network, zone = chain.network, chain.zone
    activity, capacity = path.stacked("activity"), path.stacked("capacity")
    price, effective = path.stacked("price"), path.stacked("effective")
    weight = zone.weights(tuple(process.region for process in network.processes))
    is_rival = np.array([float(process.region == zone.rival) for process in network.processes])
    bought = _mean(chain.pair.baseline.path, "purchases")
    for commodity in (item.id for item in network.commodities):
        made = np.array([dict(process.outputs).get(commodity, 0.0) for process in network.processes])
        for where, share in ((ZONE, weight), (RIVAL, is_rival), (WORLD, np.ones(len(made)))):
            found[f"output|{commodity}|{where}"] = activity @ (made * share)
        first = np.array([float(process.outputs[0][0] == commodity) for process in network.processes])
        held, run = capacity @ (first * weight), activity @ (first * weight)
        found[f"capacity|{commodity}"] = held
        found[f"idle|{commodity}"] = 100.0 * (1.0 - run / np.where(held > 0.0, held, np.inf))
        buying = np.array(
            [
                zone.weight(region) * (name == commodity)
                for name, region in chain.pair.baseline.path.course.calibration.buyers
            ]
        )
        tonnes = bought @ buying
        if np.all(tonnes > 0.0):
            found[f"price|{commodity}"] = (bought * effective) @ buying / tonnes / KG_PER_T
        for position, market in enumerate(network.markets):
            if (market.commodity, market.region) == (commodity, zone.rival):
                found[f"rival_price|{commodity}"] = price[:, :, position] / KG_PER_T
    return found


def user_bill(chain: ChainYears) -> FloatArray:
    """(years, S) million USD a year that final users of the zone pay more for the use of the baseline."""
    return user_bill_at(chain, chain.pair.policy.path.stacked("effective"))


def user_bill_at(chain: ChainYears, effective: FloatArray) -> FloatArray:
    """The same at ``effective`` prices (years, S or fewer, buyers) in USD/t, for as many cases.

    Nobody pays more than the price at which the last user stops.
    """
    baseline, cases = chain.pair.baseline.path, effective.shape[1]
    users = baseline.course.calibration.wiring.use_buyer
    weight = chain.zone.weights(tuple(use.region for use in chain.network.uses))
    used = _mean(baseline, "use")[:, :cases]
    highest = highest_price(baseline.course.calibration)[:cases]
    before, after = (
        np.minimum(price, highest) for price in (baseline.stacked("effective")[:, :cases], effective)
    )
    paid = after[:, :, users] - before[:, :, users]
    return np.asarray((used * paid) @ weight / MILLION)


def shortages(chain: ChainYears, path: Path) -> dict[str, FloatArray]:
    """Sector -> (years, S) t/year of the zone's use that is not served."""
    unserved = _mean(path, "shortage")
    weight = chain.zone.weights(tuple(use.region for use in chain.network.uses))
    sectors = dict.fromkeys(use.sector for use in chain.network.uses)
    return {
        sector: unserved
        @ np.array(
            [share * (use.sector == sector) for use, share in zip(chain.network.uses, weight, strict=True)]
        )
        for sector in sectors
    }


def alive(chain: ChainYears) -> BoolArray:
    """(S,) draws that have a solution in every period of both paths."""
    return np.asarray(chain.pair.baseline.path.alive & chain.pair.policy.path.alive)


def ranged(values: FloatArray, chain: ChainYears) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(years,) central, low and high; low and high are nan without draws."""
    drawn = values[:, 1:][:, alive(chain)[1:]]
    if not drawn.shape[1]:
        nothing = np.full(values.shape[0], np.nan)
        return values[:, 0], nothing, nothing
    low, high = np.percentile(drawn, (LOW, HIGH), axis=1)
    return values[:, 0], low, high


def ranged_record(values: FloatArray, chain: ChainYears) -> dict[str, list[float] | None]:
    """``central``, ``low`` and ``high`` of (years, S); the bounds are None without draws."""
    central, low, high = ranged(values, chain)
    return {"central": central.tolist(), "low": _known(low), "high": _known(high)}


def _known(values: FloatArray) -> list[float] | None:
    return None if np.isnan(values).any() else values.tolist()


def _mean(path: Path, name: str) -> FloatArray:
    """(years, S, ·) weighted mean over periods of a field of what came of them."""
    return np.stack([weighted_mean(year.periods, name) for year in path.years])
