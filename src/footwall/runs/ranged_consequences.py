"""Consequences that carry a range: protection by stage, and what the zone buys under the policy.

They are measured in every joint draw as for the central parameters, in the units of ``summary.json``. What
follows an element through every product, what owners gain and the wedge table are not drawn: they stand for
the central parameters alone.

==============================  ===========================================================  =======
figure                          definition                                                   unit
==============================  ===========================================================  =======
effective|<stage>               change of the zone's value added                             %
outside_share|<commodity>       share of purchases in the zone that was made outside         %
rival_share_bought|<commodity>  share of purchases in the zone that the rival made           %
hhi|<commodity>                 concentration of purchases in the zone                       0-10,000
net_import_reliance|<commodity> imports less exports over apparent consumption               %
==============================  ===========================================================  =======
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from footwall.measure.protection import stage_protection
from footwall.measure.security import direct_supply, import_reliance
from footwall.runs.figures import Figures, figures

if TYPE_CHECKING:
    from footwall.measure.state import State
    from footwall.runs.zone import ReportedZone

EFFECTIVE = "effective"
OUTSIDE, RIVAL_BOUGHT, HHI, RELIANCE = "outside_share", "rival_share_bought", "hhi", "net_import_reliance"
PERCENT = 100.0


def all_figures(baseline: State, policy: State, zone: ReportedZone) -> Figures:
    """The headline's figures and the consequences; what does not exist is left out."""
    return {**figures(baseline, policy, zone), **ranged_consequences(baseline, policy, zone)}


def ranged_consequences(baseline: State, policy: State, zone: ReportedZone) -> Figures:
    """The figures of this module for one pair of states."""
    found = {
        f"{EFFECTIVE}|{row.stage}": PERCENT * row.effective
        for row in stage_protection(baseline, policy, zone.share)
    }
    for supply in direct_supply(policy, zone.share):
        found[f"{OUTSIDE}|{supply.commodity}"] = PERCENT * supply.outside_share
        found[f"{RIVAL_BOUGHT}|{supply.commodity}"] = PERCENT * supply.share(zone.rival)
        found[f"{HHI}|{supply.commodity}"] = supply.hhi
    for row in import_reliance(policy, zone.share):
        found[f"{RELIANCE}|{row.commodity}"] = PERCENT * row.net_import_reliance
    return {name: value for name, value in found.items() if not math.isnan(value)}
