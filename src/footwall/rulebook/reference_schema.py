"""How the reference price of a floor is set: one closed block for each method.

Every method says on which basis its price stands, whether value-added tax is in it, how long after its date
a figure applies, and what holds once the figures are too old. ``footwall.enacted.reference_prices``
evaluates them for a day; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from footwall.rulebook.amounts import Duration, Rate, Share, UnitPrice
from footwall.rulebook.clause_model import Clause, Day

Tier = Literal["full", "associate", "provisional"]
Grade = Literal["measured", "reported", "estimated", "assumed"]


class Staleness(Clause):
    """What holds once the latest figure of a reference price is too old, or where there is none."""

    max_age: Duration | None = Field(
        default=None,
        description="Age beyond which a figure is stale, such as 180 days, counted from the last day that "
        "it describes; empty: a figure never ages.",
    )
    then: Successor = Field(
        default="suspend",
        description="last: the last figure holds on, whatever its age. suspend: the floor is not levied. "
        "Or another reference price, which takes its place.",
    )


class PriceTerms(Clause):
    """What every reference price says of itself."""

    method: str = Field(description="How the price is set.")
    basis: Literal["CIF", "FOB"] = Field(
        default="CIF", description="Whether the floor is compared with the CIF value or the FOB invoice."
    )
    vat: Literal["excluded", "included"] = Field(
        default="excluded",
        description="Whether the figures written here contain value-added tax. Quotes of the facts are "
        "taken without it by their own terms.",
    )
    vat_rate: Rate | None = Field(
        default=None,
        description="Rate contained in a price with vat: included, such as 13%; taken out before use.",
    )
    stated: Day | None = Field(
        default=None, description="Day on which the figures written here were set; empty: they do not age."
    )
    lag: Duration | None = Field(
        default=None,
        description="Time from the date of a figure to the first day on which it applies, such as 30 days; "
        "empty: none.",
    )
    staleness: Staleness | None = Field(
        default=None,
        description="When figures are too old and what holds then; empty: they do not age, and a day "
        "without any figure is a fault.",
    )


class FixedPrice(PriceTerms):
    """A price that the rulebook states."""

    method: Literal["fixed"] = Field(default="fixed", description="The price is stated.")
    price: UnitPrice = Field(description="The price, such as 110 USD/kg, nominal. Held as USD/t.")


class CostPlus(PriceTerms):
    """The cost of making the commodity, plus a margin.

    Without a stated cost it is built up from the facts: inputs and by-products of the recipe at their prices,
    and the conversion cost.
    """

    method: Literal["cost_plus"] = Field(description="A cost plus a margin.")
    cost: UnitPrice | None = Field(
        default=None, description="The cost, such as 75 USD/kg; empty: built up from the facts."
    )
    maker: str | None = Field(
        default=None,
        description="Region whose recipe, conversion cost and quotes build up the cost; needed where no cost "
        "is stated.",
    )
    inputs: dict[str, UnitPrice] = Field(
        default_factory=dict,
        description="Prices of inputs and by-products by commodity, such as 60 USD/kg; those left out are "
        "priced by the latest quotes of the facts.",
    )
    margin: Share = Field(default=0.0, description="Addition on top of the cost, such as 10%.")


class CostCurvePercentile(PriceTerms):
    """The cash cost below which a share of the capacity outside the rival stands."""

    method: Literal["cost_curve_percentile"] = Field(
        description="A percentile of the cost curve, from the fact table `costs`."
    )
    percentile: Share = Field(
        description="Share of capacity whose cash cost the price covers, such as 90%; at 0% the cheapest."
    )
    rivals: tuple[str, ...] = Field(default=("CHN",), description="Regions whose capacity does not count.")
    recipes: tuple[str, ...] = Field(
        default=(), description="Recipes whose assets count; empty: all that make the commodity."
    )
    year: int | None = Field(
        default=None,
        strict=True,
        ge=1900,
        le=2200,
        description="Year of the curve; empty: the last one known on the day.",
    )


class IncentivePrice(PriceTerms):
    """The price at which a new plant earns its hurdle rate: its net present value is zero.

    Capital is spent in equal parts at the end of each building year; sales follow at the end of each year of
    its life. Without a building time capital is spent at once.
    """

    method: Literal["incentive_price"] = Field(
        description="The price at which a new plant is worth building."
    )
    capex: UnitPrice = Field(
        description="Capital per unit of yearly capacity, such as 90 USD/kg. Held as USD per t/year."
    )
    opex: UnitPrice = Field(description="Operating cost, such as 45 USD/kg. Held as USD/t.")
    life_years: int = Field(strict=True, ge=1, le=60, description="Years in which the plant sells.")
    build_years: int = Field(
        default=0, strict=True, ge=0, le=20, description="Years of building before the first sale."
    )
    hurdle_rate: Rate = Field(description="Yearly rate of return that investors ask for, real, such as 15%.")
    utilisation: Share = Field(default=1.0, description="Share of capacity that is sold, such as 85%.")


class MovingAverageBand(PriceTerms):
    """A floor and a ceiling around the average of a quote series."""

    method: Literal["moving_average_band"] = Field(
        description="The moving average of a quote series, less one deviation as floor and plus one as "
        "ceiling."
    )
    market: str = Field(min_length=1, description="Market of the quotes in the facts, such as China export.")
    window_months: int = Field(
        strict=True,
        ge=1,
        le=240,
        description="Calendar months that are averaged, such as 60; months without a quote are left out.",
    )
    minimum_months: int = Field(
        default=1, strict=True, ge=1, le=240, description="Months with a quote below which there is no price."
    )
    below: Share = Field(description="Floor below the average, as a share of it, such as 10%.")
    above: Rate | None = Field(
        default=None,
        description="Ceiling above the average, as a share of it, such as 10%; empty: no ceiling.",
    )


class TransactionIndex(PriceTerms):
    """The volume-weighted mean of what the zone's own regions trade at.

    A quote of a region weighs the base-year tonnes that it ships, or those that it receives where the quote
    is delivered.
    """

    method: Literal["transaction_index"] = Field(
        description="The volume-weighted mean of the quotes of allied regions."
    )
    regions: tuple[str, ...] = Field(
        default=(), description="Regions whose quotes count; empty: every region of the zone in `tiers`."
    )
    tiers: tuple[Tier, ...] = Field(
        default=("full", "associate"), description="Tiers of the zone whose quotes count."
    )
    grades: tuple[Grade, ...] = Field(
        default=("measured", "reported"), description="Grades of the quotes that count."
    )
    minimum: int = Field(
        default=3, strict=True, ge=1, le=100, description="Quotes below which there is no index."
    )


class IndexedBasket(PriceTerms):
    """A base price that moves with published indices: R = R0 · (1 − Σ w + Σ w · I / I0)."""

    method: Literal["indexed_basket"] = Field(
        description="A base price that moves with series of the fact table `indices`."
    )
    price: UnitPrice = Field(description="Price in the base period, such as 110 USD/kg. Held as USD/t.")
    base: str = Field(
        pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2]))?$",
        description="Base period of the indices, a year or a month in quotes, such as '2024' or '2024-06'.",
    )
    weights: dict[str, Share] = Field(
        min_length=1,
        description="Series of the facts to its weight, such as energy: 40%; what they leave of 100% does "
        "not move.",
    )


class BlendPart(Clause):
    """One part of a blend."""

    weight: Share = Field(description="Weight of the part; the weights of a blend add up to 100%.")
    reference: Reference = Field(description="The reference price of the part.")


class Blend(PriceTerms):
    """A weighted mean of other reference prices, each with its own terms.

    Basis and value-added tax are those of the parts and must agree with the blend's own.
    """

    method: Literal["blend"] = Field(description="A weighted mean of other reference prices.")
    of: tuple[BlendPart, ...] = Field(min_length=1, description="The parts with their weights.")


METHODS: Mapping[str, type[PriceTerms]] = {
    "fixed": FixedPrice,
    "cost_plus": CostPlus,
    "cost_curve_percentile": CostCurvePercentile,
    "incentive_price": IncentivePrice,
    "moving_average_band": MovingAverageBand,
    "transaction_index": TransactionIndex,
    "indexed_basket": IndexedBasket,
    "blend": Blend,
}
TAG = "reference:"
"""Prefix of the tags in the places of faults, which no key of a rulebook has."""


def _method(value: Any) -> str:
    """The tag of a block; without a method a price is fixed."""
    method = value.get("method", "fixed") if isinstance(value, dict) else getattr(value, "method", "fixed")
    known = str(method).encode("utf-8", "backslashreplace").decode("utf-8")
    return f"{TAG}{known}"


def _word_or_block(value: Any) -> str:
    return f"{TAG}word" if isinstance(value, str) else f"{TAG}block"


Reference = Annotated[
    Annotated[FixedPrice, Tag(f"{TAG}fixed")]
    | Annotated[CostPlus, Tag(f"{TAG}cost_plus")]
    | Annotated[CostCurvePercentile, Tag(f"{TAG}cost_curve_percentile")]
    | Annotated[IncentivePrice, Tag(f"{TAG}incentive_price")]
    | Annotated[MovingAverageBand, Tag(f"{TAG}moving_average_band")]
    | Annotated[TransactionIndex, Tag(f"{TAG}transaction_index")]
    | Annotated[IndexedBasket, Tag(f"{TAG}indexed_basket")]
    | Annotated[Blend, Tag(f"{TAG}blend")],
    Discriminator(_method),
]
Successor = Annotated[
    Annotated[Literal["last", "suspend"], Tag(f"{TAG}word")] | Annotated[Reference, Tag(f"{TAG}block")],
    Discriminator(_word_or_block),
]
Staleness.model_rebuild()
BlendPart.model_rebuild()
for _block in METHODS.values():
    _block.model_rebuild()
