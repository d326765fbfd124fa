"""Row types of the tables that lead from the base year to later ones: demand, hosts, money, plants, checks.

An index is 1 in the base year and interpolated between the years given; nothing is extrapolated here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from footwall.facts.columns import key, number, text, year
from footwall.facts.row import Row
from footwall.facts.vocabulary import HOSTS, LIFETIMES, OBSERVED_AS, SCENARIOS, SECTORS


@dataclass(frozen=True)
class DemandPath(Row):
    """Use of a sector at unchanged prices over that of 2024, in a scenario of the energy transition.

    An empty ``commodity`` stands for every commodity that the sector uses; a row that names one replaces it.
    """

    identity: ClassVar[tuple[str, ...]] = ("sector", "commodity", "scenario", "year")
    central: ClassVar[str] = "index"
    sector: str = text(*SECTORS)
    commodity: str = key("commodities", required=False)
    scenario: str = text(*SCENARIOS)
    year: int = year()
    index: float = number(0)
    low: float = number(0)
    high: float = number(0)


@dataclass(frozen=True)
class HostPath(Row):
    """Output of the host metal over that of 2024: what a by-product can be recovered from.

    ``region`` ``*`` is the default; rows that name a region replace it there.
    """

    identity: ClassVar[tuple[str, ...]] = ("recipe", "region", "host", "year")
    central: ClassVar[str] = "index"
    recipe: str = key("recipes")
    region: str = key("regions", any_key=True)
    host: str = text(*HOSTS)
    year: int = year()
    index: float = number(0)
    low: float = number(0)
    high: float = number(0)


@dataclass(frozen=True)
class Lifetime(Row):
    """How plants and products age and what new plants take; the most specific row of a name wins.

    | name | is | of |
    |---|---|---|
    | ``plant_life`` | years until a plant retires; its inverse is the yearly retirement | recipe |
    | ``permit_time`` | years of studies and permits before a decision on a new site | recipe |
    | ``lead_time`` | years from decision to first output | recipe |
    | ``ramp_up`` | years from first to full output | recipe |
    | ``capex_intensity`` | USD of 2024 per t/year of the first output, in the leading region | recipe |
    | ``capex_premium`` | capex over that of the leading region | region, or recipe and region |
    | ``idle_cost`` | cost of care and maintenance, share of fixed cost of running | recipe |
    | ``fixed_share`` | share of the cash cost that does not fall with output | recipe |
    | ``product_life`` | years until a product is scrapped | sector |
    | ``collection`` | share of scrapped material that is collected and recovered today | sector |
    | ``collection_2040`` | the same in 2040, by policies in force or announced | sector |
    """

    identity: ClassVar[tuple[str, ...]] = ("name", "recipe", "region", "sector")
    central: ClassVar[str] = "value"
    name: str = text(*LIFETIMES)
    recipe: str = key("recipes", required=False)
    region: str = key("regions", required=False)
    sector: str = text(*SECTORS, required=False)
    value: float = number(0)
    low: float = number(0)
    high: float = number(0)
    unit: str = text()


@dataclass(frozen=True)
class Deflator(Row):
    """Prices in the United States over those of 2024: nominal USD of a year over it are USD of 2024."""

    identity: ClassVar[tuple[str, ...]] = ("year",)
    central: ClassVar[str] = "index"
    year: int = year()
    index: float = number(0)
    low: float = number(0)
    high: float = number(0)


@dataclass(frozen=True)
class Observation(Row):
    """What happened after the base year, or what a publisher expects, beside the same publisher's 2024.

    Publishers differ in level, so paths are compared by ``quantity / base``. ``ours`` names our total as in
    the publishers table, or ``price.<commodity>``; region ``*`` is the world.
    """

    identity: ClassVar[tuple[str, ...]] = ("chain", "publisher", "ours", "region", "year")
    chain: str = key("chains")
    publisher: str = text()
    item: str = text()
    ours: str = text()
    region: str = key("regions", any_key=True)
    year: int = year()
    known_as: str = text(*OBSERVED_AS)
    quantity: float = number(0)
    base: float = number(0)
    unit: str = text()
