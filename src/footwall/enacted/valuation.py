"""The customs value at each member's border: CIF by default, FOB where the member's law says so.

The WTO Agreement on Customs Valuation (Article 8.2) leaves it to each member whether freight and insurance
count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Valuation = Literal["CIF", "FOB"]

FOB_LAW: Mapping[str, str] = {
    "USA": "19 U.S.C. 1401a(b)(4)(A)",
    "CAN": "Customs Act (R.S.C. 1985, c. 1), section 48(5)",
    "AUS": "Customs Act 1901, section 161",
}
"""Members whose customs value leaves out international freight and insurance, with the law that says so."""


def valuation_of(member: str, stated: Mapping[str, Valuation]) -> Valuation:
    """The basis of a member's customs value; what a rulebook states comes first."""
    if member in stated:
        return stated[member]
    return "FOB" if member in FOB_LAW else "CIF"
