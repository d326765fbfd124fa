"""Every venture of a chain: decided under which law, when, and if not, what would do it.

A share of 1 is a venture that goes ahead for certain; shares between are the part of such ventures that does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.horizon.appraisal_words import reason
from footwall.horizon.output_profile import running_share
from footwall.horizon.ventures import CANCELLED, DECIDED
from footwall.runs.rows import KG_PER_T
from footwall.runs.sentences import in_sentence

if TYPE_CHECKING:
    from footwall.horizon.appraisal import Appraisal
    from footwall.horizon.path import Path
    from footwall.horizon.ventures import Venture
    from footwall.runs.through_years import ChainYears

HALF = 0.5
"""Share from which a venture is told as decided."""
TELLING = 0.01
"""Share from which the year that came nearest to a decision tells more than the last one."""


@dataclass(frozen=True)
class Decided:
    """A venture under one law."""

    share: float
    low: float | None
    high: float | None
    year: int | None
    """First year in which half of it is decided."""
    npv: float | None
    """Million USD of 2024, in the year of decision, else in the one that came nearest, else in the last."""
    value_over_capex: float | None
    asked: float | None
    """What value over capex is asked to reach."""
    price: float | None
    """Expected price of the main output, USD/kg."""
    strike: float | None
    """Floor or strike that would pay, USD/kg."""
    adds: tuple[float, ...]
    """t/year of the main product that it adds to capacity, by year, mean of the year."""


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
        product = chain.network.commodity(process.outputs[0][0]).name
        why = reason(venture, looked, chain.network).replace(f"its {product}", f"its {in_sentence(product)}")
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
    adds = _adds(path, place, venture)
    if looked is None:
        return Decided(float(shares[0, -1]), low, high, year, None, None, None, None, None, adds)
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
        adds=adds,
    )


def _adds(path: Path, place: int, venture: Venture) -> tuple[float, ...]:
    """Capacity of the main plant by year, as ``decisions.capacity_of`` counts it, central case."""
    years, plant = np.array(path.course.years, dtype=np.float64), venture.main
    life = venture.plant_life - plant.delay
    if venture.status in DECIDED:
        running = running_share(years - venture.start - plant.delay, venture.ramp_up, life)
        return tuple((plant.added * running).tolist())
    steps = np.diff(path.decisions.share[0, place], prepend=0.0)
    ages = years[:, None] - path.decisions.first_year - np.arange(len(steps))[None, :]
    running = running_share(ages - venture.lead_time - plant.delay, venture.ramp_up, life)
    decided = np.tri(len(years), len(steps), k=-1)
    return tuple((plant.added * (decided * running) @ steps).tolist())


def _telling(path: Path, place: int, year: int | None) -> Appraisal | None:
    """The appraisal of the year of decision; without one the nearest to it, or else the last."""
    looks = [found for look in path.appraisals if (found := look[place]) is not None]
    for look in looks:
        if look.year == year:
            return look
    nearest = max(looks, key=lambda look: float(look.share[0]), default=None)
    if nearest is not None and float(nearest.share[0]) >= TELLING:
        return nearest
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
    again = f"Goes ahead in {after.year}: "
    if change and why.startswith(again):
        return f"{change[:-1]}: {why.removeprefix(again)}"
    return f"{change} {why}".strip()


def line_record(line: VentureLine, weight: float) -> dict[str, Any]:
    """One line for ``summary.json``; ``weight`` is the share of its region that is inside the zone."""
    return {
        "id": line.venture.id,
        "name": line.venture.name,
        "owner": line.venture.owner,
        "region": line.region,
        "product": line.product,
        "capacity": line.capacity,
        "in_zone": weight,
        "status": line.venture.status,
        "start": line.venture.start,
        "filled": list(line.venture.filled),
        "grade": line.venture.grade,
        "source": line.venture.source,
        "baseline": _law(line.baseline),
        "policy": _law(line.policy),
        "words": line.words,
    }


def _law(decided: Decided) -> dict[str, Any]:
    return {**vars(decided), "adds": list(decided.adds)}
