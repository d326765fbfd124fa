"""The top of a page with years: which numbers are of one day, and whether the rulebook acts only later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footwall.report.subject import Subject
from footwall.runs.sentences import listed
from footwall.runs.zone_of_years import other_zone

if TYPE_CHECKING:
    from footwall.runs import Result


def day_words(result: Result, first: Subject) -> str:
    """The heading that keeps the numbers of one day apart from those of the path."""
    held = any(chain.get("stocks") for chain in result.summary["years"]["chains"].values())
    stocks = " and no public stock" if held else ""
    return f"On {result.summary['as_of']}, with the plants of {first.year}{stocks}"


def acts_later(result: Result) -> bool:
    """True if the rulebook changes a path, though nothing on the day of the run."""
    years = result.summary.get("years")
    return years is not None and any(chain["touched"] for chain in years["chains"].values())


def zone_of_path(result: Result, first: Subject) -> str:
    """Whom the figures of the years count as the zone where the day counts others; else empty."""
    years = result.summary.get("years")
    record = years["chains"].get(first.run.id) if years is not None else None
    if record is None or not record["touched"]:
        return ""
    zone = other_zone(record, result.summary["zone"])
    named = [
        first.region(region) if share >= 1.0 else f"{first.region(region)} ({100.0 * share:.0f}%)"
        for region, share in zone.items()
    ]
    last = record["years"][-1]
    return f"That of {last}, in every year: {listed(named)}." if named else ""
