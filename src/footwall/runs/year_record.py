"""``years`` of ``summary.json``: everything that report and terminal tell of a path.

Lists run over the years of the record. A figure with a range holds ``central``, ``low`` and ``high``; without
draws the last two are null. Money is million USD of the base year's prices, not discounted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from footwall.runs.contract_record import contracts_record
from footwall.runs.project_table import line_record, project_lines
from footwall.runs.rows import KG_PER_T
from footwall.runs.through_years import ChainYears, WeightedState
from footwall.runs.weekly_record import weeks_record
from footwall.runs.year_draws import drawn_sums
from footwall.runs.year_findings import findings
from footwall.runs.year_money import money_record
from footwall.runs.year_origins import origins_record
from footwall.runs.year_series import alive, ranged_record, series_of, shortages
from footwall.runs.year_stocks import private_records, stock_records

if TYPE_CHECKING:
    from footwall.horizon.cut_off import CutOff
    from footwall.market.equilibrium import Equilibrium
    from footwall.rulebook import Rulebook

Record = dict[str, Any]


def years_record(chains: tuple[ChainYears, ...], policy: Rulebook) -> Record:
    """The record of all chains, with what they share and the largest errors of all years."""
    span = chains[0].span
    records = {chain.id: chain_record(chain) for chain in chains}
    return {
        "first": span.first,
        "last": span.last,
        "adopted": span.adopted.isoformat(),
        "scenario": policy.horizon.scenario,
        "credibility": policy.horizon.credibility,
        "expectation": policy.horizon.expectation,
        "money": f"USD of {chains[0].network.year}",
        "checks": {
            name: max(record["checks"][name] for record in records.values())
            for name in vars(chains[0].checks)
        },
        "findings": findings(records),
        "chains": records,
    }


def chain_record(chain: ChainYears) -> Record:
    """The record of one chain."""
    baseline, policy = chain.pair.baseline, chain.pair.policy
    before = drawn_sums(baseline.path, chain.zone)
    after = drawn_sums(policy.path, chain.zone) if chain.touched else before
    return {
        "name": chain.name,
        "touched": chain.touched,
        "years": list(chain.span.years),
        "zone": chain.zone.name,
        "zone_share": {region: chain.zone.share[region] for region in chain.zone.regions},
        "rival": chain.zone.rival,
        "rival_name": next(row.name for row in chain.facts.table("regions") if row.code == chain.zone.rival),
        "passes": {"baseline": baseline.passes, "policy": policy.passes},
        "last_pass_moved": {"baseline": baseline.change, "policy": policy.change},
        "draws": {
            "asked": int(len(policy.path.alive) - 1),
            "converged": int(alive(chain)[1:].sum()),
        },
        "checks": vars(chain.checks),
        "goods": _goods(chain, origins_record(chain, (before, after))),
        **money_record(chain, before, after),
        "contracts": contracts_record(chain),
        "stocks": stock_records(chain),
        "private_stocks": private_records(chain),
        "shortage": {
            sector: {"baseline": ranged_record(before, chain), "policy": ranged_record(after, chain)}
            for (sector, before), after in zip(
                shortages(chain, baseline.path).items(),
                shortages(chain, policy.path).values(),
                strict=True,
            )
        },
        "projects": [line_record(line, chain.zone.weight(line.region)) for line in project_lines(chain)],
        "left_out": [vars(item) for item in chain.pair.ventures.left_out],
        "cut_off": [_cut_off(chain, *pair) for pair in chain.cut_offs],
        "cut_off_weeks": weeks_record(chain),
        "periods": [
            [
                {"from": item.period.starts.isoformat(), "to": item.period.ends.isoformat()}
                for item in year.periods
            ]
            for year in policy.path.years
        ],
    }


def _goods(chain: ChainYears, origins: Mapping[str, Record]) -> list[Record]:
    before, after = (series_of(chain, path) for path in (chain.pair.baseline.path, chain.pair.policy.path))
    goods = []
    for commodity in chain.network.commodities:
        record: Record = {
            "commodity": commodity.id,
            "name": commodity.name,
            "stage": commodity.stage,
            "floor": _floor(chain.policy, commodity.id),
        }
        shown = [name for name in before if name.split("|")[1] == commodity.id]
        for name in shown:
            kind, _, *where = name.split("|")
            key = "_".join((kind, *where))
            record[key] = {
                "baseline": ranged_record(before[name], chain),
                "policy": ranged_record(after[name], chain),
            }
        rival, world = (f"output|{commodity.id}|{where}" for where in ("rival", "world"))
        record["rival_share"] = {
            law: ranged_record(100.0 * made[rival] / made[world], chain)
            for law, made in (("baseline", before), ("policy", after))
        }
        record |= origins.get(commodity.id, {})
        goods.append(record)
    return goods


def _floor(states: tuple[tuple[WeightedState, ...], ...], commodity: str) -> list[float | None]:
    """Floor by year in USD/kg of the base year's money; the mean over the days on which it holds."""
    found: list[float | None] = []
    for year in states:
        held = [
            (item.weight, floor.price)
            for item in year
            for floor in item.state.enactment.floors
            if floor.commodity == commodity
        ]
        weight = sum(share for share, _ in held)
        found.append(sum(share * price for share, price in held) / weight / KG_PER_T if held else None)
    return found


def _cut_off(chain: ChainYears, baseline: CutOff, policy: CutOff) -> Record:
    return {
        "year": policy.year,
        "supplier": policy.supplier,
        "baseline": _tested(chain, baseline),
        "policy": _tested(chain, policy),
    }


def _tested(chain: ChainYears, test: CutOff) -> Record:
    """What is left to the zone: use served by sector, prices over those before, shortage."""
    if test.after is None:
        return {"solved": False, "reason": test.reason}
    before, after = (_use_by_sector(chain, state) for state in (test.before, test.after))
    return {
        "solved": True,
        "served": {
            sector: 100.0 * after[sector][0] / used[0] for sector, used in before.items() if used[0] > 0.0
        },
        "shortage": {sector: missing for sector, (_, missing) in after.items()},
        "price": {
            commodity: _zone_price(chain, test.after, commodity) / price
            for commodity in (item.id for item in chain.network.commodities)
            if (price := _zone_price(chain, test.before, commodity)) > 0.0
        },
    }


def _use_by_sector(chain: ChainYears, state: Equilibrium) -> dict[str, tuple[float, float]]:
    """Sector -> use and shortage of the zone, t/year."""
    found: dict[str, tuple[float, float]] = {}
    for use, served, missing in zip(
        chain.network.uses, state.use.tolist(), state.shortage.tolist(), strict=True
    ):
        weight = chain.zone.weight(use.region)
        so_far = found.get(use.sector, (0.0, 0.0))
        found[use.sector] = (so_far[0] + weight * served, so_far[1] + weight * missing)
    return found


def _zone_price(chain: ChainYears, state: Equilibrium, commodity: str) -> float:
    """Effective price in the zone by its own purchases, USD/t; 0 where the zone buys none."""
    buyers = chain.pair.baseline.path.course.calibration.buyers
    tonnes = value = 0.0
    for place, (name, region) in enumerate(buyers):
        if name == commodity:
            bought = float(state.purchases[place]) * chain.zone.weight(region)
            tonnes += bought
            value += bought * float(state.effective[place])
    return value / tonnes if tonnes > 0.0 else 0.0
