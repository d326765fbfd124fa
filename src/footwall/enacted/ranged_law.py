"""A law as a function of the amounts that its rulebook states with a range.

A rulebook at other values inside its ranges is a rulebook of its own, so it is put into force anew: an amount
may move a charge, a limit, a support or the day on which a condition holds. Only amounts that move the law of
this network are listed; the others are no assumption of its answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from footwall.enacted.charges import ArcCharges
from footwall.errors import RulebookError
from footwall.rulebook.ranges import UncertainAmount, at_values, uncertain_amounts

if TYPE_CHECKING:
    from footwall.enacted.charges import Enactment
    from footwall.rulebook.schema import Rulebook

    EnactmentOf = Callable[[Rulebook], Enactment]


@dataclass(frozen=True, eq=False)
class RangedLaw:
    """The amounts that move a law, and how to put another rulebook into force in its place."""

    rulebook: Rulebook
    enacted: EnactmentOf
    amounts: tuple[UncertainAmount, ...]

    def at(self, values: Sequence[float]) -> Enactment:
        """The law with its ranged amounts at ``values``, engine units in the order of ``amounts``.

        Raises UnknownName for values outside their ranges, RulebookError where the law has no figure there.
        """
        given = dict(zip((amount.path for amount in self.amounts), values, strict=True))
        everything = uncertain_amounts(self.rulebook)
        return self.enacted(
            at_values(self.rulebook, [given.get(item.path, item.value) for item in everything])
        )


def ranged_law(rulebook: Rulebook | None, central: Enactment, enacted: EnactmentOf) -> RangedLaw | None:
    """The ranged amounts that move a law; None where there are none."""
    if rulebook is None:
        return None
    everything = uncertain_amounts(rulebook)
    every = RangedLaw(rulebook, enacted, everything)
    moving = tuple(
        amount
        for place, amount in enumerate(everything)
        if any(_moves(every, end, central) for end in _ends(everything, place))
    )
    return RangedLaw(rulebook, enacted, moving) if moving else None


def _ends(amounts: Sequence[UncertainAmount], place: int) -> Iterator[list[float]]:
    """All values central but one, at its low and at its high."""
    for end in (amounts[place].low, amounts[place].high):
        if end != amounts[place].value:
            yield [end if k == place else amount.value for k, amount in enumerate(amounts)]


def _moves(every: RangedLaw, values: list[float], central: Enactment) -> bool:
    try:
        moved = every.at(values)
    except RulebookError:
        return True
    return differ(moved, central)


def differ(one: Enactment, other: Enactment) -> bool:
    """True if two laws differ in a charge, a limit, a support or a rule that follows the market."""
    return (
        one.quotas != other.quotas
        or one.supports != other.supports
        or one.feedbacks != other.feedbacks
        or any(
            not np.array_equal(getattr(one.charges, item.name), getattr(other.charges, item.name))
            for item in fields(ArcCharges)
        )
    )
