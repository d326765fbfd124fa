"""Money of a law in real USD: what is stated in nominal money shrinks as prices rise.

Model prices are real USD of the base year. Floors, ceilings, specific duties and charges, the amounts of
supports and the references of charges by content are stated in USD of the day; over the deflator they are USD
of the base year. Freight is a cost and stays real. A floor derived from another shrinks as a whole, the cost
of conversion in it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from footwall.enacted.charges import Enactment
from footwall.errors import UnknownName

if TYPE_CHECKING:
    from footwall.facts import Facts

MONEY = (
    "export_specific",
    "duty_specific",
    "instrument_specific",
    "floor",
    "ceiling",
    "cliff_charge",
    "replaced_specific",
    "netted_specific",
)
"""Fields of ``ArcCharges`` in USD/t that a text states."""
SPECIFIC_CAP = 3.0


def deflators(facts: Facts, base: int, years: Sequence[int]) -> tuple[float, ...]:
    """Price level of every year over that of the base year; raises UnknownName outside the table."""
    rows = {row.year: row.index for row in facts.table("deflator")}
    missing = [year for year in (base, *years) if year not in rows]
    if missing:
        known = f"it holds {min(rows)} to {max(rows)}" if rows else "the table is empty"
        raise UnknownName(
            f"deflator.csv has no row of {missing[0]}; {known}. End the years earlier, or add the row."
        )
    return tuple(rows[year] / rows[base] for year in years)


def real(law: Enactment, deflator: float) -> Enactment:
    """The law with its money in USD of the base year."""
    if deflator == 1.0:
        return law
    charges = law.charges
    changed = {name: np.asarray(getattr(charges, name)) / deflator for name in MONEY}
    changed["cap"] = np.where(
        np.asarray(charges.cap_of) == SPECIFIC_CAP, np.asarray(charges.cap) / deflator, charges.cap
    )
    return replace(
        law,
        charges=replace(charges, **changed),
        floors=tuple(replace(floor, price=floor.price / deflator) for floor in law.floors),
        quotas=tuple(replace(quota, out_of_quota=quota.out_of_quota / deflator) for quota in law.quotas),
        feedbacks=replace(
            law.feedbacks,
            contents=tuple(
                replace(
                    charge,
                    materials=tuple(
                        replace(material, reference=material.reference / deflator)
                        for material in charge.materials
                    ),
                )
                for charge in law.feedbacks.contents
            ),
        ),
        supports=tuple(
            replace(
                support,
                strike=support.strike / deflator,
                upside_from=support.upside_from / deflator,
                annual_cap=support.annual_cap / deflator,
                budget=support.budget / deflator,
            )
            for support in law.supports
        ),
    )
