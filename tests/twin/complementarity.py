"""The exported problem as a mixed complementarity problem for PATH, written in GAMSPy.

Reads nothing but the export document: the equations are those of its documentation, in another language,
with other unknowns and another solver. Maxima and minima are bounded variables instead of Footwall's
Fischer-Burmeister rows and branches: the projection of z on [l, u] solves  l ≤ x ≤ u ⊥ x − z.

Unknowns, each in units of its own scale: FOB prices p, rents ρ, references R, effective prices P,
purchases Q; per levied arc gap g, capped part h, evaded share e; per process and use the projections
that select the branch of its curve. Refuses CES and linear forms, ``absorb`` and ``max``, which the
compared policies do not use.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import gamspy as gp

Record = dict[str, Any]


@dataclass(frozen=True)
class Solution:
    price: list[float]
    rent: list[float]
    reference: list[float]
    effective: list[float]
    purchases: list[float]
    rows: int
    solver_seconds: float


class Twin:
    """One problem: sets, data, variables and rows of the complementarity model."""

    def __init__(self, document: Record) -> None:
        self.document = document
        self.m = gp.Container()
        self.matches: dict[Any, Any] = {}
        self.rows = 0
        self._sets()
        self._variables()
        self._landed_prices()
        self._processes()
        self._uses()
        self._buyers()
        self._clearing()

    # --- data -----------------------------------------------------------------------------------------

    def _set(self, name: str, members: list[int]) -> gp.Set:
        return self.m.addSet(name, records=[str(member) for member in members])

    def _map(self, name: str, domain: list[Any], pairs: list[tuple[int, ...]]) -> gp.Set:
        return self.m.addSet(name, domain=domain, records=[tuple(map(str, pair)) for pair in pairs])

    def _data(self, name: str, domain: Any, values: dict[Any, float]) -> gp.Parameter:
        def key(index: Any) -> tuple[str, ...]:
            return tuple(map(str, index)) if isinstance(index, tuple) else (str(index),)

        records = [(*key(index), value) for index, value in values.items() if value != 0.0]
        return self.m.addParameter(name, domain=domain, records=records or None)

    def _row(self, name: str, over: Any, expression: Any, variable: gp.Variable, count: int) -> None:
        """expression ⊥ variable between its bounds, ``count`` rows over a set or over subset[set]."""
        equation = self.m.addEquation(name, domain=variable.domain, type="nonbinding")
        equation[over] = expression == gp.Number(0)
        self.matches[equation] = variable
        self.rows += count

    def _sets(self) -> None:
        d = self.document
        arcs = d["arcs"]
        for arc in arcs:
            assert arc["charges"]["cumulation"] == 0 or arc["charges"]["floor"] == 0
        self.open = [a for a, arc in enumerate(arcs) if arc["charges"]["open"] > 0]
        self.levied = [a for a in self.open if arcs[a]["charges"]["levied_share"] > 0]
        self.floored = [a for a in self.levied if arcs[a]["charges"]["floor"] > 0]
        self.capped = [a for a in self.floored if arcs[a]["charges"]["cap_of"] > 0]
        self.evading = [a for a in self.levied if arcs[a]["charges"]["evasion_spread"] > 0]
        self.i = self._set("i", list(range(len(d["markets"]))))
        self.ii = self.m.addAlias("ii", self.i)
        self.b = self._set("b", list(range(len(d["buyers"]))))
        self.a = self._set("a", self.open)
        self.q = self._set("q", list(range(len(d["quotas"]))))
        self.qq = self.m.addAlias("qq", self.q)
        self.r = self._set("r", list(range(len(d["references"]))))
        self.rr = self.m.addAlias("rr", self.r)
        self.k = self._set("k", list(range(len(d["processes"]))))
        self.u = self._set("u", list(range(len(d["uses"]))))
        self.am = self._map("am", [self.a, self.i], [(a, arcs[a]["market"]) for a in self.open])
        self.ab = self._map("ab", [self.a, self.b], [(a, arcs[a]["buyer"]) for a in self.open])
        in_quota = [(a, q) for a in self.open for q in arcs[a]["quotas"]]
        tariff_rate = {q for q, quota in enumerate(d["quotas"]) if quota["kind"] == "tariff_rate"}
        self.export_quota = self._map(
            "aq", [self.a, self.q], [x for x in in_quota if x[1] not in tariff_rate]
        )
        self.tariff_quota = self._map("at", [self.a, self.q], [x for x in in_quota if x[1] in tariff_rate])
        self.of_reference = self._map(
            "ar",
            [self.a, self.r],
            [(a, arcs[a]["reference"]) for a in self.open if arcs[a]["reference"] is not None],
        )

    def _charge(self, field: str, arcs: list[int] | None = None) -> gp.Parameter:
        charges = self.document["arcs"]
        chosen = self.open if arcs is None else arcs
        return self._data("c_" + field, self.a, {a: charges[a]["charges"][field] for a in chosen})

    # --- unknowns -------------------------------------------------------------------------------------

    def _variables(self) -> None:
        d = self.document
        self.price_scale = self._data("p0", self.i, {i: m["base_price"] for i, m in enumerate(d["markets"])})
        self.level = self._data("N", self.b, {b: x["price_level"] for b, x in enumerate(d["buyers"])})
        self.p = self.m.addVariable("p", "positive", self.i)
        self.p.l[self.i] = 1
        self.P = self.m.addVariable("Peff", "free", self.b)
        self.P.l[self.b] = 1
        self.Q = self.m.addVariable("bought", "free", self.b)
        self.rent_scale = self._data("rho0", self.q, {q: x["rent_scale"] for q, x in enumerate(d["quotas"])})
        self.rho = self.m.addVariable("rho", "positive", self.q)
        for q, quota in enumerate(d["quotas"]):
            if quota["kind"] == "tariff_rate":
                self.rho.up[str(q)] = quota["out_of_quota"] / quota["rent_scale"]
        self.reference_scale = self._data(
            "R0", self.r, {n: self._reference_scale(n) for n in range(len(d["references"]))}
        )
        self.R = self.m.addVariable("published_price", "free", self.r)
        if d["references"]:
            self.R.l[self.r] = 1

    # --- charges --------------------------------------------------------------------------------------

    def _landed_prices(self) -> None:
        a, ii, q = self.a, self.ii, self.qq
        arcs = self.document["arcs"]
        c = {
            name: self._charge(name)
            for name in ("export_tax", "vat_not_refunded", "export_specific", "freight")
        }
        rate, specific = self._charge("duty_ad_valorem"), self._charge("duty_specific")
        cif, floor_cif = self._charge("valuation_cif"), self._charge("floor_cif")
        share = self._charge("levied_share")
        fob = gp.Sum(ii.where[self.am[a, ii]], self.price_scale[ii] * self.p[ii])
        rent = top_rent = gp.Number(0)
        if self.document["quotas"]:
            rent = gp.Sum(q.where[self.export_quota[a, q]], self.rent_scale[q] * self.rho[q])
            top_rent = gp.Sum(q.where[self.tariff_quota[a, q]], self.rent_scale[q] * self.rho[q])
        export = fob * (1 + c["export_tax"][a] + c["vat_not_refunded"][a]) + c["export_specific"][a]
        export = export + rent
        value = export + c["freight"][a] * cif[a]
        self.value_on_floor_basis = export + c["freight"][a] * floor_cif[a]
        duty = rate[a] * value + specific[a]
        landed = export + c["freight"][a] + duty + top_rent
        if not self.levied:
            self.landed = landed
            return
        amount = self._amount_on_the_gap(value, duty)
        kept = self._data(
            "kept",
            a,
            {x: arcs[x]["charges"]["omega"] * (arcs[x]["charges"]["compared"] == 0) for x in self.floored},
        )
        invoice = self._data(
            "invoice",
            a,
            {
                x: arcs[x]["charges"]["omega"]
                * (arcs[x]["charges"]["compared"] == 0)
                / (1 + arcs[x]["charges"]["duty_ad_valorem"] * (arcs[x]["charges"]["compared_with"] == 1))
                for x in self.floored
            },
        )
        rise = invoice[a] * amount
        raised = value + rise
        charge = (1 - kept[a]) * amount + self._charge("instrument_ad_valorem", self.levied)[a] * raised
        charge = charge + self._charge("instrument_specific", self.levied)[a]
        effective = self._after_evasion(charge, raised)
        self.landed = landed + share[a] * (rate[a] * rise + rise + effective)

    def _amount_on_the_gap(self, value: Any, duty: Any) -> Any:
        a, r = self.a, self.rr
        arcs = self.document["arcs"]
        if not self.floored:
            return gp.Number(0)
        on_floor = self._set_of_arcs("fl", self.floored)
        floor = self._charge("floor", self.floored)
        published = self._data(
            "published", a, {x: float(arcs[x]["charges"]["compared"] == 1) for x in self.floored}
        )
        duty_paid = self._data("dutypaid", a, {x: arcs[x]["charges"]["compared_with"] for x in self.floored})
        rate, specific = self.m["c_duty_ad_valorem"], self.m["c_duty_specific"]
        reference = gp.Number(0)
        if self.document["references"]:
            reference = gp.Sum(r.where[self.of_reference[a, r]], self.reference_scale[r] * self.R[r])
        own = self.value_on_floor_basis + duty_paid[a] * duty
        listed = reference * (1 + duty_paid[a] * rate[a]) + duty_paid[a] * specific[a]
        compared = (1 - published[a]) * own + published[a] * listed
        band = self._charge("dead_band", self.floored)
        self.gap = self.m.addVariable("gap_share", "positive", a)
        self._row(
            "gap",
            on_floor[a],
            self.gap[a] - (1 - band[a]) + compared / floor[a],
            self.gap,
            len(self.floored),
        )
        factor = self._data(
            "factor",
            a,
            {
                x: arcs[x]["charges"]["top_up"]
                * (1 + arcs[x]["charges"]["mode_b"] * arcs[x]["charges"]["duty_ad_valorem"])
                for x in self.floored
            },
        )
        amount = factor[a] * floor[a] * self.gap[a]
        if not self.capped:
            return amount.where[on_floor[a]]
        on_cap = self._set_of_arcs("cp", self.capped)
        of_value = self._data(
            "capv",
            a,
            {x: arcs[x]["charges"]["cap"] * (arcs[x]["charges"]["cap_of"] == 1) for x in self.capped},
        )
        fixed = {
            x: arcs[x]["charges"]["cap"]
            * {1: 0.0, 2: arcs[x]["charges"]["floor"], 3: 1.0}[arcs[x]["charges"]["cap_of"]]
            for x in self.capped
        }
        cap = of_value[a] * value + self._data("capf", a, fixed)[a]
        self.cut = self.m.addVariable("cut_share", "positive", a)
        self._row("cap", on_cap[a], self.cut[a] - (amount - cap) / floor[a], self.cut, len(self.capped))
        return amount.where[on_floor[a]] - (floor[a] * self.cut[a]).where[on_cap[a]]

    def _after_evasion(self, charge: Any, raised: Any) -> Any:
        if not self.evading:
            return charge
        a = self.a
        evades = self._set_of_arcs("evades", self.evading)
        k, spread = self._charge("evasion_cost", self.evading), self._charge("evasion_spread", self.evading)
        caught, fine = (
            self._charge("evasion_detection", self.evading),
            self._charge("evasion_fine", self.evading),
        )
        saving = (1 - caught[a]) * charge - (caught[a] * fine[a] + k[a]) * raised
        self.evaded = self.m.addVariable("evaded_share", "positive", a)
        for x in self.evading:
            self.evaded.up[str(x)] = self.document["arcs"][x]["charges"]["evasion_max"]
        self._row(
            "evasion",
            evades[a],
            self.evaded[a] - saving / (spread[a] * raised),
            self.evaded,
            len(self.evading),
        )
        hidden = self.evaded[a] * saving - spread[a] * raised * gp.math.sqr(self.evaded[a]) / 2
        return charge - hidden.where[evades[a]]

    def _set_of_arcs(self, name: str, members: list[int]) -> gp.Set:
        return self.m.addSet(name, domain=self.a, records=[str(member) for member in members])

    # --- curves ---------------------------------------------------------------------------------------

    def _processes(self) -> None:
        d, k, i, b = self.document, self.k, self.ii, self.b
        curves = [process["supply"] for process in d["processes"]]
        assert all(curve["form"] == "logistic" for curve in curves)
        width = self._data("width", k, {n: c["width"] for n, c in enumerate(curves)})
        kappa = self._data("kappa", k, {n: c["kappa"] / c["width"] for n, c in enumerate(curves)})
        join = self._data("join", k, {n: c["join"] / c["width"] for n, c in enumerate(curves)})
        tail = self._data("tail", k, {n: c["tail"] * c["width"] for n, c in enumerate(curves)})
        capacity = self._data("capacity", k, {n: c["capacity"] for n, c in enumerate(curves)})
        beta = {
            (n, o["market"]): o["coefficient"] for n, x in enumerate(d["processes"]) for o in x["outputs"]
        }
        alpha = {(n, o["buyer"]): o["coefficient"] for n, x in enumerate(d["processes"]) for o in x["inputs"]}
        self.beta = self._data("beta", [k, self.i], beta)
        self.alpha = self._data("alpha", [k, b], alpha)
        revenue = gp.Sum(i.where[self.beta[k, i] > 0], self.beta[k, i] * self.price_scale[i] * self.p[i])
        cost = gp.Sum(b.where[self.alpha[k, b] > 0], self.alpha[k, b] * self.level[b] * self.P[b])
        margin = (revenue - cost) / width[k]
        above = self.m.addVariable("mabove", "free", k)
        below = self.m.addVariable("mbelow", "free", k)
        for n, curve in enumerate(curves):
            start = curve["join"] / curve["width"]
            slope = curve["tail"] * curve["width"]
            at_join = 1.0 / (1.0 + math.exp(curve["kappa"] / curve["width"] - start))
            above.lo[str(n)] = start
            below.up[str(n)] = start
            below.lo[str(n)] = start - at_join / slope
            above.l[str(n)] = max(start, 1.0)
            below.l[str(n)] = start
        self._row("above_join", k, above[k] - margin, above, len(curves))
        self._row("below_join", k, below[k] - margin, below, len(curves))
        logistic = 1 / (1 + gp.math.exp(kappa[k] - above[k]))
        self.activity = capacity[k] * (logistic - tail[k] * (join[k] - below[k]))

    def _uses(self) -> None:
        d, u, b = self.document, self.u, self.b
        curves = [use["demand"] for use in d["uses"]]
        assert all(curve["form"] == "choked isoelastic" for curve in curves)
        cheap, span = d["constants"]["cheap_share"], d["constants"]["choke_span"]
        groups: dict[tuple[int, float, float], int] = {}
        of_use = {}
        for n, use in enumerate(d["uses"]):
            curve = use["demand"]
            key = (use["buyer"], curve["base_price"], curve["choke_price"])
            of_use[n] = groups.setdefault(key, len(groups))
        v = self._set("v", list(range(len(groups))))
        on_buyer = self._map("vb", [v, b], [(g, key[0]) for key, g in groups.items()])
        anchor = self._data("anchor", v, {g: key[1] for key, g in groups.items()})
        bounds = {g: (cheap, key[2] / key[1], span * key[2] / key[1]) for key, g in groups.items()}
        low, mid, high = (self.m.addVariable(name, "free", v) for name in ("plow", "pmid", "phigh"))
        for g, (floor, choke, end) in bounds.items():
            low.up[str(g)] = floor
            mid.lo[str(g)], mid.up[str(g)] = floor, choke
            high.lo[str(g)], high.up[str(g)] = choke, end
            low.l[str(g)], mid.l[str(g)], high.l[str(g)] = floor, 1, choke
        price = gp.Sum(b.where[on_buyer[v, b]], self.level[b] * self.P[b]) / anchor[v]
        for variable, name in ((low, "cheap"), (mid, "served"), (high, "choked")):
            self._row(f"use_{name}", v, variable[v] - price, variable, len(groups))
        self.use_group = self._map("uv", [u, v], list(of_use.items()))
        epsilon = {n: c["elasticity"] for n, c in enumerate(curves)}
        base = {n: c["base_quantity"] for n, c in enumerate(curves)}
        choke = {n: c["choke_price"] / c["base_price"] for n, c in enumerate(curves)}
        at_cheap = {n: epsilon[n] * cheap ** (-epsilon[n] - 1) for n in epsilon}
        at_choke = {n: choke[n] ** -epsilon[n] / ((span - 1) * choke[n]) for n in epsilon}
        quantity, power = self._data("D0", u, base), self._data("epsilon", u, epsilon)
        steep, fall = self._data("steep", u, at_cheap), self._data("fall", u, at_choke)
        tangent, start = (
            self._data("vcheap", v, dict.fromkeys(bounds, cheap)),
            self._data("vchoke", v, {g: x[1] for g, x in bounds.items()}),
        )
        self.use = quantity[u] * gp.Sum(
            v.where[self.use_group[u, v]],
            gp.math.exp(-power[u] * gp.math.log(mid[v]))
            - steep[u] * (low[v] - tangent[v])
            - fall[u] * (high[v] - start[v]),
        )
        self.of_use = self._map("ub", [u, b], [(n, use["buyer"]) for n, use in enumerate(d["uses"])])

    # --- sourcing and clearing ------------------------------------------------------------------------

    def _buyers(self) -> None:
        d, a, b, k, u = self.document, self.a, self.b, self.k, self.u
        arcs, buyers = d["arcs"], d["buyers"]
        assert all(buyer["form"] == "logit" for buyer in buyers)
        theta = self._data("theta", b, {n: x["theta"] for n, x in enumerate(buyers)})
        weight = self._data("s0", a, {x: arcs[x]["base_weight"] for x in self.open})
        base = self._data(
            "l0",
            a,
            {x: arcs[x]["base_landed"] / buyers[arcs[x]["buyer"]]["base_price_level"] for x in self.open},
        )
        self.share = weight[a] * gp.math.exp(
            -theta[b] * (self.landed / self.level[b] - base[a] - self.P[b] + 1)
        )
        served = sorted({arcs[x]["buyer"] for x in self.open})
        for n in set(range(len(buyers))) - set(served):
            self.P.fx[str(n)] = d["constants"]["no_origin_price_over_level"]
        sourced = self.m.addSet("sourced", domain=b, records=[str(n) for n in served])
        self._row("shares", sourced[b], 1 - gp.Sum(a.where[self.ab[a, b]], self.share), self.P, len(served))
        self.bought = self._data("bought0", b, {n: self._base_purchases(n) for n in range(len(buyers))})
        for n in range(len(buyers)):
            self.Q.l[str(n)] = 1
        inputs = gp.Sum(k.where[self.alpha[k, b] > 0], self.alpha[k, b] * self.activity)
        final = gp.Sum(u.where[self.of_use[u, b]], self.use)
        self._row("purchases", b, self.Q[b] - (inputs + final) / self.bought[b], self.Q, len(buyers))

    def _reference_scale(self, reference: int) -> float:
        arcs = [self.document["arcs"][a] for a in self.document["references"][reference]["arcs"]]
        return sum(self.document["markets"][arc["market"]]["base_price"] for arc in arcs) / len(arcs)

    def _base_purchases(self, buyer: int) -> float:
        return sum(arc["base_flow"] for arc in self.document["arcs"] if arc["buyer"] == buyer)

    def _clearing(self) -> None:
        d, a, b, i, k, q, r = self.document, self.a, self.b, self.i, self.k, self.q, self.r
        scale = self._data("Y0", i, {n: x["base_output"] for n, x in enumerate(d["markets"])})
        stock = self._data("stock", i, {n: x["stock_purchase"] for n, x in enumerate(d["markets"])})
        flow = self.share * self.bought[b] * self.Q[b]
        made = gp.Sum(k.where[self.beta[k, i] > 0], self.beta[k, i] * self.activity)
        shipped = gp.Sum(gp.Domain(a, b).where[self.am[a, i] & self.ab[a, b]], flow)
        self._row("clearing", i, (made - shipped - stock[i]) / scale[i], self.p, len(d["markets"]))
        limits = {n: x["limit"] for n, x in enumerate(d["quotas"])}
        assert all(limit is not None for limit in limits.values())
        if d["quotas"]:
            limit = self._data("limit", q, limits)
            counted = (self.export_quota[a, q] | self.tariff_quota[a, q]) & self.ab[a, b]
            tonnes = gp.Sum(gp.Domain(a, b).where[counted], flow)
            self._row("quota", q, 1 - tonnes / limit[q], self.rho, len(limits))
        if d["references"]:
            tiny = d["constants"]["reference_weight_of_base_flow"]
            base = self._data("tiny", a, {x: tiny * d["arcs"][x]["base_flow"] for x in self.open})
            over = self.of_reference[a, r] & self.ab[a, b]
            apart = self.R[r] - self.value_on_floor_basis / self.reference_scale[r]
            total = {
                n: sum(d["arcs"][x]["base_flow"] for x in y["arcs"]) for n, y in enumerate(d["references"])
            }
            size = self._data("Rflow", r, total)
            self._row(
                "reference",
                r,
                gp.Sum(gp.Domain(a, b).where[over], (flow + base[a]) * apart) / size[r],
                self.R,
                len(d["references"]),
            )

    # --- solution -------------------------------------------------------------------------------------

    def solve(self, tolerance: float = 1e-10) -> Solution:
        model = gp.Model(self.m, "twin", problem="MCP", matches=self.matches)
        model.solve(solver="PATH", solver_options={"convergence_tolerance": tolerance})
        d = self.document

        def levels(variable: gp.Variable, scale: list[float]) -> list[float]:
            if not scale:
                return []
            found = dict(zip(variable.records.iloc[:, 0], variable.records["level"], strict=True))
            return [found[str(n)] * s for n, s in enumerate(scale)]

        references = [self._reference_scale(n) for n in range(len(d["references"]))]
        found = Solution(
            price=levels(self.p, [x["base_price"] for x in d["markets"]]),
            rent=levels(self.rho, [x["rent_scale"] for x in d["quotas"]]),
            reference=levels(self.R, references),
            effective=levels(self.P, [x["price_level"] for x in d["buyers"]]),
            purchases=levels(self.Q, [self._base_purchases(n) for n in range(len(d["buyers"]))]),
            rows=self.rows,
            solver_seconds=float(model.total_solver_time or 0.0),
        )
        if model.solve_status != gp.SolveStatus.NormalCompletion:
            raise RuntimeError(f"PATH ended with {model.solve_status}, {model.status}")
        return found
