"""A policy beside no policy, in real units, and what it comes to in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from footwall.storage.commodity import AskedPolicy, StorageMarket, policy_for
from footwall.storage.equilibrium import StorageEquilibrium
from footwall.storage.solve import Grid, solve

ALWAYS, NEVER = 0.9995, 0.0005
"""Shares of years from which "always" and "never" are said."""


@dataclass(frozen=True)
class Figures:
    """The long run: USD/t, t, shares of years; ``variation`` is the standard deviation over the mean."""

    mean_price: float
    price_variation: float
    mean_private: float
    mean_public: float
    mean_output: float
    at_floor: float
    below_floor: float
    at_ceiling: float
    above_ceiling: float
    public_full: float
    public_empty: float


@dataclass(frozen=True)
class StorageOutcome:
    """Both equilibria with their figures; ``asked`` and what follows it are None without a policy."""

    market: StorageMarket
    free: StorageEquilibrium
    without: Figures
    asked: AskedPolicy | None = None
    policy: StorageEquilibrium | None = None
    under_policy: Figures | None = None

    @property
    def crowded_out(self) -> float | None:
        """t of private stock that the public stock drives out, in the mean."""
        if self.under_policy is None:
            return None
        return self.without.mean_private - self.under_policy.mean_private


def compare(market: StorageMarket, asked: AskedPolicy | None, grid: Grid | None = None) -> StorageOutcome:
    """Solve without and with the policy. Raises StorageInputError and StorageNotConverged."""
    rules = None if asked is None else policy_for(market, asked)
    free = solve(market.model, grid=grid)
    without = figures(market, free)
    if asked is None:
        return StorageOutcome(market, free, without)
    policy = solve(market.model, rules, grid)
    return StorageOutcome(market, free, without, asked, policy, figures(market, policy))


def figures(market: StorageMarket, found: StorageEquilibrium) -> Figures:
    """The long run of ``found`` in real units."""
    long_run, use = found.long_run, market.use
    return Figures(
        long_run.mean_price * market.price,
        long_run.price_variation,
        long_run.mean_private * use,
        long_run.mean_public * use,
        long_run.mean_output * use,
        long_run.at_floor,
        long_run.below_floor,
        long_run.at_ceiling,
        long_run.above_ceiling,
        long_run.public_full,
        long_run.public_empty,
    )


def verdict(outcome: StorageOutcome) -> str:
    """One sentence or two: whether the floor holds, what the mean price is, who holds the stock."""
    free, under, asked = outcome.without, outcome.under_policy, outcome.asked
    if under is None or asked is None:
        return (
            f"Left alone, the price of {outcome.market.name} has a mean of {_price(free.mean_price)} and "
            f"varies by {free.price_variation:.0%}; merchants hold {_tonnes(free.mean_private)} in the mean."
        )
    share = _share(under.below_floor)
    if asked.cap == 0.0:
        return f"A public stock without room does nothing: the price is {_price(free.mean_price)} as before."
    held = "holds" if under.below_floor < NEVER else "does not hold"
    start = (
        f"A stock of at most {_tonnes(asked.cap)} {held} the floor of {_price(asked.floor)}: the price is "
        f"below it {share}."
    )
    side = "below" if under.mean_price < asked.floor else "above"
    level = (
        f"The mean price, {_price(under.mean_price)}, is {side} the floor ({_price(free.mean_price)} without "
        f"it) and varies by {under.price_variation:.0%} in place of {free.price_variation:.0%}."
    )
    return f"{start} {level} {_crowding(free, under)}"


def _crowding(free: Figures, under: Figures) -> str:
    if free.mean_private < 0.5 and under.mean_private < 0.5:
        return "Merchants hold nothing either way."
    word = "fall" if under.mean_private < free.mean_private else "rise"
    return f"Private stocks {word} from {_tonnes(free.mean_private)} to {_tonnes(under.mean_private)}."


def _share(share: float) -> str:
    if share < NEVER:
        return "in no year"
    if share > ALWAYS:
        return "in every year"
    return f"in {share:.0%} of years" if share >= 0.01 else f"in {share:.1%} of years"


def _price(price: float) -> str:
    return f"{price / 1e3:,.4g} USD/kg"


def _tonnes(tonnes: float) -> str:
    return f"{tonnes:,.0f} t" if tonnes >= 100.0 else f"{tonnes:,.2g} t"
