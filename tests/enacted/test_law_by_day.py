"""One law asked for many days: each day has its own measures, whatever was asked before."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from enacted.law_rows import facts, index, measure, rulebook, toy
from footwall.enacted import enact, law_by_day
from footwall.enacted.ranged_law import differ

NETWORK = toy()
A_TO_C = index(NETWORK, "oxide", "A", "C")
FACTS = facts(
    measures=(
        measure("export_tax", "A", 0.10, id="first", end=date(2026, 12, 31)),
        measure("export_tax", "A", 0.25, id="second", start=date(2027, 1, 1)),
        measure("import_duty", "C", 0.05, id="duty"),
        measure("additional_duty", "C", 0.20, id="more", start=date(2028, 1, 1), end=date(2028, 12, 31)),
    )
)
RATES = {
    date(2026, 6, 30): (0.10, 0.05),
    date(2027, 6, 30): (0.25, 0.05),
    date(2028, 6, 30): (0.25, 0.25),
    date(2029, 6, 30): (0.25, 0.05),
}
"""Export tax and duty on the arc from A to C: an additional duty adds to the ordinary one."""


@pytest.mark.parametrize("days", tuple(permutations(RATES)))
def test_each_day_has_its_own_charges_in_any_order(days: tuple[date, ...]) -> None:
    law = law_by_day(None, FACTS, NETWORK)
    for day in days:
        charges = law(day).charges
        found = (charges.export_tax[A_TO_C], charges.duty_ad_valorem[A_TO_C])
        assert found == pytest.approx(RATES[day], rel=1e-12)


def test_a_day_of_a_law_is_the_law_of_the_day() -> None:
    law = law_by_day(book := rulebook(measures=[]), FACTS, NETWORK)
    for day in (*RATES, *RATES):
        alone = enact(book, FACTS, NETWORK, day)
        assert not differ(law(day), alone)
        assert (law(day).date, law(day).notes) == (alone.date, alone.notes)
