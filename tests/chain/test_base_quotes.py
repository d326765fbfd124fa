"""Which quote a market takes: its own region, else the nearest; annual before dated; better grades first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from footwall.chain.base_quotes import PriceBoard, read_board
from footwall.errors import CalibrationError
from footwall.facts import Facts
from footwall.facts.schema import Parameter, Price

KILOMETRES = {("A", "A"): 0.0, ("B", "B"): 0.0, ("C", "C"): 0.0}
KILOMETRES |= {("A", "B"): 1000.0, ("B", "A"): 1000.0, ("A", "C"): 9000.0, ("C", "A"): 9000.0}
KILOMETRES |= {("B", "C"): 2000.0, ("C", "B"): 2000.0}


def _price(region: str, price: float, **changes: Any) -> Price:
    cells: dict[str, Any] = {
        "commodity": "oxide",
        "market": "m",
        "region": region,
        "period": "2024",
        "price": price,
        "low": 0.9 * price,
        "high": 1.1 * price,
        "currency": "USD",
        "unit": "kg",
        "incoterm": "FOB",
        "vat": "none",
        "source": "x",
        "grade": "reported",
    }
    return Price(**(cells | changes))


def _rate(name: str, value: float, region: str = "", unit: str = "1") -> Parameter:
    return Parameter(name, "", "", region, "", value, value, value, unit, source="x", grade="measured")


def _board(*prices: Price) -> PriceBoard:
    tables: Mapping[str, Any] = {
        "prices": prices,
        "parameters": (_rate("exchange_rate", 7.2, unit="CNY/USD"), _rate("vat_rate", 0.13, region="A")),
    }
    facts = Facts(Path("tables"), MappingProxyType(dict(tables)))
    return read_board(facts, 2024, KILOMETRES, lambda _commodity, i, j: 0.1 * KILOMETRES[i, j])


def test_the_own_region_comes_first_then_the_nearest() -> None:
    board = _board(_price("A", 50.0), _price("C", 70.0))
    assert board.quote("oxide", "C").price == pytest.approx(70_000.0)
    assert board.quote("oxide", "B").quoted_in == "A"


def test_annual_averages_come_before_dated_quotes_and_better_grades_first() -> None:
    board = _board(
        _price("A", 50.0),
        _price("A", 99.0, market="n", period="2024-05-30", grade="measured"),
        _price("A", 80.0, market="o", grade="assumed"),
        _price("A", 30.0, period="2023"),
    )
    assert board.quote("oxide", "A").price == pytest.approx(50_000.0)


def test_quotes_of_equal_standing_are_averaged_on_one_basis() -> None:
    """392 CNY/kg with tax and 55 USD/kg with tax not refunded: 48,180 and 48,673 USD/t."""
    board = _board(
        _price("A", 392.0, currency="CNY", vat="included", incoterm="EXW"),
        _price("A", 55.0, market="n", vat="export_not_refunded"),
    )
    quote = board.quote("oxide", "A")
    assert quote.price == pytest.approx((392.0 / 1.13 / 7.2 + 55.0 / 1.13) / 2 * 1000.0)
    assert quote.low < quote.price < quote.high


def test_cif_quotes_lose_the_freight_from_the_market_to_where_they_are_quoted() -> None:
    board = _board(_price("A", 60.0, incoterm="CIF"))
    assert board.quote("oxide", "B").price == pytest.approx(60_000.0 - 100.0)


def test_delivered_duty_paid_quotes_are_not_used() -> None:
    with pytest.raises(CalibrationError, match="no usable quote of oxide"):
        _board(_price("A", 60.0, incoterm="DDP")).quote("oxide", "A")


def test_a_quote_that_freight_eats_up_is_refused() -> None:
    with pytest.raises(CalibrationError, match="after freight"):
        _board(_price("A", 0.05, incoterm="CIF")).quote("oxide", "B")
