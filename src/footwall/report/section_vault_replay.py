"""The plan replayed through the years beside what was promised: tonnes, money, avoided loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from footwall.report.chart_years import Strand, Timeline, year_lines
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import percent_of, plain
from footwall.report.svg import Words
from footwall.report.vault_goods import STOCK, WITHOUT, Good, goods_of, millions, source

if TYPE_CHECKING:
    from footwall.explore.vault_plan import VaultPlan

CLOSE = 0.01
"""Share of a promise within which it counts as kept."""


def replay(plan: VaultPlan) -> Section | None:
    """None where nothing is bought."""
    goods = goods_of(plan)
    if not goods:
        return None
    lead = (
        "The plan is written as a rulebook, read again, and walked through the years as any other rulebook.",
        verdict(plan),
    )
    return Section("replay", "Does it keep its promise?", lead, (_figure(plan, goods),), (_promises(plan),))


def ratios(plan: VaultPlan) -> dict[str, float]:
    """What the replay has over what was promised; of tonnes the good that is furthest off."""
    stocks = {chain.id: stock for chain, stock in zip(plan.chains, plan.choice.stocks, strict=True)}
    promised = [stocks[item.chain] for item in plan.replays]
    held = [good.replayed[-1] / good.bought.held for good in goods_of(plan)]
    return {
        "tonnes": max(held, key=lambda value: abs(value - 1.0)),
        "money": sum(item.spent for item in plan.replays) / sum(stock.cost for stock in promised),
        "avoided loss": sum(item.avoided for item in plan.replays) / sum(stock.avoided for stock in promised),
    }


def verdict(plan: VaultPlan) -> str:
    """Whether the promise is kept, and what is furthest off."""
    found = ratios(plan)
    name = max(found, key=lambda key: abs(found[key] - 1.0))
    told = f"{percent_of(100.0 * found[name])} of the {name} promised"
    if abs(found[name] - 1.0) <= CLOSE:
        return f"It keeps its promise within {100.0 * CLOSE:g}%."
    of = "the good that is furthest off has " if name == "tonnes" else "it comes to "
    return f"It departs from its promise: {of}{told}."


def message(plan: VaultPlan) -> str:
    """Tonnes, money and avoided loss of the replay over the promise."""
    found = {name: f"{100.0 * value:.1f}%" for name, value in ratios(plan).items()}
    return (
        f"Replayed, the plan spends {found['money']} of its money and avoids {found['avoided loss']} of the "
        "loss promised"
    )


def _figure(plan: VaultPlan, goods: Sequence[Good]) -> Figure:
    return Figure(
        "replay",
        message(plan),
        "Tonnes in the stock at the end of a year. Grey: promised. Teal: replayed in the years model, over "
        "the grey where both are equal.",
        tuple(_panel(good) for good in goods),
        source(plan),
        _table(goods),
    )


def _panel(good: Good) -> Panel:
    years = good.bought.years
    told = " ".join(
        f"{year.year}: {plain(year.held)} promised, {plain(tonnes)} replayed."
        for year, tonnes in zip(years, good.replayed, strict=True)
    )
    words = Words(f"replay-{good.key}", f"Tonnes of {good.told} in the stock, promised and replayed", told)
    strands = [
        Strand("promise", [year.held for year in years], WITHOUT),
        Strand("replay", good.replayed, STOCK),
    ]
    begin = (years[0].year + 0.5, "buying begins")
    time = Timeline([year.year for year in years], begin)
    note = f"{plain(good.replayed[-1])} of {plain(good.bought.held)} t"
    return Panel(good.name, note, year_lines(words, time, strands, "t", from_zero=True))


def _table(goods: Sequence[Good]) -> Table:
    rows = tuple(
        (good.name, str(year.year), plain(year.held), plain(tonnes))
        for good in goods
        for year, tonnes in zip(good.bought.years[1:], good.replayed[1:], strict=True)
    )
    return Table(
        "Tonnes in the stock at the end of a year",
        ("Good", "Year", "Promised, t", "Replayed, t"),
        rows,
        labels=2,
    )


def _promises(plan: VaultPlan) -> Table:
    stocks = {chain.id: (chain.name, of) for chain, of in zip(plan.chains, plan.choice.stocks, strict=True)}
    rows = []
    for item in plan.replays:
        name, stock = stocks[item.chain]
        rows.append(
            (
                name, millions(stock.cost), millions(item.spent), millions(stock.avoided),
                millions(item.avoided),
            )
        )  # fmt: skip
    columns = (
        "Chain", "Money planned", "Money spent", "Loss avoided, promised", "Loss avoided, replayed",
    )  # fmt: skip
    return Table("Money and avoided loss by chain, million USD", columns, tuple(rows))
