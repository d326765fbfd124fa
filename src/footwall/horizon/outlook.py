"""What an investor looks at: margins with and without the rulebook, and the terms of choice.

Arrays are (scenarios, years, processes), USD of 2024 per t of activity (t of the first output); the leading
axis may be 1. After the last year its margins and hazard continue.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from footwall.horizon.appraisal_error import AppraisalError
from footwall.horizon.option_trigger import trigger_multiple

if TYPE_CHECKING:
    from footwall.facts.facts import Facts

FloatArray = NDArray[np.float64]
UTILISATION = 0.9
"""Share of capacity that a new plant expects to run at once it is ramped up: assumed."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """Margins are at producers' prices, supports included, less purchased inputs and before cash costs."""

    first_year: int
    policy: FloatArray
    """Margin while the rulebook is in force."""
    baseline: FloatArray
    """Margin once it is repealed."""
    guaranteed: FloatArray
    """Margin that contracts guarantee after repeal; −inf where they guarantee nothing."""
    hazard: FloatArray
    """(years,) chance that the rulebook, in force at the start of a year, is repealed by its end."""
    volatility: FloatArray
    """(scenarios, processes) yearly log volatility of the revenue of a process."""
    price: FloatArray | None = None
    """Price of the first output while the rulebook is in force, USD/t; None if not known."""
    price_after: FloatArray | None = None
    """The same once it is repealed, contracts aside."""

    def __post_init__(self) -> None:
        shape = self.policy.shape
        alike = (self.baseline, self.guaranteed, self.price, self.price_after)
        fits = all(item is None or item.shape == shape for item in alike)
        fits = fits and self.hazard.shape == shape[1:2] and self.volatility.shape == (shape[0], shape[-1])
        if len(shape) != 3 or not fits:
            read = ", ".join(
                f"{name} {getattr(self, name).shape}"
                for name in ("policy", "baseline", "guaranteed", "hazard", "volatility")
            )
            raise AppraisalError(
                "outlook",
                read,
                "margins (scenarios, years, processes), hazard (years,), volatility (scenarios, processes)",
                "Stack the years of one path along the second axis.",
            )

    @property
    def scenarios(self) -> int:
        return int(self.policy.shape[0])


@dataclass(frozen=True)
class Terms:
    """How investors choose. ``charged`` says what pays for waiting: the trigger or the hurdle, never both."""

    risk_free_rate: float
    payout_rate: float
    """Yield of a running plant that waiting forgoes."""
    spread: float
    """Width of the logistic share that decides, in value over capex."""
    utilisation: float = UTILISATION
    charged: Literal["trigger", "hurdle"] = "trigger"

    @cached_property
    def certain_multiple(self) -> float:
        """What the trigger asks of value over capex where prices are certain."""
        return float(trigger_multiple(0.0, self.risk_free_rate, self.payout_rate))


def terms_of(facts: Facts, charged: Literal["trigger", "hurdle"] = "trigger") -> Terms:
    """The terms of the parameters table; raises UnknownName where it lacks one."""
    return Terms(
        risk_free_rate=facts.parameter("risk_free_rate").value,
        payout_rate=facts.parameter("payout_rate").value,
        spread=facts.parameter("fid_spread").value,
        charged=charged,
    )
