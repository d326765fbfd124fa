"""Checks of charges by content: a reference price for every material, and materials that go into the good."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.errors import Fault
from footwall.rulebook.derivative_schema import Derivative
from footwall.rulebook.draft_values import at, parsed
from footwall.rulebook.vocabulary import Vocabulary
from footwall.rulebook.yaml_tree import Draft, Place


def derivative_faults(draft: Draft, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Faults inside the charges by content of a draft."""
    block = at(draft.data, ("derivatives",))
    floors = at(draft.data, ("floors",))
    floored = set(floors) if isinstance(floors, dict) else set()
    derived = at(draft.data, ("floors", "cascade", "to"))
    floored |= {name for name in derived if isinstance(name, str)} if isinstance(derived, list) else set()
    for good, raw in block.items() if isinstance(block, dict) else ():
        derivative = parsed(Derivative, raw)
        if derivative is None:
            continue
        for name, material in derivative.materials.items():
            place: Place = ("derivatives", good, "materials", name)
            if material.reference is None and name not in floored:
                allowed = f"a reference price, or a floor on {name}"
                yield draft.fault("DERIVATIVE-2", place, "neither", allowed)
            known = good in vocabulary.commodities and name in vocabulary.commodities
            if known and material.content is None and name not in vocabulary.upstream_of(good):
                allowed = f"a material that {good} is made of, or its content"
                yield draft.fault("DERIVATIVE-3", place, name, allowed)
    if isinstance(block, dict) and block and not at(draft.data, ("zone", "members")):
        yield draft.fault("ZONE-3", ("derivatives",), "no members", "zone.members with at least one region")
