"""The quotas of a rulebook in report, summary and workbook, and that they add up with the accounts."""

from __future__ import annotations

from functools import cache

import pytest

from footwall.report import render
from footwall.report.input_owners import input_owners
from footwall.report.number_words import plain
from footwall.report.subject import subject_of
from footwall.runs import Result, run
from footwall.runs.workbook import sheets
from report.reading import Node, cells, read
from report.results import page_of, result_of

WIDE = "tariffs.{}.tariff_rate_quota.share_of_base=400%"
SLACK = tuple(WIDE.format(good) for good in ("ndpr_oxide", "ndpr_metal", "ndfeb_magnet"))


@cache
def _result(*overrides: str) -> Result:
    return run("trusted-quota", year=2026, draws=0, chains=("ree_magnets",), overrides=overrides)


@cache
def _section(*overrides: str) -> Node:
    return read(render(_result(*overrides))).one("section", id="quotas")


def _rows_of(result: Result, variable: str) -> dict[str, float]:
    """Region -> sum over goods, of a variable by commodity under the policy."""
    found: dict[str, float] = {}
    for row in result.lead.rows:
        if row.scenario == "policy" and row.variable.startswith(f"{variable}|"):
            found[row.region] = found.get(row.region, 0.0) + row.value
    return found


def test_rents_and_charges_add_up_with_the_accounts() -> None:
    result = _result()
    kept: dict[str, float] = {}
    for record in result.lead.summary["quotas"]:
        assert record["rent"] == pytest.approx(sum(record["kept_in"].values()))
        within = min(record["tonnes"], record["volume"])
        assert record["rent"] == pytest.approx(record["unit_rent"] * within / 1000.0)
        beyond = max(0.0, record["tonnes"] - record["volume"])
        assert record["charged_beyond"] == pytest.approx(record["charge_beyond"] * beyond / 1000.0)
        for region, amount in record["kept_in"].items():
            kept[region] = kept.get(region, 0.0) + amount
    rents = _rows_of(result, "Rent|Tariff-rate quota")
    assert kept and kept == pytest.approx({region: rents[region] for region in kept})
    members = result.lead.summary["zone"]["members"]
    charged = sum(
        amount
        for region, amount in _rows_of(result, "Revenue|Out-of-quota charge").items()
        if region in members
    )
    assert charged == pytest.approx(sum(item["charged_beyond"] for item in result.lead.summary["quotas"]))
    assert charged > 10.0


def test_the_table_has_every_quota_with_its_use_rent_and_keeper() -> None:
    records = _result().lead.summary["quotas"]
    rows = cells(_section().one("table"))
    assert len(rows) == len(records) == 3
    for row, record in zip(rows, records, strict=True):
        assert row[4:7] == [plain(record["volume"]), plain(record["tonnes"]), f"{record['used']:.0f}%"]
        assert row[8:10] == [plain(record["unit_rent"]), plain(record["rent"])]
        assert row[11] == plain(record["charged_beyond"])
        assert record["used"] > 110.0
    assert rows[1][2] == "Viet Nam"
    assert rows[1][10] == f"exporters in Viet Nam {plain(records[1]['rent'])}"


def test_the_sentences_hold_the_sums() -> None:
    records = _result().lead.summary["quotas"]
    text = " ".join(_section().text.split())
    total, beyond = (sum(record[name] for record in records) for name in ("rent", "charged_beyond"))
    assert (
        f"The rents of the quotas are worth {plain(total)} million USD a year, kept by exporters in" in text
    )
    assert f"treasuries collect {plain(beyond)} million USD a year" in text
    assert "Full, shipments over volume: NdPr metal" in text
    assert "Not full" not in text
    answer = read(render(_result())).one("section", id="answer").text
    assert f"The rents of the quotas are worth {plain(total)} million USD" in answer


def test_quotas_that_are_not_full_earn_nothing() -> None:
    for record in _result(*SLACK).lead.summary["quotas"]:
        assert record["used"] < 100.0
        assert (record["full"], record["rent"], record["charged_beyond"]) == (0, 0.0, 0.0)
    text = " ".join(_section(*SLACK).text.split())
    assert "Nobody earns a rent by the quotas." in text
    assert "Not full, so that nobody earns a rent by it: " in text
    assert "Full, shipments" not in text
    assert {row[10] for row in cells(_section(*SLACK).one("table"))} == {"nobody"}


def test_licences_are_told_as_such() -> None:
    section = read(page_of("export-licence-shock")).one("section", id="quotas")
    records = result_of("export-licence-shock").lead.summary["quotas"]
    assert section.one("h2").text == "How the licences are used"
    rows = cells(section.one("table"))
    assert len(rows) == len(records) >= 4
    assert {row[1] for row in rows} == {"Export licences"}
    assert {row[7] for row in rows} == {"closed"}
    assert all(row[10].startswith("licence holders in China") for row in rows)
    assert "tariff-rate" not in section.text


def test_amounts_of_a_rulebook_are_told_by_their_clause() -> None:
    subject = subject_of(_result(), _result().lead)
    assert input_owners(subject, ["floors.ndpr_oxide.reference.price", "ndpr_oxide"]) == (
        "the floor on NdPr oxide: reference price, NdPr oxide"
    )
    assert input_owners(subject, ["border.evasion.cost"]) == "border.evasion.cost"
    shock = result_of("export-licence-shock")
    told = input_owners(subject_of(shock, shock.lead), ["measures.1.approval"])
    assert told == "the export licences of China on NdFeB magnet: approval"


def test_without_a_quota_there_is_no_section() -> None:
    assert not result_of("oxide-only").lead.summary["quotas"]
    assert all(node.attributes.get("id") != "quotas" for node in read(page_of("oxide-only")).all("section"))


def test_the_workbook_has_them_too() -> None:
    result = _result()
    found = {sheet.name: sheet for sheet in sheets(result.model, result.manifest, result.summary, ())}
    names = found["Quotas"].header
    shown = [dict(zip(names, row, strict=True)) for row in found["Quotas"].rows]
    records = result.lead.summary["quotas"]
    assert [row["Rent"] for row in shown] == [record["rent"] for record in records]
    kept = records[0]["kept_in"]
    assert shown[0]["Kept in"] == ", ".join(f"{region} {amount:.4g}" for region, amount in kept.items())
    plain_result = result_of("oxide-only")
    names_without = {
        sheet.name for sheet in sheets(plain_result.model, plain_result.manifest, plain_result.summary, ())
    }
    assert "Quotas" not in names_without
