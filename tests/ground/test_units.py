"""The grammar of quantities: what it reads, to what exact number, and how it refuses."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.errors import UnitError
from footwall.units import ENGINE_UNIT, Quantity, parse, units_of

POUND_IN_TONNES = Fraction(45359237, 10**11)  # 0.45359237 kg, international agreement of 1959

READ = [
    ("110 USD/kg", "price", Fraction(110_000)),
    ("110 USD / kg", "price", Fraction(110_000)),
    ("7.5 USD/lb", "price", Fraction(15, 2) / POUND_IN_TONNES),
    ("0.002 USD/g", "price", Fraction(2_000)),
    ("65000 USD/t", "price", Fraction(65_000)),
    ("12e9 USD", "money", Fraction(12 * 10**9)),
    ("5 kg", "mass", Fraction(5, 1000)),
    ("100 t", "mass", Fraction(100)),
    ("1.5 kt", "mass", Fraction(1500)),
    ("20000 t/year", "mass per year", Fraction(20_000)),
    ("20 kt/yr", "mass per year", Fraction(20_000)),
    ("180 days", "duration", Fraction(180)),
    ("1 day", "duration", Fraction(1)),
    ("2 weeks", "duration", Fraction(14)),
    ("2 years", "duration", Fraction(730)),
    ("12%", "share", Fraction(12, 100)),
    ("12 %", "share", Fraction(12, 100)),
    ("0.1", "share", Fraction(1, 10)),
    (0.1, "share", Fraction(1, 10)),
    (1, "share", Fraction(1)),
    (".5", "share", Fraction(1, 2)),
    ("-3%", "share", Fraction(-3, 100)),
    (" 5 kg ", "mass", Fraction(5, 1000)),
]

REFUSED = [
    ("110 USD/kgs", ("price",), "Did you mean '110 USD/kg'?"),
    ("110 usd/kg", ("price",), "Did you mean '110 USD/kg'?"),
    ("110", ("price",), "The unit is missing."),
    (110, ("price",), "The unit is missing."),
    ("110 EUR/kg", ("price",), "Money is in USD; convert it first."),
    ("$110/kg", ("price",), "Write one number"),
    ("110 €/kg", ("price",), "Money is in USD; convert it first."),
    ("1,000 t", ("mass",), "no thousands separator"),
    ("1 000 t", ("mass",), "no thousands separator"),
    ("5 kg", ("price",), "a price in USD/t, USD/kg, USD/g, USD/lb, such as '110 USD/kg'"),
    ("6 months", ("duration",), "A month has no fixed length; write days."),
    ("12 percent", ("share",), "a share in % or a plain number"),
    ("nan", ("share",), "allowed: a share"),
    ("inf USD", ("money",), "allowed: a money"),
    (float("nan"), ("share",), "allowed: a share"),
    (True, ("share",), "Read True"),
    (None, ("share",), "Read None"),
    ("", ("share",), "Read ''"),
    ("5 + 3 kg", ("mass",), "allowed: a mass"),
    ("--5 kg", ("mass",), "allowed: a mass"),
    ("5 kg 3", ("mass",), "allowed: a mass"),
    ("1e9999 t", ("mass",), "allowed: a mass"),
    (["5 kg"], ("mass",), "allowed: a mass"),
]


@pytest.mark.parametrize(("written", "dimension", "exact"), READ)
def test_it_reads(written: object, dimension: str, exact: Fraction) -> None:
    quantity = parse(written)
    assert quantity.dimension == dimension
    assert quantity.exact == exact
    assert quantity.engine == float(exact)


@pytest.mark.parametrize(("written", "dimensions", "message"), REFUSED)
def test_it_refuses_and_says_what_is_allowed(written: object, dimensions: tuple, message: str) -> None:
    with pytest.raises(UnitError) as refusal:
        parse(written, *dimensions)
    assert message in str(refusal.value)
    assert repr(written) in str(refusal.value)


def test_a_refusal_of_several_dimensions_names_them_all() -> None:
    with pytest.raises(UnitError, match=r"a mass in t, .*; or a duration in day, "):
        parse("3 apples", "mass", "duration")


def test_a_quantity_is_not_given_in_a_unit_of_another_dimension() -> None:
    with pytest.raises(UnitError, match="5 kg, a mass; it cannot be given in 'USD'"):
        parse("5 kg").in_unit("USD")


amounts = st.decimals(min_value="-1e12", max_value="1e12", allow_nan=False, places=6)
kinds = st.sampled_from([(kind, unit) for kind in ENGINE_UNIT for unit in units_of(kind)])


@given(amounts, kinds)
def test_what_is_printed_is_read_back(amount: Decimal, kind: tuple) -> None:
    quantity = Quantity(amount, kind[1], kind[0])
    assert parse(str(quantity), kind[0]) == quantity


@given(amounts, kinds, st.data())
def test_conversion_there_and_back_is_exact(amount: Decimal, kind: tuple, data: st.DataObject) -> None:
    dimension, unit = kind
    other = data.draw(st.sampled_from(units_of(dimension)))
    quantity = Quantity(amount, unit, dimension)
    one_other = Quantity(Decimal(1), other, dimension).in_unit(unit)
    assert quantity.in_unit(other) * one_other == Fraction(amount)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_plain_float_is_read_as_it_is_written(number: float) -> None:
    assert parse(number, "share").value == Decimal(repr(number))


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_plainly(text: str) -> None:
    try:
        read = parse(text).value.is_finite()
    except UnitError as refusal:
        read = repr(text) in str(refusal)
    assert read
