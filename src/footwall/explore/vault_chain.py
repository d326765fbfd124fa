"""One chain under a public stock: what the stock costs, what it does to prices, what loss it avoids.

A stock is judged on the path that it makes. The years are walked with its purchases in the market, so that
prices, plants and private holders answer; then the supplier stops on the first day of the year of the test,
and the weeks are solved with what public and private stocks hold by then. Nothing is added up over goods: an
oxide without the metal maker's other inputs saves no magnet, and two forms of one mineral save it once.

    loss     Σ over weeks and uses in the zone of max(use before − use, 0) · price before
    avoided  loss without the public stock − loss with it
    cost     purchases + interest + storage − fees, to the end of the year of the test if no supplier stops

Loss is in real USD of the base year, cost in USD of the day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from footwall.explore.vault_bought import Bought, BoughtYear, spending
from footwall.explore.vault_terms import AMPLE, EVEN, VaultTerms, clause, kept
from footwall.horizon.cut_off import exporting
from footwall.horizon.passes import Investors, Ruled, Walked, walk_policy
from footwall.horizon.path import weighted_mean
from footwall.horizon.real_law import deflators
from footwall.horizon.storekeeping import storekeeping_of
from footwall.horizon.weekly_cut_off import weekly_cut_off
from footwall.horizon.weekly_stocks import WEEK
from footwall.runs.weekly_tests import private_at, public_at, weekly_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footwall.chain.network import Commodity
    from footwall.facts import Facts
    from footwall.horizon.members import Members
    from footwall.horizon.path import Course, Path
    from footwall.horizon.private_stocks import Holding
    from footwall.horizon.weekly_cut_off import WeeklyCutOff
    from footwall.market.system import FloatArray
    from footwall.rulebook import Rulebook
    from footwall.runs.zone import ReportedZone

DAYS = 365.0


@dataclass(frozen=True)
class Stocked:
    """A joint stock of one chain on its path; ``levels`` are places in ``VaultTerms.levels``."""

    levels: tuple[int, ...]
    goods: tuple[Bought, ...]
    cost: float
    avoided: float
    lost: Mapping[str, float]
    """By sector, with the stock."""


@dataclass(frozen=True, eq=False)
class VaultChain:
    """One chain walked to the year of the test without a public stock."""

    id: str
    name: str
    facts: Facts
    course: Course
    baseline: Walked
    reference: Path
    """The path of the law without a public stock."""
    ruled: Ruled
    investors: Investors
    rulebook: Rulebook
    """Without stockpiles."""
    members: Mapping[str, float]
    seats: Members
    """The same by day."""
    zone: ReportedZone
    supplier: str
    holding: Holding
    first: int
    """The year in which buying begins."""
    terms: VaultTerms

    @cached_property
    def place(self) -> int:
        return self.terms.year - self.course.years[0]

    @cached_property
    def levels(self) -> tuple[float, ...]:
        """Price level of every year over that of the base year."""
        return deflators(self.facts, self.course.calibration.network.year, self.course.years)

    @cached_property
    def buying(self) -> range:
        """Places of the years of buying."""
        return range(self.first - self.course.years[0], self.place)

    @cached_property
    def goods(self) -> tuple[Commodity, ...]:
        """What a public stock can hold and somebody in the zone buys, in the order of the chain."""
        return tuple(
            item
            for item in self.course.calibration.network.commodities
            if kept(item) and self._use(item.id, self.place - 1) > 0.0
        )

    @cached_property
    def without(self) -> Mapping[str, float]:
        """Loss by sector without a public stock, USD."""
        return self._lost(self.reference)

    def tonnes(self, good: str, days: float) -> float:
        """t of ``days`` of the use of the year before the test."""
        return days / DAYS * self._use(good, self.place - 1)

    def pace(self, good: str, tonnes: float) -> float:
        """Share of yearly use that an even spread buys in the year in which least is used."""
        least = min(self._use(good, place - 1) for place in self.buying)
        return EVEN * tonnes / len(self.buying) / max(least, 1e-9)

    def possible(self, good: str, days: float) -> bool:
        """True where the pace that is allowed fills the stock in time."""
        return self.pace(good, self.tonnes(good, days)) <= self.terms.pace

    def stocked(self, levels: tuple[int, ...]) -> Stocked:
        """Cost and avoided loss of a joint stock. Raises NotConverged."""
        asked = {
            good.id: self.terms.levels[level]
            for good, level in zip(self.goods, levels, strict=True)
            if level > 0
        }
        if not asked:
            return Stocked(levels, (), 0.0, 0.0, self.without)
        path = self.walked({name: (days, AMPLE) for name, days in asked.items()})
        goods = tuple(
            self._bought(path, place, good, days) for place, (good, days) in enumerate(asked.items())
        )
        lost = self._lost(path)
        return Stocked(
            levels,
            goods,
            sum(item.cost for item in goods),
            sum(self.without.values()) - sum(lost.values()),
            lost,
        )

    def walked(self, asked: Mapping[str, tuple[float, float]]) -> Path:
        """The path with a stock of good -> (days, money of its account in USD)."""
        book = self.rulebook.model_copy(update={"stockpile": self.clauses(asked)})
        return self.under(book)

    def clauses(self, asked: Mapping[str, tuple[float, float]]) -> dict[str, object]:
        """Good -> its stockpile, for good -> (days, money in USD)."""
        found: dict[str, object] = {}
        for good, (days, money) in asked.items():
            tonnes = self.tonnes(good, days)
            found[good] = clause(self.terms, self.first, good, tonnes, (money, self.pace(good, tonnes)))
        return found

    def under(self, book: Rulebook) -> Path:
        """The path under a rulebook that differs from the reference in its stockpiles alone."""
        calibration, years = self.course.calibration, self.course.years
        keeping = storekeeping_of(self.facts, calibration, years, (book, self.seats))
        ruled = replace(self.ruled, keeping=keeping)
        walked = walk_policy(self.facts, self.course, ruled, self.investors, self.baseline, self.reference)
        return walked.path

    def lost_on(self, path: Path) -> float:
        """USD lost when the supplier stops on a path."""
        return sum(self._lost(path).values())

    def books(self, path: Path) -> tuple[dict[str, tuple[float, ...]], float]:
        """Good -> t held at the end of each of ``Bought.years``, and USD spent to the end of the test."""
        keeping = path.course.keeping
        held: dict[str, tuple[float, ...]] = {}
        spent = 0.0
        for position, good in enumerate(keeping.goods if keeping is not None else ()):
            books = [year.stores.goods[position] for year in path.years if year.stores is not None]
            held[good.commodity] = tuple(
                float(books[place].closing[0]) for place in range(self.buying.start - 1, self.place)
            )
            spent += sum(spending(book) for book in books[: self.place + 1])
        return held, spent

    def _lost(self, path: Path) -> dict[str, float]:
        private, public = private_at(path, self.place, self.holding), public_at(path, self.place)
        year = exporting(path.years, self.place, self.supplier, self.levels)
        weeks = weekly_cut_off(year, self.supplier, private, public, weekly_terms(self.facts))
        return lost_by_sector(weeks, self.zone, path)

    def _use(self, good: str, place: int) -> float:
        """t/year that the zone's buyers of a good wanted in a year of the reference."""
        wanted = weighted_mean(self.reference.years[max(place, 0)].periods, "wanted")[0]
        return float(wanted @ self._at(good))

    def _at(self, good: str) -> FloatArray:
        """(buyers,) share of each that a stock of the good serves."""
        return np.array([
            self.members.get(region, 0.0) if name == good else 0.0
            for name, region in self.course.calibration.buyers
        ])  # fmt: skip

    def _bought(self, path: Path, position: int, good: str, days: float) -> Bought:
        books = [year.stores.goods[position] for year in path.years if year.stores is not None]
        at, calendar = self._at(good), self.course.years
        years = tuple(
            BoughtYear(
                calendar[place],
                self._price(self.reference, place, at),
                self._price(path, place, at),
                float(books[place].closing[0]),
            )
            for place in range(self.buying.start - 1, self.place)
        )
        upto = books[: self.place + 1]
        return Bought(
            good, days, self.tonnes(good, days), sum(spending(book) for book in upto),
            sum(float(book.purchases[0]) for book in upto), years,
        )  # fmt: skip

    def _price(self, path: Path, place: int, at: FloatArray) -> float:
        """USD/t of a year, weighted by what its buyers take without the stock."""
        weight = at * self.reference.years[place].periods[-1].central.purchases
        return float(path.years[place].effective[0] @ weight / weight.sum())


def lost_by_sector(weeks: WeeklyCutOff, zone: ReportedZone, path: Path) -> dict[str, float]:
    """Sector -> USD of use in the zone that the weeks lose, at the prices before."""
    calibration = path.course.calibration
    uses = calibration.network.uses
    weight = zone.weights(tuple(use.region for use in uses)) * weeks.level[calibration.wiring.use_buyer]
    missing = np.maximum(WEEK * weeks.before.use - weeks.use, 0.0).sum(axis=0) * weight
    found: dict[str, float] = {}
    for use, lost in zip(uses, missing.tolist(), strict=True):
        found[use.sector] = found.get(use.sector, 0.0) + lost
    return found
