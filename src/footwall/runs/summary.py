"""``summary.json``: solver, checks, headline, the answer in words, and what stands behind them.

Everything is taken from the states and their measures. The checks are the largest relative errors over the
three states; they are published, whatever they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from footwall.measure.revenue_accounts import revenue_shares
from footwall.measure.support_accounts import support_payments
from footwall.runs.draws import DrawnFigures
from footwall.runs.extreme_prices import price_caveats
from footwall.runs.figures import OUTPUT, PRICE, RIVAL, Figures, outputs, world_sum, zone_price, zone_sum
from footwall.runs.lump_sums import USERS_LUMP_SUMS
from footwall.runs.measured import Measured
from footwall.runs.omega import RevenueAtOmega
from footwall.runs.rows import KG_PER_T
from footwall.runs.unit_basis import counted_in, element_counted_in
from footwall.runs.zone import ReportedZone

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.measure.state import State

Record = dict[str, Any]


def solver_record(states: Mapping[str, State]) -> Record:
    """Status of the policy solve, the largest residual and the sums over the three states."""
    solved = [state.equilibrium for state in states.values()]
    return {
        "status": "converged" if all(item.status == "converged" for item in solved) else "failed",
        "residual": max(item.residual for item in solved),
        "iterations": sum(item.iterations for item in solved),
        "seconds": sum(item.seconds for item in solved),
        "states": {
            name: {
                "status": state.equilibrium.status,
                "residual": state.equilibrium.residual,
                "iterations": state.equilibrium.iterations,
                "starts": state.equilibrium.starts,
                "seconds": state.equilibrium.seconds,
            }
            for name, state in states.items()
        },
    }


def checks_record(measured: Measured, calibration_error: float) -> Record:
    """The largest relative errors."""
    return {
        "mass_balance": measured.mass_error,
        "element_balance": measured.element_error,
        "money_balance": measured.money_error,
        "welfare_identity": measured.welfare.identity_error,
        "leakage_identity": measured.leakage_error,
        "calibration_error": calibration_error,
    }


def stage_records(
    baseline: State, policy: State, zone: ReportedZone, central: Figures, drawn: DrawnFigures
) -> list[Record]:
    """Per commodity: price in the zone, zone output and rival share, before, after and changed with range."""
    before, after = outputs(baseline), outputs(policy)
    caveats = price_caveats(policy)
    records = []
    for commodity in policy.network.commodities:
        name = commodity.id
        world = world_sum(before, name), world_sum(after, name)
        rival = [made.get((name, zone.rival), 0.0) for made in (before, after)]
        records.append(
            {
                "commodity": name,
                "name": commodity.name,
                "stage": commodity.stage,
                "price_unit": "USD/kg",
                "counted_in": counted_in(commodity.name, commodity.unit),
                "price_baseline": zone_price(baseline, baseline, zone, name) / KG_PER_T,
                "price_policy": zone_price(policy, baseline, zone, name) / KG_PER_T,
                "price_caveat": caveats.get(name),
                "price_change": _with_range(PRICE, name, central, drawn, "%"),
                "zone_output_baseline": zone_sum(before, name, zone),
                "zone_output_policy": zone_sum(after, name, zone),
                "zone_output_change": _with_range(OUTPUT, name, central, drawn, "%"),
                "rival_share_baseline": 100.0 * rival[0] / world[0] if world[0] > 0.0 else None,
                "rival_share_policy": 100.0 * rival[1] / world[1] if world[1] > 0.0 else None,
                "rival_share_change": _with_range(RIVAL, name, central, drawn, "percentage points"),
            }
        )
    return records


def _with_range(kind: str, commodity: str, central: Figures, drawn: DrawnFigures, unit: str) -> Record | None:
    figure = f"{kind}|{commodity}"
    if figure not in central:
        return None
    low, high = drawn.range_of(figure) or (None, None)
    return {"value": central[figure], "low": low, "high": high, "unit": unit}


def floor_records(measured: Measured) -> list[Record]:
    """Status of every floor at every member's border, prices in USD/kg."""
    return [
        {
            "commodity": status.commodity,
            "member": status.member,
            "floor": status.floor / KG_PER_T,
            "status": status.status,
            "undercut": status.undercut,
            "capped": status.capped,
            "levied_share": status.levied_share,
            "levied": status.levied,
            "imports": status.imports,
            "unit_levy": status.unit_levy / KG_PER_T,
            "kept": status.kept,
            "cliff": status.cliff,
            "maximum": status.maximum / KG_PER_T,
            "unit": "USD/kg",
        }
        for status in measured.floors
    ]


_CHANGES = ("direct", "embodied", "third_country", "evaded", "total")


def leakage_records(measured: Measured, network: Network) -> list[Record]:
    """Outside content of every covered commodity, contained tonnes a year in the ``unit`` of each record.

    ``by_charges`` is the change without the rulebook's measures of governments; null where it holds none, or
    has no solution without them.
    """
    bare = measured.leakages_without_measures or (None,) * len(measured.leakages)
    return [
        {
            "commodity": leak.commodity,
            "element": leak.element,
            "baseline": leak.baseline.total,
            "policy": leak.policy.total,
            "change": {form: leak.change(form) for form in _CHANGES},
            "by_charges": None if alone is None else {form: alone.change(form) for form in _CHANGES},
            "from_rival": leak.from_rival,
            "rival": leak.rival,
            "zone_final_use": leak.final_use,
            "unit": f"t {element_counted_in(network.commodities, leak.element)}/yr",
        }
        for leak, alone in zip(measured.leakages, bare, strict=True)
    ]


def payer_records(measured: Measured, zone: ReportedZone) -> list[Record]:
    """Who gains: surplus and receipts by group, inside the zone, in the rival and elsewhere (million USD a
    year).
    """
    sums: dict[tuple[str, str], list[float]] = {}
    for gain in measured.welfare.agents:
        inside = zone.weight(gain.region)
        row = sums.setdefault((_payer(gain.account, gain.agent), gain.group), [0.0, 0.0, 0.0])
        row[0] += inside * gain.amount / 1e6
        row[1 if gain.region == zone.rival else 2] += (1.0 - inside) * gain.amount / 1e6
    return [
        {
            "who": who,
            "group": group,
            "zone": row[0],
            "rival": row[1],
            "others": row[2],
            "unit": "million USD/yr",
        }
        for (who, group), row in sums.items()
    ]


def _payer(account: str, agent: str) -> str:
    if account in ("producer_surplus", "user_surplus"):
        return agent
    if agent in ("fund", "stockpile_fund"):
        return "funds"
    if agent == "users":
        return USERS_LUMP_SUMS
    return "treasuries" if agent == "treasury" else "holders of rents"


def revenue_records(policy: State, zone: ReportedZone) -> list[Record]:
    """What treasuries of the zone hand on, by use, and what the fund pays out for supports (million USD a
    year). Empty where all revenue stays with the treasuries.
    """
    sums: dict[tuple[str, str], float] = {}
    for handed in revenue_shares(policy):
        key = (handed.use, handed.receiver)
        sums[key] = sums.get(key, 0.0) + zone.weight(handed.region) * handed.amount / 1e6
    paid = sum(
        zone.weight(payment.payer_region) * payment.amount / 1e6
        for payment in support_payments(policy)
        if payment.payer == "fund"
    )
    return [
        {
            "use": use,
            "receiver": receiver,
            "amount": amount,
            "paid_to_supports": paid if use == "producer_fund" else 0.0,
            "unit": "million USD/yr",
        }
        for (use, receiver), amount in sums.items()
    ]


def omega_records(revenue: tuple[RevenueAtOmega, ...]) -> list[Record]:
    """Treasury revenue, exporters' rent and users' cost by ω; ``omega`` null is the rulebook's own."""
    return [
        {
            "omega": item.omega,
            "treasury": item.treasury,
            "exporters_rent": item.exporters_rent,
            "user_cost": item.user_cost,
            "unit": "million USD/yr",
        }
        for item in revenue
    ]
