"""What the observations of an episode must be: of one kind, above zero, and some of them before the event."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.backtest.schema import Episode, Series
from footwall.errors import Fault
from footwall.rulebook.yaml_tree import Draft, Place

SHORTEST = 28
"""Days of the shortest period whose tonnes can be a rate."""


def series_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    """Faults of every series."""
    for at, series in enumerate(episode.observed):
        place: Place = ("observed", at)
        yield from _value_faults(draft, place, series)
        if not any(value.date.last <= episode.event for value in series.values):
            allowed = f"at least one value up to {episode.event}, from which change is measured"
            yield draft.fault("EPISODE-35", (*place, "values"), "none before the event", allowed)


def _value_faults(draft: Draft, place: Place, series: Series) -> Iterator[Fault]:
    own, other = ("value", "tonnes") if series.of.endswith("price") else ("tonnes", "value")
    for at, value in enumerate(series.values):
        here = (*place, "values", at)
        if getattr(value, own) is None or not getattr(value, own) > 0.0:
            allowed = f"the key {own!r}, above zero, in a series of {series.of}"
            yield draft.fault("EPISODE-35", (*here, own), getattr(value, own) or "nothing", allowed)
        if getattr(value, other) is not None:
            yield draft.fault("EPISODE-35", (*here, other), other, f"only {own!r} in a series of {series.of}")
        if own == "tonnes" and value.date.days < SHORTEST:
            yield draft.fault("EPISODE-35", (*here, "date"), value.date.written, "a month, quarter or year")
