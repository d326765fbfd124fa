"""``--set path=value``: one value of a rulebook replaced before it is checked.

A path is dotted, with list positions as numbers (``zone.members.0.from`` or ``measures[0].approval``). The
value is YAML. A path that does not fit the document is a fault; a key that the schema does not know is found
by the schema.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from footwall.errors import Fault, RulebookError
from footwall.rulebook.yaml_tree import Draft, Place, dotted, parse, shown

_FORM = "path=value, such as floors.ndpr_oxide.reference.price='90 USD/kg'"
_INDEX = re.compile(r"\[(\d+)\]")


def apply(draft: Draft, overrides: Iterable[str]) -> Draft:
    """The draft with every override applied in order; faults of overrides join those of the document."""
    data = copy.deepcopy(draft.data)
    faults = list(draft.faults)
    places: list[Place] = list(draft.overridden)
    for override in overrides:
        path, separator, written = override.partition("=")
        place = place_of(path)
        if not separator or not place or "" in place:
            faults.append(Fault("RULEBOOK-15", "", repr(override), _FORM))
            continue
        try:
            value = _value(written)
            put(data, place, value)
        except RulebookError as refusal:
            faults.extend(refusal.faults)
        except Misplaced as problem:
            faults.append(Fault("RULEBOOK-15", path.strip(), problem.read, problem.allowed))
        else:
            places.append(place)
    return replace(draft, data=data, faults=tuple(faults), overridden=tuple(places))


class Misplaced(Exception):
    """A step of a path that does not fit the document."""

    def __init__(self, read: str, allowed: str) -> None:
        self.read = read
        self.allowed = allowed
        super().__init__(read)


def place_of(path: str) -> Place:
    """The steps of a dotted path; list positions are numbers."""
    steps = _INDEX.sub(r".\1", path.strip()).split(".")
    return tuple(int(step) if step.isascii() and step.isdigit() else step for step in steps)


def _value(written: str) -> Any:
    draft = parse(f"value: {written}", "--set") if "\n" not in written else None
    if draft is None or draft.faults or set(draft.data) != {"value"}:
        raise Misplaced(repr(written), "one YAML value on one line")
    return draft.data["value"]


def put(data: dict[str, Any], place: Place, value: Any) -> None:
    """Put a value at a place, making the mappings on the way; raises Misplaced."""
    holder: Any = data
    for depth, step in enumerate(place):
        last = depth == len(place) - 1
        if isinstance(holder, list):
            index = _index(holder, step, place[:depth])
            if last:
                holder[index] = value
            elif isinstance(holder[index], str):
                holder[index] = {"region": holder[index]}
            holder = holder[index]
        elif isinstance(holder, dict):
            if last:
                holder[str(step)] = value
            elif holder.get(str(step)) is None:
                holder[str(step)] = {}
            holder = holder[str(step)]
        else:
            raise Misplaced(f"{shown(holder)} at {dotted(place[:depth])}", "a mapping or a list there")


def drop(data: dict[str, Any], place: Place) -> None:
    """Take away what is at a place; raises Misplaced where nothing is."""
    holder: Any = data
    for depth, step in enumerate(place):
        last = depth == len(place) - 1
        found: str | int = _index(holder, step, place[:depth]) if isinstance(holder, list) else str(step)
        if isinstance(holder, dict) and found not in holder:
            raise Misplaced(f"{dotted(place[: depth + 1])}", "a place in the rulebook")
        if not isinstance(holder, dict | list):
            raise Misplaced(f"{shown(holder)} at {dotted(place[:depth])}", "a mapping or a list there")
        if last:
            del holder[found]  # type: ignore[arg-type]
        else:
            holder = holder[found]  # type: ignore[index]


def _index(holder: list[Any], step: str | int, place: Place) -> int:
    if not isinstance(step, int) or step >= len(holder):
        allowed = f"a position from 0 to {len(holder) - 1}" if holder else "no position: the list is empty"
        raise Misplaced(f"{step!r} in the list {dotted(place)}", allowed)
    return step
