"""Every venture of a chain: decided under which law, when, and if not, what would do it.

A share of 1 is a venture that goes ahead for certain; shares between are the part of such ventures that does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.horizon.appraisal_words import reason
from footwall.horizon.ventures import CANCELLED, DECIDED
from footwall.runs.rows import KG_PER_T

if TYPE_CHECKING:
    from footwall.horizon.appraisal import Appraisal
    from footwall.horizon.ventures import Venture
    from footwall.horizon.walk import Path
    from footwall.runs.through_years import ChainYears

HALF = 0.5
"""Share from which a venture is told as decided."""


@dataclass(frozen=True)
class Decided:
    """A venture under one law."""

    share: float
    low: float | None
    high: float | None
    year: int | None
    """First year in which half of it is decided."""
    npv: float | None
    """Million USD of 2024, in the last year in which it was looked at, or in which it was decided."""
    value_over_capex: float | None
    asked: float | None
    """What value over capex is asked to reach."""
    price: float | None
    """Expected price of the main output, USD/kg."""
    strike: float | None
    """Floor or strike that would pay, USD/kg."""


@dataclass(frozen=True)
class VentureLine:
    """One line of the table of projects."""

    venture: Venture
    region: str
    product: str
    capacity: float
    """t/year that the main plant adds."""
    baseline: Decided
    policy: Decided
    words: str


def project_lines(chain: ChainYears) -> tuple[VentureLine, ...]:
    """All ventures in the order of the facts."""
    paths = chain.pair.baseline.path, chain.pair.policy.path
    lines = []
    for place, venture in enumerate(chain.pair.ventures.modelled):
        process = chain.network.processes[venture.main.process]
        before, after = (_decided(path, place, venture) for path in paths)
        looked = _telling(paths[1], place, after.year)
        why = reason(venture, looked, chain.network)
        lines.append(
            VentureLine(
                venture,
                process.region,
                process.outputs[0][0],
                venture.main.added,
                before,
                after,
                _words((venture, before, after), why),
            )
        )
    return tuple(lines)


def _decided(path: Path, place: int, venture: Venture) -> Decided:
    shares = path.decisions.share[:, place]
    drawn = shares[1:, -1][path.alive[1:]]
    low, high = (float(np.percentile(drawn, q)) for q in (5.0, 95.0)) if len(drawn) else (None, None)
    over = np.flatnonzero(shares[0] >= HALF)
    year = path.course.years[int(over[0])] if len(over) else None
    if venture.status in DECIDED:
        year = None
    looked = _telling(path, place, year)
    if looked is None:
        return Decided(float(shares[0, -1]), low, high, year, None, None, None, None, None)
    price, strike = looked.price, looked.strike
    return Decided(
        share=float(shares[0, -1]),
        low=low,
        high=high,
        year=year,
        npv=float(looked.npv[0]) / 1e6,
        value_over_capex=float(looked.value[0]) / looked.capex,
        asked=float(looked.multiple[0]),
        price=None if price is None else float(price[0]) / KG_PER_T,
        strike=None if strike is None else float(strike[0]) / KG_PER_T,
    )


def _telling(path: Path, place: int, year: int | None) -> Appraisal | None:
    """The appraisal of the year of decision, or else the last one."""
    looks = [look[place] for look in path.appraisals if look[place] is not None]
    for look in looks:
        if look is not None and year is not None and look.year == year:
            return look
    return looks[-1] if looks else None


def _words(line: tuple[Venture, Decided, Decided], why: str) -> str:
    """What the rulebook changes, and why the venture goes ahead or not under it."""
    venture, before, after = line
    if venture.status in (*DECIDED, *CANCELLED):
        return why
    if after.year is not None and before.year is None:
        change = f"Goes ahead in {after.year} with the rulebook, and not without it."
    elif after.year is None and before.year is not None:
        change = f"Goes ahead in {before.year} without the rulebook, and not with it."
    elif after.year is not None and before.year is not None and after.year != before.year:
        change = f"Goes ahead in {after.year} with the rulebook, in {before.year} without it."
    else:
        change = ""
    return f"{change} {why}".strip()


def line_record(line: VentureLine) -> dict[str, Any]:
    """One line for ``summary.json``."""
    return {
        "id": line.venture.id,
        "name": line.venture.name,
        "owner": line.venture.owner,
        "region": line.region,
        "product": line.product,
        "capacity": line.capacity,
        "status": line.venture.status,
        "start": line.venture.start,
        "filled": list(line.venture.filled),
        "grade": line.venture.grade,
        "source": line.venture.source,
        "baseline": vars(line.baseline),
        "policy": vars(line.policy),
        "words": line.words,
    }
