"""Supply and use of the twin: each branch of a curve is read at the projection of its argument on it."""

from __future__ import annotations

import math
from typing import Any

from twin.problem import Problem, Value


def output_of(x: Problem) -> tuple[Value, Any, Any]:
    """Activity over the processes (t/year), and the recipe coefficients of outputs and inputs."""
    k, b, ii, gp = x.k, x.b, x.ii, x.algebra
    processes = x.document["processes"]
    curves = dict(enumerate(process["supply"] for process in processes))
    assert all(curve["form"] == "logistic" for curve in curves.values())
    width = x.data("width", k, {n: c["width"] for n, c in curves.items()})
    kappa = x.data("kappa", k, {n: c["kappa"] / c["width"] for n, c in curves.items()})
    join = x.data("join", k, {n: c["join"] / c["width"] for n, c in curves.items()})
    tail = x.data("tail", k, {n: c["tail"] * c["width"] for n, c in curves.items()})
    capacity = x.data("capacity", k, {n: c["capacity"] for n, c in curves.items()})
    made = {(n, o["market"]): o["coefficient"] for n, p in enumerate(processes) for o in p["outputs"]}
    taken = {(n, o["buyer"]): o["coefficient"] for n, p in enumerate(processes) for o in p["inputs"]}
    beta, alpha = x.data("beta", [k, x.i], made), x.data("alpha", [k, b], taken)
    revenue = gp.Sum(ii.where[beta[k, ii] > 0], beta[k, ii] * x.price_scale[ii] * x.p[ii])
    if x.document["supports"]:
        revenue += _supported(x)
    cost = gp.Sum(b.where[alpha[k, b] > 0], alpha[k, b] * x.level[b] * x.P[b])
    above, below = x.m.addVariable("above", "free", k), x.m.addVariable("below", "free", k)
    for n, curve in curves.items():
        start, slope = curve["join"] / curve["width"], curve["tail"] * curve["width"]
        at_join = 1.0 / (1.0 + math.exp(curve["kappa"] / curve["width"] - start))
        above.lo[str(n)], above.l[str(n)] = start, max(start, 1.0)
        below.lo[str(n)], below.up[str(n)], below.l[str(n)] = start - at_join / slope, start, start
    margin = (revenue - cost) / width[k]
    x.row("above_join", k, above[k] - margin, above, len(curves))
    x.row("below_join", k, below[k] - margin, below, len(curves))
    logistic = 1 / (1 + gp.math.exp(kappa[k] - above[k]))
    return capacity[k] * (logistic - tail[k] * (join[k] - below[k])), beta, alpha


def _supported(x: Problem) -> Value:
    """What supports add to the revenue of the processes: each gap is the projection of its distance."""
    k, ii, gp = x.k, x.ii, x.algebra
    supports = dict(enumerate(x.document["supports"]))
    g = x.set_of("g", list(supports))
    short, long = x.m.addVariable("short", "positive", g), x.m.addVariable("long", "positive", g)
    factor = {(n, item["index_market"]): item["index_factor"] for n, item in supports.items()}
    quoted = x.data("quoted", [g, x.i], factor)
    index = gp.Sum(ii.where[quoted[g, ii] > 0], quoted[g, ii] * x.price_scale[ii] * x.p[ii])
    strike = {n: item["strike"] for n, item in supports.items()}
    scale = x.data("strike", g, strike)
    above = {n: item["given_from"] or 1e3 * item["strike"] for n, item in supports.items()}
    x.row("short_of_strike", g, short[g] - (1 - index / scale[g]), short, len(supports))
    x.row(
        "above_upside",
        g,
        long[g] - (index - x.data("above_from", g, above)[g]) / scale[g],
        long,
        len(supports),
    )
    paying: dict[tuple[int, int], float] = {}
    giving: dict[tuple[int, int], float] = {}
    for n, process in enumerate(x.document["processes"]):
        for output in process["outputs"]:
            for m in output["supports"]:
                one = output["coefficient"] * supports[m]["strike"]
                paying[n, m] = paying.get((n, m), 0.0) + one * supports[m]["guaranteed_share"]
                giving[n, m] = giving.get((n, m), 0.0) + one * supports[m]["given_back_share"]
    pays, gives = x.data("pays", [k, g], paying), x.data("gives", [k, g], giving)
    return gp.Sum(g, pays[k, g] * short[g] - gives[k, g] * long[g])


def final_use_of(x: Problem) -> tuple[Value, Any]:
    """Use over the uses (t/year), and the map of uses to buyers.

    Uses of one buyer with one choke price share three projections: on the tangent below the cheap price,
    on the isoelastic middle, and on the straight fall to zero.
    """
    u, b, gp, uses = x.u, x.b, x.algebra, x.document["uses"]
    assert all(use["demand"]["form"] == "choked isoelastic" for use in uses)
    curves = dict(enumerate(use["demand"] for use in uses))
    cheap, span = x.document["constants"]["cheap_share"], x.document["constants"]["choke_span"]
    groups: dict[tuple[int, float, float], int] = {}
    group_of = [
        (n, groups.setdefault((uses[n]["buyer"], c["base_price"], c["choke_price"]), len(groups)))
        for n, c in curves.items()
    ]
    v = x.set_of("v", list(range(len(groups))))
    of_buyer = x.map_of("vb", [v, b], [(g, key[0]) for key, g in groups.items()])
    anchor = x.data("anchor", v, {g: key[1] for key, g in groups.items()})
    choke = {g: key[2] / key[1] for key, g in groups.items()}
    low, middle, high = (x.m.addVariable(name, "free", v) for name in ("low", "middle", "high"))
    for g, end in choke.items():
        low.up[str(g)], low.l[str(g)] = cheap, cheap
        middle.lo[str(g)], middle.up[str(g)], middle.l[str(g)] = cheap, end, 1
        high.lo[str(g)], high.up[str(g)], high.l[str(g)] = end, span * end, end
    price = gp.Sum(b.where[of_buyer[v, b]], x.level[b] * x.P[b]) / anchor[v]
    for branch in (low, middle, high):
        x.row(f"use_{branch.name}", v, branch[v] - price, branch, len(groups))
    in_group = x.map_of("uv", [u, v], group_of)
    ends = {n: choke[g] for n, g in group_of}
    epsilon = {n: c["elasticity"] for n, c in curves.items()}
    power = x.data("epsilon", u, epsilon)
    steep = x.data("steep", u, {n: e * cheap ** (-e - 1) for n, e in epsilon.items()})
    fall = x.data("fall", u, {n: ends[n] ** -e / ((span - 1) * ends[n]) for n, e in epsilon.items()})
    isoelastic = gp.math.exp(-power[u] * gp.math.log(middle[v]))
    choked = x.data("choked", v, choke)
    share = isoelastic + steep[u] * (cheap - low[v]) - fall[u] * (high[v] - choked[v])
    base = x.data("base_use", u, {n: c["base_quantity"] for n, c in curves.items()})
    used = base[u] * gp.Sum(v.where[in_group[u, v]], share)
    return used, x.map_of("ub", [u, b], [(n, use["buyer"]) for n, use in enumerate(uses)])
