"""A chain walked to the year of the test under the law that a plan starts from, without public stocks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from footwall.chain.chains import facts_of
from footwall.errors import UnknownName
from footwall.explore.vault_chain import VaultChain
from footwall.explore.vault_terms import VaultTerms
from footwall.horizon.course import course_of
from footwall.horizon.lawbook import Lawbook
from footwall.horizon.passes import Investors, Ruled, walk_pair
from footwall.horizon.pilot_plants import with_pilot_plants
from footwall.horizon.private_stocks import holding_of
from footwall.horizon.shocks import shocks_of
from footwall.horizon.storekeeping import storekeeping_of
from footwall.horizon.ventures import ventures_of
from footwall.market.calibrate import calibrate
from footwall.market.parameters import central
from footwall.runs.economy import base_economy
from footwall.runs.zone import reported_zone
from footwall.spelling import did_you_mean

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.facts.schema import ChainRow
    from footwall.horizon.span import Span
    from footwall.rulebook import Rulebook

SEED = 20260204


def opened(
    row: ChainRow,
    facts: Facts,
    rulebook: Rulebook,
    span: Span,
    terms: VaultTerms,
    supplier: str | None = None,
) -> VaultChain:
    """One chain under a rulebook without stockpiles and rival; ``supplier`` None: the chain's rival.

    Raises UnknownName, CalibrationError, AppraisalError, RulebookError and NotConverged.
    """
    piloted = with_pilot_plants(facts, span.first)
    _, economy = base_economy(piloted, chain=row.id)
    network, own = economy.base.network, facts_of(piloted, row.id)
    lawbook = Lawbook(rulebook, facts, network, span)
    before, after = lawbook.without(), lawbook.ruled()
    shocks = shocks_of(rulebook, facts, network, span.years, (lawbook.changes, span.adopted))
    calibration = calibrate(network, economy.base_law.charges, central(network))
    keeping = storekeeping_of(own, calibration, span.years, None)
    course = replace(
        course_of(own, calibration, span.years, rulebook.horizon.scenario, before, SEED), keeping=keeping
    )
    investors = Investors(
        ventures_of(own, network), span.adopted.year - 1, rulebook.horizon.expectation == "myopic"
    )
    ruled = Ruled(after, shocks, rulebook.horizon.hazard, keeping=keeping)
    touched = lawbook.differ(before, after) or not shocks.none
    pair = walk_pair(own, course, ruled if touched else None, investors)
    members = lawbook.members()
    zone = reported_zone(network, members)
    _refuse_supplier(supplier, network.regions, zone.regions)
    return VaultChain(
        id=row.id, name=row.name, facts=own, course=course, baseline=pair.baseline,
        reference=pair.policy.path, ruled=ruled, investors=investors, rulebook=rulebook,
        members=members, seats=lawbook.memberships(), zone=zone,
        supplier=supplier or zone.rival, holding=holding_of(own, calibration),
        first=span.adopted.year, terms=terms,
    )  # fmt: skip


def _refuse_supplier(supplier: str | None, regions: tuple[str, ...], inside: tuple[str, ...]) -> None:
    if supplier is None:
        return
    outside = [region for region in regions if region not in inside]
    if supplier not in outside:
        raise UnknownName(
            f"--supplier: read {supplier!r}; allowed: a region outside the zone: {', '.join(outside)}. "
            f"{did_you_mean(supplier, outside)}".rstrip()
        )
