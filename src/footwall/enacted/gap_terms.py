"""The terms of a levy on the gap for goods of one origin on a day, and the clauses they come from.

A phase-in scales the top-up and the maximum below the cliff; a preference lowers the floor. For an aggregate
of which some parts are preferred the floor is the mean over its parts by production.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.clauses import Citation, FloorTerms
from footwall.enacted.exact import exact
from footwall.enacted.wording import per_kg, percent
from footwall.rulebook.circumvention import kept_share
from footwall.rulebook.floor import preferred
from footwall.rulebook.levy import phased

if TYPE_CHECKING:
    from footwall.chain.network import Commodity
    from footwall.enacted.floors import FloorClause
    from footwall.enacted.law import LawInForce
    from footwall.rulebook.levy_schema import Levy
    from footwall.rulebook.term_schema import PhaseIn

ZERO, ONE = Fraction(0), Fraction(1)


def phase_share(steps: Sequence[PhaseIn], on: date) -> Fraction:
    """The share that is charged on a day: that of the last step begun; all without steps."""
    if not steps:
        return ONE
    begun = [step for step in steps if step.starts <= on]
    return exact(begun[-1].share) if begun else ZERO


def gap_terms(
    force: LawInForce, good: Commodity, origin: str, floor: FloorClause, scale: Fraction
) -> FloorTerms | None:
    """The terms on one arc; ``scale`` is the part of the levied goods that the floor reaches.

    None where the instrument does not follow the gap.
    """
    levy = floor.levy
    if not levy.follows_gap:
        return None
    scale = phased(scale, phase_share(levy.phase_in, force.on))
    steps = levy.steps
    return FloorTerms(
        price=preferred(floor.price, preferred_share(force, good, origin, floor)),
        basis=floor.basis,
        compared=levy.compared,
        compared_with=levy.compared_with,
        cumulation=levy.cumulation,
        mode=levy.mode,
        top_up=exact(levy.top_up) * scale,
        dead_band=exact(levy.dead_band),
        cap_of=None if levy.cap.value is None else levy.cap.of,
        cap=ZERO if levy.cap.value is None else exact(levy.cap.value),
        omega=_kept_abroad(force, levy),
        rent_to=levy.rent_to,
        ceiling=floor.ceiling or ZERO,
        cliff=exact(steps.cliff) if steps is not None else ZERO,
        maximum=exact(steps.maximum) * scale if steps is not None else ZERO,
    )


def _kept_abroad(force: LawInForce, levy: Levy) -> Fraction:
    """ω with related parties who are believed; a published price or a cliff leaves exporters nothing."""
    omega = exact(levy.omega)
    related = force.law.rulebook.border.related_party if force.law.rulebook is not None else None
    if related is None or related.test == "reference" or levy.compared == "reference" or levy.steps:
        return omega
    return kept_share(omega, exact(related.share))


def preferred_share(force: LawInForce, good: Commodity, origin: str, floor: FloorClause) -> Fraction:
    """The floor for goods of an origin as a share of the floor; the first preference that names it counts."""
    places = force.law.places

    def rank(code: str) -> int | None:
        named = (index for index, item in enumerate(floor.preferences) if places.names(code, item.origins))
        return next(named, None)

    def part(index: int) -> Fraction:
        return places.share(origin, lambda code: rank(code) == index, good.id, "production")

    return ONE - sum(
        (part(index) * (ONE - exact(item.floor)) for index, item in enumerate(floor.preferences)), ZERO
    )


def gap_citations(floor: FloorClause, terms: FloorTerms, phase: Fraction) -> Iterator[Citation]:
    """The clauses behind the terms, in the order in which they are applied."""
    path = floor.path
    if terms.price != floor.price:
        yield Citation(
            "FLOOR-8", path, f"a preferred origin: {percent(terms.price / floor.price)} of the floor"
        )
    yield Citation("LEVY-1", path, f"{percent(terms.top_up)} of the gap to {per_kg(terms.price)}")
    if phase != 1:
        yield Citation("LEVY-13", path, f"{percent(phase)} of the levy is phased in")
    if terms.cliff:
        edge = per_kg(terms.cliff * terms.price)
        yield Citation("LEVY-11", path, f"{per_kg(terms.maximum)} where the price is below {edge}")
    if terms.ceiling:
        yield Citation("LEVY-12", path, f"above {per_kg(terms.ceiling)} the duty is cut by the excess")
