"""Names and numbers inside sentences. Verbs and nouns follow the sign: no sentence denies its number."""

from __future__ import annotations

from dataclasses import dataclass

MONEY_SHOWN = 0.05
"""Million USD below which money prints as zero."""
_OF_A_KIND = "other chemicals"
"""A plural that stands for kinds of a substance: nobody counts them."""


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


def in_sentence(name: str) -> str:
    """A name inside a sentence: ``Dysprosium oxide`` loses its capital, ``NdPr oxide`` keeps it."""
    first = name.partition(" ")[0]
    return name if any(letter.isupper() for letter in first[1:]) else name[:1].lower() + name[1:]


def counted(good: str) -> bool:
    """True of a good named in the plural: ``gallium wafers``, ``battery cells with cobalt``."""
    head = good.partition(" with ")[0].partition(" in ")[0]
    return head.endswith("s") and not head.endswith(("ss", _OF_A_KIND))


def less_of(good: str) -> str:
    """``less NdFeB magnet``, ``fewer gallium wafers``."""
    return f"{'fewer' if counted(good) else 'less'} {good}"


def as_much_of(good: str) -> str:
    """``as much NdFeB magnet``, ``as many gallium wafers``."""
    return f"as {'many' if counted(good) else 'much'} {good}"


def listed(names: list[str], joint: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``; nothing of nothing."""
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} {joint} {names[-1]}"


def million(value: float) -> str:
    """The size of a sum in million USD without its sign; one decimal below ten."""
    size = abs(value)
    return f"{size:,.{money_digits(size)}f}"


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
