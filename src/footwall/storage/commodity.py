"""The storage market of one commodity of the facts, and a policy for it, in real units.

One period is a year. The price of one is the mean base price of the commodity, weighted by output (FOB,
without value-added tax, freight alone between regions); the quantity of one is its world output of the base
year. The behavioural numbers are rows of ``parameters.csv``; the supply elasticity is the mean over the mines
of the chain, weighted by output, because plants follow their feed. All can be replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from footwall.errors import StorageInputError, UnknownName
from footwall.spelling import did_you_mean
from footwall.storage.model import NormalShock, Policy, StorageModel

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.facts.facts import Facts

DAYS = 365.0
GIVEN = "given"
"""Source and grade of a number that the caller replaced."""
ROW_OF = {
    "demand_elasticity": "demand_elasticity",
    "storage_cost": "storage_cost",
    "decay": "storage_decay",
    "interest": "storage_interest",
    "shock": "supply_shock",
}
"""Field of ``Replaced`` to the name of its row in ``parameters.csv``."""


@dataclass(frozen=True)
class Replaced:
    """Numbers in place of the facts: USD/t, t/year, USD/t a year, shares a year, elasticities above zero."""

    price: float | None = None
    use: float | None = None
    demand_elasticity: float | None = None
    supply_elasticity: float | None = None
    storage_cost: float | None = None
    decay: float | None = None
    interest: float | None = None
    shock: float | None = None


@dataclass(frozen=True)
class Input:
    """A number that the model rests on, with its range, unit, source and grade."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    grade: str


@dataclass(frozen=True)
class StorageMarket:
    """A commodity as a storage model; ``price`` USD/t and ``use`` t/year are its units."""

    commodity: str
    name: str
    counted: str
    """What a tonne is counted in, such as ``t oxide``."""
    year: int
    price: float
    use: float
    model: StorageModel
    inputs: tuple[Input, ...]


@dataclass(frozen=True)
class AskedPolicy:
    """A policy in real units: USD/t, t, USD a year."""

    floor: float
    cap: float
    ceiling: float | None = None
    budget: float | None = None


def storage_market(facts: Facts, commodity: str, replaced: Replaced | None = None) -> StorageMarket:
    """The market of ``commodity``. Raises UnknownName and StorageInputError."""
    from footwall.chain import build_network, facts_of

    rows = {row.id: row for row in facts.table("commodities")}
    if commodity not in rows:
        hint = did_you_mean(commodity, rows)
        raise UnknownName(
            f"There is no commodity {commodity!r}.{' ' if hint else ''}{hint} Commodities: {', '.join(rows)}."
        )
    row, given = rows[commodity], replaced or Replaced()
    network = build_network(facts_of(facts, row.chain), chain=row.chain).network
    inputs = {item.name: item for item in _inputs(facts, network, commodity, given)}
    price, use = inputs["price"].value, inputs["use"].value
    for name, unit in (("price", "USD/t"), ("use", "t/year")):
        if not inputs[name].value > 0.0:
            raise StorageInputError(
                f"Storage: the {name} reads {inputs[name].value:g} {unit}; allowed: above zero."
            )
    model = StorageModel(
        demand_elasticity=-inputs["demand_elasticity"].value,
        supply_elasticity=inputs["supply_elasticity"].value,
        storage_cost=inputs["storage_cost"].value / price,
        decay=inputs["decay"].value,
        interest=inputs["interest"].value,
        shock=NormalShock(inputs["shock"].value),
    )
    return StorageMarket(
        commodity, row.name, row.unit, network.year, price, use, model, tuple(inputs.values())
    )


def policy_for(market: StorageMarket, asked: AskedPolicy) -> Policy:
    """The policy in the units of the model. Raises StorageInputError in those of the caller."""
    if asked.ceiling is not None and asked.ceiling < asked.floor:
        raise StorageInputError(
            f"Storage: the ceiling reads {_per_kg(asked.ceiling)}, below the floor of "
            f"{_per_kg(asked.floor)}; allowed: the floor or more. Without a ceiling the stock sells as "
            "soon as the price leaves the floor."
        )
    if not asked.floor > 0.0:
        raise StorageInputError(
            f"Storage: the floor reads {_per_kg(asked.floor)}; allowed: a price above zero."
        )
    if not asked.cap >= 0.0:
        raise StorageInputError(f"Storage: the cap reads {asked.cap:,.0f} t; allowed: zero or more.")
    if asked.budget is not None and not asked.budget >= 0.0:
        raise StorageInputError(f"Storage: the budget reads {asked.budget:,.0f} USD; allowed: zero or more.")
    return Policy(
        floor=asked.floor / market.price,
        ceiling=None if asked.ceiling is None else asked.ceiling / market.price,
        cap=asked.cap / market.use,
        budget=None if asked.budget is None else asked.budget / (market.price * market.use),
    )


def _per_kg(price: float) -> str:
    return f"{price / 1e3:,.4g} USD/kg"


def _inputs(facts: Facts, network: Network, commodity: str, given: Replaced) -> list[Input]:
    found = {
        field: Input(field, row.value, row.low, row.high, row.unit, row.source, row.grade)
        for field, name in ROW_OF.items()
        for row in (facts.parameter(name, commodity=commodity),)
    }
    found["supply_elasticity"] = _mines(network)
    output, price = _base(network, commodity)
    found["price"] = Input("price", price, price, price, "USD/t", "balanced base year", "estimated")
    found["use"] = Input("use", output, output, output, "t/year", "balanced base year", "estimated")
    for field in fields(given):
        value = getattr(given, field.name)
        if value is not None:
            unit = found[field.name].unit
            found[field.name] = Input(field.name, value, value, value, unit, GIVEN, GIVEN)
    return [found[field.name] for field in fields(given)]


def _base(network: Network, commodity: str) -> tuple[float, float]:
    """World output, t/year, and its mean base price, USD/t."""
    output: dict[str, float] = {}
    for process in network.processes:
        for item, amount in process.outputs:
            if item == commodity:
                output[process.region] = output.get(process.region, 0.0) + amount * process.activity
    prices = {market.region: market.base_price for market in network.markets if market.commodity == commodity}
    total = sum(output.values())
    return total, sum(prices[region] * amount for region, amount in output.items()) / total


def _mines(network: Network) -> Input:
    mines = [process for process in network.processes if process.kind == "mine"]
    total = sum(process.activity for process in mines)
    mean = {
        name: sum(process.activity * getattr(process.supply_elasticity, name) for process in mines) / total
        for name in ("value", "low", "high")
    }
    return Input("supply_elasticity", **mean, unit="1", source="mines of the chain", grade="assumed")
