"""The name of a rival in comparisons and sweeps, whose headline numbers know it by its code alone."""

from __future__ import annotations

from dataclasses import replace

from footwall.codes.countries import countries
from footwall.explore.comparison import Comparison
from footwall.explore.sweep import Sweep
from footwall.explore.swept_chain import SweptChain

_SHARE = ": share of "


def rival_named(text: str) -> str:
    """``China: share of the world's output``, where the text starts with the code of a country."""
    code, separator, rest = text.partition(_SHARE)
    known = countries().get(code)
    return f"{known.name}{separator}{rest}" if separator and known else text


def comparison_named(comparison: Comparison) -> Comparison:
    """The comparison with the names of rivals in its lines."""
    lines = tuple(replace(line, text=rival_named(line.text)) for line in comparison.lines)
    return replace(comparison, lines=lines)


def sweep_named(sweep: Sweep) -> Sweep:
    """The sweep with the names of rivals in its headline numbers and thresholds."""
    return replace(sweep, chains=tuple(_chain(chain) for chain in sweep.chains))


def _chain(chain: SweptChain) -> SweptChain:
    points = tuple(
        replace(
            point,
            numbers=tuple(replace(number, text=rival_named(number.text)) for number in point.numbers),
        )
        for point in chain.points
    )
    thresholds = tuple(replace(turn, text=rival_named(turn.text)) for turn in chain.thresholds)
    return replace(chain, points=points, thresholds=thresholds)
