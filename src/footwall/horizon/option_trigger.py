"""How far the value of a plant must exceed its cost before one stops waiting.

    V*/I = β/(β−1),   β = 1/2 − (r−d)/σ² + sqrt(((r−d)/σ² − 1/2)² + 2r/σ²)

| symbol | argument | unit |
|---|---|---|
| r | ``rate`` | risk-free rate, share/year |
| d | ``payout`` | yield that waiting forgoes, share/year |
| σ | ``volatility`` | sd of the yearly log change of the value |

Source: Dixit and Pindyck, Investment under Uncertainty (1994), chapter 5. Where σ goes to 0 the multiple goes
to max(1, r/d): with r > d a sure plant is still worth waiting for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from footwall.horizon.appraisal_error import AppraisalError

FloatArray = NDArray[np.float64]
LEAST_VOLATILITY = 1e-6
"""Below it the limit σ → 0 is taken: the formula loses its digits."""


def trigger_multiple(volatility: ArrayLike, rate: float, payout: float) -> FloatArray:
    """V*/I (shape of ``volatility``), at least 1.

    Raises AppraisalError where a rate is not positive (nobody would ever stop waiting) or σ is no number ≥ 0.
    """
    sigma = np.asarray(volatility, dtype=np.float64)
    for name, value in (("rate", rate), ("payout", payout)):
        if not 0.0 < value < np.inf:
            raise AppraisalError(
                f"real-option trigger, {name}",
                f"{value:g}",
                "a rate above 0",
                "With none, waiting costs nothing.",
            )
    if not np.all((sigma >= 0.0) & (sigma < np.inf)):
        raise AppraisalError(
            "real-option trigger, volatility",
            f"{sigma.min():g} to {sigma.max():g}",
            "finite numbers from 0",
            "Give the standard deviation of yearly log changes, such as 0.2.",
        )
    variance = np.maximum(sigma, LEAST_VOLATILITY) ** 2
    drift = (rate - payout) / variance - 0.5
    root = np.sqrt(drift**2 + 2.0 * rate / variance)
    # Both forms are the same root; each is taken where it adds and does not cancel.
    beta = np.where(drift > 0.0, 2.0 * rate / variance / (root + np.abs(drift)), root - drift)
    multiple = beta / (beta - 1.0)
    return np.where(sigma > LEAST_VOLATILITY, multiple, max(1.0, rate / payout))
