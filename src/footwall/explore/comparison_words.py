"""One message for a comparison, made from its numbers: who makes most, who makes least, what it costs.

Signs and verbs follow the numbers. Values that print alike are called alike; ranges that overlap are said to.
"""

from __future__ import annotations

from collections.abc import Sequence

from footwall.explore.comparison import HEADLINE, Comparison, Line
from footwall.explore.comparison_years import PROJECTS_UNIT
from footwall.runs.figures import OUTPUT as OUTPUT_CHANGE
from footwall.runs.figures import USER_COST
from footwall.runs.sentences import MONEY_SHOWN, as_much, counted, in_sentence, more_or_less

MONEY = "million USD/yr"
_SMALL_SUM = 10.0
"""Below so many million USD a decimal is printed, as on the cards of a report."""


def message(comparison: Comparison) -> str:
    """The title: the first headline number over the results, and the cost to users at both ends."""
    chain = _leading_chain(comparison)
    numbers = comparison.table(chain, HEADLINE)
    if not numbers:
        return "These rulebooks have no headline number in common"
    leading = next((line for line in numbers if line.item.startswith(OUTPUT_CHANGE)), numbers[0])
    cost = next((line for line in numbers if line.item == USER_COST), None)
    ends = _ends(leading)
    if ends is None:
        return f"{leading.text}: no result has it"
    least, most = ends
    if shown(leading, least) == shown(leading, most):
        count = sum(item is not None for item in leading.found)
        those = "both" if count == 2 else f"all {count}"
        return f"{leading.text}: {shown(leading, most)} under {those} rulebooks"
    told = _both_ends(leading, (most, least), comparison.labels)
    if cost is None or cost is leading:
        return told
    costs = [cost.found[place] for place in (most, least)]
    values = [item.value for item in costs if item is not None]
    if len(values) < 2:
        return told
    if min(values) >= MONEY_SHOWN:
        lost = " and ".join(signed(value, MONEY).removeprefix("+") for value in values)
        return f"{told}; final users there lose {lost} million USD a year"
    cost_of = " and ".join(signed(value, MONEY) for value in values)
    return f"{told}; cost to final users {cost_of} million USD a year"


def _both_ends(line: Line, places: tuple[int, int], labels: tuple[str, ...]) -> str:
    """``The zone makes 2.8% more NdFeB magnets under A, 9.0% fewer under B``."""
    found = [(line.found[place], f"under {labels[place]}") for place in places]
    return told_of(line.text, line.unit, [(item.value, where) for item, where in found if item is not None])


def told_of(text: str, unit: str, found: Sequence[tuple[float, str]]) -> str:
    """A headline number at several places: outputs in words, others as ``text: value place, value place``.

    ``found`` are pairs of the value and where it holds.
    """
    whose, separator, good = text.partition(": output of ")
    if not separator or unit != "%" or not found:
        return f"{text}: " + ", ".join(f"{with_unit(value, unit)} {where}" for value, where in found)
    made = counted(in_sentence(good))
    told = [_more_or_less(value, unit, made) for value, _ in found]
    told[0] = f"{told[0]} {made}" + (" as before" if told[0].startswith("as ") else "")
    verb = "make" if whose.startswith("All ") else "makes"
    listed = ", ".join(f"{words} {where}" for words, (_, where) in zip(told, found, strict=True))
    return f"{whose} {verb} {listed}"


def _more_or_less(value: float, unit: str, good: str) -> str:
    size = signed(value, unit)
    if size[:1] not in ("+", "−"):
        return as_much(good)
    return f"{size[1:]}% {more_or_less(good, size[0] == '+')}"


def overlap(comparison: Comparison) -> str:
    """Whether the ranges of the two ends overlap, in a sentence; empty without ranges or a difference."""
    for line in comparison.table(_leading_chain(comparison), HEADLINE)[:1]:
        ends = _ends(line)
        if ends is None or shown(line, ends[0]) == shown(line, ends[1]):
            return ""
        low, high = (line.found[place] for place in ends)
        if low is None or high is None or low.high is None or high.low is None:
            return ""
        names = f"{comparison.labels[ends[1]]} and {comparison.labels[ends[0]]}"
        if high.low <= low.high:
            return f"The ranges of {names} overlap on that figure."
        return f"The ranges of {names} do not overlap on that figure."
    return ""


def shown(line: Line, place: int) -> str:
    """A change with sign and unit, as a headline number is printed."""
    found = line.found[place]
    return "none" if found is None else with_unit(found.value, line.unit)


def with_unit(value: float, unit: str) -> str:
    """``−9.0%``, ``+0.4 points``, ``+1,259 million USD/yr``."""
    if unit == "%":
        return f"{signed(value, unit)}%"
    if unit == PROJECTS_UNIT and abs(value) == 1.0:
        return f"{signed(value, unit)} project"
    return f"{signed(value, unit)} {'points' if unit == 'percentage points' else unit}"


def signed(value: float, unit: str) -> str:
    """With its sign and a true minus, in as many digits as headline numbers have; a plain zero."""
    digits = 1 if unit in ("%", "percentage points") or abs(value) < _SMALL_SUM else 0
    if unit == PROJECTS_UNIT:
        digits = 0
    text = f"{value:+,.{digits}f}"
    return text[1:] if float(text.replace(",", "")) == 0.0 else text.replace("-", "−")


def _ends(line: Line) -> tuple[int, int] | None:
    """Places of the lowest and the highest value; None where no result has one."""
    values = {place: item.value for place, item in enumerate(line.found) if item is not None}
    if not values:
        return None
    return min(values, key=lambda place: values[place]), max(values, key=lambda place: values[place])


def _leading_chain(comparison: Comparison) -> str:
    """The chain whose first headline number differs most between results."""

    def spread(chain: str) -> float:
        for line in comparison.table(chain, HEADLINE)[:1]:
            values = [item.value for item in line.found if item is not None]
            return max(values) - min(values) if values else 0.0
        return -1.0

    return max((chain.chain for chain in comparison.chains), key=spread)
