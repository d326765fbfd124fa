"""Names and numbers inside sentences. Verbs and nouns follow the sign: no sentence denies its number."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUALIFIED = re.compile(r",| with | in ")
_COUNTED = ("magnet",)
"""Nouns that the facts give in the singular, of things that are counted."""
MONEY_SHOWN = 0.05
"""Million USD below which money prints as zero."""


@dataclass(frozen=True)
class MoneyWords:
    """How a sum above and below zero is told; ``level`` is told where it prints as zero."""

    above: str
    below: str
    level: str
    bound_above: str
    bound_below: str


USERS = MoneyWords(
    "lose {} million USD a year",
    "gain {} million USD a year",
    "neither lose nor gain",
    "a loss of {}",
    "a gain of {}",
)
TREASURIES = MoneyWords(
    "receive {} million USD a year more",
    "receive {} million USD a year less",
    "receive as much as before",
    "{} more",
    "{} less",
)

PAYING = MoneyWords(
    TREASURIES.above,
    "pay {} million USD a year on balance",
    TREASURIES.level,
    "{} received on balance",
    "{} paid",
)
_MOSTLY = 0.95
"""Share of a fall from which payments make it one of paying, not of receiving less."""


def treasury_words(value: float, paid: float) -> MoneyWords:
    """How a change of treasuries is told; ``paid`` are the payments to makers and for stocks in it."""
    return PAYING if value < 0.0 and paid >= _MOSTLY * -value else TREASURIES


def in_sentence(name: str) -> str:
    """A name inside a sentence: ``Dysprosium oxide`` loses its capital, ``NdPr oxide`` keeps it."""
    first = name.partition(" ")[0]
    return name if any(letter.isupper() for letter in first[1:]) else name[:1].lower() + name[1:]


def is_plural(good: str) -> bool:
    """True for a name of things that are counted: ``LFP cells``, ``Permanent-magnet motors, …``.

    The noun stands before what qualifies it. Of two that share it the first is an abbreviation: ``NMC and
    other oxide cells``; in ``Cobalt sulphate and other chemicals`` the first stands by itself.
    """
    noun = _QUALIFIED.split(good)[0]
    first, _, rest = noun.partition(" and other ")
    return (rest if rest and first.isupper() else first).endswith("s")


def counted(good: str) -> str:
    """A name in the plural where it is of things that are counted: ``NdFeB magnets``, ``NdPr oxide``."""
    return f"{good}s" if good.endswith(_COUNTED) else good


def more_or_less(good: str, rises: bool) -> str:
    """``more``; ``less`` oxide, ``fewer`` cells."""
    return "more" if rises else "fewer" if is_plural(good) else "less"


def as_much(good: str) -> str:
    """``as much`` oxide, ``as many`` cells."""
    return f"as {'many' if is_plural(good) else 'much'}"


def listed(names: list[str], joint: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``; nothing of nothing."""
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} {joint} {names[-1]}"


def million(value: float) -> str:
    """The size of a sum in million USD without its sign; one decimal below ten."""
    size = abs(value)
    return f"{size:,.{money_digits(size)}f}"


def per_cent(change: float) -> str:
    """A change with its sign: ``+1.6%``, ``−78.7%``; no decimal from 100 on."""
    shown = f"{change:+,.{0 if abs(change) >= 99.95 else 1}f}%"
    return shown[1:] if not shown.strip("+-0.,%") else shown.replace("-", "−")


def three_digits(value: float) -> str:
    """A quantity with three significant digits, or all before the point."""
    size = abs(value)
    return f"{value:,.{0 if size >= 99.95 else 1 if size >= 9.995 else 2}f}"


def money_digits(value: float) -> int:
    """Decimals of million USD."""
    return 0 if abs(value) >= 9.95 else 1


def money_clause(words: MoneyWords, value: float, low: float | None, high: float | None) -> str:
    """``lose 23 million USD a year (18 to 30)``; bounds whose sign is not that of the value say theirs."""
    told = words.level
    if abs(value) >= MONEY_SHOWN:
        told = (words.above if value > 0.0 else words.below).format(million(value))
    if low is None or high is None:
        return told
    if value >= MONEY_SHOWN and low > -MONEY_SHOWN:
        return f"{told} ({million(low)} to {million(high)})"
    if value <= -MONEY_SHOWN and high < MONEY_SHOWN:
        return f"{told} ({million(high)} to {million(low)})"
    if max(abs(low), abs(high)) < MONEY_SHOWN:
        return told
    return f"{told} ({_bound(words, low)} to {_bound(words, high)})"


def _bound(words: MoneyWords, value: float) -> str:
    if abs(value) < MONEY_SHOWN:
        return "0"
    return (words.bound_above if value > 0.0 else words.bound_below).format(million(value))
