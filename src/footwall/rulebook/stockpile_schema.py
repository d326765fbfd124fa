"""Public stockpiles: what they hold, from what money, when they buy, sell, release, lend and turn over.

``footwall.horizon`` walks a stockpile through the years. Each good has an account of its own: its part of the
budget never pays for another good, so that one purpose cannot eat what another was meant for.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from footwall.rulebook.amounts import Amount, Cover, Duration, Money, Rate, Share, Tonnage, UnitPrice
from footwall.rulebook.clause_model import Clause, DatedClause, Day

TrendUnit = Literal["x trend", "USD/kg"]


class PriceCondition(Clause):
    """A price that sets an emergency release off."""

    variable: Literal["price"] = Field(
        description="price: what buyers in its regions decide on, mean of the year."
    )
    op: Literal["above"] = Field(description="How the price compares with the value.")
    value: float = Field(gt=0, description="The value, in the unit beside it.")
    unit: TrendUnit = Field(
        description="x trend: times the mean price of the five years before. USD/kg: money of the day."
    )


class Release(Clause):
    """Emergency release: what the stock gives out in a disruption."""

    when: PriceCondition = Field(description="It releases while this holds.")
    pace: Rate = Field(
        default=1.0,
        description="The most that it gives out in a year, as a share of its regions' yearly use.",
    )


class Rotation(Clause):
    """Old lots are sold and bought anew; the stock stays as large as it was."""

    age: Duration = Field(description="Age at which a lot is turned over, such as 5 years.")
    cost: Share = Field(description="What a turn costs, as a share of the value turned over, such as 3%.")


class Lending(Clause):
    """Lending in kind: goods go out and come back as goods."""

    share: Share = Field(description="Share of the stock that may be out on loan at once, such as 20%.")
    above: Rate = Field(description="Price from which it lends, as a multiple of the trend, such as 120%.")
    term: Duration = Field(description="Time after which the goods come back, such as 180 days.")
    fee: Rate = Field(default=0.0, description="Fee for the term, as a share of the value lent, such as 2%.")


class Draw(Clause):
    """A participant takes goods out and puts as much back."""

    commodity: str = Field(description="Commodity that is drawn.")
    tonnage: Tonnage = Field(description="Tonnes drawn, such as 200 t.")
    on: Day = Field(description="Day of the draw (ISO date); it is spread over its year.")
    replenish_within: Duration = Field(description="Time within which they are put back, such as 1 year.")


class Transfer(Clause):
    """A participant hands a part of its entitlement to another."""

    to: str = Field(min_length=1, description="Participant that receives it.")
    share: Share = Field(description="Share of the stock that is handed over, such as 5%.")
    on: Day = Field(description="Day of the transfer (ISO date).")


class Entitlement(Clause):
    """What a participant, such as a manufacturer, has paid to be able to take out."""

    holder: str = Field(min_length=1, description="Name of the participant.")
    share: Share = Field(description="Share of every good that is held for it, such as 25%.")
    entry_fee: Rate = Field(
        default=0.0,
        description="Fee on what is bought for it, as a share of the price, such as 2%. Interest and storage "
        "on its share are charged on top.",
    )
    draws: tuple[Draw, ...] = Field(default=(), description="What it takes out and puts back.")
    buy_back: Day | None = Field(
        default=None,
        description="Day (ISO date) on which it takes its share for good, at the set price; empty: never.",
    )
    set_price: dict[str, UnitPrice] = Field(
        default_factory=dict,
        description="Price by good at which it takes its share over, such as 95 USD/kg; a good that is not "
        "named goes at what the stock paid for it on average.",
    )
    transfers: tuple[Transfer, ...] = Field(default=(), description="What it hands to others.")


class Stockpile(DatedClause):
    """A public stock. It trades from its first day to its last, and keeps what it holds after."""

    regions: tuple[str, ...] = Field(
        default=(),
        description="Regions whose users it serves: it buys through their importers and releases to them. "
        "Empty: every member of the zone.",
    )
    budget: Money = Field(description="All the money that it can spend, loans included, such as 12e9 USD.")
    loan: Money | None = Field(
        default=None,
        description="Part of the budget that is borrowed, drawn once the rest is spent; empty: nothing.",
    )
    rate: Rate = Field(default=0.0, description="Yearly interest on the loan, such as 4.5%.")
    tenor: Duration | None = Field(
        default=None,
        description="Time after which the loan is due, such as 15 years; goods are sold to pay it if money "
        "is short. Empty: beyond the run.",
    )
    storage: Rate = Field(
        default=0.01, description="Yearly cost of storage and insurance over the value held, such as 1%."
    )
    target: dict[str, Cover] = Field(
        min_length=1,
        description="What it wants to hold of each good: days of its regions' use, such as 180 days, or "
        "tonnes, such as 500 t.",
    )
    split: dict[str, Money] = Field(
        default_factory=dict,
        description="Part of the budget for each good; empty: by what the targets cost at base-year prices, "
        "which asks for goods of one chain.",
    )
    buy_below: Literal["floor"] | dict[str, UnitPrice] | None = Field(
        default=None,
        description="Price below which it buys: `floor` (the floor in force in its regions), or prices by "
        "good. Empty or not named: at any price below that of an emergency release.",
    )
    sell_above: dict[str, UnitPrice] = Field(
        default_factory=dict,
        description="Price by good above which it sells what it holds, such as 150 USD/kg; empty: none.",
    )
    pace: Rate = Field(
        default=0.2,
        description="The most that it buys or sells in a year, as a share of its regions' yearly use.",
    )
    avoid: tuple[str, ...] = Field(
        default=(),
        description="Origins that it does not buy from; it then buys at the mine or plant of the others, by "
        "their output.",
    )
    forward: Share = Field(
        default=0.0,
        description="Share of a year's purchases that is agreed the year before, at that year's price. "
        "Agreed money counts against the budget at once.",
    )
    release: Release | None = Field(default=None, description="Emergency release; empty: none.")
    rotation: Rotation | None = Field(default=None, description="Turning old lots over; empty: none.")
    lending: Lending | None = Field(default=None, description="Lending in kind; empty: none.")
    entitlements: tuple[Entitlement, ...] = Field(
        default=(),
        description="Participants who pay for their share of it; empty: the treasury pays for all.",
    )

    def wants_days(self, commodity: str) -> bool:
        """True if the target of a good is days of use, False if it is tonnes."""
        cover = self.target[commodity]
        return isinstance(cover, Amount) and cover.quantity.dimension == "duration"

    @property
    def own_money(self) -> float:
        """The budget less the loan, USD."""
        return self.budget - (self.loan or 0.0)
