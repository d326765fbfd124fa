"""What a path says, in sentences made from its record alone. Verbs and nouns follow the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from footwall.runs.project_groups import project_groups
from footwall.runs.sector_words import sector_words
from footwall.runs.sentences import in_sentence, listed, million, more_or_less

Record = Mapping[str, Any]
NOTICED = 0.5
"""Percent below which a change of output is told as none."""
MOST_GOODS = 3
"""Goods that are named on each side; those with the largest change of value first."""
MOST_NAMED = 4
"""Projects that are named."""


def findings(chains: Mapping[str, Record]) -> list[str]:
    """A few sentences on every chain that the rulebook touches; named where there are several."""
    return [text for record in chains.values() for text in chain_findings(record, len(chains) > 1)]


def chain_findings(record: Record, named: bool = False) -> list[str]:
    """The sentences of one chain, each with its name if ``named``; none where nothing touches it."""
    if not record["touched"]:
        return []
    told = [
        text
        for text in (_output(record), projects_sentence(record), _money(record), _cut_off(record))
        if text
    ]
    return [f"{record['name']}: {text[:1].lower()}{text[1:]}" for text in told] if named else told


def _output(record: Record) -> str:
    changes = []
    for good in record["goods"]:
        if good["stage"] == "scrap":
            continue
        before, after = (float(good["output_zone"][law]["central"][-1]) for law in ("baseline", "policy"))
        change = 100.0 * (after / before - 1.0) if before > 0.0 else 0.0
        if abs(change) >= NOTICED:
            changes.append((change, abs(after - before) * _price(good), in_sentence(good["name"])))
    changes.sort(key=lambda item: -item[1])
    where, makes = _whose(record), "makes" if record["zone"] == "the zone" else "make"
    it = "it makes" if makes == "makes" else "they make"
    told = f"In {record['years'][-1]} {where} {makes}"
    more, less = (_side([item for item in changes if (item[0] > 0.0) is up], up) for up in (True, False))
    if more and less:
        return f"{told} {more} with the rulebook; {it} {less}."
    return f"{told} {more or less or 'as much'} with the rulebook."


def _side(changes: Sequence[tuple[float, float, str]], up: bool) -> str:
    """``118% more NdPr metal, 17% more NdPr oxide and more of 2 other goods``."""
    told = [
        f"{abs(change):,.0f}% {more_or_less(name, up)} {name}" for change, _, name in changes[:MOST_GOODS]
    ]
    rest = len(changes) - len(told)
    if rest:
        others = f"{rest} other goods" if rest > 1 else "one other good"
        told.append(f"{'more' if up else 'less'} of {others}")
    return listed(told)


def _price(good: Record) -> float:
    """Of the last year without the rulebook; 0 for what nobody in the zone buys."""
    return float(good["price"]["baseline"]["central"][-1]) if "price" in good else 0.0


def _whose(record: Record) -> str:
    return str(record["zone"]).replace(record["rival"], record["rival_name"])


def projects_sentence(record: Record) -> str:
    """What the rulebook does to the undecided projects; empty where there are none."""
    groups = project_groups(record["projects"])
    if not groups.undecided:
        return ""
    of = f"Of {groups.undecided} undecided projects" if groups.undecided > 1 else "Of one undecided project"
    clauses = [
        f"{_go_ahead(lines)} {words}"
        for lines, words in (
            (groups.brought, f"only with the rulebook: {_named(groups.brought, 'policy')}"),
            (groups.lost, f"only without the rulebook: {_named(groups.lost, 'baseline')}"),
            (groups.moved, "in another year with it than without it"),
        )
        if lines
    ]
    if clauses:
        return f"{of}, {'; '.join(clauses)}."
    if groups.either_way:
        return f"{of}, {_go_ahead(groups.either_way)} in the same year with and without the rulebook."
    return f"{of}, none goes ahead, with the rulebook or without it."


def _go_ahead(lines: Sequence[Record]) -> str:
    return "one goes ahead" if len(lines) == 1 else f"{len(lines)} go ahead"


def _named(lines: Sequence[Record], law: str) -> str:
    """Names with the year of decision; those that add most are named."""
    largest = sorted(lines, key=lambda line: -line["capacity"])[:MOST_NAMED]
    told = [f"{line['name']} ({line[law]['year']})" for line in largest]
    rest = len(lines) - len(told)
    return listed([*told, f"{rest} more"] if rest else told)


def _money(record: Record) -> str:
    bill, treasury = record["user_bill_cumulative"], float(record["treasury"]["cumulative"][-1])
    central = float(bill["central"][-1])
    low, high = (None if bill[key] is None else float(bill[key][-1]) for key in ("low", "high"))
    span = f"Over {record['years'][0]} to {record['years'][-1]}"
    where = f"in {record['zone']}" if record["zone"] == "the zone" else f"outside {record['rival_name']}"
    paid = _paid(central, low, high)
    received = "receive as much as without it"
    if not _nothing(treasury):
        received = f"receive {million(treasury)} million USD {'more' if treasury > 0.0 else 'less'}"
    return (
        f"{span} final users {where} pay {paid} for what they use in the baseline; treasuries there "
        f"{received}."
    )


def _paid(central: float, low: float | None, high: float | None) -> str:
    """``5 million USD more (3 to 8)``; a bound on the other side of zero says its side."""
    if _nothing(central):
        return "as much"
    side = 1.0 if central > 0.0 else -1.0
    told = f"{million(central)} million USD {_more(central)}"
    if low is None or high is None:
        return told
    near, far = sorted((side * low, side * high))
    if near >= 0.0:
        return f"{told} ({million(near)} to {million(far)})"
    return f"{told} ({million(low)} {_more(low)} to {million(high)} {_more(high)})"


def _more(value: float) -> str:
    return "more" if value > 0.0 else "less"


def _nothing(value: float) -> bool:
    return abs(value) < 0.05


def _cut_off(record: Record) -> str:
    tests = [test for test in record["cut_off"] if test["baseline"]["solved"] and test["policy"]["solved"]]
    if not tests:
        return ""
    test = tests[-1]
    after = test["policy"]["served"]
    if not after:
        return ""
    worst = min(after, key=lambda sector: after[sector])
    shown = [f"{test[law]['served'][worst]:.0f}%" for law in ("baseline", "policy")]
    served = (
        f"{shown[1]} of their use with and without the rulebook"
        if shown[0] == shown[1]
        else f"{shown[1]} of their use with the rulebook and {shown[0]} without it"
    )
    return (
        f"If {record['rival_name']} stopped all exports in {test['year']}, the users hit hardest "
        f"({sector_words(worst)}) would get {served}."
    )
