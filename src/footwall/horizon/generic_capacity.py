"""Capacity that nobody names: it follows what its stage plans for and leans to where the margin is.

    ln K(t+1) = ln K(t) + ln(1 + ĝ(t)) + λ·(ln K*(t) − ln K(t)),   K*(t) = K0·Ḡ(t)·(m(t)/m0)^η

ĝ is planned growth less what named projects add to the same product, Ḡ its product over the years, m the
margin at producers' prices and m0 that of the base year, η the long-run elasticity of capacity and λ its
speed. Plants are never torn down faster than they retire: K(t+1) ≥ K(t)·(1 − δ). The base year's margin is
taken to reward investors: with margins and demand as in the base year nothing moves. By-products follow their
host instead, and collected scrap what comes back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from footwall.horizon.responses import Responses
from footwall.market.system import FloatArray

LEAST_MARGIN, MOST_MARGIN = 0.05, 20.0
"""Bounds of m/m0: beyond them capacity wants no less and no more."""


@dataclass(frozen=True, eq=False)
class GenericCapacity:
    """Capacity besides named projects, and the planned growth that it has followed; arrays (S, processes)."""

    capacity: FloatArray
    followed: FloatArray
    """Ḡ, planned growth since the base year less what projects supplied."""


@dataclass(frozen=True, eq=False)
class Plans:
    """What capacity follows: arrays over years and draws."""

    growth: FloatArray
    """(years, S, processes) planned output over that of the base year."""
    given: FloatArray
    """(years, S, processes) capacity over that of the base year where it is given by a host or by scrap; nan
    elsewhere."""
    product: FloatArray
    """(processes,) number of the product of each process, to add up what projects supply."""


def step(
    before: GenericCapacity,
    base: tuple[FloatArray, FloatArray],
    margin: FloatArray,
    added: FloatArray,
    plans: Plans,
    responses: Responses,
    year: int,
) -> GenericCapacity:
    """Generic capacity of the year after position ``year`` of the plans.

    ``base`` holds capacity and margin (S, processes) of the base year, ``margin`` (S, processes) those of the
    year, ``added`` (S, processes) what projects add between the two years, t/year.
    """
    base_capacity, base_margin = base
    growth = plans.growth[year + 1] / plans.growth[year] - 1.0
    wanted = _by_product(np.maximum(growth, 0.0) * before.capacity, plans)
    supplied = _by_product(np.maximum(added, 0.0), plans)
    left = np.where(wanted > 0.0, np.maximum(1.0 - supplied / np.where(wanted > 0.0, wanted, 1.0), 0.0), 1.0)
    growth = np.where(growth > 0.0, growth * left, growth)
    followed = before.followed * (1.0 + growth)
    lure = np.clip(margin / base_margin, LEAST_MARGIN, MOST_MARGIN)
    target = base_capacity * before.followed * lure**responses.capacity_more
    pull = responses.capacity_speed * (np.log(target) - np.log(before.capacity))
    grown = before.capacity * (1.0 + growth) * np.exp(pull)
    grown = np.maximum(grown, before.capacity * (1.0 - responses.retirement))
    given = plans.given[year + 1]
    return GenericCapacity(np.where(np.isnan(given), grown, base_capacity * given), followed)


def _by_product(values: FloatArray, plans: Plans) -> FloatArray:
    """Sum of (S, processes) over all processes of the same product, at each of them."""
    products = plans.product.astype(int)
    sums = np.stack([np.bincount(products, row, products.max() + 1) for row in values])
    return np.asarray(sums[:, products])
