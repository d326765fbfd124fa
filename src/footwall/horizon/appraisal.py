"""What a venture is worth to its investor, and the share of such capacity that is decided.

At the decision year t, with k years ahead, survival Q_k = Π_{s<k} (1 − h_{t+s}) of the rulebook:

    m_k  = Q_k·policy_k + (1 − Q_k)·max(baseline_k, min(guaranteed_k, policy_k))
    V    = Σ_k Σ_plants added·running_k·u·(m_k − cost) / (1+r)^(k+1/2)
    I    = Σ_k capex·built_k / (1+r)^(k+1/2)
    share = 1 / (1 + exp(−(V/I − M)/spread)),   0 where V ≤ 0

| symbol | field | unit |
|---|---|---|
| policy, baseline, guaranteed | ``Outlook`` | USD/t of activity |
| h | ``Outlook.hazard`` | share/year |
| running, built | ``output_profile`` | share of capacity, of capex |
| u, spread | ``Terms.utilisation``, ``Terms.spread`` | share, value over capex |
| r | ``Venture.discount_rate``, or ``hurdle_rate`` | share/year, real |
| M | ``trigger_multiple``, or 1 | value over capex |

What contracts guarantee is reckoned at the baseline's prices, which know nothing of the supply that the
contracts call up and that outlives the rulebook with them: it counts up to what they bring before a repeal.

Payments fall in the middle of their year. M is the trigger of Dixit and Pindyck (``option_trigger``) at the
discount rate, or 1 at the hurdle rate, as ``Terms.charged`` says: one risk is charged once. Taxes on profit
are not modelled. No option to shut is valued: what loses money goes on losing it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from footwall.horizon.appraisal_error import AppraisalError
from footwall.horizon.option_trigger import trigger_multiple
from footwall.horizon.outlook import FloatArray, Outlook, Terms
from footwall.horizon.output_profile import building_share, running_share

if TYPE_CHECKING:
    from footwall.horizon.ventures import Venture

YearArray = np.ndarray[tuple[int], np.dtype[np.int64]]
Ahead = tuple[YearArray, FloatArray]
"""Where an outlook has the years from a decision on, and the chance that the rulebook still stands then."""
LEAST_CAPEX = 1.0
"""USD; a venture without capex is appraised as one of a dollar."""
ROUNDING = 1e-9
"""Value over capex up to which a venture is worth nothing but the rounding of its sums."""
FEWEST, MOST = -0.99, 10.0
"""Yearly rates between which an internal rate of return is sought."""


@dataclass(frozen=True)
class Appraisal:
    """A venture at one decision year; arrays (scenarios,), money USD of 2024 at that year."""

    year: int
    value: FloatArray
    """V, present value of operating cash."""
    capex: float
    """I, present value of capex."""
    multiple: FloatArray
    """M, what V/I is asked to reach."""
    share: FloatArray
    """Share of such capacity that is decided, in [0, 1]."""
    addition: FloatArray
    """Flat addition to the price of the main output, USD/t over the plant's life, at which the share is one
    half; negative where there is room. At unchanged volatility."""
    certain_addition: FloatArray
    """The same if the addition came with a price that is certain, so that waiting is worth nothing more."""
    price: FloatArray | None
    """Expected price of the main output, mean over its discounted tonnes, USD/t; None if not known."""
    flows: FloatArray
    """(scenarios, years from the decision) operating cash less capex, USD, not discounted."""

    @property
    def npv(self) -> FloatArray:
        return self.value - self.capex

    @property
    def npv_over_capex(self) -> FloatArray:
        return self.npv / self.capex

    @property
    def strike(self) -> FloatArray | None:
        """Floor or strike, USD/t, that pays the certain addition wherever the price stays below it."""
        return None if self.price is None else self.price + self.certain_addition


def appraise(venture: Venture, outlook: Outlook, year: int, terms: Terms) -> Appraisal:
    """The venture as seen in ``year``; raises AppraisalError for a year before the outlook begins."""
    if year < outlook.first_year:
        raise AppraisalError(
            f"appraisal of {venture.id}",
            f"a decision in {year}",
            f"a year from {outlook.first_year} on, where the outlook begins",
            "Begin the path earlier, or let the project decide later.",
        )
    rate = venture.discount_rate if terms.charged == "trigger" else venture.hurdle_rate
    ahead, discount, tonnes, built = _calendar(venture, rate, terms.utilisation)
    processes = [plant.process for plant in venture.plants]
    at = np.minimum(year - outlook.first_year + ahead, outlook.policy.shape[1] - 1)
    stands = survival(outlook, at)
    margin = _expected(outlook, (at, stands), processes)
    cost = np.array([plant.cost for plant in venture.plants])
    cash = ((margin - cost) * tonnes).sum(axis=-1)
    value, spent = cash @ discount, float(built @ discount)
    multiple, certain = _multiples(venture, outlook, terms)
    sold = float(tonnes[:, -1] @ discount)
    return Appraisal(
        year=year,
        value=value,
        capex=spent,
        multiple=multiple,
        share=_share(value, spent, multiple, terms.spread),
        addition=(multiple * spent - value) / sold,
        certain_addition=(certain * spent - value) / sold,
        price=_price(outlook, (at, stands), processes[-1], tonnes[:, -1] * discount / sold),
        flows=cash - built,
    )


@lru_cache(maxsize=1024)
def _calendar(
    venture: Venture, rate: float, utilisation: float
) -> tuple[YearArray, FloatArray, FloatArray, FloatArray]:
    """Years ahead, discount factors, t/year sold by plant and USD of capex, whatever the decision year."""
    years = math.ceil(venture.lead_time + venture.plant_life) + 1
    ahead = np.arange(years, dtype=np.float64)
    built = max(venture.capex, LEAST_CAPEX) * building_share(years, venture.lead_time)
    return (
        np.arange(years, dtype=np.int64),
        (1.0 + rate) ** -(ahead + 0.5),
        utilisation * _tonnes(venture, ahead),
        built,
    )


def _tonnes(venture: Venture, ahead: FloatArray) -> FloatArray:
    """(years, plants) t/year on stream at full utilisation."""
    return np.stack(
        [
            plant.added
            * running_share(
                ahead - venture.lead_time - plant.delay, venture.ramp_up, venture.plant_life - plant.delay
            )
            for plant in venture.plants
        ],
        axis=-1,
    )


def survival(outlook: Outlook, at: YearArray) -> FloatArray:
    """(years,) chance that the rulebook still stands in each of the years ``at`` from a decision on."""
    return np.concatenate(([1.0], np.cumprod(1.0 - outlook.hazard[at[:-1]])))


def _expected(outlook: Outlook, ahead: Ahead, processes: list[int]) -> FloatArray:
    """(scenarios, years, plants) expected margin, USD/t."""
    years, stands = (item[:, None] for item in ahead)
    policy = outlook.policy[:, years, processes]
    guaranteed = np.minimum(outlook.guaranteed[:, years, processes], policy)
    repealed = np.maximum(outlook.baseline[:, years, processes], guaranteed)
    return stands * policy + (1.0 - stands) * repealed


def _multiples(venture: Venture, outlook: Outlook, terms: Terms) -> tuple[FloatArray, float]:
    """V/I asked for, (scenarios,), and what would be asked for if prices were certain."""
    if terms.charged == "hurdle":
        return np.ones(outlook.scenarios), 1.0
    return _triggers(outlook, terms)[:, venture.main.process], terms.certain_multiple


@lru_cache(maxsize=1)
def _triggers(outlook: Outlook, terms: Terms) -> FloatArray:
    """(scenarios, processes) trigger of waiting for each process; all ventures of a year ask for it."""
    return trigger_multiple(outlook.volatility, terms.risk_free_rate, terms.payout_rate)


def _share(value: FloatArray, capex: float, multiple: FloatArray, spread: float) -> FloatArray:
    """Logistic share that decides; exactly 0 for a certain loss."""
    worth = value / capex
    beyond = np.clip((worth - multiple) / spread, -500.0, 500.0)
    return np.where(worth > ROUNDING, 1.0 / (1.0 + np.exp(-beyond)), 0.0)


def _price(outlook: Outlook, ahead: Ahead, process: int, weight: FloatArray) -> FloatArray | None:
    if outlook.price is None or outlook.price_after is None:
        return None
    at, stands = ahead
    expected = stands * outlook.price[:, at, process] + (1.0 - stands) * outlook.price_after[:, at, process]
    return expected @ weight


def internal_rate(flows: FloatArray) -> float | None:
    """Yearly rate at which (years,) flows are worth nothing; None where there is none from −99% to 1000%."""
    from scipy.optimize import brentq

    years = np.arange(len(flows))

    def worth(rate: float) -> float:
        return float(flows @ (1.0 + rate) ** -years)

    if not worth(FEWEST) * worth(MOST) < 0.0:
        return None
    return float(brentq(worth, FEWEST, MOST, xtol=1e-12))
