"""Where the zone buys through the years: tonnes by origin, and the shares of outsiders and of the rival.

Tonnes are those of the good, t/yr: contained, where its unit is. Home supply is a purchase like any other. A
region that is in the zone by a share is one origin, and counts outside with the rest of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.measure.security import direct_supply
from footwall.runs.year_draws import BOUGHT, BOUGHT_OUTSIDE, BOUGHT_RIVAL
from footwall.runs.year_series import ranged_record

if TYPE_CHECKING:
    from footwall.market.system import FloatArray
    from footwall.runs.through_years import ChainYears, WeightedState
    from footwall.runs.zone import ReportedZone

Record = dict[str, Any]
Sums = Mapping[str, "FloatArray"]
LAWS = ("baseline", "policy")
SHARES = {"outside_share": BOUGHT_OUTSIDE, "share_from_rival": BOUGHT_RIVAL}
"""Entry of a good's record -> the tonnes that are set over all that the zone buys."""


def bought_in_year(states: tuple[WeightedState, ...], zone: ReportedZone) -> dict[str, dict[str, float]]:
    """Commodity -> origin -> t/yr that the zone buys, the mean over the periods of a year."""
    found: dict[str, dict[str, float]] = {}
    for item in states:
        for supply in direct_supply(item.state, zone.share):
            tonnes = found.setdefault(supply.commodity, {})
            for origin, bought in supply.by_origin.items():
                tonnes[origin] = tonnes.get(origin, 0.0) + item.weight * bought
    return found


def origins_record(chain: ChainYears, drawn: tuple[Sums, Sums]) -> dict[str, Record]:
    """Commodity -> ``origins`` (t/yr by law, origin and year) and both shares in % with their ranges.

    A good of which the zone buys none in some year of a path is left out: it has no shares then.
    """
    paths = [
        [bought_in_year(year, chain.zone) for year in states] for states in (chain.baseline, chain.policy)
    ]
    found: dict[str, Record] = {}
    for commodity in (item.id for item in chain.network.commodities):
        name = f"{BOUGHT}|{commodity}"
        if all(name in sums and np.all(sums[name][:, 0] > 0.0) for sums in drawn):
            record: Record = {
                "origins": {
                    law: _by_origin([year.get(commodity, {}) for year in path])
                    for law, path in zip(LAWS, paths, strict=True)
                }
            }
            for entry, tonnes in SHARES.items():
                record[entry] = {
                    law: ranged_record(_share(sums, tonnes, commodity), chain)
                    for law, sums in zip(LAWS, drawn, strict=True)
                }
            found[commodity] = record
    return found


def _by_origin(years: list[dict[str, float]]) -> dict[str, list[float]]:
    """Origin -> t/yr by year; who never sells anything has no entry."""
    origins = dict.fromkeys(origin for year in years for origin, bought in year.items() if bought > 0.0)
    return {origin: [year.get(origin, 0.0) for year in years] for origin in origins}


def _share(sums: Sums, tonnes: str, commodity: str) -> FloatArray:
    """(years, S) % of what the zone buys; nan for a draw in which it buys nothing."""
    total = sums[f"{BOUGHT}|{commodity}"]
    share = np.full(total.shape, np.nan)
    np.divide(100.0 * sums[f"{tonnes}|{commodity}"], total, out=share, where=total > 0.0)
    return share
