"""Landed prices of the twin: every maximum and minimum of the levy is a bounded unknown of its own."""

from __future__ import annotations

from typing import Any

from twin.problem import Problem, Value


class Border:
    """``landed`` and ``floor_value`` are expressions over the arcs (USD/t)."""

    def __init__(self, problem: Problem) -> None:
        self.x = problem
        x, a, ii, qq, gp = problem, problem.a, problem.ii, problem.qq, problem.algebra
        self.rate, self.specific = x.charge("duty_ad_valorem", x.open), x.charge("duty_specific", x.open)
        taxes = x.charge("export_tax", x.open)[a] + x.charge("vat_not_refunded", x.open)[a]
        freight, fob = x.charge("freight", x.open), x.price_scale[ii] * x.p[ii]
        export = gp.Sum(ii.where[x.am[a, ii]], fob) * (1 + taxes) + x.charge("export_specific", x.open)[a]
        top_rent: Value = gp.Number(0)
        if x.document["quotas"]:
            rent = x.rent_scale[qq] * x.rho[qq]
            export = export + gp.Sum(qq.where[x.export_quota[a, qq]], rent)
            top_rent = gp.Sum(qq.where[x.tariff_quota[a, qq]], rent)
        self.value = export + freight[a] * x.charge("valuation_cif", x.open)[a]
        self.floor_value = export + freight[a] * x.charge("floor_cif", x.open)[a]
        self.duty = self.rate[a] * self.value + self.specific[a]
        self.landed = export + freight[a] + self.duty + top_rent
        self.duty_cut: Value = gp.Number(0)
        if x.levied:
            self.landed = self.landed + self._levied()

    def _of_arcs(self, name: str, arcs: list[int], field: Any) -> Any:
        """A number computed from the charges of each arc."""
        return self.x.data(name, self.x.a, {n: field(self.x.arcs[n]["charges"]) for n in arcs})

    def _levied(self) -> Value:
        """What the levied share adds: the exporters' rise, duty on it, levy and tariff after evasion."""
        x, a = self.x, self.x.a

        def kept(c: dict[str, float]) -> float:
            return c["omega"] * (c["compared"] == 0)

        def rise_factor(c: dict[str, float]) -> float:
            return kept(c) / (1 + c["duty_ad_valorem"] * (c["compared_with"] == 1))

        amount = self._amount()
        rise = self._of_arcs("rise_factor", x.floored, rise_factor)[a] * amount
        raised = self.value + rise
        charge = (1 - self._of_arcs("kept", x.floored, kept)[a]) * amount
        charge = charge + x.charge("instrument_ad_valorem", x.levied)[a] * raised
        charge = charge + x.charge("instrument_specific", x.levied)[a]
        share = x.charge("levied_share", x.levied)
        after = self._after_evasion(charge, raised)
        return share[a] * ((1 + self.rate[a]) * rise + after - self.duty_cut)

    def _amount(self) -> Value:
        """Top-up of the gap, less what the cap cuts off."""
        x, a, rr, gp = self.x, self.x.a, self.x.rr, self.x.algebra
        if not x.floored:
            return gp.Number(0)
        on_floor = x.set_of("floored", x.floored, a)
        floor = x.charge("floor", x.floored)
        published = self._of_arcs("reads_published", x.floored, lambda c: float(c["compared"] == 1))
        duty_paid = self._of_arcs("duty_paid", x.floored, lambda c: c["compared_with"])
        reference: Value = gp.Number(0)
        if x.document["references"]:
            read = x.reference_scale[rr] * x.R[rr]
            reference = gp.Sum(rr.where[x.of_reference[a, rr]], read)
        own = self.floor_value + duty_paid[a] * self.duty
        listed = reference * (1 + duty_paid[a] * self.rate[a]) + duty_paid[a] * self.specific[a]
        compared = (1 - published[a]) * own + published[a] * listed
        gap = x.m.addVariable("gap", "positive", a)
        open_gap = 1 - x.charge("dead_band", x.floored)[a] - compared / floor[a]
        x.row("gap_row", on_floor[a], gap[a] - open_gap, gap, len(x.floored))
        factor = self._of_arcs(
            "top", x.floored, lambda c: c["top_up"] * (1 + c["mode_b"] * c["duty_ad_valorem"])
        )
        amount = factor[a] * floor[a] * gap[a]
        if x.stepped:
            amount = self._stepped(amount, compared / floor[a])
        if x.ceiled:
            self.duty_cut = self._cut_above_ceiling(compared)
        if not x.capped:
            return amount.where[on_floor[a]]
        on_cap = x.set_of("capped", x.capped, a)
        of_value = self._of_arcs("cap_value", x.capped, lambda c: c["cap"] * (c["cap_of"] == 1))
        of_floor = self._of_arcs("cap_floor", x.capped, lambda c: c["cap"] * (c["cap_of"] == 2))
        fixed = self._of_arcs("cap_fixed", x.capped, lambda c: c["cap"] * (c["cap_of"] == 3))
        limit = of_value[a] * self.value + of_floor[a] * floor[a] + fixed[a]
        cut = x.m.addVariable("cut", "positive", a)
        x.row("cap_row", on_cap[a], cut[a] - (amount - limit) / floor[a], cut, len(x.capped))
        return amount.where[on_floor[a]] - (floor[a] * cut[a]).where[on_cap[a]]

    def _stepped(self, amount: Value, ratio: Value) -> Value:
        """The maximum in place of the gap, by a cubic of the distance below the cliff's upper edge."""
        x, a = self.x, self.x.a
        on_steps = x.set_of("stepped", x.stepped, a)
        edge = self._of_arcs("upper_edge", x.stepped, lambda c: c["cliff"] + 0.005)
        ahead = x.m.addVariable("ahead", "positive", a)
        for n in x.stepped:
            ahead.up[str(n)] = 1.0
        x.row("cliff_row", on_steps[a], ahead[a] - (edge[a] - ratio) / 0.01, ahead, len(x.stepped))
        weight = x.algebra.math.sqr(ahead[a]) * (3 - 2 * ahead[a])
        maximum = x.charge("cliff_charge", x.stepped)
        return amount + (weight * (maximum[a] - amount)).where[on_steps[a]]

    def _cut_above_ceiling(self, compared: Value) -> Value:
        """The excess over the ceiling, grossed up in mode B, less what is beyond the duty."""
        x, a = self.x, self.x.a
        on_ceiling = x.set_of("ceiled", x.ceiled, a)
        ceiling = x.charge("ceiling", x.ceiled)
        factor = self._of_arcs("excess_factor", x.ceiled, lambda c: 1 + c["mode_b"] * c["duty_ad_valorem"])
        excess = x.m.addVariable("excess", "positive", a)
        above = (compared / ceiling[a] - 1) * factor[a]
        x.row("ceiling_row", on_ceiling[a], excess[a] - above, excess, len(x.ceiled))
        beyond = x.m.addVariable("beyond_duty", "positive", a)
        surplus = excess[a] - self.duty / ceiling[a]
        x.row("beyond_row", on_ceiling[a], beyond[a] - surplus, beyond, len(x.ceiled))
        return (ceiling[a] * (excess[a] - beyond[a])).where[on_ceiling[a]]

    def _after_evasion(self, charge: Value, raised: Value) -> Value:
        """The charge less what evasion saves; the share evaded is a projection on [0, its most]."""
        x, a = self.x, self.x.a
        if not x.evading:
            return charge
        evades = x.set_of("evades", x.evading, a)
        spread, caught = x.charge("evasion_spread", x.evading), x.charge("evasion_detection", x.evading)
        cost, fine = x.charge("evasion_cost", x.evading), x.charge("evasion_fine", x.evading)
        saving = (1 - caught[a]) * charge - (caught[a] * fine[a] + cost[a]) * raised
        evaded = x.m.addVariable("evaded", "positive", a)
        for n in x.evading:
            evaded.up[str(n)] = x.arcs[n]["charges"]["evasion_max"]
        best = saving / (spread[a] * raised)
        x.row("evasion_row", evades[a], evaded[a] - best, evaded, len(x.evading))
        hidden = evaded[a] * saving - spread[a] * raised * x.algebra.math.sqr(evaded[a]) / 2
        return charge - hidden.where[evades[a]]
