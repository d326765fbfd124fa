"""How a support is settled in the accounts of a run over years: what one period of the market does not read.

All money is USD of the day, prices USD/t. The strike of a day follows the price level of the facts from its
base year and is rounded once, to the cent per kg: never from a rounded value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.exact import exact
from footwall.errors import Fault, RulebookError
from footwall.rulebook import settlement

if TYPE_CHECKING:
    from datetime import date

    from footwall.facts.facts import Facts
    from footwall.rulebook.support_schema import SettlementPeriod
    from footwall.rulebook.support_schema import Support as SupportClause

CENT_PER_KG = 10
"""USD/t."""


@dataclass(frozen=True)
class SettlementTerms:
    """What the settlement of a support follows, on a day."""

    strike: float
    guaranteed_from: float
    """The strike less its dead band."""
    shared_from: float = math.inf
    upside_share: float = 0.0
    """0 before its milestone."""
    annual_cap: float = math.inf
    budget: float = math.inf
    """A year."""
    total_budget: float = math.inf
    """Over the term."""
    period: SettlementPeriod = "year"
    lag_days: int = 0
    stock_counts: bool = False
    stocked_share: float = 0.0
    held_days: int = 0
    replaces: str = ""
    """Id of the contract of the facts that it stands for."""


def settlement_terms(clause: SupportClause, on: date, facts: Facts | None, path: str) -> SettlementTerms:
    """The terms of a day; raises RulebookError where an indexed strike has no price level."""
    strike = exact(clause.strike)
    if clause.indexation is not None:
        strike = _indexed(strike, clause, on, facts, path)
    band = exact(clause.dead_band)
    upside, stock = clause.upside, clause.stockpiled
    shared = upside is not None and (upside.starts is None or upside.starts <= on)
    above = upside.above if upside is not None else None
    cap = upside.annual_cap if upside is not None else None
    edge = settlement.shared_from(strike, band) if above is None else max(exact(above), strike)
    return SettlementTerms(
        strike=float(strike),
        guaranteed_from=float(settlement.guaranteed_from(strike, band)),
        shared_from=float(edge) if upside is not None else math.inf,
        upside_share=float(upside.share) if upside is not None and shared else 0.0,
        annual_cap=math.inf if cap is None else float(cap),
        budget=math.inf if clause.budget is None else float(clause.budget),
        total_budget=math.inf if clause.total_budget is None else float(clause.total_budget),
        period=clause.settled,
        lag_days=round(float(clause.index.lag or 0.0)),
        stock_counts=clause.eligible == "sold_or_stockpiled",
        stocked_share=float(stock.share) if stock is not None else 0.0,
        held_days=round(float(stock.held)) if stock is not None else 0,
        replaces=clause.replaces or "",
    )


def rounded_strike(strike: Fraction) -> Fraction:
    """USD/t at a whole cent per kg; halves go to the even cent."""
    return Fraction(round(strike / CENT_PER_KG) * CENT_PER_KG)


def _indexed(strike: Fraction, clause: SupportClause, on: date, facts: Facts | None, path: str) -> Fraction:
    follows = clause.indexation
    assert follows is not None
    rows = {row.year: row.index for row in facts.table("deflator")} if facts is not None else {}
    missing = [year for year in (follows.base, on.year) if year not in rows]
    if missing:
        allowed = f"a year from {min(rows)} to {max(rows)}" if rows else "facts with a deflator"
        fault = Fault("SUPPORT-24", f"{path}.indexation", f"the price level of {missing[0]}", allowed)
        raise RulebookError("rulebook", [fault])
    level, base = (Fraction(str(rows[year])) for year in (on.year, follows.base))
    return rounded_strike(settlement.indexed_strike(strike, level, base, exact(follows.share)))
