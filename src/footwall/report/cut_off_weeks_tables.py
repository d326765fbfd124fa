"""Tables of the weeks after a cut-off: who goes short, what goods cost and what stocks hold."""

from __future__ import annotations

from footwall.report.figure import Table
from footwall.report.number_words import NOT_AVAILABLE, plain
from footwall.report.wording import capitalised, plain_words
from footwall.report.years_told import Record, YearsTold
from footwall.runs.sector_words import SECTORS

LAWS = ("baseline", "policy")
WEEKS_TOLD = (6, 13, 26, 52)


def sector_table(told: YearsTold, test: Record) -> Table:
    """First week short, least served and what goes unserved, by sector."""
    rows = []
    for sector in test["policy"]["served"]:
        cells = []
        for law in LAWS:
            found = test[law]
            cells += [
                _cell(found["first_short"][sector]),
                f"{plain(min(found['served'][sector]), 1)}%",
                plain(sum(found["shortage"][sector])),
            ]
        bare = _cell(test["without_stocks"]["first_short"][sector])
        rows.append((capitalised(plain_words(sector, SECTORS)), *cells, bare))
    names = ("first week short", "least served", "unserved in the year, t")
    columns = [f"{capitalised(law)}: {name}" for law in LAWS for name in names]
    caption = (
        f"Who goes short {told.in_zone} after a cut-off in {test['year']}, on the capacities of both paths"
    )
    return Table(caption, ("Sector", *columns, "Policy without stocks: first week short"), tuple(rows))


def _cell(week: int | None) -> str:
    return NOT_AVAILABLE if week is None else str(week)


def goods_table(told: YearsTold, test: Record) -> Table:
    """Prices and stocks in some weeks, by good."""
    rows = []
    for good in test["policy"]["goods"]:
        for week in WEEKS_TOLD:
            cells = []
            for law in LAWS:
                record = test[law]["goods"][good]
                cells += [
                    f"× {plain(record['price'][week - 1])}",
                    plain(record["private_days"][week - 1]),
                    plain(record["public_days"][week - 1]),
                ]
            rows.append((told.subject.good(good), str(week), *cells))
    names = ("price", "private stock, days of use", "public stock, days of use")
    columns = [f"{capitalised(law)}: {name}" for law in LAWS for name in names]
    caption = f"Prices {told.in_zone} over those before a cut-off in {test['year']}, and what stocks hold"
    return Table(caption, ("Commodity", "Week", *columns), tuple(rows), labels=2)
