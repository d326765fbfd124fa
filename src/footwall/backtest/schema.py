"""What an episode may contain: closed, frozen models; every figure has a date, a source and a grade.

A figure that the model may read says also since when it was ``known``; amounts are those of
``footwall.rulebook.amounts`` (t/year, USD/t). What the rows must say together is checked in ``checks``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from footwall.backtest.periods import When
from footwall.rulebook.amounts import AnnualTonnage, Money, Rate, Share, Tonnage, UnitPrice
from footwall.rulebook.clause_model import Clause, Day

Grade = Literal["measured", "reported", "estimated", "assumed"]
Role = Literal["calibration", "validation"]
Stage = Literal["ore", "refined", "component"]
MeasureKind = Literal["export_ban", "export_quota", "export_licence", "export_tax", "import_duty"]
Observed = Literal["delivered_price", "fob_price", "exports", "output", "use"]


class Publication(Clause):
    """Where figures come from."""

    author: str = Field(min_length=1, description="Who published it.")
    title: str = Field(min_length=1, description="What it is.")
    address: str = Field(default="", description="Where it can be read; empty: nowhere on line.")


class Figure(Clause):
    """What every row says of its figures."""

    date: When = Field(description="The time that the figure is of: year, quarter, month or day.")
    source: str = Field(description="A key of `sources`.")
    grade: Grade = Field(description="measured, reported, estimated or assumed.")
    note: str = Field(default="", description="How it was derived, what is doubtful.")


class Input(Figure):
    """A figure that the model may read if it was known by the day of the event."""

    known: Day = Field(description="Day since when it was public (ISO date).")


class Good(Clause):
    """A good of the episode."""

    name: str = Field(min_length=1, description="What it is, with the basis of its tonnes.")
    stage: Stage = Field(description="ore, refined or component: how closely origins replace each other.")


class Maker(Input):
    """Output of a good in a region in the base year."""

    good: str = Field(description="A key of `goods`.")
    region: str = Field(description="A key of `regions`.")
    output: AnnualTonnage = Field(description="Output of the base year, such as 540 t/year.")
    capacity: AnnualTonnage | None = Field(
        default=None, description="Capacity; empty: output over the usual utilisation of the parameters."
    )
    elasticity: Rate | None = Field(
        default=None, description="Yearly elasticity of output to price; empty: that of the parameters."
    )
    made_from: str = Field(default="", description="The good that it is made from; empty: a mine or farm.")


class Use(Input):
    """Final use of a good in a region in the base year."""

    good: str = Field(description="A key of `goods`.")
    region: str = Field(description="A key of `regions`.")
    quantity: AnnualTonnage = Field(description="Use of the base year, such as 120 t/year.")
    growth: Rate | None = Field(default=None, description="Growth a year that was expected; empty: none.")
    until: Day | None = Field(
        default=None, description="Day on which a buyer who will not come back leaves; empty: stays."
    )
    elasticity: Rate | None = Field(
        default=None, description="Yearly elasticity of use to price; empty: that of the parameters."
    )


class Trade(Input):
    """What one region shipped to another in the base year."""

    good: str = Field(description="A key of `goods`.")
    origin: str = Field(alias="from", description="A key of `regions`.")
    destination: str = Field(alias="to", description="A key of `regions`.")
    quantity: AnnualTonnage = Field(description="Tonnes of the base year.")
    freight: UnitPrice | None = Field(default=None, description="Freight and insurance; empty: none.")


class Price(Input):
    """FOB price of a maker just before the event."""

    good: str = Field(description="A key of `goods`.")
    region: str = Field(description="A key of `regions`.")
    price: UnitPrice = Field(description="FOB, without value-added tax, such as 257 USD/kg.")


class EpisodeMeasure(Input):
    """What a government did, with its dates."""

    kind: MeasureKind = Field(
        description="export_ban, export_quota, export_licence, export_tax, import_duty."
    )
    by: str = Field(description="The region whose measure it is.")
    good: str = Field(description="A key of `goods`.")
    partners: tuple[str, ...] = Field(default=(), description="Regions that it meets; empty: all others.")
    starts: Day = Field(alias="from", description="First day in force (ISO date).")
    ends: Day | None = Field(default=None, alias="to", description="Last day in force; empty: no end.")
    limit: AnnualTonnage | None = Field(default=None, description="Tonnes a year of an export_quota.")
    share: Share | None = Field(
        default=None, description="Share of base exports that an export_licence lets through."
    )
    rate: Rate | None = Field(default=None, description="Rate of an export_tax (FOB) or import_duty (CIF).")


class NewSupply(Input):
    """Capacity that starts or stops, announced or seen. Known after the event, it is an observation."""

    good: str = Field(description="A key of `goods`.")
    region: str = Field(description="A key of `regions`; it must make the good in the base year.")
    capacity: AnnualTonnage = Field(description="Capacity beside that of the base year.")
    closes: bool = Field(default=False, description="true: capacity that stops.")
    starts: Day = Field(alias="from", description="Day on which it starts or stops.")


class BufferStock(Input):
    """A public stock that buys low and sells high, within its store and its cash."""

    good: str = Field(description="A key of `goods`.")
    region: str = Field(description="Region in which it trades.")
    held: Tonnage = Field(description="Stock on the day of the event.")
    capacity: Tonnage = Field(description="The most that it may hold.")
    cash: Money = Field(description="What it may spend before it sells.")
    must_buy: UnitPrice = Field(description="It buys all it can at or below this price.")
    may_buy: UnitPrice = Field(description="It buys nothing above this price.")
    may_sell: UnitPrice = Field(description="It sells nothing below this price.")
    must_sell: UnitPrice = Field(description="It sells all it has at or above this price.")


class PrivateStock(Input):
    """Stock that was counted; elsewhere users and traders hold the usual days of use."""

    good: str = Field(description="A key of `goods`.")
    region: str = Field(description="A key of `regions`.")
    held: Tonnage = Field(description="Stock on the day of the event.")
    wanted: Tonnage | None = Field(
        default=None, description="What holders want; the rest is sold at any price. Empty: all that is held."
    )


class Value(Figure):
    """One observation."""

    value: UnitPrice | None = Field(default=None, description="A price.")
    tonnes: Tonnage | None = Field(default=None, description="Tonnes of the whole period.")


class Series(Clause):
    """Observations of one thing before and after the event."""

    name: str = Field(min_length=1, description="What was observed.")
    of: Observed = Field(description="delivered_price, fob_price, exports, output or use.")
    good: str = Field(description="A key of `goods`.")
    region: str = Field(description="Region of the buyer, of the maker for fob_price, exports and output.")
    values: tuple[Value, ...] = Field(
        min_length=1, description="At least one before the event; those before give the trend."
    )


class Episode(Clause):
    """One episode. Base-year rows must balance to 1% in every good and region."""

    name: str = Field(min_length=1, description="What happened, where and when.")
    role: Role = Field(description="calibration: may set parameters; validation: only scored.")
    event: Day = Field(description="Day on which markets learned of it. Nothing known later is read.")
    about: str = Field(min_length=1, description="What happened, in a few sentences.")
    lacks: str = Field(default="", description="What the model lacks to explain the episode.")
    not_scored: str = Field(default="", description="Why it cannot be replayed; then no market is needed.")
    inside: str = Field(default="", description="The restricting region; empty: nobody restricts.")
    base_year: int | None = Field(default=None, description="Year of makers, uses and trade.")
    sources: dict[str, Publication] = Field(description="Publications by key.")
    regions: dict[str, str] = Field(default={}, description="Names of regions by key.")
    goods: dict[str, Good] = Field(default={}, description="Goods by key.")
    makers: tuple[Maker, ...] = Field(default=(), description="Who makes how much.")
    uses: tuple[Use, ...] = Field(default=(), description="Who uses how much.")
    trade: tuple[Trade, ...] = Field(default=(), description="Who ships how much to whom.")
    prices: tuple[Price, ...] = Field(default=(), description="Prices before the event.")
    measures: tuple[EpisodeMeasure, ...] = Field(default=(), description="Measures with their dates.")
    new_supply: tuple[NewSupply, ...] = Field(default=(), description="Capacity that comes or goes.")
    buffer_stocks: tuple[BufferStock, ...] = Field(default=(), description="Public stocks.")
    private_stocks: tuple[PrivateStock, ...] = Field(default=(), description="Counted private stocks.")
    observed: tuple[Series, ...] = Field(default=(), description="What was seen.")
    facts: tuple[Fact, ...] = Field(default=(), description="Other figures, for the reader alone.")


class Fact(Figure):
    """A figure that is documented and not read by the model nor scored."""

    what: str = Field(min_length=1, description="What it is of.")
    figure: str = Field(min_length=1, description="The figure with its unit, as published.")


Episode.model_rebuild()
