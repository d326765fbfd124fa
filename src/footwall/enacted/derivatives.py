"""Charges by content in force on a day: what each material of a good adds, and on which arcs.

The content is that of the clause, else t of the material's main element in the good over t of it in the
material. The charge itself follows prices outside the zone: the market settles it, a customs entry takes the
published ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.exact import exact
from footwall.enacted.feedbacks import ContentCharge, PricedMaterial
from footwall.enacted.gap_terms import phase_share

if TYPE_CHECKING:
    from footwall.chain.network import Commodity, Network
    from footwall.enacted.clauses import Clauses
    from footwall.enacted.law import LawInForce
    from footwall.rulebook.schema import Derivative

ZERO = Fraction(0)
OUTSIDE = Fraction(1, 2)
"""A region of which less than this is in the zone counts as outside it."""


@dataclass(frozen=True)
class ContentTerms:
    """A charge by content on one arc: (material, content, reference in USD/t), and the share charged."""

    materials: tuple[tuple[str, Fraction, Fraction], ...]
    scale: Fraction
    path: str


def content_terms(force: LawInForce, good: Commodity, scale: Fraction) -> ContentTerms | None:
    """The terms where ``scale`` of the levied goods is reached; None where nothing is due."""
    clause = force.derivatives[good.id]
    materials = tuple(_materials(force, good, clause))
    share = phase_share(clause.phase_in, force.on) * scale
    return ContentTerms(materials, share, f"derivatives.{good.id}") if materials and share else None


def _materials(
    force: LawInForce, good: Commodity, clause: Derivative
) -> Iterator[tuple[str, Fraction, Fraction]]:
    for name, material in clause.materials.items():
        floor = force.floors.get(name)
        held = force.law.commodities.get(name)
        if held is None or (material.reference is None and floor is None):
            continue
        content = exact(material.content) if material.content is not None else content_in(good, held)
        if content and content >= exact(clause.threshold):
            reference = exact(material.reference) if material.reference is not None else None
            yield name, content, reference if reference is not None else floor.price  # type: ignore[union-attr]


def content_in(good: Commodity, material: Commodity) -> Fraction:
    """t of the material in one t of the good, by the material's main element; 0 where it has none."""
    if not material.contents:
        return ZERO
    element = max(material.contents, key=lambda name: material.contents[name])
    held = exact(material.contents[element])
    return exact(good.contents.get(element, 0.0)) / held if held else ZERO


def content_charges(
    force: LawInForce, network: Network, decided: Sequence[Clauses]
) -> tuple[ContentCharge, ...]:
    """The charges by content of a network, one for each good."""
    arcs: dict[str, list[tuple[int, float]]] = {}
    materials: dict[str, tuple[tuple[str, Fraction, Fraction], ...]] = {}
    for index, clauses in enumerate(decided):
        if clauses.content is not None and clauses.open:
            arcs.setdefault(clauses.commodity, []).append((index, float(clauses.content.scale)))
            materials[clauses.commodity] = clauses.content.materials
    return tuple(
        ContentCharge(
            commodity=good,
            arcs=tuple(index for index, _ in charged),
            scales=tuple(scale for _, scale in charged),
            materials=tuple(
                PricedMaterial(name, float(content), float(reference), _outside_markets(force, network, name))
                for name, content, reference in materials[good]
            ),
        )
        for good, charged in arcs.items()
    )


def _outside_markets(force: LawInForce, network: Network, commodity: str) -> tuple[int, ...]:
    good = force.law.commodities[commodity]
    return tuple(
        position
        for position, market in enumerate(network.markets)
        if market.commodity == commodity and force.membership.free_share(market.region, good) < OUTSIDE
    )
