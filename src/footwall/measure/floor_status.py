"""Whether a floor binds at a member's border, with the numbers behind the word.

    slack          no covered arc has a charge on the gap
    prohibitive    some have, and levied imports are below 0.1% of the member's purchases
    binding        some have, and levied imports are more
    undercut       beside either: a zone origin of at least 1% share is delivered below 0.999 of the floor
    capped         the cap limits the charge on a covered arc with tonnes

The charge on the gap counts the levy, whoever keeps it: a minimum import price (ω = 1) binds though it pays
no revenue. Tariffs beside the floor do not count, but where a fixed charge or a tariff-rate quota is the
floor's own instrument its charge does. A border floor is not a domestic floor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from footwall.enacted.charges import CAP_NONE, DUTY_PAID, REFERENCE, FloorInForce
from footwall.market.system import FloatArray, IntArray
from footwall.measure.state import State
from footwall.rulebook import levy as clauses

PROHIBITIVE_SHARE = 0.001
UNDERCUT_PRICE = 0.999
UNDERCUT_SHARE = 0.01
ZONE_ORIGIN = 0.5
"""A region that is in the zone at least by half counts as a zone origin."""
_CODES = {"slack": 0, "binding": 1, "prohibitive": 2}


@dataclass(frozen=True)
class FloorStatus:
    """Status of one floor; prices and charges USD/t."""

    commodity: str
    member: str
    floor: float
    status: Literal["slack", "prohibitive", "binding"]
    undercut: bool
    capped: bool
    levied_share: float
    """Tonnes that bear the charge over the member's purchases."""
    unit_levy: float
    """Charge per t that bears it (weighted by tonnes; the largest where none arrive)."""
    lowest_zone_price: float
    """Lowest landed price of a zone origin with at least 1% share over the floor; infinite without one."""
    lowest_zone_origin: str
    levied: float
    """Tonnes a year that bear the charge."""
    imports: float
    """Tonnes a year that the member buys from other regions, whether they bear the charge or not."""
    kept: float = 0.0
    """ω of the arcs that bear the charge, weighted like ``unit_levy``: exporters' share of the gap."""
    cliff: float = 0.0
    """Share of the floor below which ``maximum`` is charged in place of the gap; 0 without one."""
    maximum: float = 0.0
    """USD/t charged below the cliff."""

    @property
    def code(self) -> int:
        """0 slack, 1 binding, 2 prohibitive; +4 undercut; +8 capped."""
        return _CODES[self.status] + 4 * self.undercut + 8 * self.capped


def floor_statuses(state: State) -> tuple[FloorStatus, ...]:
    """Status of every floor in force, in the order of the enactment."""
    charge, capped = gap_charges(state)
    return tuple(_status(state, floor, charge, capped) for floor in state.enactment.floors)


def gap_charges(state: State) -> tuple[FloatArray, FloatArray]:
    """(arcs,) charge on the gap per levied t (levy and exporters' rent), and 1 where its cap limits it.

    Computed from the clauses of ``rulebook.levy`` at the solved prices, USD/t.
    """
    charges = state.charges
    charge, capped = np.zeros(len(state.network.arcs)), np.zeros(len(state.network.arcs))
    for a in np.flatnonzero((charges.floor > 0.0) & (charges.levied_share > 0.0) & (charges.open > 0.0)):
        charge[a], capped[a] = _gap_charge(state, int(a))
    return charge, capped


def _gap_charge(state: State, a: int) -> tuple[float, float]:
    c, unit = state.charges, state.equilibrium.unit
    invoice = float(
        unit.fob[a] + unit.export_tax[a] + unit.vat[a] + unit.export_specific[a] + unit.quota_rent[a]
    )
    freight, rate = float(unit.freight[a]), float(c.duty_ad_valorem[a] - c.replaced_ad_valorem[a])
    specific = float(c.duty_specific[a] - c.replaced_specific[a])
    value = invoice + freight * float(c.valuation_cif[a])
    published = c.compared[a] == REFERENCE
    price = _published_price(state, a) if published else invoice + freight * float(c.floor_cif[a])
    duty = rate * (price if published else value) + specific
    paid = float(c.compared_with[a] == DUTY_PAID)
    gap = clauses.gap(float(c.floor[a]), clauses.compared_price(price, duty, paid), float(c.dead_band[a]))
    full = clauses.variable(gap, float(c.top_up[a]), float(c.mode_b[a]), rate)
    amount = clauses.capped(full, float(c.cap_of[a]), float(c.cap[a]), value, float(c.floor[a]))
    kept = 0.0 if published else float(c.omega[a])
    rise = clauses.invoice_rise(amount, kept, paid, rate)
    duty_paid = rate * (value + rise) + specific
    levy = clauses.cumulate(clauses.levy_left(amount, kept), duty_paid, float(c.cumulation[a]))
    netted = float(c.netted_ad_valorem[a]) * (value + rise) + float(c.netted_specific[a])
    levy = clauses.excess(levy, netted)
    return float(levy + rise), float(c.cap_of[a] != CAP_NONE and amount < full)


def _published_price(state: State, a: int) -> float:
    """Reference price of the arc's commodity; references follow the first levied arc of each commodity."""
    charges = state.charges
    reads = (charges.compared == REFERENCE) & (charges.floor * charges.levied_share > 0.0)
    order = list(dict.fromkeys(state.network.arcs[i].commodity for i in np.flatnonzero(reads)))
    return float(state.equilibrium.reference[order.index(state.network.arcs[a].commodity)])


def _status(state: State, floor: FloorInForce, charge: FloatArray, capped: FloatArray) -> FloorStatus:
    charges, unit = state.charges, state.equilibrium.unit
    buyer = state.wiring.buyers.index((floor.commodity, floor.member))
    arcs = np.flatnonzero(state.wiring.arc_buyer == buyer)
    share_of_arc = charges.levied_share
    if not np.any(charges.floor[arcs] > 0.0):
        charge = _fixed_charges(state)
        share_of_arc = np.where(unit.tariff_quota_rent > 0.0, 1.0, share_of_arc)
    stepped = (charges.cliff > 0.0) & (share_of_arc > 0.0)
    taken = (unit.levy + unit.exporter_rent) / np.maximum(share_of_arc, np.finfo(float).tiny)
    charge = np.where(stepped, taken, charge)
    bears = arcs[charge[arcs] > 0.0]
    tonnes = state.equilibrium.flow[bears] * share_of_arc[bears]
    purchases = float(state.equilibrium.purchases[buyer])
    share = float(tonnes.sum()) / purchases if purchases > 0.0 else 0.0
    status: Literal["slack", "prohibitive", "binding"] = "slack"
    if len(bears):
        status = "prohibitive" if share < PROHIBITIVE_SHARE else "binding"
    lowest, origin = _lowest_zone_price(state, arcs)
    weights = tonnes if tonnes.sum() > 0.0 else (charge[bears] == charge[bears].max(initial=0.0)) * 1.0
    unit_levy = float(np.average(charge[bears], weights=weights)) if len(bears) else 0.0
    kept = np.where(charges.compared == REFERENCE, 0.0, charges.omega)[bears]
    return FloorStatus(
        commodity=floor.commodity,
        member=floor.member,
        floor=floor.price,
        status=status,
        undercut=status != "slack" and lowest < UNDERCUT_PRICE * floor.price,
        capped=bool(np.any(capped[bears] * tonnes > 0.0)),
        levied_share=share,
        unit_levy=unit_levy,
        lowest_zone_price=lowest / floor.price,
        lowest_zone_origin=origin,
        levied=float(tonnes.sum()),
        imports=float(state.equilibrium.flow[_crossing(state, arcs)].sum()),
        kept=float(np.average(kept, weights=weights)) if len(bears) else 0.0,
        cliff=float(charges.cliff[bears].max(initial=0.0)),
        maximum=float(charges.cliff_charge[bears].max(initial=0.0)),
    )


def _crossing(state: State, arcs: IntArray) -> IntArray:
    """Those of a buyer's arcs that cross its border."""
    routes = state.network.arcs
    return np.array([a for a in arcs if routes[a].origin != routes[a].destination], dtype=np.intp)


def _fixed_charges(state: State) -> FloatArray:
    """(arcs,) charges that do not follow a gap, per levied t: tariffs of the rulebook, tariff-quota rent."""
    c, unit = state.charges, state.equilibrium.unit
    invoice = unit.fob + unit.export_tax + unit.vat + unit.export_specific + unit.quota_rent
    value = invoice + unit.freight * c.valuation_cif
    tariff = c.instrument_ad_valorem * value + c.instrument_specific
    return np.asarray(np.where(c.levied_share * c.open > 0.0, tariff, 0.0) + unit.tariff_quota_rent * c.open)


def _lowest_zone_price(state: State, arcs: IntArray) -> tuple[float, str]:
    lowest, origin = float("inf"), ""
    for a in arcs:
        region = state.network.arcs[a].origin
        inside = state.enactment.membership.get(region, 0.0) >= ZONE_ORIGIN
        sells = state.equilibrium.share[a] >= UNDERCUT_SHARE
        if inside and sells and state.equilibrium.landed[a] < lowest:
            lowest, origin = float(state.equilibrium.landed[a]), region
    return lowest, origin
