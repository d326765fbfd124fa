"""One figure of one result of a comparison."""

from __future__ import annotations

from dataclasses import dataclass

NOTHING = 1e-9


@dataclass(frozen=True)
class Compared:
    """One figure of one result; ``before`` and ``after`` are levels, where the figure is a change of one."""

    value: float
    low: float | None = None
    high: float | None = None
    before: float | None = None
    after: float | None = None

    @property
    def moves(self) -> bool:
        """True unless zero: what a solver leaves of a level is no change of it."""
        return abs(self.value) > NOTHING * max(1.0, abs(self.before or 0.0), abs(self.after or 0.0))


Named = tuple[str, str, str, Compared]
"""(item, text, unit, figure)."""
