"""The years of several results side by side: the last year, money up to it, and what is decided.

Results are put side by side only where their paths cover the same years and their baseline paths agree;
else a sentence says why not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from footwall.explore.compared import Compared, Named
from footwall.explore.result_folder import ReadResult, Record
from footwall.runs.project_groups import project_groups
from footwall.runs.sentences import in_sentence, listed
from footwall.runs.stock_words import spent

SAME = 1e-3
"""Relative difference up to which two baseline paths are one: passes stop near their end, not at it."""
USER_BILL, TREASURY, PROJECTS = "user bill", "treasuries", "projects decided"
STOCKS = "public stocks"
PROJECTS_UNIT = "projects"
OUTPUT_OF = "output|"
"""Beginning of the items of outputs."""
OUTPUT_TEXT = "Output of "
MUST_AGREE = (("years", "first", "last"), ("day from which rulebooks act", "adopted"), ("demand", "scenario"))


def years_apart(results: Sequence[ReadResult]) -> str:
    """Why the paths are not compared; empty where they are, or where no result has any."""
    have = [item for item in results if "years" in item.summary]
    if not have:
        return ""
    without = [item.label for item in results if item not in have]
    if without:
        return (
            f"Only {listed([item.label for item in have])} ran through the years, so that paths are not "
            f"compared. Run {listed(without)} with the same --years."
        )
    for name, *keys in MUST_AGREE:
        told = [" to ".join(str(item.summary["years"][key]) for key in keys) for item in results]
        if len(set(told)) > 1:
            each = ", ".join(f"{item.label} {words}" for item, words in zip(results, told, strict=True))
            return f"Paths are not compared, because they differ in {name}: {each}."
    return _other_baseline(results)


def _other_baseline(results: Sequence[ReadResult]) -> str:
    for one, other in pairwise(results):
        ours, theirs = (_baseline(item.summary["years"]["chains"]) for item in (one, other))
        for good, made in ours.items():
            if good in theirs and abs(made - theirs[good]) > SAME * max(abs(made), 1.0):
                return (
                    f"Paths are not compared, because {one.label} and {other.label} have other baseline "
                    f"paths (world output of {good} in the last year: {made:,.0f} and {theirs[good]:,.0f} "
                    "t). Run them again with the same version, facts and horizon."
                )
    return ""


def _baseline(chains: Mapping[str, Record]) -> dict[str, float]:
    """Name of each good -> world output of the last year."""
    return {
        good["name"]: good["output_world"]["baseline"]["central"][-1]
        for chain in chains.values()
        for good in chain["goods"]
    }


def years_of_chain(result: ReadResult, chain: str) -> Iterator[Named]:
    """The figures of one chain; none where the result lacks it."""
    years: dict[str, Any] = result.summary["years"]
    record = years["chains"].get(chain)
    if record is None:
        return
    last = record["years"][-1]
    for good in record["goods"]:
        before, after = (good["output_zone"][law]["central"][-1] for law in ("baseline", "policy"))
        if before > 0.0:
            made = Compared(100.0 * (after / before - 1.0), before=before, after=after)
            yield (
                f"{OUTPUT_OF}{good['commodity']}",
                f"{OUTPUT_TEXT}{in_sentence(good['name'])} in {last}",
                "%",
                made,
            )
    money = f"million {years['money']}"
    bill = _at_end(record["user_bill_cumulative"])
    yield USER_BILL, f"Users pay more up to {last}", money, Compared(*bill)
    yield (
        TREASURY,
        f"Treasuries receive more up to {last}",
        money,
        Compared(*_at_end(record["treasury"]["cumulative"])),
    )
    if record["stocks"]:
        paid = f"Public stocks spend, less what sales bring in, up to {last}"
        yield STOCKS, paid, "million USD of the day", Compared(sum(map(spent, record["stocks"])))
    groups = project_groups(record["projects"])
    both = len(groups.moved) + len(groups.either_way)
    before, after = (float(both + len(beside)) for beside in (groups.lost, groups.brought))
    change = Compared(after - before, before=before, after=after)
    yield PROJECTS, f"Undecided projects that go ahead by {last}", PROJECTS_UNIT, change


def _at_end(figure: Record) -> tuple[float, float | None, float | None]:
    """Central, low and high of the last year."""
    low, high = (None if figure[key] is None else float(figure[key][-1]) for key in ("low", "high"))
    return float(figure["central"][-1]), low, high
