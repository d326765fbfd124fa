"""What a forecaster had on the day of the event: an episode without anything learned later.

This is the only door between an episode and the model; a test changes everything on the other side of it.
"""

from __future__ import annotations

from footwall.backtest.schema import Episode, Series


def known_part(episode: Episode) -> Episode:
    """The episode with inputs known by its event, and observations that end by it."""
    kept = {
        table: tuple(row for row in getattr(episode, table) if row.known <= episode.event)
        for table in (
            "makers", "uses", "trade", "prices", "measures", "new_supply", "buffer_stocks", "private_stocks",
        )
    }  # fmt: skip
    observed = tuple(before(episode, series) for series in episode.observed)
    return episode.model_copy(update={**kept, "observed": observed, "facts": (), "lacks": ""})


def before(episode: Episode, series: Series) -> Series:
    """A series up to the event."""
    values = tuple(value for value in series.values if value.date.last <= episode.event)
    return series.model_copy(update={"values": values})
