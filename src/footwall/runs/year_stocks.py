"""Stocks of a path: books of every public good, and what private holders have left beside them.

``stocks`` of a chain's record. Tonnes are t, money is million USD **of the day** (a fund's books), cover is
days of the use of the regions that the stock serves. Every figure holds ``central``, ``low`` and ``high`` by
year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.runs.figures import MILLION
from footwall.runs.year_series import ranged_record

if TYPE_CHECKING:
    from footwall.horizon.path import Path
    from footwall.horizon.public_stocks import StockedGood
    from footwall.horizon.storekeeping import StoresYear
    from footwall.runs.through_years import ChainYears

Record = dict[str, Any]
TONNES = (
    "opening",
    "bought",
    "delivered",
    "put_back",
    "taken_back",
    "raised",
    "drawn",
    "handed_over",
    "released",
    "sold",
    "lent",
    "closing",
    "lent_out",
)
MONEY = (
    "purchases",
    "sales",
    "hand_over",
    "interest",
    "storage",
    "turned_over",
    "fees",
    "carrying_charges",
    "money_left",
    "debt",
)
EMPTY_SHARE = 0.005
"""Of the budget: with less left it is spent."""


def stock_records(chain: ChainYears) -> list[Record]:
    """One record for each good of each stock of the rulebook, in its order."""
    keeping = chain.pair.policy.path.course.keeping
    if keeping is None:
        return []
    names = {commodity.id: commodity.name for commodity in chain.network.commodities}
    return [
        _good(chain, position, good, names[good.commodity]) for position, good in enumerate(keeping.goods)
    ]


def private_records(chain: ChainYears) -> dict[str, Record]:
    """Commodity -> t of private holders in the zone, under both laws, for what a public stock holds."""
    keeping = chain.pair.policy.path.course.keeping
    stocked = {good.commodity for good in keeping.goods} if keeping is not None else set()
    buyers = chain.pair.policy.path.course.calibration.buyers
    found = {}
    for commodity in (item.id for item in chain.network.commodities if item.id in stocked):
        inside = np.array([chain.zone.weight(region) * (name == commodity) for name, region in buyers])
        found[commodity] = {
            law: ranged_record(np.stack([year.private @ inside for year in _stores(path)]), chain)
            for law, path in (("baseline", chain.pair.baseline.path), ("policy", chain.pair.policy.path))
        }
    return found


def largest_stock_errors(path: Path) -> tuple[float, float]:
    """Largest relative errors of the tonnes and of the money of all books of a path, central case."""
    keeping = path.course.keeping
    tonnes = money = 0.0
    for position, good in enumerate(keeping.goods if keeping is not None else ()):
        left = good.budget
        for year in _stores(path):
            book = year.goods[position]
            scale = max(float(book.opening[0] + book.bought[0] + book.closing[0]), 1.0)
            tonnes = max(tonnes, abs(float(book.tonnes_error[0])) / scale)
            paid = book.purchases + book.interest + book.storage + book.turned_over
            got = book.sales + book.hand_over + book.fees + book.carrying_charges
            money = max(money, abs(left - float((paid - got)[0]) - float(book.money_left[0])) / good.budget)
            left = float(book.money_left[0])
    return tonnes, money


def exhausted(good: Mapping[str, Any], years: Sequence[int]) -> int | None:
    """First year at whose end the money is spent; None where it lasts."""
    spent = (
        year
        for year, left in zip(years, good["money_left"]["central"], strict=True)
        if left <= EMPTY_SHARE * good["budget"]
    )
    return next(spent, None)


def _stores(path: Path) -> list[StoresYear]:
    return [year.stores for year in path.years if year.stores is not None]


def _good(chain: ChainYears, position: int, good: StockedGood, name: str) -> Record:
    books = [year.goods[position] for year in _stores(chain.pair.policy.path)]

    def series(field: str, unit: float = 1.0) -> Record:
        return ranged_record(np.stack([getattr(book, field) for book in books]) / unit, chain)

    cost = np.stack([book.interest + book.storage + book.turned_over for book in books]) / MILLION
    days = np.stack([book.cover for book in books])
    record: Record = {
        "stock": good.stock,
        "commodity": good.commodity,
        "name": name,
        "regions": sorted({region for _, region in (chain.pair.policy.path.course.calibration.buyers[b]
                                                    for b in good.buyers.tolist())}),
        "budget": good.budget / MILLION,
        "loan": good.loan / MILLION,
        "target": ranged_record(np.stack([good.target(book.use) for book in books]), chain),
        "cover": ranged_record(days, chain),
        "cost_per_day": ranged_record(np.where(days > 0.0, cost / np.maximum(days, 1e-9), 0.0), chain),
        **{field: series(field) for field in TONNES},
        **{field: series(field, MILLION) for field in MONEY},
        "participants": _participants(good, chain.span.years),
    }  # fmt: skip
    record["exhausted"] = exhausted(record, chain.span.years)
    return record


def _participants(good: StockedGood, years: Sequence[int]) -> dict[str, list[float]]:
    """Participant -> share of the stock at the end of every year, after transfers."""
    held: dict[str, list[float]] = {}
    for item in good.clause.entitlements:
        own = held.setdefault(item.holder, [0.0] * len(years))
        for place, year in enumerate(years):
            own[place] += item.share - sum(move.share for move in item.transfers if move.on.year <= year)
        for move in item.transfers:
            other = held.setdefault(move.to, [0.0] * len(years))
            for place, year in enumerate(years):
                other[place] += move.share * (move.on.year <= year)
    return held
