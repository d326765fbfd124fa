"""Explained: plants, with their margin, capacity, cost curve and recipe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from footwall.runs.explained_section import Cell, Section, adjusted_section, fact_row, facts_section
from footwall.runs.provenance import positions
from footwall.runs.result import SCENARIOS
from footwall.runs.rows import KG_PER_T, WORLD, ZONE


def plants_of_commodity(document: Mapping[str, Any], commodity: str, region: str) -> Iterable[Section]:
    """Every process of the region that makes the commodity; for the zone and the world, output by process."""
    making = [
        place
        for place, process in enumerate(document["processes"])
        if any(made == commodity for made, _ in process["outputs"])
    ]
    if region in (ZONE, WORLD):
        yield Section(
            "Activity of the processes that make it, t/yr of the first output",
            ("process", *SCENARIOS),
            tuple(
                (
                    document["processes"][place]["id"],
                    *(document["states"][scenario]["activity"][place] for scenario in SCENARIOS),
                )
                for place in making
            ),
        )
        return
    for place in making:
        if document["processes"][place]["region"] == region:
            yield from _plant(document, place)


def plant(document: Mapping[str, Any], recipe: str, region: str) -> Iterable[Section]:
    """One process."""
    for place in positions(document["processes"], recipe=recipe, region=region):
        yield from _plant(document, place)


def _plant(document: Mapping[str, Any], place: int) -> Iterable[Section]:
    process = document["processes"][place]
    states = [document["states"][scenario] for scenario in SCENARIOS]
    rows: list[tuple[Cell, ...]] = [
        ("activity, t/yr of first output", *(state["activity"][place] for state in states)),
        ("capacity K, t/yr", *(state["supply"]["capacity"][place] for state in states)),
        ("margin m, USD/kg", *(state["margin"][place] / KG_PER_T for state in states)),
        ("centre of costs κ, USD/kg", *(state["supply"]["kappa"][place] / KG_PER_T for state in states)),
        ("spread of costs w, USD/kg", *(state["supply"]["width"][place] / KG_PER_T for state in states)),
        ("line begins at, USD/kg", *(state["supply"]["join"][place] / KG_PER_T for state in states)),
    ]
    yield Section(f"{process['id']} ({process['kind']})", ("", *SCENARIOS), tuple(rows))
    yield Section(
        "Recipe: t per t of the first output, and prices in USD/kg",
        ("side", "commodity", "t", *SCENARIOS),
        tuple(_recipe(document, process, states)),
    )
    facts = [fact_row("avoidable share of margin", process["avoidable_share"])]
    if process["kind"] == "mine":
        facts.append(fact_row("supply elasticity η", process["supply_elasticity"]))
    yield from facts_section("Behaviour", facts)
    yield from adjusted_section(document, [process["id"]])


def _recipe(
    document: Mapping[str, Any], process: Mapping[str, Any], states: list[Mapping[str, Any]]
) -> Iterable[tuple[Cell, ...]]:
    region = process["region"]
    for commodity, amount in process["outputs"]:
        prices = (state["price"][f"{commodity}@{region}"] / KG_PER_T for state in states)
        yield ("output", commodity, float(amount), *prices)
    for commodity, amount in process["inputs"]:
        buyer = positions(document["buyers"], commodity=commodity, region=region)[0]
        yield ("input", commodity, float(amount), *(state["effective"][buyer] / KG_PER_T for state in states))
