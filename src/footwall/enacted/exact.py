"""Numbers as they were written, exactly.

Rules and facts hold floats that were read from decimals. A customs entry is assessed in exact arithmetic,
so the decimal is taken back: 0.13 is 13/100, not the binary number nearest to it.
"""

from __future__ import annotations

from fractions import Fraction


def exact(number: float | Fraction) -> Fraction:
    """The shortest decimal that reads as ``number``, as a Fraction; Fractions pass unchanged."""
    return number if isinstance(number, Fraction) else Fraction(repr(float(number)))
