"""What a sweep says in words: a message from its ends and sign changes, and every threshold as a sentence."""

from __future__ import annotations

import re
from itertools import pairwise

from footwall.explore.comparison_words import signed, told_of, with_unit
from footwall.explore.grid import Axis
from footwall.explore.sweep import Sweep
from footwall.explore.swept_chain import SweptChain, SweptPoint
from footwall.explore.thresholds import Threshold
from footwall.runs.headline import HeadlineNumber

THRESHOLD_DIGITS = 3
"""Significant digits of a threshold: the search knows about as many."""


def message(sweep: Sweep) -> str:
    """The first headline number of the chain that moves most, over the grid."""
    chain = max(sweep.chains, key=_spread)
    if not chain.headings:
        return f"{sweep.rulebook} has no solution at any point of this grid"
    heading = chain.headings[0]
    if len(sweep.axes) == 1 and sweep.axes[0].numeric:
        return _along(sweep.axes[0], chain, heading)
    return _ends(sweep, chain, heading)


def _along(axis: Axis, chain: SweptChain, heading: HeadlineNumber) -> str:
    solved = [point for point in chain.points if point.numbers]
    found = [(_value(solved[0], heading), f"with {axis.name} {told_value(solved[0].values[0])}")]
    if len(solved) > 1:
        found.append((_value(solved[-1], heading), f"with {told_value(solved[-1].values[0])}"))
    told = told_of(heading.text, heading.unit, found)
    turns = [turn for turn in chain.thresholds if turn.figure == heading.figure]
    if not turns:
        return told
    where = " and ".join(threshold_value(turn, axis) for turn in turns)
    return f"{told}; the sign turns at {where}"


def _ends(sweep: Sweep, chain: SweptChain, heading: HeadlineNumber) -> str:
    solved = [point for point in chain.points if point.numbers]
    most, least = (end(solved, key=lambda point: _value(point, heading)) for end in (max, min))
    high, low = (with_unit(_value(point, heading), heading.unit) for point in (most, least))
    if high == low:
        return f"{heading.text}: {high} at every point"
    found = [(_value(point, heading), f"with {at(sweep, point)}") for point in (most, least)]
    return told_of(heading.text, heading.unit, found)


def at(sweep: Sweep, point: SweptPoint) -> str:
    """Where a point lies: its values, named by their paths where there are several."""
    if len(sweep.axes) == 1:
        return told_value(point.values[0])
    named = zip(sweep.axes, point.values, strict=True)
    return ", ".join(f"{axis.name} {told_value(value)}" for axis, value in named)


def told_value(value: str) -> str:
    """A value of a path in at most four digits: ``6.667%`` of a range in thirds."""
    return re.sub(r"\d+\.\d{3,}", lambda found: f"{float(found.group()):.4g}", value)


def signs(sweep: Sweep, chain: SweptChain) -> str:
    """At how many points the first headline number is above zero."""
    heading = chain.headings[0]
    values = [_value(point, heading) for point in chain.points if point.numbers]
    shown = [0.0 if signed(value, heading.unit)[0] not in "+−" else value for value in values]
    above = sum(value > 0.0 for value in shown)
    below = sum(value < 0.0 for value in shown)
    if not above and not below:
        return f"{heading.text} is zero at all {len(shown)} points"
    if len(shown) in (above, below):
        return f"{heading.text} is {'above' if above else 'below'} zero at all {len(shown)} points"
    if not above or not below:
        return f"{heading.text} is never {'below' if above else 'above'} zero over the {len(shown)} points"
    return f"{heading.text} is above zero at {above} of {len(shown)} points"


def constant(chain: SweptChain) -> bool:
    """True if every headline number prints alike at every point, and every point has a solution."""
    told = {tuple(with_unit(item.value, item.unit) for item in point.numbers) for point in chain.points}
    return len(told) == 1 and () not in told


def row_sentences(sweep: Sweep, chain: SweptChain) -> tuple[str, ...]:
    """Of two paths: for every value of the second, between which values of the first the sign turns."""
    if len(sweep.axes) != 2 or not sweep.axes[0].numeric or not chain.headings:
        return ()
    across, upwards = sweep.axes
    heading = chain.headings[0]
    told = []
    for row in upwards.values:
        line = [point for point in chain.points if point.values[1] == row and point.numbers]
        for one, other in pairwise(line):
            if _value(one, heading) * _value(other, heading) < 0.0:
                told.append(
                    f"{heading.text}, with {upwards.name} {told_value(row)}: the sign turns between "
                    f"{told_value(one.values[0])} and {told_value(other.values[0])} of {across.name}."
                )
    return tuple(told)


def threshold_sentence(turn: Threshold, axis: Axis) -> str:
    """``… is negative below 72.6 USD/kg and positive above.``"""
    below, above = ("negative", "positive") if turn.rises else ("positive", "negative")
    return f"{turn.text} is {below} below {threshold_value(turn, axis)} and {above} above."


def threshold_value(turn: Threshold, axis: Axis) -> str:
    """The value, or the bracket where the search ended early."""
    if turn.value is None:
        return f"some value between {_written(turn.low, axis)} and {_written(turn.high, axis)}"
    return _written(turn.value, axis)


def speed_sentence(sweep: Sweep) -> str:
    """How many policies were solved and how long that took."""
    speed = sweep.speed
    failed = f"; {sweep.failed} points have no solution" if sweep.failed else ""
    policies = "1 policy" if speed.policies == 1 else f"{speed.policies:,} policies"
    draws = f" and {sweep.draws} joint draws of each" if sweep.draws else ""
    return (
        f"Solved {policies}{draws} in {speed.total:.1f} s; the solver took {_seconds(speed.kernel)} for the "
        f"{policies}{failed}."
    )


def _seconds(value: float) -> str:
    return f"{1000.0 * value:.0f} ms" if value < 1.0 else f"{value:.1f} s"


def _written(number: float, axis: Axis) -> str:
    text = f"{number:.{THRESHOLD_DIGITS}g}"
    if "e" in text:
        text = f"{float(text):,.0f}"
    return f"{text}{axis.unit}" if axis.unit in ("", "%") else f"{text} {axis.unit}"


def _value(point: SweptPoint, heading: HeadlineNumber) -> float:
    number = point.number(heading.figure)
    return float("nan") if number is None else number.value


def _spread(chain: SweptChain) -> float:
    if not chain.headings:
        return -1.0
    values = [_value(point, chain.headings[0]) for point in chain.points if point.numbers]
    return max(values) - min(values)
