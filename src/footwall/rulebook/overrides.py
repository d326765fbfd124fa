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
        place = _place(path)
        if not separator or not place or "" in place:
            faults.append(Fault("RULEBOOK-15", "", repr(override), _FORM))
            continue
        try:
            value = _value(written)
            _put(data, place, value)
        except RulebookError as refusal:
            faults.extend(refusal.faults)
        except _Misplaced as problem:
            faults.append(Fault("RULEBOOK-15", path.strip(), problem.read, problem.allowed))
        else:
            places.append(place)
    return replace(draft, data=data, faults=tuple(faults), overridden=tuple(places))


class _Misplaced(Exception):
    """A step of a path that does not fit the document."""

    def __init__(self, read: str, allowed: str) -> None:
        self.read = read
        self.allowed = allowed
        super().__init__(read)


def _place(path: str) -> Place:
    steps = _INDEX.sub(r".\1", path.strip()).split(".")
    return tuple(int(step) if step.isascii() and step.isdigit() else step for step in steps)


def _value(written: str) -> Any:
    draft = parse(f"value: {written}", "--set") if "\n" not in written else None
    if draft is None or draft.faults or set(draft.data) != {"value"}:
        raise _Misplaced(repr(written), "one YAML value on one line")
    return draft.data["value"]


def _put(data: dict[str, Any], place: Place, value: Any) -> None:
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
            raise _Misplaced(f"{shown(holder)} at {dotted(place[:depth])}", "a mapping or a list there")


def _index(holder: list[Any], step: str | int, place: Place) -> int:
    if not isinstance(step, int) or step >= len(holder):
        allowed = f"a position from 0 to {len(holder) - 1}" if holder else "no position: the list is empty"
        raise _Misplaced(f"{step!r} in the list {dotted(place)}", allowed)
    return step
