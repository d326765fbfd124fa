"""The clause functions: compiled floats agree with exact Fractions, and the properties of a levy hold.

The properties are those of a variable levy at the border (landed price, monotony, continuity) as the
regulations cited in tests/rules/levy.yaml imply them.
"""

from __future__ import annotations

import ast
import inspect
from fractions import Fraction
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from footwall.rulebook import evasion, levy, tariff
from rules.test_rules import MODULES

FUNCTIONS = {
    f"{module}.{name}": function
    for module in MODULES
    for name, function in inspect.getmembers(import_module(f"footwall.rulebook.{module}"), inspect.isfunction)
}
COMPILED: dict[str, Any] = {}
CODES = {"cap_of": 3, "cumulation": 2, "mode_b": 1, "duty_paid": 1, "adverse": 1}
SHARES = {
    "dead_band", "top_up", "omega", "duty_rate", "vat_rate", "margin", "cost", "detection", "fine", "limit",
    "evaded", "ad_valorem", "cap", "content", "upside_share", "share", "related", "least",
    "outside", "owned", "tolerance", "pass_through", "stock_counts",
}  # fmt: skip

shares = st.integers(0, 64).map(lambda n: Fraction(n, 64))
money = st.integers(0, 2**16).map(lambda n: Fraction(n, 256))
positive = st.integers(1, 2**16).map(lambda n: Fraction(n, 256))


def argument(name: str) -> st.SearchStrategy[Fraction]:
    if name in CODES:
        return st.integers(0, CODES[name]).map(Fraction)
    if name in {"spread", "recovery", "base_level"}:
        return st.integers(1, 64).map(lambda n: Fraction(n, 64))
    return shares if name in SHARES else money


@pytest.mark.parametrize("name", FUNCTIONS)
@given(data=st.data())
def test_compiled_floats_agree_with_fractions(name: str, data: st.DataObject) -> None:
    function = FUNCTIONS[name]
    compiled = COMPILED.setdefault(name, njit(function))
    exact = [
        data.draw(argument(parameter), parameter) for parameter in inspect.signature(function).parameters
    ]
    expected = function(*exact)
    assert isinstance(expected, Fraction | int)
    scale = max([1.0, abs(float(expected)), *(abs(float(value)) for value in exact)])
    assert compiled(*map(float, exact)) == pytest.approx(float(expected), rel=1e-9, abs=1e-9 * scale)


@pytest.mark.parametrize("module", MODULES)
def test_clause_modules_import_nothing_and_use_plain_arithmetic(module: str) -> None:
    tree = ast.parse(inspect.getsource(import_module(f"footwall.rulebook.{module}")))
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [node.module for node in imports if isinstance(node, ast.ImportFrom)] == ["__future__"]
    assert len(imports) == 1
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called <= {"min", "max"}


@given(floor=positive, price=money, duty_rate=shares, mode_b=st.sampled_from([Fraction(0), Fraction(1)]))
def test_a_full_top_up_lands_exactly_at_the_floor(
    floor: Fraction, price: Fraction, duty_rate: Fraction, mode_b: Fraction
) -> None:
    due = levy.variable(levy.gap(floor, price, Fraction(0)), Fraction(1), mode_b, duty_rate)
    landed = price + due if mode_b == 0 else price * (1 + duty_rate) + due
    target = floor if mode_b == 0 else floor * (1 + duty_rate)
    assert due >= 0
    assert landed == max(target, price if mode_b == 0 else price * (1 + duty_rate))


@given(floor=positive, low=money, high=money, dead_band=shares)
def test_the_gap_never_rises_with_the_price_and_has_no_jump(
    floor: Fraction, low: Fraction, high: Fraction, dead_band: Fraction
) -> None:
    low, high = min(low, high), max(low, high)
    fall = levy.gap(floor, low, dead_band) - levy.gap(floor, high, dead_band)
    assert 0 <= fall <= high - low


@given(levied=money, duty=money)
def test_absorb_and_max_collect_the_greater_of_the_two(levied: Fraction, duty: Fraction) -> None:
    for cumulation in (Fraction(1), Fraction(2)):
        assert duty + levy.cumulate(levied, duty, cumulation) == max(levied, duty)
    books = levy.duty_replaced(levied, duty, Fraction(2))
    assert books == (duty if levied > duty else 0)


@given(floor=positive, price=money, omega=shares, duty_rate=shares)
def test_the_border_sees_on_the_raised_invoice_what_the_market_left(
    floor: Fraction, price: Fraction, omega: Fraction, duty_rate: Fraction
) -> None:
    for duty_paid in (Fraction(0), Fraction(1)):
        counted = levy.compared_price(price, duty_rate * price, duty_paid)
        gap = levy.gap(floor, counted, Fraction(0))
        raised = price + levy.invoice_rise(gap, omega, duty_paid, duty_rate)
        assessed = levy.gap(floor, levy.compared_price(raised, duty_rate * raised, duty_paid), Fraction(0))
        assert assessed == levy.levy_left(gap, omega)


evasion_inputs = st.tuples(money, positive, shares, shares, shares, shares, shares)


@given(inputs=evasion_inputs)
def test_the_effective_charge_is_levy_fine_and_concealment(inputs: tuple[Fraction, ...]) -> None:
    charge, value, cost, spread, detection, fine, limit = inputs
    share = evasion.share(charge, value, cost, spread, detection, fine, limit)
    assert 0 <= share <= limit
    parts = (
        evasion.charge_paid(charge, share, detection)
        + evasion.fine_paid(value, share, detection, fine)
        + evasion.concealment(value, share, cost, spread)
    )
    effective = evasion.effective_charge(charge, value, cost, spread, detection, fine, limit)
    assert parts == effective
    assert 0 <= effective <= charge


@given(inputs=evasion_inputs, other=shares)
def test_no_other_share_is_cheaper(inputs: tuple[Fraction, ...], other: Fraction) -> None:
    charge, value, cost, spread, detection, fine, limit = inputs
    spread += Fraction(1, 64)
    other = min(other, limit)
    rival = (
        evasion.charge_paid(charge, other, detection)
        + evasion.fine_paid(value, other, detection, fine)
        + evasion.concealment(value, other, cost, spread)
    )
    assert evasion.effective_charge(charge, value, cost, spread, detection, fine, limit) <= rival


@given(imports=money, volume=money)
def test_a_quota_splits_imports(imports: Fraction, volume: Fraction) -> None:
    assert tariff.within_quota(imports, volume) + tariff.beyond_quota(imports, volume) == imports


def test_the_worked_entry_of_ndpr_oxide() -> None:
    """20 t gross, 0.35% lost on drying, 99.5% oxide, CIF 1,248,000 USD, floor 110, duty 3%: to the cent."""
    contained = 20_000 * (1 - Fraction("0.0035")) * Fraction("0.995")
    price = Fraction(1_248_000) / contained
    gap = levy.gap(Fraction(110), price, Fraction(0))
    duty = Fraction("0.03") * 1_248_000
    totals = [
        levy.variable(gap, Fraction(1), mode_b, Fraction("0.03")) * contained + duty
        for mode_b in (Fraction(0), Fraction(1))
    ]
    assert contained == Fraction("19830.35")
    assert totals == [Fraction("970778.50"), Fraction("998778.655")]
