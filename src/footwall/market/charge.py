"""The landed price of one arc, with every component and its slope, compiled.

Order of charges (model chapter, "Charges"): FOB price, export tax, value-added tax not refunded, export
specific, quota rent = export price; freight = CIF; duties on the customs value, cut above a ceiling; levy on
the gap to the floor, or the maximum below a cliff; evasion; tariff-rate quota rent. The levy and evasion
clauses are those of ``footwall.rulebook``, compiled here from the same source that a customs entry runs in
exact arithmetic. One thing differs: an entry below a cliff pays the maximum and one at it pays the gap, while
the market passes from one to the other over ``CLIFF_WIDTH`` around the cliff, or it would have no slope.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from footwall.enacted.charges import ArcCharges
from footwall.market.compiled import compiled, compiled_clause
from footwall.rulebook import evasion as _evasion
from footwall.rulebook import levy as _levy

FIELDS = ArcCharges.names()

(
    OPEN,
    EXPORT_TAX,
    VAT,
    EXPORT_SPECIFIC,
    FREIGHT,
    VALUATION_CIF,
    DUTY_AD_VALOREM,
    DUTY_SPECIFIC,
    INSTRUMENT_AD_VALOREM,
    INSTRUMENT_SPECIFIC,
    FLOOR,
    FLOOR_CIF,
    LEVIED_SHARE,
    COMPARED,
    COMPARED_WITH,
    CUMULATION,
    MODE_B,
    TOP_UP,
    DEAD_BAND,
    CAP_OF,
    CAP,
    OMEGA,
    RENT_TO,
    EVASION_COST,
    EVASION_SPREAD,
    EVASION_DETECTION,
    EVASION_FINE,
    EVASION_MAX,
    CEILING,
    CLIFF,
    CLIFF_CHARGE,
    REPLACED_AD_VALOREM,
    REPLACED_SPECIFIC,
    NETTED_AD_VALOREM,
    NETTED_SPECIFIC,
) = range(35)

CLIFF_WIDTH = 0.01
"""Points of price over floor, as a share, over which the market passes a cliff."""

_gap = compiled_clause(_levy.gap)
_variable = compiled_clause(_levy.variable)
_capped = compiled_clause(_levy.capped)
_cumulate = compiled_clause(_levy.cumulate)
_duty_replaced = compiled_clause(_levy.duty_replaced)
_invoice_rise = compiled_clause(_levy.invoice_rise)
_levy_left = compiled_clause(_levy.levy_left)
_beside = compiled_clause(_levy.beside)
_excess = compiled_clause(_levy.excess)
_duty_cut = compiled_clause(_levy.duty_cut)
_compared_price = compiled_clause(_levy.compared_price)
_evaded = compiled_clause(_evasion.share)
_charge_paid = compiled_clause(_evasion.charge_paid)
_fine_paid = compiled_clause(_evasion.fine_paid)
_concealment = compiled_clause(_evasion.concealment)


@compiled
def unlevied(
    export_price: float, freight: float, valuation_cif: float, rate: float, specific: float
) -> tuple[float, float]:
    """Landed price and duty of a tonne that no levy touches (USD/t)."""
    duty = rate * (export_price + freight * valuation_cif) + specific
    return export_price + freight + duty, duty


@compiled
def levied_duty(c: NDArray[np.float64]) -> tuple[float, float]:
    """Rate and specific amount of the duty on goods that the zone's charge reaches."""
    return (
        _beside(c[DUTY_AD_VALOREM], c[REPLACED_AD_VALOREM]),
        _beside(c[DUTY_SPECIFIC], c[REPLACED_SPECIFIC]),
    )


@compiled
def price_against_floor(
    export_price: float, value: float, reference: float, c: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Price held against the floor, with its slopes in the export price and in the reference (USD/t)."""
    paid = c[COMPARED_WITH]
    rate, specific = levied_duty(c)
    if c[COMPARED] == 1.0:
        duty = rate * reference + specific
        return _compared_price(reference, duty, paid), 0.0, 1.0 + paid * rate
    price = export_price + (c[FREIGHT] if c[FLOOR_CIF] == 1.0 else 0.0)
    duty = rate * value + specific
    return _compared_price(price, duty, paid), 1.0 + paid * rate, 0.0


@compiled
def below_cliff(ratio: float, cliff: float) -> tuple[float, float]:
    """Weight of the maximum below a cliff, 1 below and 0 above it, and its slope in price over floor.

    Between them it is the cubic 3w² − 2w³ of the distance w, which has no kink.
    """
    w = (cliff + 0.5 * CLIFF_WIDTH - ratio) / CLIFF_WIDTH
    if w <= 0.0:
        return 0.0, 0.0
    if w >= 1.0:
        return 1.0, 0.0
    return w * w * (3.0 - 2.0 * w), -6.0 * w * (1.0 - w) / CLIFF_WIDTH


@compiled
def gap_amount(price: float, value: float, c: NDArray[np.float64]) -> tuple[float, float, float]:
    """Charge on the gap to the floor before it is shared by ω (USD/t), with two slopes.

    They are those in the price held against the floor and in the customs value; only a cap has the latter.
    """
    floor = c[FLOOR]
    gap = _gap(floor, price, c[DEAD_BAND])
    amount = slope = 0.0
    if gap > 0.0:
        amount = _variable(gap, c[TOP_UP], c[MODE_B], levied_duty(c)[0])
        slope = -amount / gap
    if c[CLIFF] > 0.0:
        weight, by_ratio = below_cliff(price / floor, c[CLIFF])
        beyond = c[CLIFF_CHARGE] - amount
        amount += weight * beyond
        slope = slope * (1.0 - weight) + by_ratio / floor * beyond
    limited = _capped(amount, c[CAP_OF], c[CAP], value, floor)
    if limited < amount:
        return limited, 0.0, (c[CAP] if c[CAP_OF] == 1.0 else 0.0)
    return amount, slope, 0.0


@compiled
def ceiling_cut(price: float, value: float, c: NDArray[np.float64]) -> tuple[float, float, float]:
    """What the ceiling takes off the duty (USD/t), with its slopes as those of ``gap_amount``."""
    if c[CEILING] <= 0.0 or price <= c[CEILING]:
        return 0.0, 0.0, 0.0
    rate, specific = levied_duty(c)
    due = rate * value + specific
    cut = _duty_cut(c[CEILING], price, due, c[MODE_B], rate)
    if cut < due:
        return cut, 1.0 + c[MODE_B] * rate, 0.0
    return cut, 0.0, rate


@compiled
def charges_at_floor(
    export_price: float, value: float, reference: float, c: NDArray[np.float64]
) -> tuple[float, float, float, float, float, float]:
    """Charge on the gap and cut of the duty, each with its slopes in export price and reference (USD/t)."""
    if c[FLOOR] <= 0.0:
        return 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    price, price_by_export, price_by_reference = price_against_floor(export_price, value, reference, c)
    amount, slope, value_slope = gap_amount(price, value, c)
    cut, cut_slope, cut_value_slope = ceiling_cut(price, value, c)
    return (
        amount, slope * price_by_export + value_slope, slope * price_by_reference,
        cut, cut_slope * price_by_export + cut_value_slope, cut_slope * price_by_reference,
    )  # fmt: skip


@compiled
def net_of_duties(
    charge: tuple[float, float, float], value: tuple[float, float, float], c: NDArray[np.float64]
) -> tuple[float, float, float]:
    """The charge beyond the duties of which only the greater is due (USD/t).

    ``charge`` and ``value`` hold the figure and its slopes in the export price and in the reference.
    """
    rate = c[NETTED_AD_VALOREM]
    if rate + c[NETTED_SPECIFIC] <= 0.0:
        return charge
    left = _excess(charge[0], rate * value[0] + c[NETTED_SPECIFIC])
    if left <= 0.0:
        return 0.0, 0.0, 0.0
    return left, charge[1] - rate * value[1], charge[2] - rate * value[2]


@compiled
def after_evasion(
    charge: float, value: float, c: NDArray[np.float64]
) -> tuple[float, float, float, float, float, float]:
    """Share evaded; charge paid, fine and concealment (USD/t); slopes of their sum in charge and value."""
    if c[EVASION_SPREAD] <= 0.0 or charge <= 0.0:
        return 0.0, charge, 0.0, 0.0, 1.0, 0.0
    caught, fine = c[EVASION_DETECTION], c[EVASION_FINE]
    evaded = _evaded(charge, value, c[EVASION_COST], c[EVASION_SPREAD], caught, fine, c[EVASION_MAX])
    by_value = evaded * (caught * fine + c[EVASION_COST]) + 0.5 * c[EVASION_SPREAD] * evaded**2
    return (
        evaded,
        _charge_paid(charge, evaded, caught),
        _fine_paid(value, evaded, caught, fine),
        _concealment(value, evaded, c[EVASION_COST], c[EVASION_SPREAD]),
        1.0 - evaded * (1.0 - caught),
        by_value,
    )


@compiled
def unit_charges(
    export_price: float, reference: float, c: NDArray[np.float64]
) -> tuple[float, float, float, float, float, float, float, float, float]:
    """Landed price before any tariff-rate quota rent, and what it is made of (USD/t).

    Returns (landed, slope in export price, slope in reference, exporter rent, duty, levy paid, fine,
    concealment, evaded share). ``landed`` = export price + freight + exporter rent + duty + levy + fine
    + concealment.
    """
    freight = c[FREIGHT]
    whole_rate = c[DUTY_AD_VALOREM]
    value = export_price + (freight if c[VALUATION_CIF] == 1.0 else 0.0)
    share = c[LEVIED_SHARE]
    if share <= 0.0:
        landed, duty = unlevied(export_price, freight, c[VALUATION_CIF], whole_rate, c[DUTY_SPECIFIC])
        return landed, 1.0 + whole_rate, 0.0, 0.0, duty, 0.0, 0.0, 0.0, 0.0
    amount, by_export, by_reference, cut, cut_by_export, cut_by_reference = charges_at_floor(
        export_price, value, reference, c
    )
    rate, specific = levied_duty(c)
    kept = c[OMEGA] if c[COMPARED] == 0.0 else 0.0
    rise = _invoice_rise(amount, kept, c[COMPARED_WITH], rate)
    raise_factor = rise / amount if amount > 0.0 else 0.0
    raised_value = value + rise
    value_by_export = 1.0 + raise_factor * by_export
    value_by_reference = raise_factor * by_reference
    levy = _levy_left(amount, kept)
    duty_paid = rate * raised_value + specific
    added = _cumulate(levy, duty_paid, c[CUMULATION])
    added_by_export = added_by_reference = 0.0
    if added > 0.0:
        added_by_export = (1.0 - kept) * by_export
        added_by_reference = (1.0 - kept) * by_reference
        if c[CUMULATION] != 0.0:
            added_by_export -= rate * value_by_export
            added_by_reference -= rate * value_by_reference
    instrument = c[INSTRUMENT_AD_VALOREM]
    charge = added + instrument * raised_value + c[INSTRUMENT_SPECIFIC]
    charge_by_export = added_by_export + instrument * value_by_export
    charge_by_reference = added_by_reference + instrument * value_by_reference
    charge, charge_by_export, charge_by_reference = net_of_duties(
        (charge, charge_by_export, charge_by_reference),
        (raised_value, value_by_export, value_by_reference),
        c,
    )
    evaded, paid, fine, concealment, by_charge, by_value = after_evasion(charge, raised_value, c)
    mean_rate = whole_rate - share * c[REPLACED_AD_VALOREM]
    duty = mean_rate * value + rate * share * rise - share * cut
    duty += c[DUTY_SPECIFIC] - share * c[REPLACED_SPECIFIC]
    replaced = share * _duty_replaced(levy, duty_paid, c[CUMULATION])
    landed = export_price + freight + duty + share * (rise + paid + fine + concealment)
    rise_by_export = raise_factor * by_export
    rise_by_reference = raise_factor * by_reference
    landed_by_export = (
        1.0
        + mean_rate
        + rate * share * rise_by_export
        + share * (rise_by_export + by_charge * charge_by_export + by_value * value_by_export - cut_by_export)
    )
    landed_by_reference = rate * share * rise_by_reference + share * (
        rise_by_reference + by_charge * charge_by_reference + by_value * value_by_reference - cut_by_reference
    )
    return (
        landed, landed_by_export, landed_by_reference, share * rise, duty - replaced,
        share * paid + replaced, share * fine, share * concealment, evaded,
    )  # fmt: skip
