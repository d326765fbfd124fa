"""Supply, use and sourcing curves, one scalar at a time, compiled.

Every curve returns its value and its derivative. Sources: logistic capacity use and choke prices follow
the model chapter of the documentation; CES, linear and isoelastic forms exist to reproduce published
examples (Francois and Hall, GSIM; CompEcon ``demslv14``) and are never calibrated from facts.

Symbol -> field -> unit: u utilisation (-); m margin (USD/t); κ, w centre and width of the cost
distribution (USD/t); D use (t/year); P effective price (USD/t); ε elasticity (-).
"""

from __future__ import annotations

import math

from footwall.market.compiled import compiled

LOGISTIC, LINEAR_SUPPLY, ISOELASTIC_SUPPLY = 0.0, 1.0, 2.0
CHOKED_USE, LINEAR_USE, ISOELASTIC_USE = 0.0, 1.0, 2.0
LOGIT, CES = 0.0, 1.0

CHEAP_SHARE = 0.05
"""Below this share of P0 the use curve continues as its tangent."""
CHOKE_SPAN = 1.25
"""Use reaches zero at this multiple of the choke price."""


@compiled
def utilisation(margin: float, kappa: float, width: float, join: float, tail: float) -> tuple[float, float]:
    """Share of capacity in use and its slope (1/(USD/t)).

    Logistic above ``join``; below, a straight line of slope ``tail`` from the curve down to zero.
    """
    if margin >= join:
        z = (margin - kappa) / width
        if z >= 0.0:
            u = 1.0 / (1.0 + math.exp(-z))
        else:
            e = math.exp(z)
            u = e / (1.0 + e)
        return u, u * (1.0 - u) / width
    z = (join - kappa) / width
    u_join = 1.0 / (1.0 + math.exp(-z))
    u = u_join - tail * (join - margin)
    if u <= 0.0:
        return 0.0, 0.0
    return u, tail


@compiled
def activity(
    form: float, capacity: float, margin: float, curve: tuple[float, float, float, float]
) -> tuple[float, float]:
    """Activity (t/year) and its slope in the margin.

    ``curve`` is (κ, w, join, tail) for the logistic form, (intercept, slope, ·, ·) for
    margin = intercept + slope·activity, and (m0, η, ·, ·) for activity = capacity·(margin/m0)^η.
    """
    if form == LOGISTIC:
        u, du = utilisation(margin, curve[0], curve[1], curve[2], curve[3])
        return capacity * u, capacity * du
    if form == LINEAR_SUPPLY:
        y = (margin - curve[0]) / curve[1]
        if y <= 0.0:
            return 0.0, 0.0
        return y, 1.0 / curve[1]
    if margin <= 0.0:
        return 0.0, 0.0
    y = capacity * (margin / curve[0]) ** curve[1]
    return y, curve[1] * y / margin


@compiled
def use(form: float, base: float, price: float, curve: tuple[float, float, float]) -> tuple[float, float]:
    """Use (t/year) and its slope in the effective price.

    ``curve`` is (P0, ε, choke price) for the default; (intercept, slope, ·) for
    price = intercept − slope·use; (P0, ε, ·) for the pure isoelastic form.
    """
    if form == LINEAR_USE:
        q = (curve[0] - price) / curve[1]
        if q <= 0.0:
            return 0.0, 0.0
        return q, -1.0 / curve[1]
    anchor, epsilon = curve[0], curve[1]
    if form == ISOELASTIC_USE:
        q = base * (price / anchor) ** -epsilon
        return q, -epsilon * q / price
    choke = curve[2]
    cheap = CHEAP_SHARE * anchor
    if price < cheap:
        q = base * CHEAP_SHARE**-epsilon
        slope = -epsilon * q / cheap
        return q + slope * (price - cheap), slope
    if price <= choke:
        q = base * math.exp(-epsilon * math.log(price / anchor))  # the general power takes twice as long
        return q, -epsilon * q / price
    end = CHOKE_SPAN * choke
    if price >= end:
        return 0.0, 0.0
    served = base * (choke / anchor) ** -epsilon
    slope = -served / (end - choke)
    return served + slope * (price - choke), slope
