"""Sets of the twin's indexed algebra, and conditions on indices as relations between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

Place = dict[str, str]
"""Element of each index."""


class Relation:
    """Tuples of elements for which a condition holds."""

    def __init__(self, names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        self.names, self.rows = names, dict.fromkeys(rows)

    def __or__(self, other: Relation) -> Relation:
        assert self.names == other.names
        return Relation(self.names, [*self.rows, *other.rows])

    def __and__(self, other: Relation) -> Relation:
        shared = [n for n in other.names if n in self.names]
        added = [n for n in other.names if n not in self.names]
        by_shared = other.grouped(shared, added)
        rows = []
        for row in self.rows:
            place = dict(zip(self.names, row, strict=True))
            rows += [row + more for more in by_shared.get(tuple(place[n] for n in shared), [])]
        return Relation((*self.names, *added), rows)

    def grouped(self, by: list[str], kept: list[str]) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
        groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for row in self.rows:
            place = dict(zip(self.names, row, strict=True))
            groups.setdefault(tuple(place[n] for n in by), []).append(tuple(place[n] for n in kept))
        return groups

    def holds(self, place: Place) -> bool:
        return tuple(place[n] for n in self.names) in self.rows


class Where:
    """``x.where[condition]``"""

    def __init__(self, kept: Callable[[Relation], Any]) -> None:
        self._kept = kept

    def __getitem__(self, relation: Relation) -> Any:
        return self._kept(relation)


class Domain:
    """Indices of a sum, and the condition on them."""

    def __init__(self, *sets: Set) -> None:
        self.names = [one.name for one in sets]
        self.relation = Relation(tuple(self.names), product(*(one.elements for one in sets)))

    @property
    def where(self) -> Where:
        return Where(self._where)

    def _where(self, relation: Relation) -> Domain:
        assert set(self.names) <= set(relation.names)
        self.relation = relation
        return self


class Set:
    """Elements of one index, or pairs of elements of several."""

    def __init__(self, name: str, members: list[Any]) -> None:
        self.name, self.elements = name, members

    def __getitem__(self, indices: Any) -> Relation:
        rows = (one if isinstance(one, tuple) else (one,) for one in self.elements)
        return Relation(tuple(one.name for one in listed(indices)), rows)

    @property
    def where(self) -> Where:
        return Domain(self).where


def listed(one: Any) -> list[Any]:
    return list(one) if isinstance(one, list | tuple) else [one]


def key_of(where: Any) -> tuple[str, ...]:
    return where if isinstance(where, tuple) else (where,)
