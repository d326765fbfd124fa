"""The names that the facts know, as the rulebook's reader wants them.

Prices only bound what a floor may be; they decide nothing else.
"""

from __future__ import annotations

from footwall.facts import Facts
from footwall.rulebook.vocabulary import CUSTOMS_UNION, REST_OF_WORLD, CommodityTerms, Vocabulary

_PER_TONNE = {"kg": 1000.0, "t": 1.0}


def vocabulary_of(facts: Facts) -> Vocabulary:
    """Commodities with what they are made of, minerals, aggregates, and highest recent prices in USD/t."""
    inputs: dict[str, set[str]] = {}
    recipes: dict[str, tuple[set[str], set[str]]] = {}
    for row in facts.table("recipes"):
        taken, made = recipes.setdefault(row.recipe, (set(), set()))
        if row.role == "input":
            taken.add(row.item)
        elif row.role == "output":
            made.add(row.item)
    for taken, made in recipes.values():
        for item in made:
            inputs.setdefault(item, set()).update(taken)
    return Vocabulary(
        commodities={
            row.id: CommodityTerms(row.mineral, row.stage, frozenset(inputs.get(row.id, ())))
            for row in facts.table("commodities")
        },
        minerals=frozenset(row.id for row in facts.table("minerals")),
        aggregates=frozenset(
            {CUSTOMS_UNION, REST_OF_WORLD, *(row.code for row in facts.table("regions") if row.members)}
        ),
        regions=frozenset(row.code for row in facts.table("regions")),
        prices=_highest_prices(facts),
        recipes={recipe: frozenset(made) for recipe, (_, made) in recipes.items()},
        markets=_markets(facts),
        duties=frozenset(
            row.id for row in facts.table("measures") if row.kind in ("import_duty", "additional_duty")
        ),
        contracts=frozenset(
            row.id for row in facts.table("measures") if row.kind == "contract_for_difference"
        ),
        indices=frozenset(row.series for row in facts.table("indices")),
        sectors=frozenset(row.sector for row in facts.table("use")),
        chains={
            chain.id: frozenset(row.id for row in facts.table("commodities") if row.chain == chain.id)
            for chain in facts.table("chains")
        },
    )


def _markets(facts: Facts) -> dict[str, frozenset[str]]:
    """Commodity to the markets of its quotes."""
    markets: dict[str, set[str]] = {}
    for row in facts.table("prices"):
        markets.setdefault(row.commodity, set()).add(row.market)
    return {commodity: frozenset(names) for commodity, names in markets.items()}


def _highest_prices(facts: Facts) -> dict[str, float]:
    """The highest quote of each commodity's last year; quotes without an exchange rate are left out."""
    rates = {row.unit: row.value for row in facts.table("parameters") if row.name == "exchange_rate"}
    last: dict[str, str] = {}
    for row in facts.table("prices"):
        last[row.commodity] = max(last.get(row.commodity, ""), row.period[:4])
    highest: dict[str, float] = {}
    for row in facts.table("prices"):
        rate = 1.0 if row.currency == "USD" else rates.get(f"{row.currency}/USD")
        if rate and row.period[:4] == last[row.commodity]:
            price = row.price / rate * _PER_TONNE[row.unit]
            highest[row.commodity] = max(highest.get(row.commodity, 0.0), price)
    return highest
