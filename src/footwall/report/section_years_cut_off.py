"""The cut-off test: the rival stops all exports in a year, on the capacities of both paths."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.report.chart_dumbbell import Level, dumbbells
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import NOT_AVAILABLE, plain, points_digits, signed
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised, plain_words
from footwall.report.years_told import Record, YearsTold, years_told
from footwall.runs.sector_words import SECTORS, sector_short
from footwall.runs.sentences import listed
from footwall.runs.year_findings import most_lacking

TITLE = "Cut-off test"
_LAWS = (("baseline", "the baseline's capacities"), ("policy", "the policy's capacities"))
_VISIBLE = 0.05
_FULL = 100.0
_LACKING = 1.0
"""t/yr that a path lacks before the test from which it is told."""
_HARDLY_ANY = 100.0
"""Times the price before at which a good is told as gone."""


def years_cut_off(subject: Subject) -> Section | None:
    """The section; None without a path or without a year that is tested."""
    told = years_told(subject)
    if told is None or not told.record["cut_off"]:
        return None
    tests: list[Record] = told.record["cut_off"]
    both = [test for test in tests if all(test[law]["solved"] for law, _ in _LAWS)]
    unsolved = tuple(_unsolved(told, tests))
    lead = (
        f"What if {told.rival_name} stopped all exports and nobody had time to answer? The plants of the "
        "year stay, every flow from there abroad ends, and prices find a new balance. Use is compared with "
        "that of the same path before the cut-off; above 100% stand uses of goods that became cheaper "
        "because their buyers abroad or down the chain are gone."
    )
    solved = [test for test in tests if any(test[law]["solved"] for law, _ in _LAWS)]
    figures = (_figure(told, both, solved),) if both else ()
    tables = (_prices(told, solved),) if solved else ()
    if solved and not both:
        tables = (_served(told, solved), *tables)
    further = (*unsolved, *_already_short(told, solved), *_scarce(told, solved))
    return Section(subject.key("years-cut-off"), TITLE, (lead, *further), figures, tables)


def _unsolved(told: YearsTold, tests: list[Record]) -> Iterator[str]:
    for law, words in _LAWS:
        years = [str(test["year"]) for test in tests if not test[law]["solved"]]
        if years:
            yield (
                f"With {words} the market has no solution after a cut-off in {', '.join(years)}: no price "
                "balances it, and the test says nothing about those years."
            )


def _already_short(told: YearsTold, solved: list[Record]) -> Iterator[str]:
    """Years in which the policy path lacks use before the test, so that its percentages are of less."""
    for test in solved:
        lacking = _lacked(told, test)
        if lacking < _LACKING:
            continue
        served = test["policy"].get("served", {})
        gone = [_sector(name) for name in test["baseline"].get("served", {}) if name not in served]
        none = f"; {listed(gone)} have none left to lose" if gone else ""
        yield (
            f"On the policy path users already go without {plain(lacking)} t in {test['year']} before this "
            f"test{none}. Its percentages are of less use: do not compare them with the baseline's."
        )


def _lacked(told: YearsTold, test: Record) -> float:
    """t/yr that the policy path lacks in the year of a test, before it and beyond the baseline path."""
    place = told.years.index(test["year"])
    by_sector = told.record["shortage"].values()
    policy, baseline = (
        sum(found[law]["central"][place] for found in by_sector) for law in ("policy", "baseline")
    )
    return float(policy - baseline)


def _scarce(told: YearsTold, solved: list[Record]) -> Iterator[str]:
    """What a price many times that before means."""
    ratios = [test[law].get("price", {}) for test in solved for law, _ in _LAWS]
    goods = [
        told.subject.good_in_sentence(good["commodity"])
        for good in told.record["goods"]
        if any(found.get(good["commodity"], 0.0) >= _HARDLY_ANY for found in ratios)
    ]
    if goods:
        yield (
            f"Of {listed(goods)} hardly any would be left: a price a hundred times that before says so, and "
            "is no forecast."
        )


def _figure(told: YearsTold, both: list[Record], solved: list[Record]) -> Figure:
    return Figure(
        key=told.subject.key("years-cut-off"),
        message=_message(told, both[-1]),
        shows=(
            f"Use {told.in_zone} that is served after the cut-off, % of the use before it on the same path, "
            "by sector and year of the cut-off. Grey ring: with the baseline's capacities. Coloured dot: "
            "with the policy's."
        ),
        panels=tuple(_panel(told, test, both) for test in both),
        source=told.source(ranges=False),
        table=_served(told, solved),
    )


def _message(told: YearsTold, test: Record) -> str:
    """About the sector that lacks most tonnes on the baseline's capacities."""
    sector = most_lacking(test)
    before, after = (test[law]["served"][sector] for law, _ in _LAWS)
    stopped = (
        f"If {told.rival_name} stopped all exports in {test['year']}, who lacks most ({_sector(sector)})"
    )
    moves = after - before
    if abs(moves) < _VISIBLE:
        return f"{stopped} would be served to {plain(after, 1)}% on the capacities of either path"
    return (
        f"{stopped} would be served to {plain(after, 1)}% with the policy's capacities and to "
        f"{plain(before, 1)}% with the baseline's ({signed(moves, points_digits(moves))} points)"
    )


def _sector(sector: str) -> str:
    return plain_words(sector, SECTORS)


def _panel(told: YearsTold, test: Record, both: list[Record]) -> Panel:
    rows: list[Level] = []
    for sector, after in test["policy"]["served"].items():
        before = test["baseline"]["served"].get(sector)
        if before is None:
            continue
        figures = f"{plain(before, 1)} → {plain(after, 1)}%"
        rows.append(Level(capitalised(sector_short(sector)), before, after, figures, "", "zone"))
    most = max(value for item in both for law, _ in _LAWS for value in item[law]["served"].values())
    end = _FULL if most <= _FULL else 20.0 * (most // 20.0 + 1.0)
    words = Words(
        told.subject.key(f"years-cut-off-{test['year']}"),
        f"Use served after a cut-off in {test['year']} in %, by sector",
        " ".join(f"{row.label}: {row.figures}." for row in rows),
    )
    picture = dumbbells(words, rows, "% of use before", ends=(0.0, end))
    less = ", policy's of less use" if _lacked(told, test) >= _LACKING else ""
    return Panel(f"Cut-off in {test['year']}", f"baseline's → policy's capacities{less}", picture)


def _served(told: YearsTold, solved: list[Record]) -> Table:
    rows = []
    for test in solved:
        tested = [test[law] for law, _ in _LAWS]
        for sector in dict.fromkeys(name for item in tested for name in item.get("served", {})):
            cells = []
            for figure, digits, unit in (("served", 1, "%"), ("shortage", None, "")):
                for item in tested:
                    value = item.get(figure, {}).get(sector)
                    cells.append(NOT_AVAILABLE if value is None else f"{plain(value, digits)}{unit}")
            rows.append((str(test["year"]), capitalised(_sector(sector)), *cells))
    return Table(
        f"Use {told.in_zone} after a cut-off: served in % of use before, and t/yr that go unserved",
        (
            "Year", "Sector", "Served, baseline's capacities", "Served, policy's",
            "Unserved t/yr, baseline's",             "Unserved t/yr, policy's",
        ),
        tuple(rows),
        labels=2,
    )  # fmt: skip


def _prices(told: YearsTold, solved: list[Record]) -> Table:
    """Ratios of prices after to before, by good and year of the test."""
    columns = ["Commodity"]
    for test in solved:
        columns += [f"{test['year']}, baseline's", f"{test['year']}, policy's"]
    rows = []
    for good in told.record["goods"]:
        found = [test[law].get("price", {}).get(good["commodity"]) for test in solved for law, _ in _LAWS]
        if any(value is not None for value in found):
            cells = (NOT_AVAILABLE if value is None else f"× {plain(value)}" for value in found)
            rows.append((told.subject.good(good["commodity"]), *cells))
    title = f"Prices {told.in_zone} after a cut-off over those before it, on the capacities of both paths"
    return Table(title, tuple(columns), tuple(rows))
