"""Starting flows: records stay, own supply is what exports leave, gaps and priors go by gravity."""

from __future__ import annotations

import pytest

from footwall.chain.published import Figure
from footwall.chain.seeding import LEAST_DOMESTIC_SHARE, seed_flows

PAIRS = {(a, b): (0.0 if a == b else 5000.0) for a in "ABC" for b in "ABC"}


def test_own_supply_is_output_less_recorded_exports() -> None:
    trade = {("oxide", "A", "B"): Figure(30.0, "reported")}
    seeds = seed_flows(
        {("oxide", "A"): 100.0},
        {("oxide", "A"): 70.0, ("oxide", "B"): 30.0},
        trade,
        PAIRS,
        {"oxide": 0.01},
        0.9,
    )
    assert seeds["oxide", "A", "A"].flow == 70.0
    assert seeds["oxide", "A", "B"].flow == seeds["oxide", "A", "B"].recorded == 30.0
    assert not any(seed.prior for seed in seeds.values())


def test_own_supply_never_vanishes() -> None:
    trade = {("oxide", "A", "B"): Figure(120.0, "reported")}
    seeds = seed_flows(
        {("oxide", "A"): 100.0},
        {("oxide", "A"): 10.0, ("oxide", "B"): 90.0},
        trade,
        PAIRS,
        {"oxide": 0.01},
        0.9,
    )
    assert seeds["oxide", "A", "A"].flow == pytest.approx(LEAST_DOMESTIC_SHARE * 10.0)


def test_unrecorded_pairs_share_the_prior_by_output_and_distance() -> None:
    output = {("oxide", "A"): 100.0, ("oxide", "B"): 300.0}
    trade = {("oxide", "A", "A"): Figure(100.0, "reported"), ("oxide", "B", "C"): Figure(300.0, "reported")}
    seeds = seed_flows(
        output, {("oxide", "A"): 100.0, ("oxide", "C"): 300.0}, trade, PAIRS, {"oxide": 0.01}, 0.9
    )
    prior = seeds["oxide", "A", "C"]
    assert prior.prior and prior.recorded is None and prior.grade == "assumed"
    assert prior.flow == pytest.approx(0.01 * 300.0 * 100.0 / 400.0)


def test_what_records_leave_open_on_both_sides_is_filled() -> None:
    output = {("oxide", "A"): 100.0, ("oxide", "B"): 40.0}
    purchases = {("oxide", "A"): 100.0, ("oxide", "C"): 40.0}
    trade = {("oxide", "A", "A"): Figure(100.0, "reported")}
    seeds = seed_flows(output, purchases, trade, PAIRS, {"oxide": 1e-9}, 0.9)
    assert seeds["oxide", "B", "C"].flow == pytest.approx(40.0, rel=1e-6)
