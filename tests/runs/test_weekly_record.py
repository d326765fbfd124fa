"""The weeks after a cut-off in the record, the rows and the workbook: every chain, and sums that agree."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from footwall.enacted.vocabulary import vocabulary_of
from footwall.horizon.private_stocks import holding_of
from footwall.horizon.weekly_cut_off import weekly_cut_off
from footwall.horizon.weekly_stocks import WEEK, PublicStock
from footwall.rulebook.read import read_rulebook
from footwall.runs.through_years import ChainYears, first_test
from footwall.runs.weekly_record import SHORT, weekly_rows, weeks_record
from footwall.runs.weekly_tests import UNTOUCHED, private_at, weekly_terms
from footwall.runs.workbook_weeks import GOODS, SECTORS, WEEKS, week_cells
from runs.through_years import facts, floor, record, rulebook, through

CHAINS = ("ree_magnets", "lithium", "cobalt", "gallium", "germanium")
POLICY = rulebook(floor("primary_gallium", 1200.0))


@cache
def gallium() -> ChainYears:
    return through(POLICY, last=2029)


def weeks() -> dict[str, Any]:
    found = weeks_record(gallium())
    assert found is not None
    return found


@pytest.mark.parametrize("chain", CHAINS)
def test_every_chain_has_a_solution_in_every_week_and_closes(chain: str) -> None:
    found = through(read_rulebook("cascade", vocabulary=vocabulary_of(facts())), chain, last=2028)
    assert found.weeks is not None
    touched = found.pair.policy.path is not found.pair.baseline.path
    for test in (found.weeks.baseline, found.weeks.policy, *[found.weeks.bare] * touched):
        assert test.weeks is not None, test.reason
        assert test.weeks.weeks == 52
        assert test.weeks.largest_error < 1e-9
        assert test.weeks.residual < 1e-9
        assert (test.weeks.private_left >= 0.0).all()
    stocked, bare = found.weeks.policy.weeks, found.weeks.bare.weeks
    assert stocked is not None
    if touched:
        assert bare is not None and stocked.shortage.sum() <= bare.shortage.sum() + 1e-9
    else:
        assert found.weeks.bare.reason == UNTOUCHED
    assert np.all(stocked.effective[:4] == stocked.level)


def test_sectors_add_up_to_the_uses_of_the_zone() -> None:
    chain = gallium()
    assert chain.weeks is not None and chain.weeks.policy.weeks is not None
    test, told = chain.weeks.policy.weeks, weeks()["policy"]
    weight = chain.zone.weights(tuple(use.region for use in chain.network.uses))
    for week in (0, 4, 51):
        served = sum(
            told["served"][sector][week] / 100.0 * WEEK * float((test.before.use * weight)[of].sum())
            for sector in told["served"]
            for of in [[use.sector == sector for use in chain.network.uses]]
        )
        assert served == pytest.approx(float(test.use[week] @ weight), rel=1e-4)
    for good in told["goods"].values():
        parts = sum(np.array(good[name]) for name in ("supplied", "arrived", "private", "public"))
        assert np.array(good["used"]) == pytest.approx(parts, rel=1e-4, abs=1e-4)
        assert 0.0 < good["private_days"][0] <= 45.0 + 1e-9


def test_a_sector_is_short_from_the_first_week_that_lacks_more_than_the_least() -> None:
    for law in ("baseline", "policy", "without_stocks"):
        for sector, week in weeks()[law]["first_short"].items():
            lacking = np.array(weeks()[law]["short_share"][sector]) > 100.0 * SHORT
            assert week == (int(np.argmax(lacking)) + 1 if lacking.any() else None)


def test_stocks_save_use_and_a_public_one_saves_more() -> None:
    chain = gallium()
    assert weeks()["policy"]["lost"] < weeks()["without_stocks"]["lost"]
    buyers = chain.pair.policy.path.course.calibration.buyers
    held = {
        buyer: 0.25 * float(chain.pair.policy.path.years[-1].periods[-1].central.purchases[place])
        for place, buyer in enumerate(buyers)
        if buyer[0] == "primary_gallium" and chain.zone.weight(buyer[1]) > 0.0
    }
    public = PublicStock(held, trigger=1.5)
    place = first_test(chain.span)
    path = chain.pair.policy.path
    holding = private_at(path, place, holding_of(chain.facts, path.course.calibration))
    helped = weekly_cut_off(path.years[place], chain.zone.rival, holding, public, weekly_terms(chain.facts))
    assert chain.weeks is not None and chain.weeks.policy.weeks is not None
    assert helped.public.sum() > 0.0
    zone = chain.zone.weights(tuple(use.region for use in chain.network.uses))
    assert (helped.use @ zone).sum() > (chain.weeks.policy.weeks.use @ zone).sum()


def test_rows_hold_what_the_weeks_add_up_to() -> None:
    rows = {(row.scenario, row.variable): row for row in weekly_rows(gallium())}
    told = weeks()
    for scenario, law in (("baseline path", "baseline"), ("policy path", "policy")):
        row = rows[scenario, "Cut-off|Use lost"]
        assert (row.value, row.year, row.unit) == (told[law]["lost"], told["year"], "million USD")
        for sector, tonnes in told[law]["shortage"].items():
            assert rows[scenario, f"Cut-off|Shortage|{sector}"].value == pytest.approx(sum(tonnes))


def test_the_workbook_has_a_row_a_figure_and_week() -> None:
    chain = record(gallium(), POLICY)
    cells = list(week_cells({"chains": {"gallium": chain}}))
    assert all(len(row) == len(WEEKS) + 52 for row in cells)
    told = chain["cut_off_weeks"]["policy"]
    assert len(cells) == 2 * (len(SECTORS) * len(told["served"]) + len(GOODS) * len(told["goods"]))
    assert not list(week_cells({"chains": {"gallium": {**chain, "cut_off_weeks": None}}}))


def test_paths_that_end_before_the_test_have_no_weeks() -> None:
    found = through(POLICY, last=2027)
    assert found.weeks is None
    assert weeks_record(found) is None
    assert not list(weekly_rows(found))


def test_a_cut_off_of_the_rulebook_itself_is_told_by_the_week_and_a_vault_puts_it_off() -> None:
    """``cut-off-2028-vault`` stops China in the year of the test: before it ships still sail, and a stock of
    magnets lasts some weeks longer than private ones alone."""
    bundled = read_rulebook("cut-off-2028-vault", vocabulary=vocabulary_of(facts()))
    found = through(bundled, "ree_magnets", last=2028)
    told = weeks_record(found)
    assert told is not None and told["year"] == 2028
    assert all(told[law]["solved"] for law in ("baseline", "policy", "without_stocks"))
    magnets = told["policy"]["goods"]["ndfeb_magnet"]
    assert magnets["arrived"][0] > 0.5 * magnets["used"][0] and sum(magnets["public"]) > 1000.0
    first = [told[law]["first_short"]["wind"] for law in ("without_stocks", "baseline", "policy")]
    assert first == sorted(first) and first[0] < first[1] < first[2]
    assert told["policy"]["lost"] < told["baseline"]["lost"] < told["without_stocks"]["lost"]
    assert found.weeks is not None and found.weeks.policy.weeks is not None
    assert found.weeks.policy.weeks.residual < 1e-9
    assert found.cut_offs[0][1].before.flow.sum() > found.cut_offs[0][1].after.flow.sum()  # type: ignore[union-attr]
