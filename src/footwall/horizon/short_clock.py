"""Curves within weeks: use and output answer a price by a share of their answer within a year.

    a(t) = 1 − (1 − a0)·exp(−t/τ)

Use becomes D = D_b·(P/P_b)^(−a·ε) up to the same choke price, and the logistic cost curve of a process
becomes wider by 1/a around the margin before, m_b: both pass through what the market did before, so that at
unchanged prices nothing moves. Capacity and the price at which a use gives up stay. The straight line on
which a process shuts keeps its upper end and answers by the same share. Buyers weigh origins as before.

Symbol -> field -> unit: a0 ``at_once`` (1), τ ``time`` (years), t years since prices began to move.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from footwall.market.curves import CHEAP_SHARE, CHOKED_USE, LOGISTIC
from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.market.calibrate import Calibration
    from footwall.market.equilibrium import Equilibrium

SURE = 1e-12
"""Utilisation at the join of a curve stays this far from none and all of the capacity."""


@dataclass(frozen=True)
class ShortClock:
    """How much of a year's answer comes within weeks."""

    at_once: float
    time: float

    def share(self, years: float) -> float:
        """a(t) of the answer within a year, ``years`` after prices began to move."""
        return 1.0 - (1.0 - self.at_once) * math.exp(-years / self.time)


def short_clock_of(facts: Facts) -> ShortClock:
    """What the facts say of answers within weeks. Raises UnknownName where they say nothing."""
    return ShortClock(facts.parameter("answer_within_weeks").value, facts.parameter("tau_within_weeks").value)


def within_weeks(curves: Calibration, before: Equilibrium, share: float) -> Calibration:
    """Curves of one scenario that answer by ``share`` of the yearly elasticity around ``before``."""
    return replace(
        curves,
        process=_process(curves.process, before.margin, share),
        use=_use(curves.use, before.effective[curves.wiring.use_buyer], share),
    )


def _process(process: FloatArray, margin: FloatArray, share: float) -> FloatArray:
    form, kappa, width, join, tail = (process[:, :, field] for field in (0, 2, 3, 4, 5))
    at_join = 1.0 / (1.0 + np.exp(-(join - kappa) / width))
    anchor = np.maximum(margin, join - at_join / tail)
    kept = at_join - tail * (join - anchor) + share * tail * (join - anchor)
    kept = np.clip(kept, SURE, 1.0 - SURE)
    on_the_line = join - width / share * np.log(kept / (1.0 - kept))
    logistic = margin - (margin - kappa) / share
    slow = process.copy()
    slow[:, :, 2] = np.where(margin >= join, logistic, on_the_line)
    slow[:, :, 3] = width / share
    slow[:, :, 5] = share * tail
    return np.where((form == LOGISTIC)[:, :, None], slow, process)


def _use(use: FloatArray, price: FloatArray, share: float) -> FloatArray:
    form, anchor, elasticity, choke = (use[:, :, field] for field in (0, 2, 3, 4))
    cheap = CHEAP_SHARE * anchor
    below = np.minimum(price / cheap - 1.0, 0.0)
    slow = use.copy()
    slow[:, :, 1] *= (np.clip(price, cheap, choke) / anchor) ** (-(1.0 - share) * elasticity)
    slow[:, :, 1] *= (1.0 - elasticity * below) / (1.0 - share * elasticity * below)
    slow[:, :, 3] *= share
    return np.where((form == CHOKED_USE)[:, :, None], slow, use)
