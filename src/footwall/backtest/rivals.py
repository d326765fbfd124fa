"""Two naive forecasters: nothing changes, and the trend of the months before the event goes on.

The trend is the straight line of least squares through the logarithms of what was seen in the year before the
event, continued from the last of them. With fewer than two observations in that year there is none.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from footwall.backtest.periods import Period
from footwall.backtest.schema import Series, Value

TREND_MONTHS = 12.5
"""Months before the event that the trend is taken from: a year, and half a month for its first one."""


def amount_of(value: Value) -> float:
    """USD/t, or t/year over the period."""
    if value.value is not None:
        return float(value.value)
    if value.tonnes is None:
        raise ValueError("An observation has a value or tonnes.")
    return float(value.tonnes) * 365.25 / value.date.days


def last_before(series: Series, event: date) -> Value:
    """The last observation that ends by the event. Raises ValueError where there is none."""
    return max((v for v in series.values if v.date.last <= event), key=lambda value: value.date.middle)


def trend_ratio(series: Series, event: date, period: Period) -> float | None:
    """Level of a later period over the last one seen, were the trend to go on; None without one."""
    seen = [
        value
        for value in series.values
        if value.date.last <= event and -value.date.months_after(event) <= TREND_MONTHS
    ]
    months = np.array([value.date.months_after(event) for value in seen])
    if len(seen) < 2 or np.ptp(months) < 1.0:
        return None
    slope = np.polyfit(months, np.log([amount_of(value) for value in seen]), 1)[0]
    ahead = period.months_after(event) - last_before(series, event).date.months_after(event)
    return float(np.exp(slope * ahead))
