"""Amendments laid over a draft, in their order; files are never edited.

An amendment names the rulebook and the version that it was written for. Two amendments of one version that
change the same place contradict each other; one that was written for the version that another made does not.
An amendment that is not yet effective is left out. What an amended value breaks is told with the
line of the amendment.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from footwall.errors import Fault, RulebookError
from footwall.rulebook.amendment_schema import Amendment, AmendmentRecord
from footwall.rulebook.overrides import Misplaced, drop, place_of, put
from footwall.rulebook.schema_faults import told_faults
from footwall.rulebook.yaml_tree import Draft, Place, dotted, parse, read_text


@dataclass(frozen=True)
class _Written:
    """An amendment with its draft, which knows its lines."""

    draft: Draft
    amendment: Amendment

    def changes(self) -> Iterator[tuple[Place, Place]]:
        """(place in the rulebook, place in the amendment) of everything that it changes."""
        for index, path in enumerate(self.amendment.removed):
            yield place_of(path), ("remove", index)
        for path in self.amendment.changed:
            yield place_of(path), ("set", path)
        for place in _leaves(self.amendment.merge, ()):
            yield place, ("merge", *place)


@dataclass
class _Amended:
    """The rulebook as it is while amendments are laid over it."""

    data: dict[str, Any]
    name: str
    version: str
    origins: dict[Place, str]
    changed: list[tuple[str, Place, str]] = field(default_factory=list)
    """Version amended, place changed, title of the amendment."""


def apply_amendments(draft: Draft, sources: Iterable[str | Path], on: date | None = None) -> Draft:
    """The draft with the amendments that are effective on a day (None: with all of them).

    Raises RulebookError, which names the amendment, for one that cannot be read, was written for another
    rulebook or version, contradicts an earlier one, or names a place that is not there.
    """
    data = copy.deepcopy(draft.data)
    state = _Amended(data, str(data.get("name", "")), str(data.get("version", "1")), dict(draft.origins))
    for written in map(read_amendment, sources):
        if on is None or written.amendment.effective_date <= on:
            _lay_over(state, written)
    return replace(draft, data=state.data, origins=state.origins)


def pending_notes(sources: Iterable[str | Path], on: date) -> tuple[str, ...]:
    """A sentence on each amendment that is not yet effective on a day; raises as ``read_amendment``."""
    amendments = [read_amendment(source).amendment for source in sources]
    return tuple(
        f"The amendment {item.title!r} is not effective on {on}: it begins on {item.effective_date}."
        for item in amendments
        if item.effective_date > on
    )


def read_amendment(source: str | Path) -> _Written:
    """An amendment of a file; raises RulebookError with all its faults."""
    draft = parse(read_text(Path(source)), str(source))
    faults = list(draft.faults)
    try:
        amendment = Amendment.model_validate(draft.data)
    except ValidationError as refusal:
        faults += told_faults(draft, refusal, Amendment)
    if faults:
        raise RulebookError(draft.document, faults)
    written = _Written(draft, amendment)
    if not any(True for _ in written.changes()):
        fault = draft.fault("AMENDMENT-1", (), "no change", "remove, set or merge")
        raise RulebookError(draft.document, [fault])
    return written


def _lay_over(state: _Amended, written: _Written) -> None:
    faults = [*_baseline_faults(state, written), *_conflicts(state, written)]
    if faults:
        raise RulebookError(written.draft.document, faults)
    amended = state.version
    for place, here in written.changes():
        try:
            _change(state, written, place, here)
        except Misplaced as problem:
            faults.append(written.draft.fault("AMENDMENT-4", here, problem.read, problem.allowed))
            continue
        line, column = written.draft.position(here)
        state.origins[place] = f"{written.draft.document}:{line}:{column}"
        state.changed.append((amended, place, written.amendment.title))
    if faults:
        raise RulebookError(written.draft.document, faults)
    amendment = written.amendment
    if amendment.version:
        state.data["version"] = state.version = amendment.version
    record = amendment.model_dump(include=set(AmendmentRecord.model_fields), exclude_defaults=True)
    state.data["amendments"] = [*(state.data.get("amendments") or []), record]


def _change(state: _Amended, written: _Written, place: Place, here: Place) -> None:
    if here[0] == "remove":
        drop(state.data, place)
        return
    value: Any = written.draft.data
    for step in here:
        value = value[step]
    put(state.data, place, copy.deepcopy(value))


def _baseline_faults(state: _Amended, written: _Written) -> Iterator[Fault]:
    baseline, draft = written.amendment.baseline, written.draft
    if baseline.name != state.name:
        yield draft.fault("AMENDMENT-2", ("baseline",), baseline.name, f"the rulebook read, {state.name!r}")
    if baseline.version is not None and baseline.version != state.version:
        place: Place = ("baseline", "version")
        allowed = f"{state.version!r}, the version that it is laid over"
        yield draft.fault("AMENDMENT-2", place, baseline.version, allowed)


def _conflicts(state: _Amended, written: _Written) -> Iterator[Fault]:
    own: list[Place] = []
    for place, here in written.changes():
        for version, earlier, title in state.changed:
            if version == state.version and _meet(earlier, place):
                allowed = f"a place that {title!r} does not change at the same version"
                advice = "Write it for the version that the other makes, or merge the two."
                yield written.draft.fault("AMENDMENT-3", here, dotted(place), allowed, advice)
        if here[0] != "remove" and any(_meet(earlier, place) for earlier in own):
            yield written.draft.fault("AMENDMENT-3", here, dotted(place), "each place once in an amendment")
        if here[0] != "remove":
            own.append(place)


def _meet(first: Place, second: Place) -> bool:
    """True where one place is the other or lies inside it."""
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]


def _leaves(block: Any, place: Place) -> Iterator[Place]:
    """Places of everything in a tree that is not itself a mapping."""
    if isinstance(block, Mapping) and (block or not place):
        for key, item in block.items():
            yield from _leaves(item, (*place, key))
    else:
        yield place
