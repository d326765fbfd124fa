"""What a rival does in a year, from the results of years before it, and the law that comes of it.

Which responses act is said by ``footwall.enacted.playbook``; all but undercutting are measures. Undercutting
is a subsidy on the rival's exports, at its treasury's cost: the smallest discount that takes the net present
value of every entrant's project of the product below zero, and the deepest that it can afford where none
does. Everything is decided on the central case, so that all draws live under one law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from footwall.enacted.charges import Enactment
from footwall.enacted.playbook import Answer, answers_in
from footwall.horizon.periods import Period
from footwall.horizon.year_results import Sight, result
from footwall.rulebook.rival_schema import Undercut

if TYPE_CHECKING:
    from footwall.horizon.appraisal import Appraisal
    from footwall.horizon.path import Looks, YearOfPath
    from footwall.horizon.ventures import Venture
    from footwall.rulebook import Rulebook

PeriodsUnder = Callable[[int, tuple[Answer, ...]], tuple[Period, ...]]
"""(position of the year, answers of the rival) -> its periods under the rulebook and these answers."""


@dataclass(frozen=True, eq=False)
class Playbook:
    """Who answers whom, with what."""

    rulebook: Rulebook
    sight: Sight
    ventures: tuple[Venture, ...]
    years: tuple[int, ...]
    adopted: int
    """First year in which the rival answers."""
    plain: tuple[tuple[Period, ...], ...]
    """Periods without any answer."""
    under: PeriodsUnder


def periods_with_answers(
    playbook: Playbook, position: int, found: tuple[YearOfPath, ...], looks: Looks
) -> tuple[Period, ...]:
    """The periods of a year under everything that the rival does in it."""
    answers = answers_of(playbook, position, found)
    if not answers:
        return playbook.plain[position]
    periods = playbook.under(position, answers)
    discounts = _discounts(playbook, answers, looks)
    if not discounts:
        return periods
    return tuple(replace(item, law=_undercut(item.law, playbook.sight, discounts)) for item in periods)


def answers_of(playbook: Playbook, position: int, found: tuple[YearOfPath, ...]) -> tuple[Answer, ...]:
    """Every response that acts in a year."""
    year = playbook.years[position]
    if year < playbook.adopted:
        return ()

    def known(then: int, variable: str, commodity: str) -> float | None:
        place = then - playbook.years[0]
        return result(variable, commodity, found[place], playbook.sight) if place >= 0 else None

    return answers_in(playbook.rulebook, year, known)


def _discounts(playbook: Playbook, answers: tuple[Answer, ...], looks: Looks) -> Mapping[str, float]:
    """Commodity -> share of the price that the rival gives up on exports."""
    rival = playbook.rulebook.rival
    found: dict[str, float] = {}
    for answer in answers if rival is not None and looks else ():
        response = rival.responses[answer.position] if rival is not None else None
        if isinstance(response, Undercut):
            for commodity in answer.commodities:
                needed = [
                    max(-float(look.certain_addition[0]), 0.0) / float(look.price[0])
                    for look in _entrants(playbook, commodity, looks[-1])
                    if look.price is not None and look.price[0] > 0.0
                ]
                discount = min(max(needed, default=0.0), float(response.at_most))
                if discount > 0.0:
                    found[commodity] = max(discount, found.get(commodity, 0.0))
    return found


def _entrants(playbook: Playbook, commodity: str, looks: tuple[Appraisal | None, ...]) -> Iterator[Appraisal]:
    """Undecided ventures outside the rival that sell the commodity last."""
    processes = playbook.sight.network.processes
    for venture, look in zip(playbook.ventures, looks, strict=True):
        main = processes[venture.main.process]
        if look is not None and main.region != playbook.sight.rival and main.outputs[0][0] == commodity:
            yield look


def _undercut(law: Enactment, sight: Sight, discounts: Mapping[str, float]) -> Enactment:
    """The law with the rival's exports cheaper by the discounts."""
    cut = np.array(
        [
            discounts.get(arc.commodity, 0.0) * (arc.origin == sight.rival != arc.destination)
            for arc in sight.network.arcs
        ]
    )
    return replace(law, charges=replace(law.charges, export_tax=law.charges.export_tax - cut))
