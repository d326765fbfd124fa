"""Typed amounts of a rulebook: written with their unit, held in the engine's unit, exact where that matters.

==============  ==================================  ==================
type            written as                          held as
==============  ==================================  ==================
Share           ``25%`` or ``0.25``, at most 100%   fraction
Rate            ``25%``, ``150%`` or ``0.25``       fraction
UnitPrice       ``110 USD/kg``, ``110000 USD/t``    USD/t
Tonnage         ``5 kg``, ``5 t``                   t
AnnualTonnage   ``5000 t/year``, ``5000 t``         t/year
Money           ``10e6 USD``                        USD
Duration        ``90 days``, ``1 year``             days
TonnageOrShare  ``20 kt/year`` or ``40%``           t/year or fraction
Cover           ``180 days`` or ``500 t``           days or t
==============  ==================================  ==================

An ``Amount`` is a float that remembers the quantity as written: ``.quantity.exact`` is the Fraction that the
border computes with, and its text is what a dumped rulebook shows. The grammar is that of ``footwall.units``.
Any of them may be written with its range, ``{value: 110 USD/kg, low: 95 USD/kg, high: 125 USD/kg}``: the
value is the law, the range is what ``footwall.rulebook.ranges`` draws from.
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
from footwall.spelling import did_you_mean

_NUMBER = r"[+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"


class Amount(float):
    """A float in the engine's unit, with the quantity as written and its range, if it has one."""

    quantity: units.Quantity
    span: tuple[units.Quantity, units.Quantity] | None
    """Low and high, as written; None where the figure is certain."""

    def __new__(
        cls, quantity: units.Quantity, span: tuple[units.Quantity, units.Quantity] | None = None
    ) -> Amount:
        amount = super().__new__(cls, quantity.engine)
        amount.quantity = quantity
        amount.span = span
        return amount

    def __getnewargs__(  # type: ignore[override]
        self,
    ) -> tuple[units.Quantity, tuple[units.Quantity, units.Quantity] | None]:
        return (self.quantity, self.span)

    @property
    def written(self) -> str:
        return str(self.quantity)

    @property
    def written_span(self) -> str:
        """``95 USD/kg to 125 USD/kg``; empty for a figure without a range."""
        return "" if self.span is None else f"{self.span[0]} to {self.span[1]}"


RANGE_KEYS = ("value", "low", "high")


def _reader(example: str, most: float, *dimensions: units.Dimension) -> Callable[[Any], Amount]:
    names = ", ".join(units.units_of(*dimensions))
    bounds = "from 0 to 100%" if most == 1.0 else "not negative"
    plain = " or a plain number up to 1" if "share" in dimensions else ""
    allowed = f"a number in {names}{plain}, such as {example}, {bounds}"

    def read(value: Any) -> Amount:
        if isinstance(value, Amount):
            return read(write(value)) if value.span is not None else single(value.written)
        return _with_range(value, single) if isinstance(value, dict) else single(value)

    def single(value: Any) -> Amount:
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


def _with_range(written: dict[Any, Any], single: Callable[[Any], Amount]) -> Amount:
    """The value of ``{value, low, high}``, which keeps its range; faults name the key they are in."""
    for key in written:
        if key not in RANGE_KEYS:
            advice = did_you_mean(str(key), RANGE_KEYS)
            raise _range_fault("RULEBOOK-9", ", ".join(RANGE_KEYS), str(key), advice)
    parts: dict[str, Amount] = {}
    for key in RANGE_KEYS:
        if key not in written:
            raise _range_fault("RULEBOOK-10", f"the key {key!r}", key)
        try:
            parts[key] = single(written[key])
        except PydanticCustomError as refusal:
            raise PydanticCustomError(
                "amount", "{allowed}", {**(refusal.context or {}), "field": key}
            ) from None
    value, low, high = (parts[key] for key in RANGE_KEYS)
    if not low <= value <= high:
        wrong = "low" if low > value else "high"
        raise _range_fault("RULEBOOK-20", "low at most the value, high at least the value", wrong)
    return Amount(value.quantity, (low.quantity, high.quantity))


def _range_fault(code: str, allowed: str, field: str, advice: str = "") -> PydanticCustomError:
    return PydanticCustomError(
        "amount", "{allowed}", {"allowed": allowed, "advice": advice, "code": code, "field": field}
    )


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
read_cover = _reader("180 days or 500 t", _LARGEST, "duration", "mass")
read_tonnage_or_share = _reader("20 kt/year or 40%", _LARGEST, "mass per year", "share")


def write(value: float) -> str | float | dict[str, str | float]:
    """The amount as written, with its range; a plain float (from Python) as its number."""
    if not isinstance(value, Amount) or value.span is None:
        return _written(value.quantity, value) if isinstance(value, Amount) else float(value)
    quantities = (value.quantity, *value.span)
    return {key: _written(item, item.engine) for key, item in zip(RANGE_KEYS, quantities, strict=True)}


def _written(quantity: units.Quantity, value: float) -> str | float:
    return str(quantity) if quantity.unit else float(value)


def text_schema(example: str, *dimensions: units.Dimension) -> dict[str, Any]:
    """JSON Schema of an amount that needs a unit."""
    names = "|".join(re.escape(name).replace(r"\%", "%") for name in units.units_of(*dimensions))
    return {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*({names})\s*$", "examples": [example]}


def share_schema(**bounds: float) -> dict[str, Any]:
    """JSON Schema of a share or rate."""
    return {"anyOf": [{"type": "number", **bounds}, text_schema("25%", "share")]}


def with_range(single: dict[str, Any]) -> dict[str, Any]:
    """JSON Schema of an amount that may be written with its range."""
    ranged = {
        "type": "object",
        "title": RANGE,
        "properties": dict.fromkeys(RANGE_KEYS, single),
        "required": list(RANGE_KEYS),
        "additionalProperties": False,
    }
    return {"anyOf": [*single.get("anyOf", [single]), ranged]}


RANGE = "Range"
"""Title of the schema of an amount with its range."""
_WRITTEN = PlainSerializer(write, when_used="json-unless-none")


def _amount(read: Callable[[Any], Amount], single: dict[str, Any]) -> tuple[Any, ...]:
    return PlainValidator(read), _WRITTEN, WithJsonSchema(with_range(single))


Share = Annotated[float, *_amount(read_share, share_schema(minimum=0, maximum=1))]
Rate = Annotated[float, *_amount(read_rate, share_schema(minimum=0, maximum=1))]
UnitPrice = Annotated[float, *_amount(read_price, text_schema("110 USD/kg", "price"))]
Tonnage = Annotated[float, *_amount(read_mass, text_schema("5 kg", "mass"))]
AnnualTonnage = Annotated[float, *_amount(read_tonnage, text_schema("5000 t/year", "mass per year", "mass"))]
Money = Annotated[float, *_amount(read_money, text_schema("10e6 USD", "money"))]
Duration = Annotated[float, *_amount(read_duration, text_schema("90 days", "duration"))]
Cover = Annotated[float, *_amount(read_cover, text_schema("180 days", "duration", "mass"))]
TonnageOrShare = Annotated[
    float,
    *_amount(
        read_tonnage_or_share,
        {"anyOf": [*share_schema(minimum=0, maximum=1)["anyOf"], text_schema("20 kt/year", "mass per year")]},
    ),
]
