"""How a path was walked: what it assumes, how far expectations were off, and what has no range."""

from __future__ import annotations

import math

from footwall.horizon.passes import PASSES
from footwall.report.figure import Section
from footwall.report.number_words import small
from footwall.report.subject import Subject
from footwall.report.years_told import YearsTold, years_told
from footwall.runs.sentences import listed

TITLE = "How the years were walked"


def years_method(subject: Subject) -> Section | None:
    """The section; None without a path."""
    told = years_told(subject)
    if told is None:
        return None
    paragraphs = (_demand(told), _expectations(told), _money(told), _law(told), _ranges(told))
    return Section(subject.key("years-method"), TITLE, paragraphs)


def _demand(told: YearsTold) -> str:
    scenario = told.shared["scenario"]
    if scenario == "constant":
        demand = f"Demand at unchanged prices stays that of {told.subject.year}."
    else:
        demand = f"Demand follows {scenario}, a scenario of the International Energy Agency, from the facts."
    credibility = told.shared["credibility"]
    belief = (
        "Investors take the rulebook as certain."
        if credibility >= 1.0
        else f"Investors believe that the rulebook is still law a year later with a chance of "
        f"{100.0 * credibility:.0f}%."
    )
    return f"{demand} {belief}"


def _expectations(told: YearsTold) -> str:
    if told.shared["expectation"] == "myopic":
        return "Investors expect the prices of the day to stay for ever, so each path is walked once."
    passes, moves = told.record["passes"], told.record["last_pass_moved"]
    found = [f"{_times(passes[law])} for the {law}{_off(moves[law])}" for law in ("baseline", "policy")]
    return (
        "Investors expect the prices of the model's own years. A path is walked again until what they "
        f"expect is what comes of it, at most {PASSES} times: {listed(found)}. Off is the largest gap "
        "between an expected and a found price, of any good in any year; where it is wide, what investors "
        "do rests in part on prices that do not come."
    )


def _times(passes: int) -> str:
    return "once" if passes == 1 else f"{passes} times"


def _off(moved: float) -> str:
    """How far expectations were off in the last pass."""
    return f" (in the last {100.0 * moved:.1f}% off)" if math.isfinite(moved) else ""


def _money(told: YearsTold) -> str:
    return (
        f"All money is that of {told.money_year}, not discounted: amounts that a law states in dollars of "
        "the day are deflated, so that a floor without indexation sinks."
    )


def _law(told: YearsTold) -> str:
    counts = {year: len(held) for year, held in zip(told.years, told.record["periods"], strict=True)}
    several = [f"{year} has {count}" for year, count in counts.items() if count > 1]
    held = f": {listed(several)}" if several else ""
    return (
        "A year is cut into periods of one law, each is solved, and the figures of the year are their means "
        f"weighted by days{held}. {'Every other' if several else 'Every'} year has one. The rulebook acts "
        f"from {told.adopted.year} on at the earliest: what is past happened without it."
    )


def _ranges(told: YearsTold) -> str:
    draws = told.record["draws"]
    fixed = "Projects, the cut-off test and what hangs on ω are deterministic: central parameters."
    worst = max(told.record["checks"].values())
    checked = (
        "In every period of both paths mass, elements and money balance, and what agents gain at prices is "
        f"what the economy gains in quantities, each path on its own curves: largest error {small(worst)}."
    )
    if not draws["converged"]:
        return f"No ranges were drawn: every figure is deterministic. {checked}"
    return (
        f"Ranges are the 5th to 95th percentile of {draws['converged']} of {draws['asked']} joint draws that "
        f"have a solution in every period of both paths. {fixed} {checked}"
    )
