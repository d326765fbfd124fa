"""The price level that a result holds at, and the same figures at another one.

Gaps to a floor depend on the price level, so a result names its own and is told beside a second: at the
prices of the base year beside the newest dated quotes in the facts, at given prices beside the base year. The
second level is one more baseline and policy at central parameters, without ranges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from footwall.chain.anchors import leading_market
from footwall.enacted import Enactment, enact
from footwall.errors import FootwallError
from footwall.market.under_law import solve_law
from footwall.measure.state import State
from footwall.runs.economy import Economy, anchored_to
from footwall.runs.figures import Figures, figures
from footwall.runs.price_sets import PriceSet, latest_set, of_chain
from footwall.runs.rows import KG_PER_T
from footwall.runs.sentences import in_sentence
from footwall.runs.zone import ReportedZone

if TYPE_CHECKING:
    from datetime import date

    from footwall.chain.build import BalancedQuantities
    from footwall.facts.schema import ChainRow
    from footwall.rulebook import Rulebook

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class PriceLevel:
    """A price set and the price (USD/kg, FOB without value-added tax) of the refined good that stands for it.

    ``words`` name it in a sentence (``the prices of February 2026``), ``short`` in a column.
    """

    name: str
    words: str
    short: str
    commodity: str
    good: str
    region: str
    price: float

    @property
    def quoted(self) -> str:
        return f"{in_sentence(self.good)} {self.price:,.0f} USD/kg"

    def record(self) -> dict[str, Any]:
        return {
            "set": self.name,
            "words": self.words,
            "short": self.short,
            "commodity": self.commodity,
            "good": self.good,
            "region": self.region,
            "price": self.price,
            "unit": "USD/kg",
        }


@dataclass(frozen=True, eq=False)
class OtherLevel:
    """Figures at a second price level; ``latest`` is True for the newest dated quotes, else the base year."""

    level: PriceLevel
    latest: bool
    figures: Figures


def level_of(economy: Economy, price_set: PriceSet, chain: ChainRow) -> PriceLevel:
    """The level of an economy at a price set; an empty set is the base year."""
    network = economy.anchored.network
    market = network.markets[leading_market(network, chain.refined)]
    names = {row.code: row.name for row in economy.facts.table("regions")}
    name, words, short = _named(price_set, network.year)
    return PriceLevel(
        name=name,
        words=words,
        short=short,
        commodity=chain.refined,
        good=network.commodity(chain.refined).name,
        region=names.get(market.region, market.region),
        price=economy.targets.get(chain.refined, market.base_price) / KG_PER_T,
    )


def _named(price_set: PriceSet, base_year: int) -> tuple[str, str, str]:
    if not price_set.prices:
        return str(base_year), f"the prices of {base_year}", str(base_year)
    if not price_set.period:
        return price_set.name, "the given prices", "given"
    year, _, month = price_set.period.partition("-")
    if not month:
        return price_set.period, f"the quotes of {year}", year
    month = MONTHS[int(month) - 1]
    return price_set.period, f"the prices of {month} {year}", f"{month[:3]} {year}"


@dataclass(frozen=True, eq=False)
class LevelRun:
    """What the second level is solved from: the base year, the policy, the day and the prices of the run."""

    base: Economy
    balanced: BalancedQuantities
    baseline_law: Enactment
    policy: Rulebook
    as_of: date
    given: PriceSet
    chain: ChainRow

    def at_other_level(self, zone: ReportedZone) -> OtherLevel | str | None:
        """Figures at the level to tell beside the given one.

        None where the facts have no later quotes, a sentence where the market has no solution there.
        """
        network = self.base.base.network
        other: PriceSet | None = PriceSet()
        if not self.given.prices:
            other = latest_set(self.base.facts, self.chain.refined, network.year)
        if other is None:
            return None
        try:
            return self._solved(of_chain(other, network), zone)
        except FootwallError as refusal:
            return f"No figures at {_named(other, network.year)[1]}: {refusal}"

    def _solved(self, price_set: PriceSet, zone: ReportedZone) -> OtherLevel:
        economy = self.base
        if price_set.prices:
            economy = anchored_to(self.base, self.balanced, price_set, self.baseline_law)
        policy_law = enact(self.policy, economy.facts, economy.anchored.network, self.as_of)
        before, after = (
            State(economy.calibration, law, solve_law(economy.calibration, law))
            for law in (self.baseline_law, policy_law)
        )
        return OtherLevel(
            level_of(economy, price_set, self.chain), bool(price_set.prices), figures(before, after, zone)
        )


def levels_record(level: PriceLevel, other: OtherLevel | str | None) -> Mapping[str, Any]:
    """``price_levels`` of the summary: the level of the run and the one told beside it."""
    beside = other.level.record() if isinstance(other, OtherLevel) else None
    return {"run": level.record(), "beside": beside}
