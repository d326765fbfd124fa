"""Numbers of clauses as text for derivations, citations and notes."""

from __future__ import annotations

from fractions import Fraction


def per_kg(price: Fraction | float) -> str:
    """A price in USD/t as text in USD/kg: two decimals from 100 on, else four digits."""
    value = float(price) / 1000
    return f"{value:,.2f} USD/kg" if abs(value) >= 100 else f"{value:.4g} USD/kg"


def percent(share: Fraction | float) -> str:
    """A share as text."""
    return f"{float(share) * 100:.6g}%"


def charge(ad_valorem: Fraction, specific: Fraction) -> str:
    """A compound charge as text: rate, amount, or both."""
    parts = [percent(ad_valorem)] if ad_valorem or not specific else []
    return " + ".join([*parts, per_kg(specific)] if specific else parts)
