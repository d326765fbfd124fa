"""Goods of which users go without, in the baseline already or under the policy, in a record and a sentence.

A good is short where more than ``NOTED`` of its base use goes unserved at the choke price. Its price then
stands where uses give up and says nothing about what the tonnes would cost. The sentence belongs wherever
that price is shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.runs.sentences import in_sentence, is_plural
from footwall.runs.shortages import NOTED

if TYPE_CHECKING:
    from footwall.measure.state import State

KG_PER_T = 1000.0
Record = dict[str, Any]


@dataclass(frozen=True)
class GoodShort:
    """Tonnes a year of one good that go unserved in both states, and what those who go without would pay."""

    commodity: str
    name: str
    base: float
    """Base use, t/year."""
    before: float
    after: float
    price_before: float
    """USD/t on which the users decide, weighted by what they go without; NaN where nobody does."""
    price_after: float


def goods_short(baseline: State, policy: State) -> tuple[GoodShort, ...]:
    """The goods that are short in either state, in the order of the chain."""
    network = policy.network
    found = []
    for commodity in network.commodities:
        places = [place for place, use in enumerate(network.uses) if use.commodity == commodity.id]
        base = sum(network.uses[place].quantity for place in places)
        before, after = (
            float(np.asarray(state.equilibrium.shortage)[places].sum()) for state in (baseline, policy)
        )
        if max(before, after) > NOTED * base:
            prices = (_price_of_the_short(state, places) for state in (baseline, policy))
            found.append(GoodShort(commodity.id, commodity.name, base, before, after, *prices))
    return tuple(found)


def _price_of_the_short(state: State, places: Sequence[int]) -> float:
    """USD/t that buyers of the regions that go short decide on."""
    uses, buyers = state.network.uses, state.wiring.buyers
    missing = np.asarray(state.equilibrium.shortage)[list(places)]
    if missing.sum() <= 0.0:
        return float("nan")
    rows = [buyers.index((uses[place].commodity, uses[place].region)) for place in places]
    return float(np.average(state.equilibrium.effective[rows], weights=missing))


def short_good_record(good: GoodShort) -> Record:
    """Tonnes a year, shares of base use in %, prices in USD/kg; null where nothing goes unserved."""
    return {
        "commodity": good.commodity,
        "name": good.name,
        "base_use": good.base,
        "baseline": good.before,
        "policy": good.after,
        "baseline_share": 100.0 * good.before / good.base,
        "policy_share": 100.0 * good.after / good.base,
        "price_baseline": _per_kg(good.price_before),
        "price_policy": _per_kg(good.price_after),
        "noted_from": 100.0 * NOTED,
        "unit": "t/yr",
    }


def _per_kg(price: float) -> float | None:
    return None if math.isnan(price) else price / KG_PER_T


def short_good_sentence(record: Mapping[str, Any]) -> str:
    """Who goes without, already in the baseline or only under the policy, and at which price."""
    good = in_sentence(str(record["name"]).partition(",")[0])
    before, after = is_short(record, "baseline"), is_short(record, "policy")
    if not before:
        return f"The policy leaves users short of {good}: {_unserved(record, 'policy')}."
    verb = "are" if is_plural(good) else "is"
    told = (
        f"{good[:1].upper()}{good[1:]} {verb} short in the baseline already: {_unserved(record, 'baseline')}"
    )
    if not after:
        return f"{told}; under the policy hardly any do."
    if _tonnes(record["baseline"]) == _tonnes(record["policy"]):
        return f"{told}; as many do under the policy."
    return f"{told}; under the policy {_tonnes(record['policy'])} t do."


def short_words(records: Iterable[Mapping[str, Any]]) -> str:
    """One sentence a good, after a space; empty where nothing is short."""
    return "".join(f" {short_good_sentence(record)}" for record in records)


def is_short(record: Mapping[str, Any], state: str) -> bool:
    """True where enough goes unserved in ``baseline`` or ``policy`` to be told."""
    return bool(record[f"{state}_share"] > record["noted_from"])


def _unserved(record: Mapping[str, Any], state: str) -> str:
    price = record[f"price_{state}"]
    return (
        f"{_tonnes(record[state])} t a year, {record[f'{state}_share']:.1f}% of base use, go unserved at "
        f"{price:,.{0 if price >= 10.0 else 1}f} USD/kg"
    )


def _tonnes(quantity: float) -> str:
    return f"{quantity:,.0f}" if quantity >= 100.0 else f"{quantity:.2g}"
