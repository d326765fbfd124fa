"""The audit of the facts: what they cover, how far they had to move, and how they compare with publishers.

Every section is a table with a title, named columns and remarks, so that a command, a page and a test read
the same thing. The audit judges nothing: it lists. Coverage and deposits come from ``footwall.facts.audit``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from footwall.chain.build import BASE_YEAR, RARE_EARTH_MAGNETS, BuiltNetwork, build_network
from footwall.chain.chains import facts_of
from footwall.chain.publishers import publishers_side_by_side
from footwall.chain.recipes import read_recipes
from footwall.facts.audit import Section, coverage, deposits_beside_baskets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footwall.chain.adjustments import Adjustment
    from footwall.chain.network import Network
    from footwall.facts.facts import Facts

NOTABLE = 0.10
"""Adjustments beyond this share are listed one by one."""
_LOSS_AGREES_WITHIN = 1e-6


@dataclass(frozen=True)
class Audit:
    """Sections in reading order."""

    chain: str
    year: int
    sections: tuple[Section, ...]

    def section(self, title: str) -> Section:
        """The section of that title; raises KeyError."""
        for section in self.sections:
            if section.title == title:
                return section
        raise KeyError(title)


def audit(facts: Facts, built: BuiltNetwork | None = None, chain: str = RARE_EARTH_MAGNETS) -> Audit:
    """Audit the facts of one chain; ``built`` decides which, else ``chain`` is built without border charges.

    Raises ``CalibrationError`` where the facts cannot be balanced at all, ``UnknownName`` for another chain.
    """
    built = built or build_network(facts, BASE_YEAR, chain=chain)
    network = built.network
    facts = facts_of(facts, network.chain)
    deposits = (deposits_beside_baskets(facts),) if facts.table("deposits") else ()
    return Audit(
        network.chain,
        network.year,
        (
            coverage(facts),
            element_balance(network),
            _adjustments(built.adjustments),
            _prices(built),
            _utilisation(built.adjustments),
            _dropped(built.adjustments),
            publishers_side_by_side(facts, network),
            *deposits,
            _losses(facts),
        ),
    )


def element_balance(network: Network) -> Section:
    """Mined and returned from old scrap = in final use + lost, for each tracked element (t/year)."""
    contents = {commodity.id: commodity.contents for commodity in network.commodities}
    rows = []
    worst = 0.0
    for element in network.elements:
        mined = returned = lost = 0.0
        for process in network.processes:
            if process.kind == "mine":
                tonnes = sum(b * contents[item].get(element, 0.0) for item, b in process.outputs)
                if any(network.commodity(item).stage == "scrap" for item, _ in process.outputs):
                    returned += tonnes * process.activity
                else:
                    mined += tonnes * process.activity
            lost += process.losses.get(element, 0.0) * process.activity
        used = sum(use.quantity * contents[use.commodity].get(element, 0.0) for use in network.uses)
        gap = mined + returned - lost - used
        worst = max(worst, abs(gap) / (mined + returned)) if mined + returned > 0.0 else worst
        rows.append((element, mined, returned, used, lost, gap))
    return Section(
        "Element balance",
        ("element", "mined t", "from old scrap t", "in final use t", "lost t", "difference t"),
        tuple(rows),
        (f"Largest difference: {worst:.1e} of what enters.",),
    )


def _adjustments(adjustments: Iterable[Adjustment]) -> Section:
    known = [
        item for item in adjustments if item.table in ("production", "use", "trade") and item.balanced > 0.0
    ]
    seeds = [item for item in adjustments if item.table == "trade without record"]
    notable = sorted(
        (item for item in known if abs(item.ratio - 1.0) > NOTABLE),
        key=lambda item: (item.table, -abs(item.ratio - 1.0), item.key),
    )
    carried = sum(item.balanced for item in seeds)
    return Section(
        "Adjustments over 10%",
        ("table", "figure", "published t", "balanced t", "ratio", "grade", "reason"),
        tuple(
            (item.table, item.key, item.published, item.balanced, item.ratio, item.grade, item.reason)
            for item in notable
        ),
        (
            f"{len(notable)} of {len(known)} published figures move by more than 10%.",
            f"{len(seeds)} pairs without a record carry {carried:,.0f} t by the gravity prior.",
        ),
    )


def _prices(built: BuiltNetwork) -> Section:
    moved = [item for item in built.price_adjustments if item.reason != "as quoted"]
    notable = sum(abs(item.ratio - 1.0) > NOTABLE for item in built.price_adjustments)
    return Section(
        "Price adjustments",
        ("market", "quoted in", "quote USD/t", "low", "high", "price USD/t", "ratio", "grade", "reason"),
        tuple(
            (
                item.market,
                item.quoted_in,
                item.quote,
                item.low,
                item.high,
                item.price,
                item.ratio,
                item.grade,
                item.reason,
            )
            for item in moved
        ),
        (
            f"{len(moved)} of {len(built.price_adjustments)} base prices differ from their quote.",
            f"{notable} differ by more than 10%.",
        ),
    )


def _utilisation(adjustments: Iterable[Adjustment]) -> Section:
    clamped = [item for item in adjustments if item.table == "capacity"]
    return Section(
        "Clamped utilisation",
        ("process", "published t/y", "effective t/y", "grade", "reason"),
        tuple((item.key, item.published, item.balanced, item.grade, item.reason) for item in clamped),
        () if clamped else ("Every process runs between 0.30 and 0.97 of its published capacity.",),
    )


def _dropped(adjustments: Iterable[Adjustment]) -> Section:
    dropped = [item for item in adjustments if item.balanced == 0.0]
    return Section(
        "Figures left out",
        ("table", "figure", "published t", "grade", "reason"),
        tuple((item.table, item.key, item.published, item.grade, item.reason) for item in dropped),
        () if dropped else ("No figure is left out.",),
    )


def _losses(facts: Facts) -> Section:
    rows = []
    for (recipe, region), entry in read_recipes(facts).recipes.items():
        for element in dict.fromkeys((*entry.losses, *entry.documented_losses)):
            closing = entry.losses.get(element, 0.0)
            documented = entry.documented_losses.get(element, 0.0)
            if abs(closing - documented) > _LOSS_AGREES_WITHIN:
                rows.append((recipe, region, element, documented, closing))
    return Section(
        "Losses that differ from their row",
        ("recipe", "region", "element", "documented t/t", "closing the balance t/t"),
        tuple(rows),
        () if rows else ("Every documented loss closes the balance of its recipe.",),
    )
