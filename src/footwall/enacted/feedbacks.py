"""Rules whose charges follow the market's own outcome: what ``footwall.market.feedback`` settles.

A charge that depends on flows or on other markets' prices is no number that can be written on an arc before
the market is solved. These values say how it follows from a solution; they compute nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PricedMaterial:
    """A material in a charged good: t per t, reference in USD/t, markets that make its outside price."""

    commodity: str
    content: float
    reference: float
    outside: tuple[int, ...]


@dataclass(frozen=True)
class ContentCharge:
    """A charge on the arcs of one good by its content, at ``scales`` of the levied goods of each arc."""

    commodity: str
    arcs: tuple[int, ...]
    scales: tuple[float, ...]
    materials: tuple[PricedMaterial, ...]


@dataclass(frozen=True)
class Feedbacks:
    """All rules of an enactment that follow the solution."""

    contents: tuple[ContentCharge, ...] = ()


NO_FEEDBACK = Feedbacks()
