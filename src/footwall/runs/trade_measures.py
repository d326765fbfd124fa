"""A rulebook without its measures of governments: what its own charges do, apart from bans and licences.

A rulebook may hold measures that are no clause of the bloc: a rival's ban, fewer licences, a cut-off. What
they keep out is no work of a floor beside them. The rulebook is therefore put into force and solved once more
without them; what they add is the rest. The order matters where the two meet, and is always this one.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from footwall.enacted import Enactment, enact
from footwall.enacted.ranged_law import differ
from footwall.enacted.written_measures import measures_of_rulebook
from footwall.errors import NotConverged
from footwall.market.under_law import solve_law
from footwall.measure.state import State
from footwall.rulebook.event_schema import CutOff

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.facts import Facts
    from footwall.rulebook import Rulebook

Record = dict[str, Any]
REFUNDED = "vat_refunded"


def law_without_measures(
    rulebook: Rulebook, facts: Facts, law: Enactment, network: Network, on: date
) -> Enactment | None:
    """The law without measures and cut-offs of the rulebook; None where they change nothing of ``law``."""
    events = tuple(event for event in rulebook.events if not isinstance(event, CutOff))
    if not rulebook.measures and len(events) == len(rulebook.events):
        return None
    bare = rulebook.model_copy(update={"measures": (), "events": events})
    found = enact(bare, facts, network, on)
    return found if differ(found, law) else None


def state_without_measures(policy: State, law: Enactment) -> State | None:
    """The policy under the law without measures; None where the market has no solution."""
    try:
        return State(policy.calibration, law, solve_law(policy.calibration, law))
    except NotConverged:
        return None


def measure_records(rulebook: Rulebook, facts: Facts, network: Network, on: date) -> list[Record]:
    """Kind and region of the rulebook's measures in force on a chain, each once.

    Value-added tax of which nothing is kept is a kind of its own: the measure is the refund.
    """
    held = {commodity.id for commodity in network.commodities}
    found = dict.fromkeys(
        (REFUNDED if measure.kind == "vat_not_refunded" and not measure.rate else measure.kind, measure.by)
        for measure in measures_of_rulebook(rulebook, facts)
        if measure.in_force(on) and not (measure.commodities and held.isdisjoint(measure.commodities))
    )
    return [{"kind": kind, "by": by} for kind, by in found]
