"""What a policy does beyond prices and tonnes: protection, security, costs of products, owners, the wedge.

``consequences`` measures once, on the solved baseline and policy of one chain; ``consequence_records`` and
``consequence_figures`` show the same numbers in the summary and in tidy rows. Only the wedge table solves
anything: the instruments that it compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footwall.measure.owners import OwnerGain, gains_by_owner
from footwall.measure.product_contents import bought_contents
from footwall.measure.product_costs import ContentCost, content_costs
from footwall.measure.protection import (
    ProcessProtection,
    StageProtection,
    process_protection,
    stage_protection,
)
from footwall.measure.security import (
    Reliance,
    Supply,
    UnservedUse,
    contained_supplies,
    direct_supply,
    import_reliance,
    unserved_uses,
)
from footwall.measure.state import State
from footwall.runs.short_goods import GoodShort, goods_short
from footwall.runs.shortages import ShortGood, hardest_hit
from footwall.runs.wedge import WedgeTable, wedge_table
from footwall.runs.zone import ReportedZone

if TYPE_CHECKING:
    from footwall.facts import Facts


@dataclass(frozen=True, eq=False)
class Security:
    """Supply of the zone in one state."""

    direct: tuple[Supply, ...]
    contained: tuple[Supply, ...]
    reliance: tuple[Reliance, ...]


@dataclass(frozen=True, eq=False)
class Consequences:
    """All measures of one chain; policy against baseline."""

    chain: str
    zone: ReportedZone
    governance: Mapping[str, float]
    """World Governance Indicator by region."""
    processes: tuple[ProcessProtection, ...]
    stages: tuple[StageProtection, ...]
    before: Security
    after: Security
    uses: tuple[UnservedUse, ...]
    short_goods: Mapping[tuple[str, str], ShortGood]
    """(sector, region) -> the good of which the largest part goes unserved there."""
    goods_short: tuple[GoodShort, ...]
    products: tuple[ContentCost, ...]
    owners: tuple[OwnerGain, ...]
    wedge: WedgeTable | None
    """None where no clause raises the zone's output of what it covers."""


def consequences(baseline: State, policy: State, zone: ReportedZone, facts: Facts) -> Consequences:
    """Measure one chain. Both states stand on the same calibration."""
    return Consequences(
        chain=policy.network.chain,
        zone=zone,
        governance={row.code: row.wgi for row in facts.table("regions")},
        processes=process_protection(baseline, policy),
        stages=stage_protection(baseline, policy, zone.share),
        before=_security(baseline, zone),
        after=_security(policy, zone),
        uses=unserved_uses(baseline, policy),
        short_goods=hardest_hit(baseline, policy),
        goods_short=goods_short(baseline, policy),
        products=content_costs(baseline, policy, zone.share, bought_contents(facts)),
        owners=gains_by_owner(baseline, policy, facts.table("owners")),
        wedge=wedge_table(baseline, policy, zone),
    )


def _security(state: State, zone: ReportedZone) -> Security:
    return Security(
        direct_supply(state, zone.share),
        contained_supplies(state, zone.share),
        import_reliance(state, zone.share),
    )
