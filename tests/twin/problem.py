"""An export document as sets and scales, with the unknowns that every part of the twin shares."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]
Value = Any
"""An expression of the algebra or a number."""


class Problem:
    """Container, sets, unknowns and rows. Unknowns are in units of their own scale.

    ``algebra`` is GAMSPy or ``twin.indexed``. ``matches`` pairs every row with its unknown; ``rows`` counts
    them, for the demonstration licence.
    """

    def __init__(self, document: Record, algebra: Any) -> None:
        self.document, self.algebra = document, algebra
        self.m = algebra.Container()
        self.matches: dict[Any, Any] = {}
        self.rows = 0
        self._sort_arcs()
        self._sets()
        self._unknowns()

    def set_of(self, name: str, members: list[int], domain: Any = None) -> Any:
        return self.m.addSet(name, domain=domain, records=[str(member) for member in members])

    def map_of(self, name: str, domain: list[Any], pairs: list[tuple[int, ...]]) -> Any:
        return self.m.addSet(name, domain=domain, records=[tuple(map(str, pair)) for pair in pairs])

    def data(self, name: str, domain: Any, values: dict[Any, float]) -> Any:
        def key(index: Any) -> tuple[str, ...]:
            return tuple(map(str, index)) if isinstance(index, tuple) else (str(index),)

        records = [(*key(index), value) for index, value in values.items() if value != 0.0]
        return self.m.addParameter(name, domain=domain, records=records or None)

    def charge(self, field: str, arcs: list[int]) -> Any:
        """One field of the charges over these arcs, zero elsewhere."""
        return self.data("c_" + field, self.a, {a: self.arcs[a]["charges"][field] for a in arcs})

    def row(self, name: str, over: Any, expression: Value, unknown: Any, count: int) -> None:
        """expression ⊥ unknown between its bounds, ``count`` rows over a set or over subset[set]."""
        equation = self.m.addEquation(name, domain=unknown.domain, type="nonbinding")
        equation[over] = expression == self.algebra.Number(0)
        self.matches[equation] = unknown
        self.rows += count

    def base_purchases(self, buyer: int) -> float:
        return sum(arc["base_flow"] for arc in self.arcs if arc["buyer"] == buyer)

    def base_reference(self, reference: int) -> float:
        arcs = [self.arcs[a] for a in self.document["references"][reference]["arcs"]]
        return sum(self.document["markets"][arc["market"]]["base_price"] for arc in arcs) / len(arcs)

    def _sort_arcs(self) -> None:
        self.arcs = self.document["arcs"]
        self.open = [a for a, arc in enumerate(self.arcs) if arc["charges"]["open"] > 0]
        self.levied = [a for a in self.open if self.arcs[a]["charges"]["levied_share"] > 0]
        self.floored = [a for a in self.levied if self.arcs[a]["charges"]["floor"] > 0]
        self.stepped = [a for a in self.floored if self.arcs[a]["charges"]["cliff"] > 0]
        self.ceiled = [a for a in self.floored if self.arcs[a]["charges"]["ceiling"] > 0]
        self.capped = [a for a in self.floored if self.arcs[a]["charges"]["cap_of"] > 0]
        self.evading = [a for a in self.levied if self.arcs[a]["charges"]["evasion_spread"] > 0]
        assert all(self.arcs[a]["charges"]["cumulation"] == 0 for a in self.floored)

    def _sets(self) -> None:
        d, arcs = self.document, self.arcs

        def numbered(name: str, kind: str) -> Any:
            return self.set_of(name, list(range(len(d[kind]))))

        self.i, self.b, self.k, self.u = map(numbered, "ibku", ("markets", "buyers", "processes", "uses"))
        self.q, self.r = numbered("q", "quotas"), numbered("r", "references")
        self.a = self.set_of("a", self.open)
        # Sums inside a row over a set need another name for that set.
        self.ii, self.qq, self.rr = (self.m.addAlias(2 * x.name, x) for x in (self.i, self.q, self.r))
        self.am = self.map_of("am", [self.a, self.i], [(a, arcs[a]["market"]) for a in self.open])
        self.ab = self.map_of("ab", [self.a, self.b], [(a, arcs[a]["buyer"]) for a in self.open])
        tariff_rate = {q for q, quota in enumerate(d["quotas"]) if quota["kind"] == "tariff_rate"}
        counted = [(a, q) for a in self.open for q in arcs[a]["quotas"]]
        pair = [self.a, self.q]
        self.export_quota = self.map_of("aq", pair, [x for x in counted if x[1] not in tariff_rate])
        self.tariff_quota = self.map_of("at", pair, [x for x in counted if x[1] in tariff_rate])
        read = [(a, arcs[a]["reference"]) for a in self.open if arcs[a]["reference"] is not None]
        self.of_reference = self.map_of("ar", [self.a, self.r], read)

    def _unknowns(self) -> None:
        d, m = self.document, self.m
        self.price_scale = self.data("p0", self.i, {n: x["base_price"] for n, x in enumerate(d["markets"])})
        self.level = self.data("level", self.b, {n: x["price_level"] for n, x in enumerate(d["buyers"])})
        self.rent_scale = self.data("rho0", self.q, {n: x["rent_scale"] for n, x in enumerate(d["quotas"])})
        published = {n: self.base_reference(n) for n in range(len(d["references"]))}
        self.reference_scale = self.data("R0", self.r, published)
        self.p = m.addVariable("p", "positive", self.i)
        self.P = m.addVariable("effective", "free", self.b)
        self.Q = m.addVariable("purchases", "free", self.b)
        self.rho = m.addVariable("rho", "positive", self.q)
        self.R = m.addVariable("published", "free", self.r)
        self.p.l[self.i] = 1
        self.P.l[self.b] = 1
        self.Q.l[self.b] = 1
        if d["references"]:
            self.R.l[self.r] = 1
        for n, quota in enumerate(d["quotas"]):
            if quota["kind"] == "tariff_rate":
                self.rho.up[str(n)] = quota["out_of_quota"] / quota["rent_scale"]
