"""Typed amounts of a rulebook: written with their unit, held in the engine's unit, exact where that matters.

=============  ==================================  =============
type           written as                          held as
=============  ==================================  =============
Share          ``25%`` or ``0.25``, at most 100%   fraction
Rate           ``25%``, ``150%`` or ``0.25``       fraction
UnitPrice      ``110 USD/kg``, ``110000 USD/t``    USD/t
Tonnage        ``5 kg``, ``5 t``                   t
AnnualTonnage  ``5000 t/year``, ``5000 t``         t/year
Money          ``10e6 USD``                        USD
Duration       ``90 days``, ``1 year``             days
=============  ==================================  =============

An ``Amount`` is a float that remembers the quantity as written: ``.quantity.exact`` is the Fraction that the
border computes with, and its text is what a dumped rulebook shows. The grammar is that of ``footwall.units``.
None of these types accepts a negative amount. A plain number above 1 is refused where a rate is due: 5 may
mean 5% or 500%. Money is nominal USD; no currency is converted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from footwall import units
from footwall.errors import UnitError

_NUMBER = r"[+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"


class Amount(float):
    """A float in the engine's unit, with the quantity as written."""

    quantity: units.Quantity

    def __new__(cls, quantity: units.Quantity) -> Amount:
        amount = super().__new__(cls, quantity.engine)
        amount.quantity = quantity
        return amount

    def __getnewargs__(self) -> tuple[units.Quantity]:  # type: ignore[override]
        return (self.quantity,)

    @property
    def written(self) -> str:
        return str(self.quantity)


def _reader(example: str, most: float, *dimensions: units.Dimension) -> Callable[[Any], Amount]:
    names = ", ".join(units.units_of(*dimensions))
    bounds = "from 0 to 100%" if most == 1.0 else "not negative"
    plain = " or a plain number up to 1" if "share" in dimensions else ""
    allowed = f"a number in {names}{plain}, such as {example}, {bounds}"

    def read(value: Any) -> Amount:
        if isinstance(value, Amount):
            value = value.written
        try:
            amount: Amount | None = Amount(units.parse(value, *dimensions))
        except UnitError as refusal:
            _, _, advice = str(refusal).partition("; allowed: ")
            raise PydanticCustomError(
                "amount",
                "{allowed}",
                {"allowed": allowed, "advice": _advice_in(advice), "code": "RULEBOOK-7"},
            ) from None
        except OverflowError:
            amount = None
        if amount is None or not 0 <= amount <= most:
            raise PydanticCustomError("range", "{allowed}", {"allowed": allowed, "code": "RULEBOOK-8"})
        if not amount.quantity.unit and amount > 1:
            advice = f"Write {amount.quantity.value}% or {100 * amount:.6g}%."
            raise PydanticCustomError(
                "percent_sign", "{allowed}", {"allowed": allowed, "advice": advice, "code": "RULEBOOK-7"}
            )
        return amount

    return read


def _advice_in(refusal: str) -> str:
    """The advice sentence after the list of what is allowed."""
    match = re.search(r"'\. (?P<advice>.+)\Z", refusal)
    return "" if match is None else match["advice"]


_LARGEST = 1.7e308
read_share = _reader("25%", 1.0, "share")
read_rate = _reader("25%", _LARGEST, "share")
read_price = _reader("110 USD/kg", _LARGEST, "price")
read_mass = _reader("5 kg", _LARGEST, "mass")
read_tonnage = _reader("5000 t/year", _LARGEST, "mass per year", "mass")
read_money = _reader("10e6 USD", _LARGEST, "money")
read_duration = _reader("90 days", _LARGEST, "duration")


def write(value: float) -> str | float:
    """The amount as written; a plain float (from Python) as its number."""
    return value.written if isinstance(value, Amount) and value.quantity.unit else float(value)


def text_schema(example: str, *dimensions: units.Dimension) -> dict[str, Any]:
    """JSON Schema of an amount that needs a unit."""
    names = "|".join(re.escape(name).replace(r"\%", "%") for name in units.units_of(*dimensions))
    return {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*({names})\s*$", "examples": [example]}


def share_schema(**bounds: float) -> dict[str, Any]:
    """JSON Schema of a share or rate."""
    return {"anyOf": [{"type": "number", **bounds}, text_schema("25%", "share")]}


_WRITTEN = PlainSerializer(write, when_used="json-unless-none")

Share = Annotated[
    float, PlainValidator(read_share), _WRITTEN, WithJsonSchema(share_schema(minimum=0, maximum=1))
]
Rate = Annotated[
    float, PlainValidator(read_rate), _WRITTEN, WithJsonSchema(share_schema(minimum=0, maximum=1))
]
UnitPrice = Annotated[
    float, PlainValidator(read_price), _WRITTEN, WithJsonSchema(text_schema("110 USD/kg", "price"))
]
Tonnage = Annotated[float, PlainValidator(read_mass), _WRITTEN, WithJsonSchema(text_schema("5 kg", "mass"))]
AnnualTonnage = Annotated[
    float,
    PlainValidator(read_tonnage),
    _WRITTEN,
    WithJsonSchema(text_schema("5000 t/year", "mass per year", "mass")),
]
Money = Annotated[
    float, PlainValidator(read_money), _WRITTEN, WithJsonSchema(text_schema("10e6 USD", "money"))
]
Duration = Annotated[
    float, PlainValidator(read_duration), _WRITTEN, WithJsonSchema(text_schema("90 days", "duration"))
]
