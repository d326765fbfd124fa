"""Evasion relabels origins: declared trade differs by ``via``, and adds up to actual trade."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from footwall.runs import Result, run
from footwall.runs.declared_trade import false_origins

EVASION = "border.evasion={cost: 5%, spread: 25%, detection: 20%, fine: 10%, max: 60%VIA}"


@cache
def evaded(via: str) -> Result:
    clause = EVASION.replace("VIA", f", via: [{via}]" if via else "")
    return run("tariff-25", year=2026, draws=0, overrides=[clause])


def trade(result: Result, heading: str) -> dict[tuple[str, str], float]:
    """(commodity, route) -> t/year of the policy."""
    parts = heading.count("|")
    return {
        (row.variable.rpartition("|")[2], row.region): row.value
        for row in result.rows
        if row.scenario == "policy" and row.variable.startswith(heading) and row.variable.count("|") == parts
    }


def into(tonnes: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    total: dict[tuple[str, str], float] = defaultdict(float)
    for (commodity, route), value in tonnes.items():
        total[commodity, route.partition(">")[2]] += value
    return total


def moved(result: Result) -> dict[str, float]:
    """Declared less actual tonnes by origin, over all routes that are declared."""
    actual, gain = trade(result, "Trade|"), defaultdict[str, float](float)
    declared = trade(result, "Trade|Declared|")
    for key, tonnes in declared.items():
        origin, _, destination = key[1].partition(">")
        gain["home" if origin == destination else origin] += tonnes - actual.get(key, 0.0)
    return gain


@pytest.mark.parametrize("via", ["", "VNM", "VNM, MYS"])
def test_declared_tonnes_add_up_to_actual_tonnes(via: str) -> None:
    actual = into(trade(evaded(via), "Trade|"))
    declared = into(trade(evaded(via), "Trade|Declared|"))
    assert len(declared) > 5
    for key, tonnes in declared.items():
        assert tonnes == pytest.approx(actual[key], rel=1e-12)


def test_evaded_goods_are_declared_as_goods_of_the_false_origin() -> None:
    gain = moved(evaded("VNM"))
    assert gain["VNM"] > 100.0
    assert gain["CHN"] < -100.0
    assert gain["VNM"] + gain["home"] == pytest.approx(-sum(v for v in gain.values() if v < 0.0), rel=1e-9)


def test_two_false_origins_share_what_others_declare_equally() -> None:
    result = evaded("VNM, LAO")
    actual, declared = trade(result, "Trade|"), trade(result, "Trade|Declared|")
    key = ("ndfeb_magnet", "LAO>USA")
    assert key not in actual
    from_vietnam = actual["ndfeb_magnet", "VNM>USA"]
    others = sum(
        tonnes - declared[commodity, route]
        for (commodity, route), tonnes in actual.items()
        if commodity == "ndfeb_magnet" and route.endswith(">USA") and route != "VNM>USA"
    )
    state = result.lead.policy
    names = [(arc.commodity, arc.origin, arc.destination) for arc in state.network.arcs]
    vietnam = names.index(("ndfeb_magnet", "VNM", "USA"))
    false = state.equilibrium.unit.evaded_share[vietnam] * state.enactment.charges.levied_share[vietnam]
    assert others > 10.0
    assert declared[key] == pytest.approx(others / 2.0 + false * from_vietnam, rel=1e-9)


def test_without_a_false_origin_evaded_goods_count_as_domestic() -> None:
    gain = moved(evaded(""))
    assert gain["home"] > 100.0
    assert all(tonnes <= 1e-9 for origin, tonnes in gain.items() if origin != "home")


def test_the_label_changes_no_actual_trade() -> None:
    assert trade(evaded("VNM"), "Trade|") == trade(evaded(""), "Trade|")


def test_declared_is_levied_share_times_evaded_share_of_each_route() -> None:
    result = evaded("VNM")
    state = result.lead.policy
    declared = trade(result, "Trade|Declared|")
    for a, arc in enumerate(state.network.arcs):
        if (arc.commodity, arc.origin, arc.destination) == ("ndfeb_magnet", "CHN", "USA"):
            told = declared["ndfeb_magnet", "CHN>USA"]
            false = state.equilibrium.unit.evaded_share[a] * state.enactment.charges.levied_share[a]
            assert 0.05 < false <= 0.6
            assert told == pytest.approx(state.equilibrium.flow[a] * (1.0 - false), rel=1e-12)
            return
    raise AssertionError("no route for magnets from China to the United States")


def test_without_evasion_nothing_is_declared_otherwise(baseline: Result) -> None:
    assert trade(baseline, "Trade|Declared|") == {}


@pytest.mark.parametrize(
    ("origin", "via", "expected"),
    [
        ("CHN", (), ("USA",)),
        ("CHN", ("VNM",), ("VNM",)),
        ("CHN", ("VNM", "MYS", "VNM"), ("VNM", "MYS")),
        ("VNM", ("VNM", "MYS"), ("MYS",)),
        ("VNM", ("VNM",), ("USA",)),
    ],
)
def test_no_good_is_falsely_declared_under_its_own_origin(
    origin: str, via: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert false_origins(origin, "USA", via) == expected
