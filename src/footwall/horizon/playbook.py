"""What a rival does in a year, from the results of years before it, and the law that comes of it.

Restrictions, refunds of value-added tax and retaliation are measures beside those of the rulebook.
Undercutting is a subsidy on the rival's exports, at its treasury's cost: the smallest discount that takes the
net present value of every entrant's project of the product below zero, and the deepest that it can afford
where none does. Everything is decided on the central case, so that all draws live under one law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from footwall.enacted.charges import Enactment
from footwall.horizon.periods import Period
from footwall.horizon.year_results import Sight, result
from footwall.rulebook.rival_schema import RefundVat, Restrict, Retaliate, Undercut
from footwall.rulebook.schema import Measure, Rulebook

if TYPE_CHECKING:
    from footwall.horizon.appraisal import Appraisal
    from footwall.horizon.ventures import Venture
    from footwall.horizon.walk import Looks, YearOfPath
    from footwall.rulebook.rival_schema import Response, Rival

MIDDLE_OF_YEAR = (7, 1)
"""A response holds in a year on whose middle it is in force."""
PeriodsUnder = Callable[[int, Rulebook], tuple[Period, ...]]
"""(position of the year, rulebook) -> its periods under the law of that rulebook."""


@dataclass(frozen=True, eq=False)
class Playbook:
    """Who answers whom, with what."""

    rulebook: Rulebook
    rival: Rival
    sight: Sight
    ventures: tuple[Venture, ...]
    years: tuple[int, ...]
    adopted: int
    """First year in which the rival answers."""
    plain: tuple[tuple[Period, ...], ...]
    """Periods without any answer."""
    under: PeriodsUnder


@dataclass(frozen=True)
class Act:
    """One response in one year for one commodity."""

    response: int
    commodity: str
    discount: float = 0.0


def periods_with_answers(
    playbook: Playbook, position: int, found: tuple[YearOfPath, ...], looks: Looks
) -> tuple[Period, ...]:
    """The periods of a year under everything that the rival does in it."""
    acts = acts_in(playbook, position, found, looks)
    if not acts:
        return playbook.plain[position]
    measures = tuple(_measures(playbook, acts))
    periods = playbook.plain[position]
    if measures:
        answered = playbook.rulebook.model_copy(update={"measures": (*playbook.rulebook.measures, *measures)})
        periods = playbook.under(position, answered)
    discounts = {act.commodity: act.discount for act in acts if act.discount > 0.0}
    if not discounts:
        return periods
    return tuple(replace(item, law=_undercut(item.law, playbook.sight, discounts)) for item in periods)


def acts_in(playbook: Playbook, position: int, found: Sequence[YearOfPath], looks: Looks) -> tuple[Act, ...]:
    """Every response that is on in a year."""
    year = playbook.years[position]
    if year < playbook.adopted:
        return ()
    acts: list[Act] = []
    for number, response in enumerate(playbook.rival.responses):
        if not response.in_force(date(year, *MIDDLE_OF_YEAR)):
            continue
        for commodity in _concerned(response):
            if _met(response, commodity, position, (found, playbook)):
                discount = 0.0
                if isinstance(response, Undercut):
                    discount = _discount(playbook, commodity, float(response.at_most), looks)
                    if discount <= 0.0:
                        continue
                acts.append(Act(number, commodity, discount))
    return tuple(acts)


def _concerned(response: Response) -> tuple[str, ...]:
    if isinstance(response, Retaliate):
        return ("",)
    if isinstance(response, Undercut | Restrict | RefundVat):
        return response.commodities
    raise AssertionError(response.kind)


def _met(
    response: Response, commodity: str, position: int, known: tuple[Sequence[YearOfPath], Playbook]
) -> bool:
    found, playbook = known
    if response.when is None:
        return True
    looked_at = position - response.lag_years
    if looked_at < 0:
        return False
    figure = result(
        response.when.variable, response.when.commodity or commodity, found[looked_at], playbook.sight
    )
    return figure is not None and response.when.met_by(figure)


def _discount(playbook: Playbook, commodity: str, at_most: float, looks: Looks) -> float:
    """Share of the price that takes the last year's appraisals of entrants below zero, capped."""
    if not looks:
        return 0.0
    needed = [
        max(-float(look.certain_addition[0]), 0.0) / float(look.price[0])
        for venture, look in _entrants(playbook, commodity, looks[-1])
        if look.price is not None and look.price[0] > 0.0
    ]
    return min(max(needed, default=0.0), at_most)


def _entrants(
    playbook: Playbook, commodity: str, looks: tuple[Appraisal | None, ...]
) -> Iterator[tuple[Venture, Appraisal]]:
    """Undecided ventures outside the rival that sell the commodity last."""
    processes = playbook.sight.network.processes
    for venture, look in zip(playbook.ventures, looks, strict=True):
        main = processes[venture.main.process]
        if look is not None and main.region != playbook.sight.rival and main.outputs[0][0] == commodity:
            yield venture, look


def _measures(playbook: Playbook, acts: tuple[Act, ...]) -> Iterator[Measure]:
    by = playbook.rival.by
    for act in acts:
        response = playbook.rival.responses[act.response]
        if isinstance(response, Restrict):
            licensed = response.approval is not None
            yield Measure(
                by=by,
                kind="export_licence" if licensed else "export_quota",
                commodities=(act.commodity,),
                destinations=response.destinations,
                approval=response.approval,
                quota=response.quota,
            )
        elif isinstance(response, RefundVat):
            yield Measure(by=by, kind="vat_not_refunded", commodities=(act.commodity,), rate=response.kept)
        elif isinstance(response, Retaliate):
            yield Measure(by=by, **response.measure.model_dump(by_alias=False))


def _undercut(law: Enactment, sight: Sight, discounts: dict[str, float]) -> Enactment:
    """The law with the rival's exports cheaper by the discounts."""
    cut = np.array(
        [
            discounts.get(arc.commodity, 0.0) * (arc.origin == sight.rival != arc.destination)
            for arc in sight.network.arcs
        ]
    )
    return replace(law, charges=replace(law.charges, export_tax=law.charges.export_tax - cut))
