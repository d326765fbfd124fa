"""Checks of what qualifies a levy: ceilings, cliffs, phase-ins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from footwall.errors import Fault
from footwall.rulebook.draft_values import at, parsed
from footwall.rulebook.levy_schema import Levy
from footwall.rulebook.reference_checks import parsed_reference
from footwall.rulebook.reference_schema import MovingAverageBand
from footwall.rulebook.term_schema import Ceiling, PhaseIn, Steps
from footwall.rulebook.yaml_tree import Draft, Place


def ceiling_faults(draft: Draft, place: Place) -> Iterator[Fault]:
    """A ceiling that is stated twice or not at all; ``place`` is that of the floor."""
    here = (*place, "ceiling")
    ceiling = parsed(Ceiling, at(draft.data, here))
    if ceiling is None:
        return
    if (ceiling.price is None) == (ceiling.above is None):
        read = "neither" if ceiling.price is None else "both"
        yield draft.fault("FLOOR-9", here, read, "one of price and above")
    reference = parsed_reference(at(draft.data, (*place, "reference")))
    if isinstance(reference, MovingAverageBand) and reference.above is not None:
        allowed = "no ceiling beside the one of the moving-average band"
        yield draft.fault("FLOOR-9", here, at(draft.data, here), allowed, "Remove `above` or `ceiling`.")


def steps_faults(draft: Draft, place: Place) -> Iterator[Fault]:
    """A cliff outside the floor, or beside a share of the gap that exporters keep."""
    here = (*place, "steps")
    steps = parsed(Steps, at(draft.data, here))
    if steps is None:
        return
    if not 0 < steps.cliff < 1:
        read = at(draft.data, (*here, "cliff"))
        yield draft.fault("LEVY-14", (*here, "cliff"), read, "a cliff above 0% and below 100%")
    if steps.maximum <= 0:
        read = at(draft.data, (*here, "maximum"))
        yield draft.fault("LEVY-14", (*here, "maximum"), read, "a maximum above zero")
    levy = parsed(Levy, at(draft.data, place))
    if levy is not None and levy.omega > 0:
        field = "omega" if at(draft.data, (*place, "omega")) is not None else "instrument"
        advice = "An invoice raised to the floor passes the cliff, and the maximum is never due."
        read = at(draft.data, (*place, field))
        yield draft.fault("LEVY-16", (*place, field), read, "omega 0 beside steps", advice)


def phase_in_faults(draft: Draft, place: Place) -> Iterator[Fault]:
    """Steps of a phase-in that do not follow each other."""
    raw: Any = at(draft.data, (*place, "phase_in"))
    steps = [parsed(PhaseIn, item) for item in raw] if isinstance(raw, list) else []
    for index in range(1, len(steps)):
        earlier, later = steps[index - 1], steps[index]
        if earlier is not None and later is not None and later.starts <= earlier.starts:
            allowed = f"a day after {earlier.starts.isoformat()}, the step before"
            yield draft.fault("LEVY-15", (*place, "phase_in", index, "from"), later.starts, allowed)
