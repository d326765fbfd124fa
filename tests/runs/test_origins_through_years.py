"""Origins through the years: tonnes add up, shares are their ratios, and rows say the same."""

from __future__ import annotations

from typing import Any

import pytest

from footwall.measure.security import direct_supply
from footwall.runs.through_years import ChainYears
from footwall.runs.variables import variable
from footwall.runs.year_rows import path_rows
from runs.through_years import floor, record, rulebook, through

POLICY = rulebook(floor("primary_gallium", 1200.0))
LAST, LAWS = 2029, ("baseline", "policy")
Record = dict[str, Any]


@pytest.fixture(scope="module")
def found() -> ChainYears:
    return through(POLICY, last=LAST, draws=3)


@pytest.fixture(scope="module")
def goods(found: ChainYears) -> list[Record]:
    return [good for good in record(found, POLICY)["goods"] if "origins" in good]


def test_tonnes_by_origin_are_all_that_the_zone_buys(found: ChainYears, goods: list[Record]) -> None:
    assert goods
    for good in goods:
        for law in LAWS:
            for place, year in enumerate(getattr(found, law)):
                bought = sum(
                    item.weight * tonnes * found.zone.weight(region) * (name == good["commodity"])
                    for item in year
                    for (name, region), tonnes in zip(
                        item.state.calibration.buyers, item.state.equilibrium.purchases.tolist(), strict=True
                    )
                )
                summed = sum(tonnes[place] for tonnes in good["origins"][law].values())
                assert summed == pytest.approx(bought, rel=1e-9)


def test_shares_are_ratios_of_the_tonnes(found: ChainYears, goods: list[Record]) -> None:
    for good in goods:
        for law in LAWS:
            origins = good["origins"][law]
            for place in range(LAST - 2024 + 1):
                total = sum(tonnes[place] for tonnes in origins.values())
                outside = sum(
                    (1.0 - found.zone.weight(origin)) * tonnes[place] for origin, tonnes in origins.items()
                )
                told = [good[name][law]["central"][place] for name in ("outside_share", "share_from_rival")]
                rival = origins[found.zone.rival][place] if found.zone.rival in origins else 0.0
                assert told == pytest.approx([100.0 * outside / total, 100.0 * rival / total], rel=1e-9)


def test_a_levy_on_outsiders_lowers_their_share_and_its_range_holds_it(goods: list[Record]) -> None:
    share = next(good for good in goods if good["commodity"] == "primary_gallium")["outside_share"]
    assert share["policy"]["central"][-1] < share["baseline"]["central"][-1] - 1.0
    assert share["policy"]["central"][:3] == share["baseline"]["central"][:3]
    assert all(
        0.0 <= low <= high <= 100.0
        for low, high in zip(share["policy"]["low"], share["policy"]["high"], strict=True)
    )


def test_the_year_weighs_tonnes_by_days_and_not_shares(found: ChainYears, goods: list[Record]) -> None:
    """2024 has several laws: its share is that of all its tonnes."""
    year = found.baseline[0]
    assert len(year) > 1
    good = next(good for good in goods if good["commodity"] == "primary_gallium")
    supplies = [
        (item.weight, supply)
        for item in year
        for supply in direct_supply(item.state, found.zone.share)
        if supply.commodity == "primary_gallium"
    ]
    outside = sum(weight * supply.outside for weight, supply in supplies)
    total = sum(weight * supply.total for weight, supply in supplies)
    assert good["outside_share"]["baseline"]["central"][0] == pytest.approx(100.0 * outside / total)


def test_rows_hold_every_origin_and_add_up(found: ChainYears, goods: list[Record]) -> None:
    rows = {(row.scenario, row.year, row.variable, row.region): row for row in path_rows(found)}
    good = next(good for good in goods if good["commodity"] == "primary_gallium")
    for scenario, law in (("baseline path", "baseline"), ("policy path", "policy")):
        for place, year in enumerate(range(2024, LAST + 1)):
            shares = {
                region: row.value
                for (path, at, name, region), row in rows.items()
                if (path, at, name) == (scenario, year, "Supply|Origin share|primary_gallium")
            }
            assert sum(shares.values()) == pytest.approx(100.0)
            assert set(shares) <= set(good["origins"][law])
            outside = rows[scenario, year, "Supply|Outside share|primary_gallium", "Zone"]
            assert outside.unit == "%"
            assert outside.value == pytest.approx(good["outside_share"][law]["central"][place])
            rival = rows[scenario, year, "Supply|Rival share|primary_gallium", "Zone"]
            assert rival.value == pytest.approx(good["share_from_rival"][law]["central"][place])
    assert variable("Supply|Origin share|primary_gallium").unit == "%"
