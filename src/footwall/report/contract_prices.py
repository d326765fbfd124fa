"""Prices up to which a rulebook pays makers: no floors at a border, but looked for there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from footwall.report.number_words import plain
from footwall.report.subject import Subject
from footwall.runs.address_words import address_words
from footwall.runs.named_notes import named, names_of
from footwall.runs.rows import KG_PER_T
from footwall.runs.sentences import in_sentence, listed

if TYPE_CHECKING:
    from footwall.runs import Result

_OF_RULEBOOK = "supports["
_MOST_NAMED = 3
"""Regions that are told by name; of more only the number is."""


def paid_up_to(subject: Subject) -> Iterator[str]:
    """``Makers of NdPr oxide in Malaysia are topped up to 110 USD/kg; that binds at no border.``"""
    regions: dict[tuple[str, float], list[str]] = {}
    for support in subject.run.policy.enactment.supports:
        if support.clause.startswith(_OF_RULEBOOK):
            makers = regions.setdefault((support.commodity, support.strike), [])
            if support.region not in makers:
                makers.append(support.region)
    for (commodity, strike), makers in regions.items():
        yield (
            f"Makers of {subject.good_in_sentence(commodity)} in {_places(subject, makers)} are topped up to "
            f"{plain(strike / KG_PER_T)} USD/kg; that binds at no border."
        )


def _places(subject: Subject, makers: list[str]) -> str:
    if len(makers) > _MOST_NAMED:
        return f"{len(makers)} regions"
    return listed([subject.region_in_sentence(region) for region in makers])


def alike_in_one_year(result: Result) -> str:
    """Why a contract in the place of one of the baseline changes nothing; empty without such a one.

    Regions stand by their codes.
    """
    day = date.fromisoformat(result.summary["as_of"])
    clauses = [clause for clause in result.rulebook.supports if clause.in_force(day)]
    told = address_words(result.rulebook, result.facts)
    names = names_of(good for chain in result.chains for good in chain.policy.network.commodities)
    replaced = [
        in_sentence(named(told[row], names))
        for row in dict.fromkeys(clause.replaces for clause in clauses if clause.replaces)
    ]
    if not replaced:
        return ""
    return (
        f" Its contract takes the place of {listed(replaced)}, which the baseline holds, and pays the same "
        "in a single year. Periods of settlement, stocks, term and what is given back count in a run over "
        "years (--years)."
    )
