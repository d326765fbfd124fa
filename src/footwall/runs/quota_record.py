"""The quotas of a rulebook in ``summary.json``: one entry a clause and good, licences of many routes as one.

Tonnes are t/year, rents and charges USD/kg, money million USD a year, use %. ``charge_beyond`` is None where
routes are charged apart, as under a surge duty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from footwall.measure.quota_accounts import QuotaUse, quota_uses
from footwall.runs.figures import MILLION
from footwall.runs.rows import KG_PER_T

if TYPE_CHECKING:
    from footwall.measure.state import State

Record = dict[str, Any]
FULL = 1.0 - 1e-6
"""Share of a limit from which it is full: the solver meets a limit to some 1e-9 of its tonnes."""


def quota_records(baseline: State, policy: State) -> list[Record]:
    """Quotas and licences of the policy whose clause the baseline does not hold; empty without one."""
    known = {quota.clause for quota in baseline.enactment.quotas}
    groups: dict[tuple[str, str, str], list[QuotaUse]] = {}
    for use in quota_uses(policy):
        if use.quota.clause not in known:
            groups.setdefault((use.quota.kind, use.quota.clause, use.commodity), []).append(use)
    return [_record(policy, uses) for uses in groups.values()]


def _record(policy: State, uses: list[QuotaUse]) -> Record:
    first = uses[0]
    arcs = [policy.network.arcs[arc] for use in uses for arc in use.quota.arcs]
    volume, tonnes = sum(use.quota.limit for use in uses), sum(use.tonnes for use in uses)
    within, rent = sum(use.within for use in uses), sum(use.rent for use in uses)
    duty, duty_within = sum(use.other_duty for use in uses), sum(use.other_duty_within for use in uses)
    charges = {use.quota.out_of_quota for use in uses}
    kept: dict[str, float] = {}
    for use in uses:
        for region, amount in use.kept.items():
            kept[region] = kept.get(region, 0.0) + amount
    return {
        "clause": first.quota.clause,
        "kind": first.quota.kind,
        "commodity": first.commodity,
        "by": first.quota.imposed_by,
        "origins": list(dict.fromkeys(arc.origin for arc in arcs)),
        "destinations": list(dict.fromkeys(arc.destination for arc in arcs)),
        "limits": len(uses),
        "full": sum(use.tonnes >= FULL * use.quota.limit for use in uses),
        "volume": volume,
        "tonnes": tonnes,
        "used": 100.0 * tonnes / volume if volume > 0.0 else None,
        "charge_beyond": charges.pop() / KG_PER_T if len(charges) == 1 else None,
        "unit_rent": rent / within / KG_PER_T if within > 0.0 else 0.0,
        "rent": rent / MILLION,
        "kept_by": first.kept_by,
        "kept_in": {region: amount / MILLION for region, amount in kept.items()},
        "charged_beyond": sum(use.charged_beyond for use in uses) / MILLION,
        "other_duty_within": duty_within / MILLION,
        "other_duty_beyond": (duty - duty_within) / MILLION,
        "tonnes_unit": "t/yr",
        "price_unit": "USD/kg",
        "unit": "million USD/yr",
    }
