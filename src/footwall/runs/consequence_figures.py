"""Tidy figures of the consequences, in the units of the variable dictionary.

A figure that does not exist (no input, no baseline value added, nothing bought) has no row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from footwall.measure.protection import ProcessProtection
from footwall.measure.security import Supply
from footwall.runs.consequences import Consequences, Security
from footwall.runs.figures import MILLION
from footwall.runs.rows import KG_PER_T, ZONE, Figure
from footwall.runs.wedge import Wedge, WedgeTable

PERCENT = 100.0
OWNER_NOT_KNOWN = "not known"
LEVELS = {"USD/t": 1.0 / KG_PER_T, "share of the customs value": PERCENT, "t/yr": 1.0}
"""What a level in its own unit is multiplied with in rows: USD/kg, %, t/yr."""
MONEY = {
    "Revenue": "treasury_revenue",
    "Outlay": "budget_outlay",
    "User cost": "user_cost",
    "Makers": "producers_gain",
    "Other makers": "other_producers_gain",
    "Rents inside": "rents_inside",
    "Rents abroad": "rents_abroad",
    "Others abroad": "others_abroad",
    "Deadweight": "deadweight",
    "Gap": "wedge",
}
"""Rows of the wedge table and the fields that they show, in USD/year."""


def supply_figures(found: Consequences, scenario: str) -> Iterator[Figure]:
    """Figures of the baseline or of the policy: concentration, reliance, cost of contents."""
    security = found.before if scenario == "baseline" else found.after
    yield from _security(found, security)
    for cost in found.products:
        name = f"Product|Content cost|{cost.product.id}|{cost.commodity}"
        yield name, cost.region or ZONE, cost.baseline if scenario == "baseline" else cost.policy


def consequence_figures(found: Consequences) -> Iterator[Figure]:
    """Figures of the policy against the baseline: protection, shortage, products, owners, the wedge."""
    for row in found.processes:
        yield from _protection(row)
    for stage in found.stages:
        if not math.isnan(stage.effective):
            yield f"Protection|Stage|{found.chain}|{stage.stage}", ZONE, PERCENT * stage.effective
    for use in found.uses:
        if not math.isnan(use.shortage_share):
            yield f"Shortage share|{use.sector}", use.region, PERCENT * use.shortage_share
    for cost in found.products:
        name = f"Product|Share of price|{cost.product.id}|{cost.commodity}"
        yield name, cost.region or ZONE, PERCENT * cost.share_of_price
    for gain in found.owners:
        owner = gain.owner or OWNER_NOT_KNOWN
        yield f"Owner|Producer surplus|{owner}", gain.region, gain.producer_surplus / MILLION
        yield f"Owner|Rents|{owner}", gain.region, gain.rents / MILLION
    if found.wedge is not None:
        for wedge in found.wedge.rows:
            yield from _wedge(found.wedge, wedge)


def _protection(row: ProcessProtection) -> Iterator[Figure]:
    recipe = row.process.partition("@")[0]
    rates = (("Outputs", row.nominal_output), ("Inputs", row.nominal_input), ("Effective", row.effective))
    for name, rate in rates:
        if not math.isnan(rate):
            yield f"Protection|{name}|{recipe}", row.region, PERCENT * rate


def _security(found: Consequences, security: Security) -> Iterator[Figure]:
    for supply in security.direct:
        yield from _supply(found, f"Supply|{{}}|{supply.commodity}", supply)
    for supply in security.contained:
        yield from _supply(found, f"Content|{{}}|{supply.commodity}|{supply.element}", supply)
    for row in security.reliance:
        if not math.isnan(row.net_import_reliance):
            yield f"Supply|Import reliance|{row.commodity}", ZONE, PERCENT * row.net_import_reliance


def _supply(found: Consequences, name: str, supply: Supply) -> Iterator[Figure]:
    yield name.format("HHI"), ZONE, supply.hhi
    yield name.format("HHI by governance"), ZONE, supply.hhi_governance(found.governance)
    yield name.format("Rival share"), ZONE, PERCENT * supply.share(found.zone.rival)
    yield name.format("Outside share"), ZONE, PERCENT * supply.outside_share


def _wedge(table: WedgeTable, row: Wedge) -> Iterator[Figure]:
    level = row.level * LEVELS[row.level_unit]
    yield f"Wedge level|{row.instrument}|{table.commodity}", ZONE, level
    for name, field in MONEY.items():
        yield f"Wedge|{name}|{row.instrument}|{table.commodity}", ZONE, getattr(row, field) / MILLION
    for commodity, (_, after) in row.zone_output.items():
        yield f"Wedge output|{row.instrument}|{commodity}", ZONE, after
