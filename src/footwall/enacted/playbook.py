"""Which responses of a rival act in a year, and the measures that they amount to.

The results of earlier years come in as a function, so that nothing here knows a market. An ``undercut`` is
no measure: the model of years finds its discount.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footwall.enacted.measures import Measure
from footwall.enacted.written_measures import measure_of_terms
from footwall.rulebook.measure_schema import MeasureTerms
from footwall.rulebook.rival_schema import RefundVat, Restrict, Retaliate, Undercut

if TYPE_CHECKING:
    from footwall.rulebook.rival_schema import Response, ResultVariable
    from footwall.rulebook.schema import Rulebook

    ResultOf = Callable[[int, ResultVariable, str], float | None]


@dataclass(frozen=True)
class Answer:
    """A response that acts: its position in the playbook, and the commodities on which it does."""

    position: int
    commodities: tuple[str, ...]


def answers_in(rulebook: Rulebook, year: int, result: ResultOf) -> tuple[Answer, ...]:
    """The responses that act in a year, on some day of it.

    ``result(year, variable, commodity)`` gives a result in the engine's unit (t/year, a fraction, USD/t) or
    None where the year has none; such a condition is not met.
    """
    return tuple(_answers(rulebook, year, result))


def _answers(rulebook: Rulebook, year: int, result: ResultOf) -> Iterator[Answer]:
    for position, response in enumerate(rulebook.rival.responses if rulebook.rival is not None else ()):
        if (response.starts or date.min).year > year or (response.last_day or date.max).year < year:
            continue
        goods = tuple(name for name in _goods(response) if _met(response, name, year, result))
        if goods:
            yield Answer(position, goods)


def _goods(response: Response) -> tuple[str, ...]:
    if isinstance(response, Retaliate):
        return response.measure.commodities
    return response.commodities if isinstance(response, Undercut | Restrict | RefundVat) else ()


def _met(response: Response, commodity: str, year: int, result: ResultOf) -> bool:
    when = response.when
    if when is None:
        return True
    found = result(year - response.lag_years, when.variable, when.commodity or commodity)
    return found is not None and when.met_by(found)


def measures_of_answers(rulebook: Rulebook, answers: tuple[Answer, ...]) -> tuple[Measure, ...]:
    """The measures of the rival that acts; undercutting is none."""
    return tuple(_measures(rulebook, answers))


def _measures(rulebook: Rulebook, answers: tuple[Answer, ...]) -> Iterator[Measure]:
    rival = rulebook.rival
    if rival is None:
        return
    for answer in answers:
        response = rival.responses[answer.position]
        terms = _terms(response, answer.commodities)
        if terms is not None:
            dates = (response.starts, response.last_day)
            yield measure_of_terms(terms, f"rival.responses[{answer.position}]", rival.by, dates)


def _terms(response: Response, commodities: tuple[str, ...]) -> MeasureTerms | None:
    if isinstance(response, Retaliate):
        return response.measure
    if isinstance(response, RefundVat):
        return MeasureTerms(kind="vat_not_refunded", commodities=commodities, rate=response.kept)
    if isinstance(response, Restrict):
        kind = "export_licence" if response.approval is not None else "export_quota"
        return MeasureTerms(
            kind=kind,
            commodities=commodities,
            destinations=response.destinations,
            approval=response.approval,
            quota=response.quota,
        )
    return None
