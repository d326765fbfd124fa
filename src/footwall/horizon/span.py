"""The years of a walk, and the day from which a rulebook can act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """The years that are asked for, both ends included."""

    first: int
    last: int
    adopted: date

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.last + 1))
