"""The instruments that the wedge table compares, each beside all other clauses of the rulebook.

Those at the border act on the borders, the exempt shares and the terms of evasion of the rulebook, and
compare an entry's own price. Supports pay on the output that no other support covers; the two-way part of a
contract for difference is idle, since its index is below its strike where it protects.

=======================  ==============================================================  =============
instrument               what is put in force                                            level
=======================  ==============================================================  =============
levy                     the whole gap to a floor                                        floor, USD/t
minimum_import_price     the same floor; exporters keep the gap (ω = 1)                  floor, USD/t
tariff                   an ad valorem charge on the customs value                       share
price_gap_subsidy        the gap from each maker's own price to a strike                 strike, USD/t
contract_for_difference  the gap from the main outside supplier's price to a strike      strike, USD/t
stock_purchase           tonnes bought from the zone's makers, by base output            t/year
=======================  ==============================================================  =============
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from footwall.enacted.charges import (
    ADD,
    BEFORE_DUTY,
    CAP_NONE,
    RENT_EXPORTERS,
    TRANSACTION,
    ArcCharges,
    Enactment,
    FloatArray,
    Support,
)
from footwall.market.under_law import solve_law
from footwall.measure.state import State
from footwall.runs.equal_protection import Instrument
from footwall.runs.protected import Protected, price_at_border

LEAST_TARIFF = 0.01
FIRST_RISE = 1.1
"""Strikes are tried first this much above the price that they compare with."""


def instruments(given: Protected) -> Iterator[Instrument]:
    """All instruments, those at the border first."""
    yield from border_instruments(given)
    yield from support_instruments(given)
    yield stock_purchase(given)


def border_instruments(given: Protected) -> tuple[Instrument, ...]:
    """Levy, minimum import price and tariff."""
    floor = given.mean_at_border(given.floor)
    gap = floor / given.mean_at_border(price_at_border(given.without)) - 1.0

    def with_floor(omega: float) -> Callable[[float, State | None], State]:
        return lambda level, start: _at_border(
            given, {"floor": level * given.floor, "top_up": 1.0, "omega": omega}, start
        )

    def with_tariff(level: float, start: State | None) -> State:
        return _at_border(given, {"instrument_ad_valorem": level}, start)

    return (
        Instrument("levy", "USD/t", with_floor(0.0), 1.0, floor),
        Instrument("minimum_import_price", "USD/t", with_floor(1.0), 1.0, floor),
        Instrument("tariff", "share of the customs value", with_tariff, max(gap, LEAST_TARIFF)),
    )


def support_instruments(given: Protected) -> Iterator[Instrument]:
    """Price-gap subsidy, and a contract for difference where an outside supplier sells into the zone."""
    covered = _uncovered(given)
    if not covered:
        return
    price = given.without.equilibrium.price
    own = np.array([price[market] for market in covered])
    yield Instrument("price_gap_subsidy", "USD/t", _supported(given, covered, None), float(own.mean()))
    index = main_outside_market(given)
    if index is not None:
        first = FIRST_RISE * float(price[index])
        yield Instrument("contract_for_difference", "USD/t", _supported(given, covered, index), first)


def stock_purchase(given: Protected) -> Instrument:
    """Tonnes bought from the zone's makers."""
    base = given.made * given.without.calibration.base_output
    split = base / base.sum()

    def solved(tonnes: float, start: State | None) -> State:
        return _solved(given.without, _law(given), start, tonnes * split)

    return Instrument("stock_purchase", "t/yr", solved, 2.0 * (given.target - given.output_without))


def main_outside_market(given: Protected) -> int | None:
    """Market that sells most over the protected borders without an instrument; None where none does."""
    sold = np.bincount(
        given.without.wiring.arc_market,
        given.levied_share * given.without.equilibrium.flow,
        len(given.made),
    )
    return int(sold.argmax()) if sold.any() else None


def _uncovered(given: Protected) -> dict[int, float]:
    """Market -> share of its output, inside the zone, that no other support covers."""
    found = {}
    for position in np.flatnonzero(given.made):
        market = given.without.network.markets[position]
        taken = sum(
            support.covered_share
            for support in given.without.enactment.supports
            if (support.commodity, support.region) == (market.commodity, market.region)
        )
        if taken < 1.0:
            found[int(position)] = float(given.made[position]) * (1.0 - taken)
    return found


def _supported(
    given: Protected, covered: Mapping[int, float], index: int | None
) -> Callable[[float, State | None], State]:
    """Supports of the markets at a strike: on their own price, else on that of the market ``index``."""
    kind: Literal["price_gap_subsidy", "contract_for_difference"]
    kind = "price_gap_subsidy" if index is None else "contract_for_difference"
    markets = given.without.network.markets

    def solved(strike: float, start: State | None) -> State:
        added = tuple(
            Support(
                id=f"{kind}@{markets[position].region}",
                commodity=given.commodity,
                region=markets[position].region,
                kind=kind,
                strike=strike,
                covered_share=share,
                index_market=position if index is None else index,
            )
            for position, share in covered.items()
        )
        law = _law(given)
        return _solved(given.without, replace(law, supports=(*law.supports, *added)), start)

    return solved


def _at_border(given: Protected, instrument: Mapping[str, FloatArray | float], start: State | None) -> State:
    """One border instrument on the protected arcs, compared with the entry's own price."""
    reached = given.levied_share > 0.0
    before, after = given.without.enactment.charges, given.policy.enactment.charges
    evasion = {name: getattr(after, name) for name in ArcCharges.names() if name.startswith("evasion_")}
    fields: dict[str, FloatArray | float] = {
        "levied_share": given.levied_share,
        "floor_cif": np.where(after.floor > 0.0, after.floor_cif, 1.0),
        "floor": 0.0,
        "compared": TRANSACTION,
        "compared_with": BEFORE_DUTY,
        "cumulation": ADD,
        "mode_b": 0.0,
        "dead_band": 0.0,
        "cap_of": CAP_NONE,
        "rent_to": RENT_EXPORTERS,
        "instrument_ad_valorem": 0.0,
        "instrument_specific": 0.0,
        **evasion,
        **instrument,
    }
    charges = replace(
        before, **{name: np.where(reached, value, getattr(before, name)) for name, value in fields.items()}
    )
    return _solved(given.without, replace(_law(given), charges=charges), start)


def _law(given: Protected) -> Enactment:
    return replace(given.without.enactment, covered=(given.commodity,))


def _solved(without: State, law: Enactment, start: State | None, purchase: FloatArray | None = None) -> State:
    """The law with what is bought into stocks already, and ``purchase`` (markets,) on top, t/year."""
    unknowns = None
    if start is not None:
        found = start.equilibrium
        unknowns = np.concatenate([found.price, found.rent, found.reference])
    bought = without.stock_purchase
    if purchase is not None:
        bought = purchase if bought is None else bought + purchase
    equilibrium = solve_law(without.calibration, law, start=unknowns, purchase=bought)
    return State(without.calibration, law, equilibrium, bought)
