"""Rows of leakage: by the form in which outside content last crossed into the zone, and by who produced it.

Both divisions of one commodity and element have the same sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from footwall.runs.rows import ZONE, Figure

if TYPE_CHECKING:
    from footwall.measure.leakage import Leakage

FORMS = {
    "direct": "Direct",
    "embodied": "Embodied",
    "third_country": "Third country",
    "evaded": "Evaded",
    "total": "Total",
    "traced": "Traced",
}
PRODUCER = "From"


def leakage_figures(leaks: Iterable[Leakage]) -> Iterator[Figure]:
    """Changes against the baseline (contained t a year): of the zone by form, of producers by region."""
    for leak in leaks:
        for form, shown in FORMS.items():
            yield f"Leakage|{leak.commodity}|{leak.element}|{shown}", ZONE, leak.change(form)
        for region, change in leak.change_by_producer.items():
            yield producer_variable(leak.commodity, leak.element), region, change


def producer_variable(commodity: str, element: str) -> str:
    """The variable whose regions are the producers of outside content."""
    return f"Leakage|{commodity}|{element}|{PRODUCER}"
