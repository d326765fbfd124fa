"""What the solves of one chain found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footwall.enacted import Enactment
    from footwall.measure.state import State
    from footwall.runs.draws import DrawnFigures
    from footwall.runs.economy import Economy
    from footwall.runs.figures import Figures
    from footwall.runs.omega import RevenueAtOmega
    from footwall.runs.price_level import OtherLevel, PriceLevel
    from footwall.runs.zone import ReportedZone


@dataclass(frozen=True, eq=False)
class Solved:
    """States by scenario, figures with their draws, and the price levels."""

    economy: Economy
    states: Mapping[str, State]
    calibration_error: float
    zone: ReportedZone
    central: Figures
    drawn: DrawnFigures
    revenue: tuple[RevenueAtOmega, ...]
    level: PriceLevel
    other: OtherLevel | str | None
    """None where there is nothing to tell beside the run's own level, a sentence where it has no solution."""
    law_without_measures: Enactment | None = None
    """The rulebook's law without its measures of governments; None where it holds none."""
    without_measures: State | None = None
    """The state under it; None likewise, or where it has no solution."""
