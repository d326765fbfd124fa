"""What a ban, licences or a cut-off of the rulebook keep out is not credited to its floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from footwall.report import render
from footwall.runs import run
from report.changed import Record, message, page_after, section_text
from report.reading import cells, number, read
from report.results import page_of, result_of

CUT_OFF = """
name: A floor and a cut-off
zone: {members: [USA, EU27, JPN, KOR, AUS, CAN, GBR]}
floors:
  ndpr_oxide: {reference: {price: 110 USD/kg}}
events:
  - {kind: cut_off, by: CHN, chain: ree_magnets, destinations: [JPN], from: 2026-01-01}
"""


def test_leakage_by_charges_is_that_of_the_same_rulebook_without_its_ban() -> None:
    """``ban-on-japan`` is ``cascade`` and a ban."""
    alone = {
        (leak["commodity"], leak["element"]): leak["change"]
        for leak in result_of("cascade").lead.summary["leakage"]
    }
    summary = result_of("ban-on-japan").lead.summary
    assert summary["trade_measures"] == [{"kind": "ban", "by": "CHN"}]
    assert len(summary["leakage"]) == len(alone) > 0
    for leak in summary["leakage"]:
        expected = alone[leak["commodity"], leak["element"]]
        for form, change in leak["by_charges"].items():
            assert change == pytest.approx(expected[form], rel=1e-6, abs=1e-3)


def test_without_measures_nothing_is_divided() -> None:
    summary = result_of("cascade").lead.summary
    assert summary["trade_measures"] == []
    assert all(leak["by_charges"] is None for leak in summary["leakage"])
    assert "by measures" not in section_text(read(page_of("cascade")), "leakage")


def test_a_cut_off_is_a_measure_too(tmp_path: Path) -> None:
    file = tmp_path / "cut-off.yaml"
    file.write_text(CUT_OFF, encoding="utf-8")
    summary = run(file, year=2026, draws=0).lead.summary
    assert summary["trade_measures"] == [{"kind": "ban", "by": "CHN"}]
    assert all(leak["by_charges"] is not None for leak in summary["leakage"])


def test_the_section_names_the_ban_and_adds_up() -> None:
    tree = read(page_of("ban-on-japan"))
    text = section_text(tree, "leakage")
    assert "holds the export ban of China beside its charges" in text
    assert "not the work of the floors" in text and "stay out as" not in text
    told = message(tree, "leakage")
    assert "by the rulebook's charges" in told and told.endswith("by the export ban of China")
    for row in cells(tree.one("figure", id="figure-leakage").one("table")):
        total, charges, measures = (number(cell) for cell in row[9:12])
        assert total == pytest.approx(charges + measures, abs=2.0)


def test_where_the_two_cannot_be_told_apart_the_section_says_so() -> None:
    def undivided(summary: Record) -> None:
        summary["leakage"] = [{**leak, "by_charges": None} for leak in summary["leakage"]]

    text = section_text(page_after("ban-on-japan", undivided), "leakage")
    assert "cannot be told apart" in text and "by measures" not in text
    assert "under the rulebook's charges and the export ban of China together" in text


def test_many_measures_are_told_in_one() -> None:
    def many(summary: Record) -> None:
        summary["trade_measures"] = [
            {"kind": kind, "by": "CHN"} for kind in ("ban", "export_licence", "export_tax")
        ]

    assert "holds the measures of governments beside" in section_text(
        page_after("ban-on-japan", many), "leakage"
    )


@pytest.mark.parametrize(
    ("rate", "kind", "said"),
    [
        ("0%", "vat_refunded", "the refund of value-added tax on exports of China"),
        ("13%", "vat_not_refunded", "the value-added tax kept on exports of China"),
    ],
)
def test_a_tax_on_exports_is_kept_or_refunded_and_not_both(
    rate: str, kind: str, said: str, tmp_path: Path
) -> None:
    commodities = "[ndpr_metal]" if rate == "0%" else "[ndfeb_magnet]"
    measure = f"{{by: CHN, kind: vat_not_refunded, commodities: {commodities}, rate: {rate}}}"
    file = tmp_path / "tax.yaml"
    floor, _, _ = CUT_OFF.partition("events")
    file.write_text(f"{floor}measures: [{measure}]\n", encoding="utf-8")
    result = run(file, year=2026, draws=0)
    assert result.lead.summary["trade_measures"] == [{"kind": kind, "by": "CHN"}]
    text = section_text(read(render(result)), "leakage")
    assert f"holds {said} beside its charges" in text and "kept or refunded" not in text
