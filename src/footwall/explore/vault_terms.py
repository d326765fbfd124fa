"""What a plan for a public stock is asked, and the clause by which every good of it is bought and given out.

Each good is a stockpile of its own, so that each has its pace: what it wants, spread evenly over the years of
buying. The whole budget counts as borrowed, since the money of a treasury has a cost as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from footwall.rulebook.stockpile_schema import Stockpile

if TYPE_CHECKING:
    from footwall.chain.network import Commodity

KEPT_STAGES = ("concentrate", "intermediate", "oxide", "chemical", "metal", "magnet")
"""Stages with a specification that many users buy and that keeps for years. Scrap has none; cathode powder is
mixed to one cell maker's recipe and takes up water; motors, wafers and cells are made to one design, and
cells age."""
LEVELS = (0.0, 15.0, 30.0, 45.0, 60.0, 75.0, 90.0, 105.0, 120.0, 150.0, 180.0, 270.0, 360.0)
"""Days of use that a stock may hold of a good. The search goes by every second of them."""
RELEASED_AT, RELEASE_PACE = 2.0, 1.0
"""Price over its trend from which a stock gives out, and the most in a year over the yearly use: those of the
bundled ``vault-alone``."""
SLACK = 0.02
"""Share of its planned money that an account has beyond it."""
AMPLE = 1e15
"""USD: an account that never ends, to find what a stock costs."""
EVEN = 1.02
"""Pace over what an even spread needs, so that rounding leaves nothing to buy in the year of the test."""


@dataclass(frozen=True)
class VaultTerms:
    """The question, apart from the budget."""

    year: int
    """In which the supplier stops on the first day."""
    rate: float = 0.045
    storage: float = 0.01
    pace: float = 0.5
    """The most that is bought of a good in a year, over the yearly use of its regions."""
    worth: float = 1.0
    """USD of loss that a dollar must avoid to be spent."""
    levels: tuple[float, ...] = LEVELS


def kept(commodity: Commodity) -> bool:
    """True for what a public stock can hold for years and give to more than one user."""
    return commodity.stage in KEPT_STAGES


def clause(terms: VaultTerms, first: int, good: str, tonnes: float, bought: tuple[float, float]) -> Stockpile:
    """The stockpile of one good from ``first`` on; ``bought`` = (money in USD, pace over yearly use)."""
    money, pace = bought
    return Stockpile.model_validate({
        "budget": f"{money:.12g} USD",
        "loan": f"{money:.12g} USD",
        "rate": f"{100.0 * terms.rate:.6g}%",
        "storage": f"{100.0 * terms.storage:.6g}%",
        "target": {good: f"{tonnes:.9g} t"},
        "pace": f"{100.0 * pace:.9g}%",
        "release": {
            "when": {"variable": "price", "op": "above", "value": RELEASED_AT, "unit": "x trend"},
            "pace": f"{100.0 * RELEASE_PACE:.6g}%",
        },
        "from": f"{first}-01-01",
    })  # fmt: skip
