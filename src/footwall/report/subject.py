"""What a chapter speaks about: one chain of a result, with the names of its regions, goods and zone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.runs.sentences import MONEY_SHOWN, in_sentence, listed
from footwall.runs.unit_basis import counted_in, element_counted_in

if TYPE_CHECKING:
    from footwall.explore.tornado import Tornado
    from footwall.runs import Result
    from footwall.runs.result import ChainRun

_WITH_ARTICLE = ("United ", "European ", "Rest ")
_SAME = 1e-6
"""Flows that differ by less than this share of their market are the same."""


@dataclass(frozen=True, eq=False)
class Subject:
    """Names and sentences that several sections need."""

    result: Result
    run: ChainRun
    regions: Mapping[str, str]
    goods: Mapping[str, str]
    bases: Mapping[str, str]
    """What a tonne of a good counts, where that is not the good itself."""
    unchanged: bool
    """True if the policy moves neither goods nor money."""
    tornado: Tornado | None = None
    """What every assumed input moves; None where that was not asked for."""

    @property
    def summary(self) -> Mapping[str, Any]:
        """The record of the chain."""
        return self.run.summary

    def key(self, name: str) -> str:
        """A name that no other chapter of the page has."""
        return name if len(self.result.chains) == 1 else f"{self.run.id}-{name}"

    @property
    def rival(self) -> str:
        """Code of the rival."""
        return self.run.zone.rival

    @property
    def rival_name(self) -> str:
        return self.region(self.rival)

    @property
    def zone_name(self) -> str:
        """``the zone``, or whom a result without members speaks for."""
        return "the zone" if self.run.zone.members else f"all regions but {self.rival_name}"

    @property
    def in_zone(self) -> str:
        return "in the zone" if self.run.zone.members else f"outside {self.rival_name}"

    @property
    def year(self) -> int:
        """Base year."""
        return int(self.summary["base_year"])

    @property
    def member_names(self) -> str:
        return self.members_named(self.summary["zone"])

    def members_named(self, zone: Mapping[str, Any]) -> str:
        """The members by name with their shares, and the associates: their goods enter free."""
        associates = self._named(zone["associates"])
        beside = f"associates, whose goods enter free: {associates}" if associates else ""
        return "; ".join(part for part in (self._named(zone["members"]), beside) if part)

    def _named(self, shares: Mapping[str, float]) -> str:
        """Names of the regions that are inside by more than nothing, with their shares."""
        return listed(
            [
                self.region(region)
                if share >= 1.0
                else f"{100.0 * share:.0f}% of {self.region_in_sentence(region)}"
                for region, share in shares.items()
                if share > 0.0
            ]
        )

    @property
    def made(self) -> str:
        """The product that stands for what the chain makes."""
        return str(next(row.made for row in self.result.facts.table("chains") if row.id == self.run.id))

    def region(self, code: str) -> str:
        return self.regions.get(code, code)

    def with_rival_named(self, words: str) -> str:
        """A sentence of the summary with the rival's name instead of its code."""
        return re.sub(rf"\b{re.escape(self.rival)}\b", lambda _: self.rival_name, words)

    def with_regions_named(self, words: str) -> str:
        """A sentence with the names of regions instead of their codes; its first letter stays a capital."""
        codes = "|".join(sorted(map(re.escape, self.regions), key=len, reverse=True))
        told = re.sub(rf"(?<![\w.])(?:{codes})(?!\w)", lambda found: self.region_in_sentence(found[0]), words)
        return told[:1].upper() + told[1:]

    def region_in_sentence(self, code: str) -> str:
        """The name with its article: ``the United States``."""
        name = self.region(code)
        if name.startswith(_WITH_ARTICLE):
            return f"the {in_sentence(name) if name.startswith('Rest') else name}"
        return name

    def good(self, commodity: str) -> str:
        """Name of a commodity up to its first comma."""
        return self.goods.get(commodity, commodity)

    def good_in_sentence(self, commodity: str) -> str:
        return in_sentence(self.good(commodity))

    def good_counted(self, commodity: str) -> str:
        """The name, with what its tonnes count in brackets: ``LFP cells (LCE contained)``."""
        basis = self.bases.get(commodity)
        return f"{self.good(commodity)} ({basis})" if basis else self.good(commodity)

    def per_kg(self, commodity: str) -> str:
        """The unit of its price: ``USD/kg``, ``USD/kg of LCE contained``."""
        return _counted("USD/kg", self.bases.get(commodity, ""))

    def per_year(self, commodity: str) -> str:
        """The unit of its tonnage: ``t/yr``, ``t/yr of LCE contained``."""
        return _counted("t/yr", self.bases.get(commodity, ""))

    @property
    def of_counted(self) -> str:
        """After a unit over several goods: that a kg or t is of the good, or of what is in brackets."""
        return " of the good or of what is in brackets" if self.bases else ""

    def tonnes_of(self, element: str) -> str:
        """The unit of contained tonnes of an element: ``t/yr of LCE``, ``t/yr of NdPr oxide``."""
        return _counted("t/yr", element_counted_in(self.run.policy.network.commodities, element))

    @property
    def range_words(self) -> str:
        """What a range in this report is, or that there is none."""
        draws = self.summary["draws"]
        if not self.run.touched:
            return "the rulebook changes nothing here"
        if not draws["converged"]:
            return "deterministic: no ranges were drawn"
        return f"ranges: 5th to 95th percentile of {draws['converged']} joint draws of the parameters"

    def source(self, ranges: bool) -> str:
        """The line below a figure: model, base year, law of the day, range."""
        drawn = self.range_words if ranges else "deterministic, central parameters"
        return (
            f"Source: {self.result.model} on its fact tables (base year {self.year}); baseline: measures "
            f"in force on "
            f"{self.summary['as_of']}; policy: baseline and this rulebook; {drawn}."
        )


def _counted(unit: str, basis: str) -> str:
    return f"{unit} of {basis}" if basis else unit


def subject_of(result: Result, run: ChainRun, tornado: Tornado | None = None) -> Subject:
    """Read the names of one chain of a result once."""
    network = run.policy.network
    before, after = run.baseline.equilibrium.flow, run.policy.equilibrium.flow
    return Subject(
        result=result,
        run=run,
        regions={row.code: row.name for row in result.facts.table("regions")},
        goods={commodity.id: commodity.name.partition(",")[0] for commodity in network.commodities},
        bases={good.id: basis for good in network.commodities if (basis := counted_in(good.name, good.unit))},
        unchanged=bool(np.all(np.abs(after - before) <= _SAME * np.maximum(np.max(before), 1.0)))
        and not _money_moves(run.summary),
        tornado=tornado,
    )


def _money_moves(summary: Mapping[str, Any]) -> bool:
    """True if any party gains or loses money that is shown: another payer moves no flow."""
    return any(
        abs(record[place]) >= MONEY_SHOWN
        for record in summary["who_pays"]
        for place in ("zone", "rival", "others")
    )
