"""What the sections of a path share: its record, its years, its source line and how a level is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from footwall.report.chart_years import Strand, Timeline, year_lines
from footwall.report.figure import Panel
from footwall.report.number_words import bracketed, moved, plain
from footwall.report.scale_log import log_levels
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.runs.main_goods import BY_PRODUCT

BASELINE, POLICY = "plain", "zone"
PRICE = "USD/kg"
FAR = 10.0
"""Ratio of prices from which their axis is logarithmic."""
Record = dict[str, Any]


@dataclass(frozen=True, eq=False)
class YearsTold:
    """One chain through the years, as its sections tell it."""

    subject: Subject
    shared: Record
    """What all chains of the path share."""
    record: Record
    """The chain's own record."""

    @property
    def years(self) -> list[int]:
        return list(self.record["years"])

    @property
    def first(self) -> int:
        return self.years[0]

    @property
    def last(self) -> int:
        return self.years[-1]

    @property
    def span(self) -> str:
        return f"{self.first} to {self.last}"

    @property
    def money_year(self) -> str:
        """``2024``: the year whose money all prices are in."""
        return str(self.shared["money"]).rpartition(" ")[2]

    @property
    def adopted(self) -> date:
        return date.fromisoformat(self.shared["adopted"])

    @property
    def rival_name(self) -> str:
        return self.subject.region(self.record["rival"])

    @property
    def zone_name(self) -> str:
        """The zone of the last year."""
        rival = self.record["rival"]
        return str(self.record["zone"]).replace(rival, self.rival_name)

    @property
    def in_zone(self) -> str:
        return "in the zone" if self.record["zone"] == "the zone" else f"outside {self.rival_name}"

    @property
    def timeline(self) -> Timeline:
        """The years, and the first day on which the rulebook can act, between two figures of years."""
        return Timeline(self.years, (self.adopted.year - 0.5, f"from {self.adopted.year}"))

    @property
    def mark_words(self) -> str:
        return f"Dashed upright: the start of {self.adopted.year}, from which the rulebook can act."

    @property
    def ranges(self) -> bool:
        return bool(self.record["draws"]["converged"])

    @property
    def band_words(self) -> str:
        return " Shaded: range of the policy path." if self.ranges else ""

    @property
    def line_words(self) -> str:
        """How the lines of a panel and the figures above it are read."""
        bounds = " and the range of the policy" if self.ranges else ""
        return (
            "every panel has its own scale, not always from zero. Grey: baseline. Coloured: policy."
            f"{self.band_words} Above each panel: both in {self.last}{bounds}. {self.mark_words}"
        )

    def source(self, ranges: bool = True) -> str:
        """The line below a figure."""
        subject = self.subject
        count = self.record["draws"]["converged"]
        drawn = "deterministic, central parameters"
        if ranges and count:
            drawn = f"ranges: 5th to 95th percentile of {count} joint draws, in every year by itself"
        return (
            f"Source: {subject.result.model} on its fact tables (base year {subject.year}); path "
            f"{self.span}, demand of {self.shared['scenario']}, money of {self.money_year}; baseline: the "
            f"law of every day without this rulebook; policy: with it from {self.shared['adopted']}; {drawn}."
        )

    def goods(self, figure: str) -> list[Record]:
        """The goods that have a figure, without what follows the other stages."""
        return [good for good in self.record["goods"] if figure in good and good["stage"] != BY_PRODUCT]

    def strands(self, figure: Record, colour: str = POLICY) -> list[Strand]:
        """The baseline, then the policy with its range."""
        policy = figure["policy"]
        return [
            Strand("baseline", figure["baseline"]["central"], BASELINE),
            Strand("policy", policy["central"], colour, policy["low"], policy["high"]),
        ]

    def panel(
        self, key: str, heading: str, title: str, figure: Record, look: tuple[str, str],
        beside: Sequence[Strand] = (),
    ) -> Panel:  # fmt: skip
        """One small multiple; ``look`` is the unit and the colour of the policy."""
        unit, colour = look
        strands = [*self.strands(figure, colour), *beside]
        told = [f"{strand.name.capitalize()}: {course(self.years, strand.values)}." for strand in strands]
        words = Words(self.subject.key(key), title, " ".join(told))
        axis = log_levels if unit == PRICE and far_apart(strands) else None
        picture = year_lines(words, self.timeline, strands, unit, axis=axis)
        return Panel(heading, self.end(figure, unit), picture)

    def end(self, figure: Record, unit: str) -> str:
        """Baseline and policy of the last year, with the range of the policy."""
        before, after = (figure[law]["central"][-1] for law in ("baseline", "policy"))
        low, high = (figure["policy"][bound] for bound in ("low", "high"))
        bounds = "" if low is None else f" ({plain(low[-1])} to {plain(high[-1])})"
        return f"{moved(before, after)}{'' if unit == '%' else ' '}{unit}{bounds}"


def far_apart(strands: Sequence[Strand]) -> bool:
    """True for lines that a linear axis would press flat."""
    known = [value for strand in strands for value in strand.values if value is not None and value > 0.0]
    return bool(known) and max(known) > FAR * min(known)


def years_told(subject: Subject) -> YearsTold | None:
    """What the years of a chain tell; None without years, or where the rulebook touches none of them."""
    shared = subject.result.summary.get("years")
    if shared is None:
        return None
    record = shared["chains"].get(subject.run.id)
    return YearsTold(subject, shared, record) if record is not None and record["touched"] else None


def course(years: Sequence[int], values: Sequence[float | None]) -> str:
    """``51.6 in 2024, 60.4 in 2040``: the first and the last figure that there is."""
    known = [(year, value) for year, value in zip(years, values, strict=True) if value is not None]
    return ", ".join(f"{plain(value)} in {year}" for year, value in dict.fromkeys((known[0], known[-1])))


def ranged_at(figure: Record, place: int) -> str:
    """A level of one year with its range."""
    low, high = figure["low"], figure["high"]
    central = float(figure["central"][place])
    if low is None or high is None:
        return plain(central)
    digits = 0 if abs(central) >= 99.95 else 1 if abs(central) >= 9.995 else 2
    return f"{plain(central)}{bracketed(low[place], high[place], digits)}"


def last(figure: Record, law: str) -> float:
    """The central value of the last year."""
    return float(figure[law]["central"][-1])
