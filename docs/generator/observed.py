"""The baseline path beside what happened in 2025 and what the International Energy Agency expects.

Levels of publishers differ, so growth since the base year is compared: our index over the publisher's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from footwall.chain.build import BASE_YEAR
from footwall.chain.publishers import WORLD, our_total
from footwall.facts import load_facts
from footwall.facts.schema import Observation
from footwall.rulebook import read_rulebook
from footwall.runs.pipeline import SEED
from footwall.runs.through_years import ChainYears, WeightedState, chain_through_years
from footwall.runs.years_asked import asked_span
from generator.observed_reasons import reason_of
from generator.tables import markdown_table

if TYPE_CHECKING:
    from footwall.chain.network import Network

TODAY = date(2026, 6, 30)
"""Day of the runs of these pages: their rulebooks act from 2027 on."""
LAST = 2040
EVERYWHERE = "*"
FAR = 0.25
"""Distance of two indices, as a ratio less one, that asks for a reason."""


@dataclass(frozen=True)
class Held:
    """An observation beside the baseline path; indices over the base year."""

    row: Observation
    theirs: float
    ours: float

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def distance(self) -> float:
        return abs(math.log(self.ratio)) if self.ratio > 0.0 else math.inf


@cache
def baseline_path(chain: str) -> ChainYears:
    """The path of a chain without a rulebook, at central parameters."""
    facts = load_facts()
    (row,) = (item for item in facts.table("chains") if item.id == chain)
    span = asked_span((BASE_YEAR, LAST), BASE_YEAR, TODAY)
    return chain_through_years(row, facts, read_rulebook("baseline"), span, (0, SEED), lambda _: None)


def held() -> tuple[Held, ...]:
    """Every observation with an index, worst first."""
    facts = load_facts()
    found = []
    for row in facts.table("observations"):
        if row.base <= 0.0:
            continue
        before, after = (_ours(row, year) for year in (BASE_YEAR, row.year))
        if before <= 0.0:
            continue
        money = _deflator(row.year) if row.ours.startswith("price.") else 1.0
        found.append(Held(row, row.quantity / row.base / money, after / before))
    return tuple(sorted(found, key=lambda item: -item.distance))


def tables() -> dict[str, str]:
    """Name of each marked table of the page to its text."""
    every = held()
    happened = [item for item in every if item.row.known_as != "base_case"]
    expected = [item for item in every if item.row.known_as == "base_case" and item.row.year <= 2035]
    return {
        "in-short": _in_short(happened, expected),
        "happened": _table(happened),
        "expected": _table(expected),
    }


def claims() -> dict[str, bool]:
    """Sentences of the page, and whether they hold."""
    ratio = {(item.row.ours, item.row.region, item.row.year): item.ratio for item in held()}
    worst = held()
    happened = [item for item in worst if item.row.known_as != "base_case"]
    world = [i for i in worst if i.row.region == EVERYWHERE and i.row.known_as == "base_case"]
    return {
        "The two worst figures are cobalt under the Congolese ban": all(
            item.row.chain == "cobalt" for item in happened[:2]
        ),
        "World totals of 2030 are close, those of 2035 grow too fast in lithium.": (
            all(item.distance < math.log(1.0 + FAR) for item in world if item.row.year == 2030)
            and ratio["mined.Li", EVERYWHERE, 2035] > 1.0 + FAR
        ),
        "Australia's mines and Malaysia's separation grow too little for that reason, and American "
        "separation, whose contract pays whatever the market does, grows too much.": (
            ratio["mined.NdPr", "AUS", 2030] < 0.75
            and ratio["production.magnet_oxides", "MYS", 2030] < 0.75
            and ratio["production.magnet_oxides", "USA", 2030] > 1.0 + FAR
        ),
        "Its price and China's output of 2025 are within a tenth of what was seen; dysprosium is not.": (
            abs(ratio["price.ndpr_oxide", "CHN", 2025] - 1.0) < 0.1
            and abs(ratio["mined.NdPr", "CHN", 2025] - 1.0) < 0.1
            and ratio["price.dy_oxide", "CHN", 2025] > 1.1
        ),
    }


def _in_short(happened: list[Held], expected: list[Held]) -> str:
    groups = (
        ("what happened in 2025 and 2026: prices", [i for i in happened if _is_price(i)]),
        ("what happened in 2025 and 2026: tonnes", [i for i in happened if not _is_price(i)]),
        ("IEA base case 2030", [i for i in expected if i.row.year == 2030]),
        ("IEA base case 2035", [i for i in expected if i.row.year == 2035]),
        ("of these, world totals", [i for i in expected if i.row.region == EVERYWHERE]),
    )
    rows = []
    for words, items in groups:
        ordered = sorted(item.ratio for item in items)
        near = sum(item.distance <= math.log(1.0 + FAR) for item in items)
        middle = ordered[len(ordered) // 2]
        rows.append((words, str(len(items)), f"{near} ({near / len(items):.0%})", f"{middle:.2f}"))
    columns = ("", "figures", f"within {FAR:.0%}", "median of ours over theirs")
    return markdown_table(columns, rows, right=columns[1:])


def _is_price(item: Held) -> bool:
    return item.row.ours.startswith("price.")


def _table(items: list[Held]) -> str:
    columns = ("chain", "figure", "known as", "theirs", "ours", "ours over theirs", "why")
    rows = []
    for item in items:
        row = item.row
        where = "world" if row.region == EVERYWHERE else row.region
        why = reason_of(row) if item.distance > math.log(1.0 + FAR) else ""
        rows.append(
            (
                row.chain,
                f"{row.item}, {where}, {row.year} ({row.publisher})",
                row.known_as.replace("_", " "),
                f"{item.theirs:.2f}",
                f"{item.ours:.2f}",
                f"{item.ratio:.2f}",
                why,
            )
        )
    return markdown_table(columns, rows, right=columns[3:6])


def _deflator(year: int) -> float:
    index = {row.year: row.index for row in load_facts().table("deflator")}
    return index[year] / index[BASE_YEAR]


def _ours(row: Observation, year: int) -> float:
    path = baseline_path(row.chain)
    states = path.baseline[year - path.span.first]
    if row.ours.startswith("price."):
        return sum(item.weight * _price(item, row) for item in states)
    place = WORLD if row.region == EVERYWHERE else row.region
    return sum(item.weight * our_total(path.facts, _network(path, item), row.ours, place) for item in states)


def _network(path: ChainYears, item: WeightedState) -> Network:
    """The network with the tonnes of a year."""
    found, network = item.state.equilibrium, path.network
    return replace(
        network,
        arcs=tuple(
            replace(arc, flow=float(flow)) for arc, flow in zip(network.arcs, found.flow, strict=True)
        ),
        processes=tuple(
            replace(process, activity=float(activity))
            for process, activity in zip(network.processes, found.activity, strict=True)
        ),
        uses=tuple(
            replace(use, quantity=float(used)) for use, used in zip(network.uses, found.use, strict=True)
        ),
    )


def _price(item: WeightedState, row: Observation) -> float:
    """FOB price of a maker, else what its buyers pay; of the world, the mean over what is traded."""
    commodity = row.ours.partition(".")[2]
    state = item.state
    fob = {
        market.region: float(price)
        for market, price in zip(state.network.markets, state.equilibrium.price, strict=True)
        if market.commodity == commodity
    }
    if row.region in fob:
        return fob[row.region]
    sold = list(_sold(item, commodity, row.region))
    return sum(tonnes * price for tonnes, price in sold) / sum(tonnes for tonnes, _ in sold)


def _sold(item: WeightedState, commodity: str, region: str) -> Iterator[tuple[float, float]]:
    """Tonnes and price: shipped abroad anywhere, or bought in the region."""
    state = item.state
    if region != EVERYWHERE:
        for place, (name, where) in enumerate(state.calibration.buyers):
            if (name, where) == (commodity, region):
                yield (
                    float(state.equilibrium.purchases[place]),
                    float(state.equilibrium.effective[place]),
                )
        return
    price = {
        (market.commodity, market.region): float(value)
        for market, value in zip(state.network.markets, state.equilibrium.price, strict=True)
    }
    for arc, flow in zip(state.network.arcs, state.equilibrium.flow, strict=True):
        if arc.commodity == commodity and arc.origin != arc.destination:
            yield float(flow), price[commodity, arc.origin]
