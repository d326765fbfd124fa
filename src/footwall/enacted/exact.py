"""Numbers as they were written, exactly.

Rules and facts hold floats that were read from decimals. A customs entry is assessed in exact arithmetic,
so the decimal is taken back: 0.13 is 13/100, not the binary number nearest to it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache


def exact(number: float | Fraction) -> Fraction:
    """The shortest decimal that reads as ``number``, as a Fraction; Fractions pass unchanged."""
    return number if isinstance(number, Fraction) else _as_written(float(number))


@lru_cache(maxsize=16_384)
def _as_written(number: float) -> Fraction:
    return Fraction(repr(number))
