"""Instruments that protect one commodity equally: each at the level at which the zone makes a given tonnage.

Every instrument is put on the law of the baseline alone, at the borders and with the exempt shares and the
evasion terms of the rulebook. Its level is found by doubling until the tonnage is passed, then by Brent's
method; every solve starts from the one before. An instrument that cannot reach the tonnage, or whose market
does not clear on the way, is reported as out of reach and never given a nearby level.

=====================  ==================================================================  ==========
instrument             what is put in force                                                level
=====================  ==================================================================  ==========
levy                   the whole gap to a floor, compared with the entry's own price       floor
minimum_import_price   the same floor; exporters keep the gap (ω = 1)                      floor
tariff                 an ad valorem charge on the customs value                           share
stock_purchase         tonnes bought from the zone's makers, in proportion to base output  t/year
=====================  ==================================================================  ==========
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from footwall.enacted.charges import (
    ADD,
    BEFORE_DUTY,
    CAP_NONE,
    RENT_EXPORTERS,
    TRANSACTION,
    ArcCharges,
    FloatArray,
)
from footwall.errors import NotConverged
from footwall.market.under_law import solve_law
from footwall.measure.state import State, market_output, zone_weight

DOUBLINGS = 12
NEAR_ENOUGH = 1e-8
"""Relative distance from the tonnage at which a level is accepted."""
NO_PROTECTION = 1e-6
"""A rise of the zone's output below this share is no protection that others could equal."""


@dataclass(frozen=True, eq=False)
class Protected:
    """A commodity, the borders at which it is protected, and the zone's tonnage to be equalled."""

    baseline: State
    policy: State
    zone: Mapping[str, float]
    commodity: str
    levied_share: FloatArray
    """(arcs,) share of the arc that an instrument reaches; 0 for other commodities and origins inside."""
    floor: FloatArray
    """(arcs,) USD/t: the rulebook's floor, else the mean baseline price at the border."""
    made: FloatArray
    """(markets,) share inside the zone of the markets of the commodity, 0 elsewhere."""
    target: float
    """t/year."""

    @property
    def output_baseline(self) -> float:
        return float(self.made @ market_output(self.baseline))

    def output(self, state: State) -> float:
        """The zone's output of the commodity, t/year."""
        return float(self.made @ market_output(state))


@dataclass(frozen=True, eq=False)
class Instrument:
    """A family of policies of one number; ``solved`` gives the state at a level, from a start or none."""

    name: str
    unit: str
    solved: Callable[[float, State | None], State]
    first: float
    """A level to try first; doubled from there."""
    shown: float = 1.0
    """What the level is multiplied with to be shown in ``unit``."""


@dataclass(frozen=True, eq=False)
class Equalled:
    """An instrument at the level that reaches the tonnage."""

    instrument: Instrument
    level: float
    """In the unit of the instrument."""
    state: State


def protected(baseline: State, policy: State, zone: Mapping[str, float], commodity: str) -> Protected | None:
    """The protection that the rulebook's own clauses on ``commodity`` alone give; None where they give none.

    Raises NotConverged if the market has no solution under these clauses alone.
    """
    network = policy.network
    of_commodity = np.array([arc.commodity == commodity for arc in network.arcs], float)
    into_zone = zone_weight([arc.destination for arc in network.arcs], zone) > 0.0
    levied = np.where(into_zone, policy.enactment.charges.levied_share, 0.0) * of_commodity
    inside = zone_weight([market.region for market in network.markets], zone)
    made = inside * [market.commodity == commodity for market in network.markets]
    if not levied.any() or made @ market_output(baseline) <= 0.0:
        return None
    target = float(made @ market_output(_alone(baseline, policy, levied)))
    found = Protected(
        baseline, policy, zone, commodity, levied, _floors(baseline, policy, levied), made, target
    )
    return found if target > (1.0 + NO_PROTECTION) * found.output_baseline else None


def border_instruments(given: Protected) -> tuple[Instrument, ...]:
    """Levy, minimum import price and tariff."""
    shown = float(np.average(given.floor, weights=given.levied_share * _weight(given)))

    def with_floor(omega: float) -> Callable[[float, State | None], State]:
        return lambda level, start: _solved(
            given, {"floor": level * given.floor, "top_up": 1.0, "omega": omega}, start
        )

    return (
        Instrument("levy", "USD/t", with_floor(0.0), 1.0, shown),
        Instrument("minimum_import_price", "USD/t", with_floor(1.0), 1.0, shown),
        Instrument(
            "tariff",
            "share of the customs value",
            lambda level, start: _solved(given, {"instrument_ad_valorem": level}, start),
            _mean_gap(given),
        ),
    )


def stock_purchase(given: Protected) -> Instrument:
    """Tonnes bought from the zone's makers."""
    base = given.made * given.baseline.calibration.base_output
    split = base / base.sum()

    def solved(tonnes: float, start: State | None) -> State:
        purchase = tonnes * split
        law = replace(given.baseline.enactment, covered=(given.commodity,))
        equilibrium = solve_law(given.baseline.calibration, law, start=_unknowns(start), purchase=purchase)
        return State(given.baseline.calibration, law, equilibrium, purchase)

    return Instrument("stock_purchase", "t/yr", solved, 2.0 * (given.target - given.output_baseline))


def equalled(given: Protected, instrument: Instrument) -> Equalled | None:
    """The instrument at equal protection; None where it is out of reach."""
    from scipy.optimize import brentq

    last: list[State] = []

    def distance(level: float) -> float:
        """Relative distance from the tonnage, exactly zero where it is near enough to stop."""
        last[:] = [instrument.solved(level, last[0] if last else None)]
        off = given.output(last[0]) / given.target - 1.0
        return off if abs(off) > NEAR_ENOUGH else 0.0

    try:
        bracket = _bracket(distance, instrument.first)
        if bracket is None:
            return None
        level = bracket[0]
        if bracket[0] < bracket[1]:
            level = float(brentq(distance, *bracket, xtol=1e-14, rtol=1e-13))
            if distance(level) != 0.0:
                return None
    except NotConverged:
        return None
    return Equalled(instrument, level * instrument.shown, last[0])


def _bracket(distance: Callable[[float], float], first: float) -> tuple[float, float] | None:
    """Levels below and above the tonnage; the same one twice where it hits it; None if none is above."""
    low, high = 0.0, first
    for _ in range(DOUBLINGS):
        reached = distance(high)
        if reached == 0.0:
            return high, high
        if reached > 0.0:
            return low, high
        low, high = high, 2.0 * high
    return None


def _alone(baseline: State, policy: State, levied: FloatArray) -> State:
    """The baseline with the rulebook's border clauses on some arcs and its tariff-rate quotas on them."""
    kept = ("open", "export_tax", "vat_not_refunded", "export_specific", "freight", "valuation_cif",
            "duty_ad_valorem", "duty_specific")  # fmt: skip
    before, after = baseline.enactment, policy.enactment
    taken = {
        name: np.where(levied > 0.0, getattr(after.charges, name), getattr(before.charges, name))
        for name in ArcCharges.names()
        if name not in kept
    }
    quotas = [
        quota
        for quota in after.quotas
        if quota.kind == "tariff_rate" and all(levied[arc] > 0.0 for arc in quota.arcs)
    ]
    law = replace(before, charges=replace(before.charges, **taken), quotas=(*before.quotas, *quotas))
    return State(baseline.calibration, law, solve_law(baseline.calibration, law))


def _floors(baseline: State, policy: State, levied: FloatArray) -> FloatArray:
    """The rulebook's floor, and on arcs without one the mean price at the border in the baseline."""
    flow = baseline.equilibrium.flow * levied
    mean = float(np.average(_at_border(baseline), weights=flow if flow.sum() > 0.0 else levied))
    own = policy.enactment.charges.floor
    return np.where(levied > 0.0, np.where(own > 0.0, own, mean), 0.0)


def _mean_gap(given: Protected) -> float:
    """Floor over the mean baseline price at the protected borders, less one; at least a hundredth."""
    weight = given.levied_share * _weight(given)
    price = float(np.average(_at_border(given.baseline), weights=weight))
    return max(float(np.average(given.floor, weights=weight)) / price - 1.0, 0.01)


def _at_border(state: State) -> FloatArray:
    """(arcs,) price at the border before duties, USD/t."""
    unit = state.equilibrium.unit
    return unit.fob + unit.export_tax + unit.vat + unit.export_specific + unit.quota_rent + unit.freight


def _weight(given: Protected) -> FloatArray:
    flow = given.baseline.equilibrium.flow
    return flow if (flow @ given.levied_share) > 0.0 else np.ones(len(flow))


def _solved(given: Protected, instrument: Mapping[str, FloatArray | float], start: State | None) -> State:
    """The baseline with one border instrument on the protected arcs, compared with the entry's own price."""
    reached = given.levied_share > 0.0
    before, after = given.baseline.enactment.charges, given.policy.enactment.charges
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
    law = replace(given.baseline.enactment, charges=charges, covered=(given.commodity,))
    calibration = given.baseline.calibration
    return State(calibration, law, solve_law(calibration, law, start=_unknowns(start)))


def _unknowns(start: State | None) -> FloatArray | None:
    if start is None:
        return None
    found = start.equilibrium
    return np.concatenate([found.price, found.rent, found.reference])
