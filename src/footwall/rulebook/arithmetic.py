"""The number type over which every clause is written once: floats in the market, Fractions at the border."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeVar

Number = TypeVar("Number", float, Fraction)
