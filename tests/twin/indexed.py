"""The part of GAMSPy's indexed algebra that the twin is written in, over CasADi's symbols.

The names are GAMSPy's, so that the equations of the twin are written once. Conditions are relations between
indices; expressions are trees that are read at given elements of their indices, each place once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from types import SimpleNamespace
from typing import Any

import casadi
import numpy as np

from twin.relations import Domain, Place, Relation, Set, Where, key_of, listed


class Node:
    """An expression; ``free`` are the indices that it is read at."""

    def __init__(self, free: Iterable[str], read: Callable[[Place], Any]) -> None:
        self.free, self._read = tuple(dict.fromkeys(free)), read
        self._known: dict[tuple[str, ...], Any] = {}

    def at(self, place: Place) -> Any:
        key = tuple(place[n] for n in self.free)
        if key not in self._known:
            self._known[key] = self._read(place)
        return self._known[key]

    @property
    def where(self) -> Where:
        return Where(lambda relation: _kept(self, relation))

    def __add__(self, other: Any) -> Node:
        return _both(self, other, lambda x, y: x + y)

    def __sub__(self, other: Any) -> Node:
        return _both(self, other, lambda x, y: x - y)

    def __mul__(self, other: Any) -> Node:
        return _both(self, other, lambda x, y: x * y)

    def __truediv__(self, other: Any) -> Node:
        return _both(self, other, lambda x, y: x / y)

    def __radd__(self, other: Any) -> Node:
        return Number(other) + self

    def __rsub__(self, other: Any) -> Node:
        return Number(other) - self

    def __rmul__(self, other: Any) -> Node:
        return Number(other) * self

    def __rtruediv__(self, other: Any) -> Node:
        return Number(other) / self

    def __neg__(self) -> Node:
        return Number(0) - self

    def __eq__(self, other: object) -> Any:
        return self - other

    __hash__ = None


class Parameter:
    """Numbers; zero where none is given."""

    def __init__(self, values: dict[tuple[str, ...], float]) -> None:
        self.values = values

    def __getitem__(self, indices: Any) -> Numbers:
        return Numbers(tuple(one.name for one in listed(indices)), self.values)


class Numbers(Node):
    """A parameter at its indices."""

    def __init__(self, names: tuple[str, ...], values: dict[tuple[str, ...], float]) -> None:
        super().__init__(names, lambda place: values.get(tuple(place[n] for n in names), 0.0))
        self.values = values

    def __gt__(self, bound: float) -> Relation:
        assert bound >= 0, "zeros are not listed"
        return Relation(self.free, (key for key, value in self.values.items() if value > bound))


class Levels(dict[tuple[str, ...], float]):
    """Bounds or starts of an unknown, set for one element or for all."""

    def __setitem__(self, where: Any, value: float) -> None:
        everywhere = isinstance(where, Set) or (isinstance(where, tuple) and isinstance(where[0], Set))
        for key in list(self) if everywhere else [key_of(where)]:
            super().__setitem__(key, value)


class Fixed:
    """Sets both bounds and the start at once."""

    def __init__(self, *levels: Levels) -> None:
        self.levels = levels

    def __setitem__(self, where: Any, value: float) -> None:
        for one in self.levels:
            one[where] = value


class Variable:
    """An unknown over its domain between bounds; an element whose bounds meet is a number."""

    def __init__(self, name: str, kind: str, domain: list[Set]) -> None:
        self.name, self.domain = name, domain
        keys = list(product(*(one.elements for one in domain)))
        self.lo = Levels.fromkeys(keys, {"positive": 0.0, "free": -np.inf}[kind])
        self.up, self.l = Levels.fromkeys(keys, np.inf), Levels.fromkeys(keys, 0.0)
        self.fx = Fixed(self.lo, self.up, self.l)
        self.symbol = {key: casadi.SX.sym(".".join((name, *key))) for key in keys}

    def __getitem__(self, indices: Any) -> Node:
        names = tuple(one.name for one in listed(indices))

        def read(place: Place) -> Any:
            key = tuple(place[n] for n in names)
            return self.lo[key] if self.lo[key] == self.up[key] else self.symbol[key]

        return Node(names, read)


class Equation:
    """Rows over a set, of the expression that is to be zero or to complement an unknown."""

    def __init__(self) -> None:
        self.relation, self.expression = Relation((), []), Number(0)

    def __setitem__(self, over: Any, expression: Node) -> None:
        self.relation = over if isinstance(over, Relation) else Domain(*listed(over)).relation
        self.expression = expression

    def rows(self) -> Iterator[tuple[tuple[str, ...], Any]]:
        for row in self.relation.rows:
            yield row, self.expression.at(dict(zip(self.relation.names, row, strict=True)))


class Container:
    """Makes the symbols of one model."""

    def addSet(self, name: str, domain: Any = None, records: Any = ()) -> Set:  # noqa: N802
        return Set(name, list(records))

    def addAlias(self, name: str, of: Set) -> Set:  # noqa: N802
        return Set(name, of.elements)

    def addParameter(self, name: str, domain: Any, records: Any = None) -> Parameter:  # noqa: N802
        if isinstance(records, np.ndarray):
            keys = product(*(one.elements for one in listed(domain)))
            return Parameter({key: float(value) for key, value in zip(keys, records.flat, strict=True)})
        return Parameter({key_of(record[:-1]): record[-1] for record in records or ()})

    def addVariable(self, name: str, kind: str, domain: Any) -> Variable:  # noqa: N802
        return Variable(name, kind, listed(domain))

    def addEquation(self, name: str, domain: Any, type: str) -> Equation:  # noqa: A002, N802
        assert type == "nonbinding"
        return Equation()


def Number(value: float) -> Node:  # noqa: N802
    return Node((), lambda _: value)


def Sum(over: Any, term: Node) -> Node:  # noqa: N802
    domain = over if isinstance(over, Domain) else Domain(*listed(over))
    outer = [n for n in domain.relation.names if n not in domain.names]
    groups = domain.relation.grouped(outer, domain.names)

    def read(place: Place) -> Any:
        members = groups.get(tuple(place[n] for n in outer), [])
        total: Any = 0.0
        for member in members:
            total = total + term.at(place | dict(zip(domain.names, member, strict=True)))
        return total

    return Node([n for n in (*term.free, *outer) if n not in domain.names], read)


def _function(of: Callable[[Any], Any]) -> Callable[[Node], Node]:
    return lambda inner: Node(inner.free, lambda place: of(inner.at(place)))


math = SimpleNamespace(exp=_function(casadi.exp), log=_function(casadi.log), sqr=_function(lambda x: x * x))


def _both(left: Node, right: Any, combine: Callable[[Any, Any], Any]) -> Node:
    other = right if isinstance(right, Node) else Number(right)
    return Node((*left.free, *other.free), lambda place: combine(left.at(place), other.at(place)))


def _kept(term: Node, relation: Relation) -> Node:
    free = (*term.free, *relation.names)
    return Node(free, lambda place: term.at(place) if relation.holds(place) else 0.0)
