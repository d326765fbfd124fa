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
class OriginTrace:
    """How the origin of one good is traced; tuples over markets follow ``Network.markets``."""

    commodity: str
    arcs: tuple[int, ...]
    """Arcs whose levied share is that of goods without any originating share."""
    elements: tuple[tuple[str, float], ...]
    """(element, t per t of the good) that are followed; the empty element stands for the good's tonnes."""
    takes_origin: tuple[bool, ...]
    """Markets at which material takes its origin; what is mined or collected takes it there anyway."""
    outside: tuple[float, ...]
    """Share of each market's region from which goods count as outside."""


@dataclass(frozen=True)
class OriginTracing:
    """An origin rule: goods to trace, owned share of each process, and what pays."""

    goods: tuple[OriginTrace, ...]
    owned: tuple[float, ...]
    adverse: bool
    tolerance: float


@dataclass(frozen=True)
class Feedbacks:
    """All rules of an enactment that follow the solution."""

    contents: tuple[ContentCharge, ...] = ()
    origins: OriginTracing | None = None


NO_FEEDBACK = Feedbacks()
