"""Payments to producers: price-gap subsidies, contracts for difference, offtake floors.

``footwall.rulebook.support`` and
``footwall.rulebook.settlement`` hold their arithmetic. A support needs no border and no zone: it pays the
producers that it names.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from footwall.rulebook.amounts import AnnualTonnage, Duration, Money, Rate, Share, UnitPrice
from footwall.rulebook.clause_model import Clause, DatedClause, Day
from footwall.rulebook.settlement import shared_from

SupportKind = Literal["price_gap_subsidy", "contract_for_difference", "offtake_floor"]
Payer = Literal["treasury", "fund", "buyers"]
SettlementPeriod = Literal["month", "quarter", "year"]
Eligible = Literal["sold", "sold_or_stockpiled"]


class SupportIndex(Clause):
    """The price that a strike is compared with; left out: the price that the producers get themselves."""

    commodity: str | None = Field(
        default=None, description="Commodity of the quote; empty: the one that is supported."
    )
    region: str | None = Field(
        default=None, description="Region whose FOB price is the quote; empty: that of the producers."
    )
    vat_rate: Rate = Field(
        default=0.0,
        description="Value-added tax that the quote contains, such as 13% for a Chinese domestic quote.",
    )
    lag: Duration | None = Field(
        default=None,
        description="Delay of the quote, such as 90 days; empty: none. A payment follows the quotes of the "
        "days so long before those that it is for. It counts in the accounts of a run over years; one period "
        "of the market knows no delay.",
    )


class Upside(Clause):
    """What producers give back when the index is high."""

    share: Share = Field(description="Share of the index above ``above`` that the payer gets, such as 30%.")
    above: UnitPrice | None = Field(
        default=None,
        description="Index from which it is shared, such as 150 USD/kg; empty: the strike. Held as USD/t.",
    )
    annual_cap: Money | None = Field(
        default=None, description="The most that is given back in a year, such as 10e6 USD; empty: no limit."
    )
    starts: Day | None = Field(
        default=None,
        alias="from",
        description="Day of the milestone from which it is shared, such as that of a new plant (ISO date); "
        "empty: from the first day of the contract.",
    )


class Indexation(Clause):
    """A strike that follows the price level of the facts, from its base and never from a rounded value."""

    base: int = Field(ge=2017, le=2045, description="Year in whose money the strike is stated, such as 2025.")
    share: Share = Field(default=1.0, description="Share of the rise of prices that the strike follows.")


class ProducersStock(Clause):
    """Output that producers put into stock before they sell it."""

    share: Share = Field(description="Share of the output that goes into stock first, such as 22%.")
    held: Duration = Field(description="Time until it is sold, such as 180 days.")


class Support(DatedClause):
    """A payment to producers beside the market price."""

    kind: SupportKind = Field(
        description="price_gap_subsidy: tops the producers' own price up to the strike. "
        "contract_for_difference: pays the strike less an index, and may share what is above. offtake_floor: "
        "a buyer pays at least the strike for an agreed volume."
    )
    commodity: str = Field(description="Commodity whose output is supported.")
    regions: tuple[str, ...] = Field(
        default=(),
        description="Regions whose producers are supported; empty: every member of the zone that makes it.",
    )
    replaces: str | None = Field(
        default=None,
        description="Id of a contract for difference of the facts that this one stands for, such as "
        "us-mp-cfd; while this one is in force that one pays nothing. Empty: none.",
    )
    recipe: str | None = Field(
        default=None, description="Recipe to which it is limited; empty: all output of the commodity."
    )
    strike: UnitPrice = Field(description="Guaranteed price, such as 110 USD/kg. Held as USD/t.")
    indexation: Indexation | None = Field(
        default=None, description="How the strike follows the price level; empty: it stays as it is stated."
    )
    dead_band: Share = Field(
        default=0.0,
        description="Share of the strike below it, and above it where the upside begins at the strike, in "
        "which nothing is paid: payments run from the edge of the band.",
    )
    index: SupportIndex = Field(default=SupportIndex(), description="The price compared with the strike.")
    share: Share = Field(default=1.0, description="Share of the output that is covered.")
    volume: AnnualTonnage | None = Field(
        default=None,
        description="Eligible tonnes a year, in each region; empty: the whole covered share. Needed by an "
        "offtake floor.",
    )
    eligible: Eligible = Field(
        default="sold",
        description="sold: output is paid when it is sold. sold_or_stockpiled: what goes into stock is paid "
        "then, and trued up to the index of its sale, so that a kilogram is paid once.",
    )
    stockpiled: ProducersStock | None = Field(
        default=None, description="What producers put into stock; empty: they sell all as they make it."
    )
    settled: SettlementPeriod = Field(
        default="year",
        description="Calendar period that payments are settled for: month, quarter or year. It counts in the "
        "accounts of a run over years.",
    )
    upside: Upside | None = Field(default=None, description="What is given back above; empty: nothing.")
    budget: Money | None = Field(
        default=None,
        description="The most that is paid in a year in each region, such as 200e6 USD; when it is exhausted "
        "payments fall in one proportion. Empty: no limit.",
    )
    total_budget: Money | None = Field(
        default=None,
        description="The most that is paid over the whole term in each region, such as 500e6 USD; once it is "
        "exhausted nothing is paid. Empty: no limit.",
    )
    payer: Payer | None = Field(
        default=None,
        description="Who pays: treasury, fund (from the zone's revenue) or buyers, as a lump sum that moves "
        "no market price. Empty: buyers for an offtake floor, else the treasury.",
    )
    paid_in: str | None = Field(
        default=None, description="Region whose treasury or buyers pay; empty: that of the producers."
    )

    @property
    def paid_by(self) -> Payer:
        """The payer, with the default of the kind."""
        return self.payer or ("buyers" if self.kind == "offtake_floor" else "treasury")

    @property
    def shared_above(self) -> float:
        """The index from which the upside is shared at the strike as it is stated, USD/t."""
        above = self.upside.above if self.upside is not None else None
        return shared_from(self.strike, self.dead_band) if above is None else above
