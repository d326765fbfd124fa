"""What the rows of an episode's market must say together: one market that balances, and rows that meet it."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.backtest.balance import balances, purchases
from footwall.backtest.schema import Episode
from footwall.errors import Fault
from footwall.rulebook.yaml_tree import Draft, Place

CLOSE = 0.01
"""Part of purchases by which a balance may be off."""
KEYS = {
    "makers": ("good", "region"),
    "prices": ("good", "region"),
    "trade": ("good", "origin", "destination"),
    "private_stocks": ("good", "region"),
    "buffer_stocks": ("good", "region"),
}
"""What may stand in one row of a table only."""


def market_faults(draft: Draft, episode: Episode) -> tuple[Fault, ...]:
    """Faults of makers, trade, measures and stocks; of balances only where there is no other."""
    found = [
        *_doubled(draft, episode),
        *_maker_faults(draft, episode),
        *_supply_faults(draft, episode),
        *_idle_measures(draft, episode),
        *_stock_faults(draft, episode),
        *_unseen(draft, episode),
    ]
    return tuple(found) or tuple(_balance_faults(draft, episode))


def _doubled(draft: Draft, episode: Episode) -> Iterator[Fault]:
    for table, key in KEYS.items():
        seen: set[tuple[str, ...]] = set()
        for at, row in enumerate(getattr(episode, table)):
            pair = tuple(getattr(row, field) for field in key)
            if pair in seen:
                allowed = f"one row of {table} for {' and '.join(pair)}"
                yield draft.fault("EPISODE-36", (table, at), "a second row", allowed)
            seen.add(pair)


def _maker_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    priced = {(row.good, row.region) for row in episode.prices}
    bought = purchases(episode)
    for at, maker in enumerate(episode.makers):
        if (maker.good, maker.region) not in priced:
            allowed = f"a row of prices for {maker.good} in {maker.region}"
            yield draft.fault("EPISODE-36", ("makers", at), "no price", allowed)
        if maker.made_from and not bought.get((maker.made_from, maker.region), 0.0) > 0.0:
            allowed = f"{maker.made_from} made in {maker.region} or shipped to it"
            yield draft.fault("EPISODE-36", ("makers", at, "made_from"), "no purchases", allowed)
        if not maker.output > 0.0:
            yield draft.fault("EPISODE-36", ("makers", at, "output"), "no output", "more than nothing")
        elif maker.capacity is not None and not maker.capacity > maker.output:
            yield draft.fault("EPISODE-36", ("makers", at, "capacity"), "no spare", "more than the output")


def _supply_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    makers = {(row.good, row.region): row for row in episode.makers}
    for table in ("trade", "new_supply"):
        for at, row in enumerate(getattr(episode, table)):
            origin = getattr(row, "origin", getattr(row, "region", ""))
            if (row.good, origin) not in makers:
                regions = ", ".join(region for good, region in makers if good == row.good)
                allowed = f"a region that makes {row.good}: {regions or 'there is none'}"
                yield draft.fault("EPISODE-36", (table, at), f"{row.good} from {origin}", allowed)
    for at, row in enumerate(episode.trade):
        if row.origin == row.destination or not row.quantity > 0.0:
            allowed = "tonnes from one region to another; what stays at home follows from the balance"
            yield draft.fault("EPISODE-36", ("trade", at), "no shipment", allowed)
    for at, plant in enumerate(episode.new_supply):
        maker = makers.get((plant.good, plant.region))
        if plant.closes and maker is not None and plant.capacity > (maker.capacity or maker.output):
            allowed = f"at most the {maker.capacity or maker.output:g} t/year that are there"
            yield draft.fault("EPISODE-36", ("new_supply", at, "capacity"), plant.capacity, allowed)


def _idle_measures(draft: Draft, episode: Episode) -> Iterator[Fault]:
    """Measures that meet no trade, which would be silent."""
    for at, measure in enumerate(episode.measures):
        imports = measure.kind == "import_duty"
        met = [
            row
            for row in episode.trade
            if row.good == measure.good
            and measure.by == (row.destination if imports else row.origin)
            and (not measure.partners or (row.origin if imports else row.destination) in measure.partners)
        ]
        if not met:
            side = "to" if imports else "from"
            allowed = f"a row of trade of {measure.good} {side} {measure.by} that it meets"
            yield draft.fault("EPISODE-36", ("measures", at), "no trade", allowed)


def _stock_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    bought = purchases(episode)
    for table in ("buffer_stocks", "private_stocks"):
        for at, row in enumerate(getattr(episode, table)):
            if not bought.get((row.good, row.region), 0.0) > 0.0:
                allowed = f"a region that buys {row.good}"
                yield draft.fault("EPISODE-36", (table, at, "region"), row.region, allowed)
    for at, stock in enumerate(episode.buffer_stocks):
        if not stock.must_buy < stock.may_buy <= stock.may_sell < stock.must_sell:
            allowed = "must_buy below may_buy, may_sell not below it, must_sell above that"
            yield draft.fault("EPISODE-36", ("buffer_stocks", at), "prices out of order", allowed)


def _balance_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    for (good, region), (bought, used) in balances(episode).items():
        place = _first_place(episode, good, region)
        if bought < 0.0:
            allowed = "exports not above output"
            yield draft.fault("EPISODE-32", place, f"{good} in {region} exports more than it makes", allowed)
        elif abs(bought - used) > CLOSE * max(bought, used):
            read = f"{good} in {region}: {bought:,.6g} t/year bought, {used:,.6g} used"
            allowed = "output + imports - exports = use + inputs of makers, to 1%"
            yield draft.fault("EPISODE-32", place, read, allowed, "Correct the row that is least certain.")


def _first_place(episode: Episode, good: str, region: str) -> Place:
    for table in ("makers", "uses"):
        for at, row in enumerate(getattr(episode, table)):
            if (row.good, row.region) == (good, region):
                return (table, at)
    return ("trade",)


def _unseen(draft: Draft, episode: Episode) -> Iterator[Fault]:
    """Series of what is not in the market."""
    bought = {pair for pair, tonnes in purchases(episode).items() if tonnes > 0.0}
    made = {(row.good, row.region) for row in episode.makers}
    there = {
        "delivered_price": (bought, "a region that buys it"),
        "fob_price": (made, "a region that makes it"),
        "output": (made, "a region that makes it"),
        "exports": ({(row.good, row.origin) for row in episode.trade}, "a region that ships it in trade"),
        "use": ({(row.good, row.region) for row in episode.uses}, "a region with a row of uses"),
    }
    for at, series in enumerate(episode.observed):
        pairs, allowed = there[series.of]
        if (series.good, series.region) not in pairs:
            read = f"{series.of} of {series.good} in {series.region}"
            yield draft.fault("EPISODE-35", ("observed", at, "region"), read, allowed)
