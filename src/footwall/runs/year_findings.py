"""What a path says, in sentences made from its record alone. Verbs and nouns follow the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from footwall.runs.main_goods import BY_PRODUCT, main_goods
from footwall.runs.project_groups import project_groups
from footwall.runs.scarce_years import scarcity_sentence
from footwall.runs.sector_words import sector_words
from footwall.runs.sentences import MONEY_SHOWN, counted, in_sentence, listed, million, more_or_less
from footwall.runs.stock_words import stocks_sentence

Record = Mapping[str, Any]
NOTICED = 0.5
"""Percent below which a change of output is told as none."""
MOST_GOODS = 3
"""Goods that are named on each side; those with the largest change of value first."""
APART = 0.01
"""Share of the treasuries' sum from which another keeper of the gap is told."""
AS_MUCH = "as much"
KEEPERS = {0.0: "all of the gaps to floors is levied", 1.0: "exporters keep the gaps to floors"}
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
        for text in (
            _output(record),
            origins_sentence(record),
            projects_sentence(record),
            _money(record),
            stocks_sentence(record["stocks"], record["years"][-1]),
            scarcity_sentence(record),
            _cut_off(record),
        )
        if text
    ]
    return [f"{record['name']}: {text[:1].lower()}{text[1:]}" for text in told] if named else told


def _output(record: Record) -> str:
    changes = []
    for good in record["goods"]:
        if good["stage"] == BY_PRODUCT:
            continue
        before, after = (float(good["output_zone"][law]["central"][-1]) for law in ("baseline", "policy"))
        change = 100.0 * (after / before - 1.0) if before > 0.0 else 0.0
        if abs(change) >= NOTICED:
            changes.append((change, abs(after - before) * _price(good), counted(in_sentence(good["name"]))))
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


def moved_origins(record: Record) -> Record | None:
    """The good of a stage whose outside share the rulebook moves most by the last year; None without any."""
    goods = [good for good in main_goods(record) if "outside_share" in good]
    return max(goods, key=lambda good: abs(share_moved(good)), default=None)


def share_moved(good: Record) -> float:
    """Points by which the outside share of the last year is off its baseline path."""
    before, after = (float(good["outside_share"][law]["central"][-1]) for law in ("baseline", "policy"))
    return after - before


def origins_sentence(record: Record) -> str:
    """What outsiders supply in the first and in the last year; empty where nothing is bought."""
    good = moved_origins(record)
    if good is None:
        return ""
    first, last = record["years"][0], record["years"][-1]
    share, name = good["outside_share"], in_sentence(good["name"])
    start, end = (f"{share['policy']['central'][place]:.0f}%" for place in (0, -1))
    without = f"{share['baseline']['central'][-1]:.0f}%"
    if record["zone"] == "the zone":
        whose = f"The outside share of the zone's purchases of {name}"
    else:
        whose = f"{record['rival_name']}'s share of the purchases of {name} outside {record['rival_name']}"
    if start == end:
        course = f"is {end} in {first} and in {last} with the rulebook"
    else:
        change = share["policy"]["central"][-1] - share["policy"]["central"][0]
        course = f"{'rises' if change > 0.0 else 'falls'} from {start} in {first} to {end}"
        low, high = (share["policy"][bound] for bound in ("low", "high"))
        if low is not None and high is not None:
            course = f"{course} ({low[-1]:.0f} to {high[-1]:.0f})"
        course = f"{course} in {last} with the rulebook"
    return f"{whose} {course}, against {without} without it."


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
    span = f"Over {record['years'][0]} to {record['years'][-1]}"
    where = f"in {record['zone']}" if record["zone"] == "the zone" else f"outside {record['rival_name']}"
    paid, received = (
        _paid(*_at_end(figure))
        for figure in (record["user_bill_cumulative"], record["treasury"]["cumulative"])
    )
    received = f"{AS_MUCH} as without it" if received == AS_MUCH else received
    return (
        f"{span} final users {where} pay {paid} for what they use in the baseline; treasuries there "
        f"receive {received}{_if_gap_goes_elsewhere(record)}."
    )


def _at_end(figure: Record) -> tuple[float, float | None, float | None]:
    """Central, low and high of the last year."""
    low, high = (None if figure[key] is None else float(figure[key][-1]) for key in ("low", "high"))
    return float(figure["central"][-1]), low, high


def other_keeper(record: Record) -> tuple[Record, str] | None:
    """The case of ω whose treasuries are furthest from the rulebook's own, and who keeps the gap in it."""
    central = float(record["treasury"]["cumulative"]["central"][-1])
    cases = record["over_omega"]["cases"]
    if not cases:
        return None
    case = max(cases, key=lambda item: abs(item["treasury_cumulative"][-1] - central))
    if abs(case["treasury_cumulative"][-1] - central) <= max(APART * abs(central), MONEY_SHOWN):
        return None
    return case, KEEPERS[case["omega"]]


def _if_gap_goes_elsewhere(record: Record) -> str:
    """``, or 800 million USD more if exporters keep the gaps to floors``."""
    other = other_keeper(record)
    return f", or {_paid(other[0]['treasury_cumulative'][-1], None, None)} if {other[1]}" if other else ""


def _paid(central: float, low: float | None, high: float | None) -> str:
    """``5 million USD more (3 to 8)``; a bound on the other side of zero says its side."""
    if _nothing(central):
        return AS_MUCH
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
    return abs(value) < MONEY_SHOWN


def most_lacking(test: Record) -> str:
    """The sector that lacks most tonnes after a cut-off on the baseline's capacities."""
    missing: Mapping[str, float] = test["baseline"]["shortage"]
    sectors: Mapping[str, float] = test["policy"]["served"]
    return max(sectors, key=lambda sector: missing.get(sector, 0.0))


def _cut_off(record: Record) -> str:
    tests = [test for test in record["cut_off"] if test["baseline"]["solved"] and test["policy"]["solved"]]
    if not tests:
        return ""
    test = tests[-1]
    after = test["policy"]["served"]
    if not after:
        return ""
    worst = most_lacking(test)
    shown = [f"{test[law]['served'][worst]:.0f}%" for law in ("baseline", "policy")]
    served = (
        f"{shown[1]} of their use with and without the rulebook"
        if shown[0] == shown[1]
        else f"{shown[1]} of their use with the rulebook and {shown[0]} without it"
    )
    return (
        f"If {record['rival_name']} stopped all exports in {test['year']}, who lacks most "
        f"({sector_words(worst)}) would get {served}."
    )
