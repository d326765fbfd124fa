"""What the answer tells beside its five numbers: each sentence is that of the rows, absent without them."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from footwall.runs import Result, run
from footwall.runs import further_findings as room
from footwall.runs.contracts_told import contracts_told
from footwall.runs.further_findings import floors_told, further_findings, largest_fall
from footwall.runs.rents_told import by_region, quotas_told
from footwall.runs.sentences import million, per_cent, three_digits


@cache
def _result(name: str, *overrides: str) -> Result:
    return run(name, year=2026, draws=0, chains=("ree_magnets",), overrides=overrides)


def _told(result: Result, about: str) -> list[str]:
    return [item["text"] for item in result.lead.summary["further"] if item["about"] == about]


def _value(result: Result, scenario: str, variable: str, region: str) -> float:
    return sum(
        row.value
        for row in result.lead.rows
        if (row.scenario, row.variable, row.region) == (scenario, variable, region)
    )


def _members(result: Result) -> list[str]:
    return list(result.lead.summary["zone"]["members"])


@pytest.mark.parametrize(
    ("name", "good"), [("oxide-only", "NdPr metal"), ("trusted-quota", "permanent-magnet motors")]
)
def test_the_largest_loss_by_value_is_told_with_who_gains(name: str, good: str) -> None:
    result = _result(name)
    lost = {}
    for stage in result.lead.summary["stages"]:
        made = [
            (
                _value(result, "baseline", f"Output|{stage['commodity']}", region)
                - _value(result, "policy", f"Output|{stage['commodity']}", region)
            )
            * _value(result, "baseline", f"Price|FOB|{stage['commodity']}", region)
            for region in _members(result)
        ]
        lost[stage["commodity"]] = sum(made)
    most = max(lost, key=lambda item: lost[item])
    stage = next(item for item in result.lead.summary["stages"] if item["commodity"] == most)
    (said,) = _told(result, "fall")
    levels = (stage["zone_output_baseline"], stage["zone_output_policy"])
    assert f"is of {good}: {per_cent(stage['zone_output_change']['value'])}, " in said
    assert f"{three_digits(levels[0])} to {three_digits(levels[1])} t/yr" in said
    gained = {
        row.region: row.value - _value(result, "baseline", row.variable, row.region)
        for row in result.lead.rows
        if row.scenario == "policy" and row.variable == f"Output|{most}"
        if row.region not in (*_members(result), "Zone", "World", "zone", "world")
    }
    winner = max(gained, key=lambda region: gained[region])
    assert f"Outside, {winner} adds most: {three_digits(gained[winner])} t/yr." in said


def test_a_fall_that_the_headline_tells_is_not_told_again() -> None:
    result = _result("oxide-only")
    lead = result.lead
    solved: Any = _Solved(lead)
    assert list(largest_fall(solved, set()))
    assert not list(largest_fall(solved, {"output_change|ndpr_metal"}))


def test_no_loss_is_told_where_nothing_falls() -> None:
    lead = _result("oxide-only").lead
    solved: Any = _Solved(lead)
    solved.states = {"baseline": lead.policy, "policy": lead.baseline}
    solved.central = {name: -change for name, change in lead.central.items()}
    assert "NdPr metal" not in " ".join(largest_fall(solved, set()))


class _Solved:
    """What the sentences read of a solve, from a run."""

    def __init__(self, lead: Any) -> None:
        self.states = {"baseline": lead.baseline, "policy": lead.policy}
        self.zone, self.central, self.drawn = lead.zone, lead.central, lead.drawn


def test_what_exporters_keep_is_told_where_no_treasury_gets_it() -> None:
    result = _result("minimum-import-price")
    kept = {
        region: sum(
            row.value
            for row in result.lead.rows
            if row.scenario == "policy"
            and row.variable.startswith("Rent|Floor gap|")
            and row.region == region
        )
        for region in {row.region for row in result.lead.rows} - {"zone", "Zone", "world", "World"}
        if region not in _members(result)
    }
    (said,) = _told(result, "rents")
    assert f"keep {million(sum(kept.values()))} million USD a year of the gap" in said
    assert said.endswith(f"receives: {by_region(kept)}.")
    assert "CHN 1," in said
    for silent in ("oxide-only", "lynas-jare"):
        assert not _told(_result(silent), "rents")


def test_a_contract_is_told_with_who_pays_and_what_is_made() -> None:
    result = _result("lynas-jare")
    paid = _value(result, "policy", "Outlay|Support|ndpr_oxide", "JPN")
    before, after = (_value(result, law, "Output|ndpr_oxide", "MYS") for law in ("baseline", "policy"))
    (said,) = _told(result, "contracts")
    assert said == (
        f"Buyers in JPN pay makers of NdPr oxide in MYS {million(paid)} million USD a year under the offtake "
        f"at a floor price. Output there: {per_cent(100.0 * (after / before - 1.0))}, "
        f"{three_digits(before)} to {three_digits(after)} t/yr."
    )
    assert after > 1.5 * before


def test_a_contract_that_moves_no_output_says_what_it_pays() -> None:
    (said,) = _told(_result("mp-price-protection"), "contracts")
    paid = _value(_result("mp-price-protection"), "policy", "Outlay|Support|ndpr_oxide", "USA")
    assert said.startswith(f"The treasury of USA pays makers of NdPr oxide in USA {million(paid)} million")
    assert "Output there is what it is in the baseline" in said
    lead = _result("cascade").lead
    assert not list(contracts_told(lead.baseline, lead.policy)), "the contract of the facts is in both"


def test_charged_goods_are_told_with_price_output_and_purchases() -> None:
    result = _result("oxide-only")
    stage = next(item for item in result.lead.summary["stages"] if item["commodity"] == "ndpr_oxide")
    bought = [
        sum(
            row.value
            for row in result.lead.rows
            if row.scenario == law and row.variable == "Trade|ndpr_oxide" and ">" in row.region
            for origin, destination in [row.region.split(">")]
            if destination in _members(result) and origin not in _members(result)
        )
        for law in ("baseline", "policy")
    ]
    (said,) = _told(result, "goods")
    price, output = (per_cent(stage[name]["value"]) for name in ("price_change", "zone_output_change"))
    assert said == (
        f"In the zone, of what the rulebook charges: NdPr oxide (price {price}, output {output}, "
        f"bought from outside {per_cent(100.0 * (bought[1] / bought[0] - 1.0))})."
    )
    assert not _told(_result("lynas-jare"), "goods")


def test_of_many_charged_goods_the_rest_is_counted() -> None:
    (said,) = _told(_result("tariff-25"), "goods")
    assert said.count("(price") == 3 and said.endswith("4 more goods are charged.")


def test_a_charged_good_that_hardly_moves_counts_among_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of seven charged goods three are looked at; two of these hardly move, so that six are not told."""
    result = _result("tariff-25")
    monkeypatch.setattr(room, "_good_told", lambda _, good: "told" if good == "ndfeb_magnet" else "")
    solved = SimpleNamespace(
        states={"baseline": result.lead.baseline, "policy": result.lead.policy}, zone=result.lead.zone
    )
    (said,) = room.charged_goods(solved, [])
    assert said.endswith("6 more goods are charged.")


def test_floors_are_told_where_one_of_them_is_slack() -> None:
    result = _result("oxide-only", "floors.ndpr_oxide.reference.price=40 USD/kg")
    borders = [row["status"] for row in result.lead.summary["floors"]]
    binds = sum(status != "slack" for status in borders)
    assert binds < len(borders)
    said = f"The floor on NdPr oxide binds at {binds or 'none'} of {len(borders)} borders."
    assert _told(result, "floors") == [said]
    assert not _told(_result("oxide-only"), "floors")
    lead = _result("oxide-only").lead
    assert not list(floors_told(lead.policy.network, lead.measured))


def test_quotas_are_told_with_whoever_keeps_their_rent() -> None:
    record = {"kind": "tariff_rate", "kept_by": "exporters", "kept_in": {"VNM": 62.35, "MYS": 12.26},
              "charged_beyond": 39.34}  # fmt: skip
    (said,) = quotas_told([record])
    assert said == (
        "The rents of the quotas are worth 74.6 million USD a year, kept by exporters in VNM 62.4 and MYS "
        "12.3; on what comes beyond them treasuries collect 39.3 million USD a year."
    )
    slack = {**record, "kept_in": {}, "charged_beyond": 0.0}
    assert list(quotas_told([slack])) == ["Nobody earns a rent by the quotas."]
    licence = {**slack, "kind": "licence", "kept_by": "quota_holders", "kept_in": {"CHN": 310.0}}
    assert list(quotas_told([licence])) == [
        "The rents of the licences are worth 310 million USD a year, kept by licence holders in CHN."
    ]
    assert not list(quotas_told([]))


def test_a_rulebook_that_changes_nothing_tells_nothing() -> None:
    lead = _result("baseline").lead
    solved: Any = _Solved(lead)
    assert further_findings(solved, lead.measured, [], []) == []
