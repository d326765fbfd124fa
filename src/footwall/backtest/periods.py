"""The time that a figure is of: a day, a month, a quarter or a year, as statistics and quotes give it.

``2014-05-12``, ``2014-05``, ``2014-Q2`` and ``2014`` are read; nothing vaguer is. Months are counted in
twelfths of a year of 365.25 days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

MONTH = 365.25 / 12.0
"""Days."""
ALLOWED = "a year 2014, a quarter 2014-Q2, a month 2014-05 or a day 2014-05-12"
_FORM = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?")


@dataclass(frozen=True, order=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date
    written: str

    @property
    def middle(self) -> date:
        return self.first + (self.last - self.first) / 2

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def months_after(self, event: date) -> float:
        """Months from an event to the middle of the period; below zero before it."""
        return (self.middle - event).days / MONTH


def read_period(value: Any) -> Period:
    """A period from YAML: a whole number, text or a date."""
    if isinstance(value, Period):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return Period(value, value, value.isoformat())
    match = _FORM.fullmatch(str(value).strip()) if isinstance(value, int | str) else None
    if match is None or isinstance(value, bool):
        raise _refusal()
    year, quarter, month, day = match.groups()
    try:
        if day is not None:
            only = date(int(year), int(month), int(day))
            return Period(only, only, str(value))
        if quarter is not None:
            return _months(int(year), 3 * int(quarter) - 2, 3, str(value))
        if month is not None:
            return _months(int(year), int(month), 1, str(value))
        return _months(int(year), 1, 12, str(value))
    except ValueError:
        raise _refusal() from None


def _months(year: int, month: int, count: int, written: str) -> Period:
    after = year * 12 + month - 1 + count
    return Period(date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1), written)


def _refusal() -> PydanticCustomError:
    return PydanticCustomError("period", "{allowed}", {"allowed": ALLOWED, "code": "RULEBOOK-13"})


When = Annotated[
    Period,
    PlainValidator(read_period),
    PlainSerializer(lambda period: period.written),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["2014-05"]}),
]
