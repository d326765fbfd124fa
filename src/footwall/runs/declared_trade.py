"""Trade as it is declared: what evasion does to the origins on entry papers.

Where evasion is in force, part of the charged tonnes of a route is declared under a false origin: under the
``via`` regions of the rulebook, else as goods of the importing region itself. Truthful tonnes stay with their
origin, so that declared tonnes into a destination add up to the actual ones. Prices, charges and flows are
those of the market: this module only relabels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from footwall.runs.rows import Figure, route_name

if TYPE_CHECKING:
    from footwall.measure.state import State


def declared_trade(state: State, via: tuple[str, ...]) -> Iterator[Figure]:
    """``Trade|Declared|<commodity>`` of every destination at which evasion is in force on a good (t/year).

    Falsely declared is evaded share · levied share · flow of a route.
    """
    charges, solved = state.charges, state.equilibrium
    arcs = state.network.arcs
    spread = np.broadcast_to(charges.evasion_spread, (len(arcs),))
    false_share = solved.unit.evaded_share * np.broadcast_to(charges.levied_share, (len(arcs),))
    reached = {(arc.commodity, arc.destination) for arc, rise in zip(arcs, spread, strict=True) if rise > 0.0}
    declared: dict[tuple[str, str], float] = {}

    def book(commodity: str, origin: str, destination: str, tonnes: float) -> None:
        key = (f"Trade|Declared|{commodity}", route_name(origin, destination))
        declared[key] = declared.get(key, 0.0) + tonnes

    for arc, tonnes, share in zip(arcs, solved.flow.tolist(), false_share.tolist(), strict=True):
        if (arc.commodity, arc.destination) not in reached:
            continue
        book(arc.commodity, arc.origin, arc.destination, tonnes * (1.0 - share))
        origins = false_origins(arc.origin, arc.destination, via)
        for origin in origins if share > 0.0 else ():
            book(arc.commodity, origin, arc.destination, tonnes * share / len(origins))
    for (name, route), total in declared.items():
        yield name, route, total


def false_origins(origin: str, destination: str, via: tuple[str, ...]) -> tuple[str, ...]:
    """Origins under which evaded goods are declared, in equal parts.

    The ``via`` regions other than the true origin; where there is none, the importing region.
    """
    return tuple(dict.fromkeys(code for code in via if code != origin)) or (destination,)
