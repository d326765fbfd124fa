"""The balance of every good and region of an episode in its base year, t/year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from footwall.backtest.schema import Episode, Maker

Pair = tuple[str, str]
"""A good and a region."""


def kept(episode: Episode) -> Counter[Pair]:
    """Output less exports, by good and region of the maker."""
    found: Counter[Pair] = Counter()
    for maker in episode.makers:
        found[maker.good, maker.region] += maker.output  # type: ignore[assignment]
    for row in episode.trade:
        found[row.good, row.origin] -= row.quantity  # type: ignore[assignment]
    return found


def purchases(episode: Episode) -> Mapping[Pair, float]:
    """What each region buys of each good: what it keeps of its own and its imports."""
    found = kept(episode)
    for row in episode.trade:
        found[row.good, row.destination] += row.quantity  # type: ignore[assignment]
    return dict(found)


def input_per_tonne(episode: Episode, maker: Maker, bought: Mapping[Pair, float]) -> float:
    """Input that a maker takes per tonne: the makers of a region share what its users leave of the good."""
    pair = (maker.made_from, maker.region)
    used = sum(row.quantity for row in episode.uses if (row.good, row.region) == pair)
    made = sum(row.output for row in episode.makers if (row.made_from, row.region) == pair)
    return float((bought[pair] - used) / made)


def balances(episode: Episode) -> Mapping[Pair, tuple[float, float]]:
    """Purchases and use of every pair; makers take what users leave, at least one tonne a tonne."""
    bought = purchases(episode)
    used: Counter[Pair] = Counter()
    for row in episode.uses:
        used[row.good, row.region] += row.quantity  # type: ignore[assignment]
    inputs: Counter[Pair] = Counter()
    for maker in episode.makers:
        if maker.made_from:
            inputs[maker.made_from, maker.region] += maker.output  # type: ignore[assignment]
    found = {}
    for pair in sorted({*bought, *used}):
        left = bought.get(pair, 0.0) - used[pair]
        taken = max(left, inputs[pair]) if inputs[pair] else 0.0
        found[pair] = (bought.get(pair, 0.0), used[pair] + taken)
    return found
