"""The table of unserved uses stays short: the largest, one row for the others, and all of them on demand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from report.changed import Record, page_after
from report.reading import Node, cells, number, read
from report.results import page_of, result_of

SECTORS = ("ev", "wind", "electronics", "appliances", "other")
REGIONS = ("USA", "EU27", "JPN", "KOR", "IND")


def _shortages(count: int) -> Callable[[Record], None]:
    """``count`` uses of 1, 2, ... t in an order that is not theirs, and one too small to be told."""

    def change(summary: Record) -> None:
        places = [(sector, region) for sector in SECTORS for region in REGIONS][:count]
        rows = [
            {
                "sector": sector,
                "region": region,
                "shortage": float((7 * place) % count + 1),
                "baseline": 0.5,
                "share": 5.0,
                "share_of_base": 4.0,
                "unit": "t/yr",
            }
            for place, (sector, region) in enumerate(places)
        ]
        summary["security"]["shortages"] = [*rows, {**rows[0], "shortage": 500.0, "share": 0.01}]

    return change  # fmt: skip


def _tables(count: int) -> tuple[Node, list[Node]]:
    section = page_after("export-licence-shock", _shortages(count)).one("section", id="security")
    tables = [node for node in section.all("table") if "unserved" in node.one("caption").text]
    return section, tables


@pytest.mark.parametrize("count", [1, 10])
def test_up_to_ten_uses_are_all_shown(count: int) -> None:
    _, tables = _tables(count)
    (table,) = tables
    assert [number(row[2]) for row in cells(table)] == [float(size) for size in range(count, 0, -1)]


@pytest.mark.parametrize(("count", "together"), [(11, 1.0), (23, 91.0)])
def test_of_more_the_ten_largest_are_shown_and_the_rest_is_one_row(count: int, together: float) -> None:
    """1 + 2 + ... + 13 = 91."""
    section, (largest, every) = _tables(count)
    *shown, rest = cells(largest)
    assert [number(row[2]) for row in shown] == [float(size) for size in range(count, count - 10, -1)]
    assert rest[0] == f"and {count - 10} more, together" and number(rest[2]) == together
    assert f"the 10 largest of {count}" in largest.one("caption").text
    assert len(cells(every)) == count
    opened = [node for node in section.all("details") if "All uses that go unserved" in node.text]
    assert len(opened) == 1 and opened[0].all("table") == [every]


def test_a_scarce_good_is_not_hidden_behind_the_tonnes_of_another() -> None:
    """By hand: what the sector misses of each good, over its use of that good in the baseline."""
    lead = result_of("export-licence-shock").lead
    used, short = lead.baseline.equilibrium.use, lead.policy.equilibrium.shortage
    shares: dict[tuple[str, str], dict[str, float]] = {}
    for use, before, missing in zip(lead.policy.network.uses, used, short, strict=True):
        if missing > 0.0:
            shares.setdefault((use.sector, use.region), {})[use.commodity] = 100.0 * missing / before
    records = lead.summary["security"]["shortages"]
    assert len(records) == len(shares)
    for record in records:
        goods = shares[record["sector"], record["region"]]
        assert record["good"] == max(goods, key=goods.__getitem__)
        assert record["good_share"] == pytest.approx(goods[record["good"]])
        assert record["good_share"] > record["share"]
    worst = max(records, key=lambda record: record["good_share"])
    section = read(page_of("export-licence-shock")).one("section", id="security")
    assert f"at most {worst['good_share']:.0f}% of the dysprosium oxide of the baseline" in section.text
