"""Payments to producers in force on a day: those of the rulebook, and the contracts of the facts.

A clause becomes one ``Support`` for each region of the network whose producers it names. A contract of the
facts supports the first good of its row that the region sells (later ones are made of it), in baseline and
policy alike. Its benchmark is the FOB price, without value-added tax, of the region that makes most of it.
No upside, volume or budget is assumed for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from footwall.enacted.charges import Support
from footwall.enacted.settlement_terms import SettlementTerms, settlement_terms
from footwall.enacted.wording import per_kg, percent
from footwall.errors import Fault, RulebookError

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.enacted.law import LawInForce
    from footwall.facts.schema import Measure
    from footwall.rulebook.support_schema import Support as SupportClause

CONTRACT = "contract_for_difference"
WHOLE = 1.0 + 1e-9
"""Supports whose shares add up to more than this overlap."""


def supports_in_force(force: LawInForce) -> tuple[tuple[Support, ...], tuple[str, ...]]:
    """Supports and notes on them; raises RulebookError where the index is the price of no market."""
    found: list[Support] = []
    notes: list[str] = []
    clauses = force.law.rulebook.supports if force.law.rulebook is not None else ()
    replaced = {clause.replaces for clause in clauses if clause.in_force(force.on)}
    for row in force.law.facts.table("measures") if force.law.facts is not None else ():
        if (
            row.kind == CONTRACT
            and row.id not in replaced
            and row.start <= force.on
            and (row.end is None or force.on <= row.end)
        ):
            contract = _contract(row, force.law.network)
            if contract is not None:
                found.append(contract)
                notes.append(_contract_note(row, contract, force.law.network))
    for position, clause in enumerate(clauses):
        if clause.in_force(force.on) and clause.commodity in force.law.commodities:
            path = f"supports[{position}]"
            made = list(_supports_of(force, clause, path))
            found += made
            notes += _clause_notes(force, clause, made, path)
    return tuple(found), (*notes, *_paid_twice(found))


def _paid_twice(found: list[Support]) -> Iterator[str]:
    """Warnings of two supports that pay the same output: their payments add up."""
    for first, second in combinations(found, 2):
        same_market = (first.commodity, first.region) == (second.commodity, second.region)
        same_plants = not first.recipe or not second.recipe or first.recipe == second.recipe
        if same_market and same_plants and first.covered_share + second.covered_share > WHOLE:
            by = first.recipe or second.recipe
            covered = percent(first.covered_share + second.covered_share)
            yield (
                f"{first.clause} and {second.clause} both pay on {first.commodity} of {first.region}"
                f"{f' by {by}' if by else ''}: together they cover "
                f"{covered} of it, and what overlaps is paid twice."
            )


def market_position(network: Network, commodity: str, region: str) -> int | None:
    """Position of a market in the network; None where there is none."""
    for position, market in enumerate(network.markets):
        if (market.commodity, market.region) == (commodity, region):
            return position
    return None


def _contract(row: Measure, network: Network) -> Support | None:
    for commodity in network.commodities:
        position = market_position(network, commodity.id, row.by)
        if position is not None and commodity.id in row.commodity:
            return Support(
                id=f"contract:{row.id}",
                commodity=commodity.id,
                region=row.by,
                kind="contract_for_difference",
                strike=row.value,
                covered_share=1.0,
                index_market=_benchmark(network, commodity.id),
                paid_in=row.by,
                clause=f"measures.csv {row.id}",
                settlement=SettlementTerms(row.value, row.value),
            )
    return None


def _benchmark(network: Network, commodity: str) -> int:
    """The market of the region that makes most of a commodity in the base year."""
    made: dict[int, float] = {}
    for process in network.processes:
        position = market_position(network, commodity, process.region)
        if position is not None:
            tonnes = process.activity * dict(process.outputs).get(commodity, 0.0)
            made[position] = made.get(position, 0.0) + tonnes
    return max(made, key=lambda position: made[position])


def _contract_note(row: Measure, contract: Support, network: Network) -> str:
    quoted = network.markets[contract.index_market].region
    term = f"from {row.start} to {row.end}" if row.end else f"since {row.start}"
    return (
        f"Baseline and policy, unless it replaces it, hold the contract for difference of {row.by} with its "
        f"producer of {', '.join(row.commodity)} {term} ({contract.clause}): it pays {per_kg(row.value)} "
        f"less the price of {contract.commodity} in {quoted} before value-added tax on every "
        "tonne made, so that only what moves that price saves any of it."
    )


def _supports_of(force: LawInForce, clause: SupportClause, path: str) -> Iterator[Support]:
    network = force.law.network
    for region, part in _producers(force, clause).items():
        position = market_position(network, clause.commodity, region)
        if position is None or not _makers(network, clause, region):
            continue
        index = _index_market(force, clause, region, path)
        terms = settlement_terms(clause, force.on, force.law.facts, path)
        yield Support(
            id=f"{clause.kind}:{path}:{clause.commodity}@{region}",
            commodity=clause.commodity,
            region=region,
            kind=clause.kind,
            strike=terms.guaranteed_from,
            covered_share=float(part) * float(clause.share),
            index_market=index,
            index_factor=1.0 + float(clause.index.vat_rate),
            upside_share=terms.upside_share,
            upside_from=terms.shared_from if terms.upside_share else math.inf,
            annual_cap=terms.annual_cap,
            payer=clause.paid_by,
            paid_in=force.law.places.region_of(clause.paid_in or region) or region,
            budget=min(terms.budget, terms.total_budget),
            volume=math.inf if clause.volume is None else float(clause.volume),
            recipe=clause.recipe or "",
            clause=path,
            settlement=terms,
        )


def _producers(force: LawInForce, clause: SupportClause) -> dict[str, Fraction]:
    """Region of the network -> part of its production whose producers are supported."""
    places, good = force.law.places, force.law.commodities[clause.commodity]
    if not clause.regions:
        shares = {region: force.membership.share(region, good) for region in places.regions}
    else:
        shares = {
            region: places.share(
                region, lambda code: places.names(code, clause.regions), good.id, "production"
            )
            for region in places.regions
        }
    return {region: share for region, share in shares.items() if share}


def _makers(network: Network, clause: SupportClause, region: str) -> bool:
    """True where a process of the region makes the commodity by the recipe of the clause."""
    return any(
        process.region == region
        and any(item == clause.commodity for item, _ in process.outputs)
        and clause.recipe in (None, process.id.partition("@")[0])
        for process in network.processes
    )


def _index_market(force: LawInForce, clause: SupportClause, region: str, path: str) -> int:
    network = force.law.network
    commodity, quoted = clause.index.commodity or clause.commodity, clause.index.region or region
    position = market_position(network, commodity, force.law.places.region_of(quoted) or quoted)
    if position is None:
        sellers = [market.region for market in network.markets if market.commodity == commodity]
        allowed = f"a region that sells {commodity}: {', '.join(sellers) or 'none does'}"
        raise RulebookError(
            force.law.rulebook.name if force.law.rulebook is not None else "rulebook",
            [Fault("SUPPORT-11", f"{path}.index", f"{commodity} in {quoted}", allowed)],
        )
    return position


def _clause_notes(force: LawInForce, clause: SupportClause, made: list[Support], path: str) -> Iterator[str]:
    if not made:
        by = f" by {clause.recipe}" if clause.recipe else ""
        yield f"{path} supports nobody: no region that it names makes {clause.commodity}{by}."
    for support in made:
        if support.covered_share < clause.share:
            part = percent(support.covered_share / clause.share)
            yield f"{path} concerns a part of {support.region}: {part} of its {support.commodity}."
    if clause.index.lag:
        yield f"{path}: the lag of its index counts in the accounts over years, not in one period."
    if clause.replaces is not None and made:
        yield (
            f"{path} stands for {clause.replaces} of the facts, which pays nothing beside it; the baseline "
            "keeps that contract."
        )
    if made and clause.paid_by == "buyers":
        yield f"{path}: what the buyers pay is a lump sum: it moves no market price."
