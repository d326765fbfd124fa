"""What a path says, in sentences made from its record alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from footwall.runs.sentences import in_sentence, listed

Record = Mapping[str, Any]
NOTICED = 0.5
"""Percent or points below which a change is told as none."""
MOST_NAMED = 4


def findings(chains: Mapping[str, Record]) -> list[str]:
    """A few sentences on every chain that the rulebook touches."""
    told = []
    for record in chains.values():
        if record["touched"]:
            told += [
                text
                for text in (_output(record), _projects(record), _money(record), _cut_off(record))
                if text
            ]
    return told


def _last(figure: Record, law: str) -> float:
    return float(figure[law]["central"][-1])


def _output(record: Record) -> str:
    year = record["years"][-1]
    more: list[str] = []
    less: list[str] = []
    for good in record["goods"]:
        before, after = (_last(good["output_zone"], law) for law in ("baseline", "policy"))
        if before <= 0.0:
            continue
        change = 100.0 * (after / before - 1.0)
        if abs(change) >= NOTICED:
            (more if change > 0.0 else less).append(f"{change:+.0f}% {in_sentence(good['name'])}")
    if not more and not less:
        return f"{record['name']}: in {year} {record['zone']} makes what it would without the rulebook."
    changes = listed([*more, *less])
    return f"{record['name']}: in {year} {record['zone']} makes {changes} against the baseline path."


def _projects(record: Record) -> str:
    moved = [
        line
        for line in record["projects"]
        if line["policy"]["year"] is not None and line["baseline"]["year"] is None
    ]
    open_ones = [
        line
        for line in record["projects"]
        if line["status"] in ("planned", "feasibility", "care_and_maintenance")
    ]
    if not open_ones:
        return ""
    if not moved:
        return f"None of {len(open_ones)} undecided projects goes ahead because of it."
    named = [f"{line['name']} ({line['policy']['year']})" for line in moved[:MOST_NAMED]]
    more = f" and {len(moved) - MOST_NAMED} more" if len(moved) > MOST_NAMED else ""
    return (
        f"Of {len(open_ones)} undecided projects {len(moved)} go ahead with it that would not without: "
        f"{listed(named)}{more}."
    )


def _money(record: Record) -> str:
    bill, treasury = record["user_bill_cumulative"], record["treasury"]["cumulative"][-1]
    central = bill["central"][-1]
    ranged = ""
    if bill["low"] is not None:
        ranged = f" ({bill['low'][-1]:,.0f} to {bill['high'][-1]:,.0f})"
    first, last = record["years"][0], record["years"][-1]
    users = "more" if central >= 0.0 else "less"
    return (
        f"Over {first} to {last} final users in {record['zone']} pay {abs(central):,.0f} million USD{ranged} "
        f"{users} for what they use in the baseline; treasuries there receive {treasury:+,.0f} million USD."
    )


def _cut_off(record: Record) -> str:
    tests = [test for test in record["cut_off"] if test["baseline"]["solved"] and test["policy"]["solved"]]
    if not tests:
        return ""
    test = tests[-1]
    worst = min(test["policy"]["served"], key=lambda sector: test["policy"]["served"][sector])
    before, after = test["baseline"]["served"][worst], test["policy"]["served"][worst]
    return (
        f"If {test['supplier']} stopped all exports in {test['year']}, the most exposed users, "
        f"{worst.replace('_', ' ')}, would be served to {after:.0f}% with the rulebook and to {before:.0f}% "
        "without it."
    )
