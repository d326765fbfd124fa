"""Who keeps the wedge: one table of instruments that protect a commodity equally.

A policy puts a wedge between what makers in the zone receive and what makers abroad receive. Instruments of
equal protection differ in who pays it and who keeps it. The rulebook's other clauses are in force in every
row and in what it is compared with (``runs.protected``), so that every change is the instrument's alone:

    treasury revenue − budget outlay − user cost + producers' gains + rents inside       = gain of the zone
    gain of the zone + rents abroad + gains of others abroad = gain of the world = −deadweight

    wedge at the border = what treasuries collect + what exporters keep + fines + concealment

The second line is checked against resources counted from quantities (``measure.welfare_resources``), the
third against the landed prices without the instrument. A stock is paid for and carried at cost outside: its
outlay is a loss here. With one maker in the zone equal output means equal producers' gain, because both
follow from the margin; with several, instruments divide the same tonnage differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from footwall.enacted.charges import FloatArray
from footwall.errors import NotConverged
from footwall.measure.state import State, market_output, zone_weight
from footwall.measure.welfare import Welfare, welfare
from footwall.measure.welfare_agents import process_surplus
from footwall.runs.compared_instruments import instruments
from footwall.runs.equal_protection import Equalled, equalled
from footwall.runs.protected import Protected, protected, protected_commodities
from footwall.runs.zone import ReportedZone


@dataclass(frozen=True)
class Wedge:
    """One instrument at equal protection, against the rulebook without any; USD/year unless said."""

    instrument: str
    level: float
    level_unit: str
    treasury_revenue: float
    """What the zone's treasuries receive more, before outlays."""
    budget_outlay: float
    """Paid to producers or for stocks by the zone."""
    user_cost: float
    """Loss of surplus of the zone's final users."""
    producers_gain: float
    """Surplus of the zone's makers of the protected commodity."""
    other_producers_gain: float
    """Surplus of all other makers in the zone."""
    rents_inside: float
    rents_abroad: float
    others_abroad: float
    """Surplus and treasuries outside the zone."""
    resources: float
    """Gain of the world counted from quantities."""
    gross_flows: float
    collected: float
    """Part of the wedge at the protected borders that treasuries collect: levy, fine, duty on it."""
    kept_by_exporters: float
    concealed: float
    wedge: float
    """Landed price less the landed price without the instrument at the same FOB price, times tonnes."""
    zone_output: Mapping[str, tuple[float, float]]
    """The commodity and the stages after it: the zone's output without and with the instrument, t/year."""

    @property
    def zone_gain(self) -> float:
        received = self.treasury_revenue - self.budget_outlay + self.rents_inside
        return received - self.user_cost + self.producers_gain + self.other_producers_gain

    @property
    def world_gain(self) -> float:
        return self.zone_gain + self.rents_abroad + self.others_abroad

    @property
    def deadweight(self) -> float:
        return -self.world_gain

    @property
    def error(self) -> float:
        """|agents − resources| over gross flows."""
        return abs(self.world_gain - self.resources) / self.gross_flows


@dataclass(frozen=True)
class WedgeTable:
    """Instruments that give the zone the same output of one commodity."""

    commodity: str
    output_without: float
    """t/year under the rulebook's other clauses alone."""
    output: float
    """t/year that every instrument reaches: that of the whole rulebook."""
    kept: tuple[str, ...]
    """Kinds of the rulebook's other clauses, in force in every row: levies, measures, supports, purchases."""
    rows: tuple[Wedge, ...]
    out_of_reach: tuple[str, ...]

    def row(self, instrument: str) -> Wedge | None:
        return next((row for row in self.rows if row.instrument == instrument), None)


def wedge_table(baseline: State, policy: State, zone: ReportedZone) -> WedgeTable | None:
    """The table of the first commodity, along the chain, that its own clauses protect; None without one."""
    for commodity in protected_commodities(baseline, policy):
        try:
            given = protected(baseline, policy, zone.share, commodity)
        except NotConverged:
            continue
        if given is not None:
            return table_of(given)
    return None


def table_of(given: Protected) -> WedgeTable:
    """All instruments at the protection that is given."""
    rows, missed = [], []
    for instrument in instruments(given):
        found = equalled(given, instrument)
        if found is None:
            missed.append(instrument.name)
        else:
            rows.append(_wedge(given, found))
    return WedgeTable(
        given.commodity, given.output_without, given.target, given.kept, tuple(rows), tuple(missed)
    )


def _wedge(given: Protected, found: Equalled) -> Wedge:
    state = found.state
    gains = welfare(given.without, state)
    protected_gain, other_gain = _producers(given, state)
    inside, outside = _receipts(gains, given.zone)
    collected, kept, concealed = _parts(given, state)
    return Wedge(
        instrument=found.instrument.name,
        level=found.level,
        level_unit=found.instrument.unit,
        treasury_revenue=inside["treasury"],
        budget_outlay=0.0 - inside["outlay"],
        user_cost=0.0 - inside["users"],
        producers_gain=protected_gain,
        other_producers_gain=other_gain,
        rents_inside=inside["rents"],
        rents_abroad=outside["rents"],
        others_abroad=outside["treasury"] + outside["outlay"] + outside["users"] + outside["producers"],
        resources=gains.resources_total,
        gross_flows=gains.gross_flows,
        collected=collected,
        kept_by_exporters=kept,
        concealed=concealed,
        wedge=float(_at_protected_borders(given, state) @ (state.equilibrium.landed - _unlevied(state))),
        zone_output=_zone_output(given, state),
    )


def _receipts(gains: Welfare, zone: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Gains of agents inside and outside the zone: users, producers, treasury, outlay, rents."""
    inside = dict.fromkeys(("users", "producers", "treasury", "outlay", "rents"), 0.0)
    outside = dict(inside)
    for gain in gains.agents:
        share = zone.get(gain.region, 0.0)
        kind = _kind(gain.account, gain.agent)
        inside[kind] += share * gain.amount
        outside[kind] += (1.0 - share) * gain.amount
    return inside, outside


def _kind(account: str, agent: str) -> str:
    if account.endswith("outlay"):
        return "outlay"
    if account == "producer_surplus":
        return "producers"
    if account == "user_surplus":
        return "users"
    return "treasury" if agent == "treasury" else "rents"


def _producers(given: Protected, state: State) -> tuple[float, float]:
    """Change of the zone's producers' surplus: makers of the commodity, and all others."""
    processes = state.network.processes
    change = process_surplus(state) - process_surplus(given.without)
    inside = zone_weight([process.region for process in processes], given.zone)
    makes = np.array(
        [any(item == given.commodity for item, _ in process.outputs) for process in processes], float
    )
    return float((inside * makes) @ change), float((inside * (1.0 - makes)) @ change)


def _at_protected_borders(given: Protected, state: State) -> FloatArray:
    return np.where(given.levied_share > 0.0, state.equilibrium.flow, 0.0)


def _parts(given: Protected, state: State) -> tuple[float, float, float]:
    """What treasuries collect of the wedge, what exporters keep, and what concealment uses up."""
    unit, flow = state.equilibrium.unit, _at_protected_borders(given, state)
    collected = flow @ (unit.levy + unit.fine + unit.duty - _base_duty(state))
    return float(collected), float(flow @ unit.exporter_rent), float(flow @ unit.concealment)


def _base_duty(state: State) -> FloatArray:
    """(arcs,) duty on the invoice before any rise, USD/t."""
    charges, unit = state.charges, state.equilibrium.unit
    value = _export_price(state) + unit.freight * charges.valuation_cif
    return charges.duty_ad_valorem * value + charges.duty_specific


def _unlevied(state: State) -> FloatArray:
    """(arcs,) landed price at the state's FOB prices without an instrument on it, USD/t."""
    return _export_price(state) + state.equilibrium.unit.freight + _base_duty(state)


def _export_price(state: State) -> FloatArray:
    charges, unit = state.charges, state.equilibrium.unit
    taxed = unit.fob * (1.0 + charges.export_tax + charges.vat_not_refunded)
    return taxed + charges.export_specific + unit.quota_rent


def _zone_output(given: Protected, state: State) -> dict[str, tuple[float, float]]:
    """The commodity and everything made from it, in the order of the network."""
    network = state.network
    reached = {given.commodity}
    for _ in network.commodities:
        for process in network.processes:
            if any(item in reached for item, _ in process.inputs):
                reached.update(item for item, _ in process.outputs)
    inside = zone_weight([market.region for market in network.markets], given.zone)
    before, after = inside * market_output(given.without), inside * market_output(state)
    found = {}
    for commodity in network.commodities:
        if commodity.id in reached:
            chosen = np.array([market.commodity == commodity.id for market in network.markets], float)
            found[commodity.id] = (float(before @ chosen), float(after @ chosen))
    return found
