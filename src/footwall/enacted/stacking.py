"""Which existing duties the zone's charge replaces, and beside which only the greater of the two is due.

The rules of ``border.stacking`` are read in order; the first that names a duty decides, and a duty that none
names is added. Duties are those that apply on the arc by customs practice (``footwall.enacted.measures``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from footwall.enacted.clauses import Citation
from footwall.enacted.measures import NO_CHARGE, Measure, Rate, rate_on_arc
from footwall.enacted.wording import charge

if TYPE_CHECKING:
    from footwall.chain.network import Commodity
    from footwall.enacted.law import LawInForce
    from footwall.rulebook.schema import Stacking

TABLE = "measures.csv "
StackingRule = Literal["add", "replace", "max"]
Stacked = tuple[Rate, Rate, tuple[Citation, ...]]
NOTHING_STACKED: Stacked = (NO_CHARGE, NO_CHARGE, ())


def stacked_duties(force: LawInForce, good: Commodity, origin: str, member: str) -> Stacked:
    """Duties replaced, duties netted, and citations, for goods that an instrument of the zone reaches."""
    rules = force.law.rulebook.border.stacking if force.law.rulebook is not None else ()
    candidates = force.measures_on("import_duty", good.id)
    if not rules or not candidates:
        return NOTHING_STACKED

    def under(wanted: StackingRule) -> Callable[[Measure], bool]:
        return lambda measure: rule_on(measure, good.id, rules) == wanted

    replaced, netted = (
        rate_on_arc(candidates, member, origin, good.id, force.law.places, under(wanted))
        for wanted in ("replace", "max")
    )
    cited = [
        Citation(code, path, f"{words}: {charge(rate.ad_valorem, rate.specific)} in all")
        for code, words, rate in (
            ("STACKING-1", "not charged beside the zone's charge", replaced),
            ("STACKING-2", "the greater of this and the zone's charge is due", netted),
        )
        for path in rate.paths
    ]
    return replaced, netted, tuple(cited)


def rule_on(measure: Measure, commodity: str, rules: tuple[Stacking, ...]) -> StackingRule:
    """The rule for one duty on one commodity."""
    return next((item.rule for item in rules if fits(item, measure, commodity)), "add")


def fits(item: Stacking, measure: Measure, commodity: str) -> bool:
    """True where a rule of stacking names a duty."""
    if item.commodities and commodity not in item.commodities:
        return False
    if item.measure is not None:
        return measure.path == f"{TABLE}{item.measure}"
    return item.kind == ("additional_duty" if measure.additional else "import_duty")
