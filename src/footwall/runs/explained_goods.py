"""Explained: markets of origins, sourcing of buyers, final use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from footwall.runs.explained_section import Section, adjusted_section, fact_row, facts_section
from footwall.runs.provenance import positions
from footwall.runs.result import SCENARIOS
from footwall.runs.rows import KG_PER_T, WORLD, ZONE

MOST_ROUTES = 12


def market(document: Mapping[str, Any], commodity: str, region: str) -> Iterable[Section]:
    """What clears the market of an origin: output, sales, disposal; and where its base price comes from."""
    states = [document["states"][scenario] for scenario in SCENARIOS]
    name = f"{commodity}@{region}"
    arcs = positions(document["arcs"], commodity=commodity, origin=region)
    if not arcs or name not in states[0]["price"]:
        return
    made = [_output(document, state, commodity, region) for state in states]
    sold = [sum(state["flow"][arc] for arc in arcs) for state in states]
    disposed = [state["disposal"][name] for state in states]
    yield Section(
        "Clearing, t/yr",
        ("", *SCENARIOS),
        (("output", *made), ("sales", *sold), ("disposal", *disposed)),
    )
    arcs.sort(key=lambda arc: -max(state["flow"][arc] for state in states))
    yield Section(
        f"Sales by destination, t/yr (largest {MOST_ROUTES})",
        ("route", *SCENARIOS),
        tuple(
            (document["arcs"][arc]["route"], *(state["flow"][arc] for state in states))
            for arc in arcs[:MOST_ROUTES]
        ),
    )
    quote = document["prices"].get(name)
    if quote:
        yield Section(
            "Base price, USD/kg FOB without VAT, and the quote that it was set from",
            ("", ""),
            (
                ("base price", quote["price"] / KG_PER_T),
                ("quote", quote["quote"] / KG_PER_T),
                ("quote, low", quote["low"] / KG_PER_T),
                ("quote, high", quote["high"] / KG_PER_T),
                ("quoted in", quote["quoted_in"]),
                ("grade", quote["grade"]),
                ("source", quote["source"]),
                ("adjustment", quote["reason"]),
            ),
            (quote["source"],),
        )

    anchor = document["anchors"].get(name)
    if anchor:
        yield Section(
            "Moved to the given prices, USD/kg",
            ("", ""),
            (
                ("before", anchor["before"] / KG_PER_T),
                ("after", anchor["after"] / KG_PER_T),
                ("rule", anchor["how"]),
            ),
        )


def sourcing(document: Mapping[str, Any], commodity: str, region: str) -> Iterable[Section]:
    """Origins of a buyer with share and landed price, the price level, and who buys."""
    places = positions(document["buyers"], commodity=commodity, region=region)
    if region in (ZONE, WORLD) or not places:
        return
    buyer = places[0]
    states = [document["states"][scenario] for scenario in SCENARIOS]
    arcs = positions(document["arcs"], commodity=commodity, destination=region)
    arcs.sort(key=lambda arc: -max(state["share"][arc] for state in states))
    for scenario in ("baseline", "policy"):
        state, base = document["states"][scenario], document["states"]["calibration"]
        yield Section(
            f"{scenario}: origins (largest {MOST_ROUTES}); base share s0, share s, landed prices in USD/kg",
            ("origin", "s0", "s", "landed base year", "landed"),
            tuple(
                (
                    document["arcs"][arc]["origin"] + (" (prior)" if document["arcs"][arc]["prior"] else ""),
                    state["base_share"][arc],
                    state["share"][arc],
                    base["unit"]["landed"][arc] / KG_PER_T,
                    state["unit"]["landed"][arc] / KG_PER_T,
                )
                for arc in arcs[:MOST_ROUTES]
            ),
        )
    levels = [
        (label, *(state["sourcing"][name][buyer] / KG_PER_T for state in states))
        for name, label in (("level", "price level N, USD/kg"), ("base_level", "base level P0, USD/kg"))
    ]
    effective = ("effective price P, USD/kg", *(state["effective"][buyer] / KG_PER_T for state in states))
    bought = ("purchases Q, t/yr", *(state["purchases"][buyer] for state in states))
    yield Section("Price level and tonnes", ("", *SCENARIOS), (*levels, effective, bought))
    yield from facts_section(
        "Sourcing sensitivity", [fact_row(f"θ of {commodity}", document["theta"][commodity])]
    )
    yield Section("Who buys, t/yr", ("buyer", *SCENARIOS), tuple(_buyers(document, commodity, region)))


def final_use(document: Mapping[str, Any], sector: str, region: str) -> Iterable[Section]:
    """The use curve of a sector in a region and its facts."""
    states = [document["states"][scenario] for scenario in SCENARIOS]
    keys = []
    for place in positions(document["uses"], sector=sector, region=region):
        use = document["uses"][place]
        buyer = positions(document["buyers"], commodity=use["commodity"], region=region)[0]
        per_kg = tuple(state["effective"][buyer] / KG_PER_T for state in states)
        rows = [
            ("use D, t/yr", *(state["use"][place] for state in states)),
            ("shortage, t/yr", *(state["shortage"][place] for state in states)),
            ("effective price P, USD/kg", *per_kg),
            ("base use D0, t/yr", *(state["demand"]["base_quantity"][place] for state in states)),
            ("base price P0, USD/kg", *(state["demand"]["base_price"][place] / KG_PER_T for state in states)),
            ("choke price, USD/kg", *(state["demand"]["choke_price"][place] / KG_PER_T for state in states)),
        ]
        yield Section(f"{use['commodity']} used by {sector}", ("", *SCENARIOS), tuple(rows))
        yield from facts_section(
            "Behaviour",
            [fact_row("elasticity ε", use["elasticity"]), fact_row("choke ratio", use["choke_ratio"])],
        )
        keys.append(f"{use['commodity']}:{sector}@{region}")
    yield from adjusted_section(document, keys)


def _output(document: Mapping[str, Any], state: Mapping[str, Any], commodity: str, region: str) -> float:
    return sum(
        float(coefficient * state["activity"][place])
        for place in positions(document["processes"], region=region)
        for made, coefficient in document["processes"][place]["outputs"]
        if made == commodity
    )


def _buyers(document: Mapping[str, Any], commodity: str, region: str) -> Iterable[tuple[Any, ...]]:
    states = [document["states"][scenario] for scenario in SCENARIOS]
    for place in positions(document["processes"], region=region):
        process = document["processes"][place]
        for used, coefficient in process["inputs"]:
            if used == commodity:
                yield (process["recipe"], *(coefficient * state["activity"][place] for state in states))
    for place in positions(document["uses"], commodity=commodity, region=region):
        yield (document["uses"][place]["sector"], *(state["use"][place] for state in states))
