"""What the weeks after a cut-off know of the public stocks of a rulebook, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from footwall.horizon.members import Members
from footwall.horizon.weekly_stocks import WEEK, PublicStock, first_stocks, schedules_of
from footwall.rulebook.schema import Rulebook
from footwall.runs.weekly_tests import public_at
from horizon.test_public_stocks import BUYERS, CALIBRATION, OXIDE_IN_C, keeping
from horizon.toy_path import law, walked

PLACE = ("oxide", "C")


def public(**terms: Any) -> PublicStock | None:
    """Of the last of three years; the stock serves a quarter of C and the price level rises by a quarter."""
    clause = {"budget": "1e9 USD", "target": {"oxide": "73 days"}, "pace": "100%", **terms}
    rulebook = Rulebook.model_validate({"name": "x", "stockpile": {"vault": clause}})
    members = Members(((date(2024, 1, 1), {"C": 0.25}),))
    found = walked([law()] * 3, keeping=keeping(rulebook, 3, inflation=1.25, members=members))
    return public_at(found, 2)


def when(value: float, unit: str, pace: str = "40%") -> dict[str, Any]:
    return {"when": {"variable": "price", "op": "above", "value": value, "unit": unit}, "pace": pace}


def test_a_stated_price_is_that_of_the_day_on_which_the_supplier_stops() -> None:
    """100 USD/kg of 2026 at a price level of 1.25² are 64,000 real USD/t, whatever the price was before."""
    found = public(release=when(100.0, "USD/kg"))
    assert found is not None and found.prices == pytest.approx({PLACE: 64_000.0})
    before = walked([law()]).years[0].periods[0].central
    stock = first_stocks(CALIBRATION, before, None, found)
    row = 4 * len(BUYERS) + OXIDE_IN_C
    assert schedules_of(stock).block[0, row, 1] == pytest.approx(64_000.0)


def test_it_gives_out_its_pace_to_the_part_of_a_region_that_it_serves() -> None:
    """20 days' worth are plenty: the most is 40% of a year's use of a quarter of C, 10 t a year."""
    found = public(release=when(2.0, "x trend"))
    assert found is not None and found.paces == pytest.approx({PLACE: 0.1})
    before = walked([law()]).years[0].periods[0].central
    stock = first_stocks(CALIBRATION, before, None, found)
    given = float(schedules_of(stock).block[0, 4 * len(BUYERS) + OXIDE_IN_C, 0])
    assert given == pytest.approx(-0.1 * float(before.purchases[OXIDE_IN_C]))
    assert given * WEEK > -found.tonnes[PLACE]


def test_a_stock_that_has_ended_gives_nothing_out() -> None:
    assert public(release=when(2.0, "x trend"), to="2025-12-31") is None
    assert public() is None, "no release, nothing in an emergency"


def test_places_without_terms_of_their_own_follow_those_of_all() -> None:
    before = walked([law()]).years[0].periods[0].central
    stock = first_stocks(CALIBRATION, before, None, PublicStock({PLACE: 50.0}, pace=0.5, trigger=3.0))
    assert stock.opens[0] == pytest.approx(np.full(len(BUYERS), 3.0))
    assert stock.most_public == pytest.approx(0.5 * before.purchases)
