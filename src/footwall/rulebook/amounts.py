"""Typed amounts of a rulebook: written with their unit, held in the engine's units.

======================  =====================================  =============
type                    written as                             held as
======================  =====================================  =============
Share                   ``25%`` or ``0.25``                    fraction
UnitPrice               ``110 USD/kg``, ``110000 USD/t``       USD/t
Tonnage                 ``5000 t``, ``5 kg``, ``5 kt``         t
AnnualTonnage           ``5000 t/year``, ``5 kt`` (per year)   t/year
======================  =====================================  =============

Serialised again, an amount is text with its unit, so that a dumped rulebook can be read back. A bare number is
refused where a unit is needed. Money is nominal USD; no currency is converted here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_AMOUNT = re.compile(rf"\s*({_NUMBER})\s*(\S.*?)?\s*\Z")

_PRICE_UNITS: Mapping[str, float] = {"USD/kg": 1000.0, "USD/t": 1.0, "USD/g": 1e6}
_MASS_UNITS: Mapping[str, float] = {"kg": 0.001, "t": 1.0, "kt": 1000.0, "Mt": 1e6}
_RATE_UNITS: Mapping[str, float] = {
    **_MASS_UNITS,
    **{f"{unit}/{year}": factor for unit, factor in _MASS_UNITS.items() for year in ("year", "yr", "y")},
}

SHARE_ALLOWED = "a share such as 25% or 0.25, from 0 to 1"
RATE_ALLOWED = "a rate such as 25% or 0.25, not negative"
PRICE_ALLOWED = "a price with its unit, such as 110 USD/kg or 110000 USD/t, not negative"
MASS_ALLOWED = "a mass with its unit, such as 5 kg or 5000 t, not negative"
TONNAGE_ALLOWED = "tonnes a year with their unit, such as 5000 t/year, not negative"


def _in_unit(value: Any, units: Mapping[str, float], allowed: str) -> float:
    match = _AMOUNT.match(value) if isinstance(value, str) else None
    if match is None or match.group(2) not in units:
        raise PydanticCustomError("amount", "{allowed}", {"allowed": allowed})
    amount = float(match.group(1)) * units[match.group(2)]
    if amount < 0 or not math.isfinite(amount):
        raise PydanticCustomError("negative", "{allowed}", {"allowed": allowed})
    return amount


def _fraction(value: Any, allowed: str, limit: float) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        fraction = float(value)
    else:
        match = _AMOUNT.match(value) if isinstance(value, str) else None
        if match is None or match.group(2) != "%":
            raise PydanticCustomError("amount", "{allowed}", {"allowed": allowed})
        fraction = float(match.group(1)) / 100.0
    if not 0 <= fraction <= limit or not math.isfinite(fraction):
        raise PydanticCustomError("range", "{allowed}", {"allowed": allowed})
    return fraction


def read_share(value: Any) -> float:
    """A fraction in [0, 1] from ``25%`` or ``0.25``."""
    return _fraction(value, SHARE_ALLOWED, 1.0)


def read_rate(value: Any) -> float:
    """A non-negative fraction that may exceed 1, such as ``200%``."""
    return _fraction(value, RATE_ALLOWED, math.inf)


def read_price(value: Any) -> float:
    """USD/t from ``110 USD/kg``."""
    return _in_unit(value, _PRICE_UNITS, PRICE_ALLOWED)


def read_mass(value: Any) -> float:
    """t from ``5 kg``."""
    return _in_unit(value, _MASS_UNITS, MASS_ALLOWED)


def read_tonnage(value: Any) -> float:
    """t/year from ``5000 t/year``; a plain mass is per year."""
    return _in_unit(value, _RATE_UNITS, TONNAGE_ALLOWED)


def write_share(value: float) -> str:
    return f"{value * 100:.12g}%"


def write_price(value: float) -> str:
    return f"{value / 1000:.12g} USD/kg"


def write_mass(value: float) -> str:
    return f"{value:.12g} t"


def write_tonnage(value: float) -> str:
    return f"{value:.12g} t/year"


def _text_schema(units: str, example: str) -> dict[str, Any]:
    return {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*({units})\s*$", "examples": [example]}


def _share_schema(bounds: dict[str, float]) -> dict[str, Any]:
    return {"anyOf": [{"type": "number", **bounds}, _text_schema("%", "25%")]}


Share = Annotated[
    float,
    BeforeValidator(read_share),
    PlainSerializer(write_share, when_used="json-unless-none"),
    WithJsonSchema(_share_schema({"minimum": 0, "maximum": 1})),
]
Rate = Annotated[
    float,
    BeforeValidator(read_rate),
    PlainSerializer(write_share, when_used="json-unless-none"),
    WithJsonSchema(_share_schema({"minimum": 0})),
]
UnitPrice = Annotated[
    float,
    BeforeValidator(read_price),
    PlainSerializer(write_price, when_used="json-unless-none"),
    WithJsonSchema(_text_schema("USD/kg|USD/t|USD/g", "110 USD/kg")),
]
Tonnage = Annotated[
    float,
    BeforeValidator(read_mass),
    PlainSerializer(write_mass, when_used="json-unless-none"),
    WithJsonSchema(_text_schema("kg|t|kt|Mt", "5 kg")),
]
AnnualTonnage = Annotated[
    float,
    BeforeValidator(read_tonnage),
    PlainSerializer(write_tonnage, when_used="json-unless-none"),
    WithJsonSchema(_text_schema("(kg|t|kt|Mt)(/(year|yr|y))?", "5000 t/year")),
]
