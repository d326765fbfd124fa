"""Who is said to pay, to receive and to keep: the words follow the law of the rulebook and the numbers."""

from __future__ import annotations

import pytest

from report.changed import Record, message, page_after, section_text
from report.reading import read
from report.results import page_of, result_of


def test_a_rulebook_of_tariffs_has_its_own_tariff_in_the_title() -> None:
    """25% is the rate of the rulebook: first in the title, and nowhere in that of a rulebook of levies."""
    record = result_of("tariff-25").lead.summary["wedge"]
    own = next(row for row in record["instruments"] if row["instrument"] == "tariff")
    assert own["level"] == pytest.approx(25.0, abs=0.01)
    title = message(read(page_of("tariff-25")), "wedge")
    size = f"{own['treasury_revenue']:.0f}"
    assert f"of NdPr oxide a tariff of 25.0% brings border receipts of {size}; a levy" in title
    assert "tariff" not in message(read(page_of("cascade")), "wedge")


def test_names_of_the_wedge_are_explained_and_the_two_parts_make_up_the_treasuries() -> None:
    """Without other clauses the levy of the rulebook is the policy: receipts − payments = treasuries."""
    lead = result_of("oxide-only").lead
    levy = next(row for row in lead.summary["wedge"]["instruments"] if row["instrument"] == "levy")
    treasury = next(item for item in lead.summary["headline"] if item["figure"] == "treasury")
    assert levy["treasury_revenue"] - levy["budget_outlay"] == pytest.approx(treasury["value"], abs=0.05)
    assert treasury["paid"] == pytest.approx(levy["budget_outlay"], abs=0.05)
    text = section_text(read(page_of("oxide-only")), "wedge")
    assert "treasuries +" not in text and "budgets +" not in text
    for name in ("Border receipts are", "Paid from budgets is", "other makers those of", "Rents abroad are"):
        assert name in text
    assert (
        "Paid from budgets" in read(page_of("oxide-only")).one("figure", id="figure-wedge").one("table").text
    )


def test_treasuries_that_pay_makers_are_said_to_pay() -> None:
    contracts, levies = result_of("contracts-instead"), result_of("oxide-only")
    assert "Treasuries there pay 1" in contracts.summary["answer"]
    assert "million USD a year on balance" in contracts.summary["answer"]
    assert "less" not in contracts.summary["answer"].partition("Treasuries")[2].partition(".")[0]
    assert "Treasuries there receive" in levies.summary["answer"]


def test_protection_says_whether_payments_are_in_it() -> None:
    """Under contracts oxide gets cheaper and its makers get more: the rate holds the payments."""
    stages = result_of("contracts-instead").lead.summary["stages"]
    oxide = next(row for row in stages if row["commodity"] == "ndpr_oxide")
    rates = {row["stage"]: row for row in result_of("contracts-instead").lead.summary["protection"]["stages"]}
    assert oxide["price_change"]["value"] < 0.0 < rates["oxide"]["nominal_output"]
    told = section_text(read(page_of("contracts-instead")), "protection")
    assert "Receipts are the price and what contracts and subsidies pay on top of it" in told


def test_only_buyers_whom_a_floor_reaches_have_its_mark() -> None:
    """One mark above the rows and one on the zone's track; none on the row of the rival's buyers."""
    section = read(page_of("oxide-only")).one("section", id="prices")
    panel = next(node for node in section.all("svg") if "Price of NdPr oxide" in node.text)
    assert "Buyers in China" in panel.text
    marks = [node for node in panel.all("line") if node.attributes.get("class") == "floor"]
    assert len(marks) == 2


def test_goods_of_associates_are_not_said_to_be_made_by_members() -> None:
    """What is right of the line and what the wedge counts is the zone: members and associates."""
    page = read(page_of("cascade-associates"))
    assert result_of("cascade-associates").lead.summary["zone"]["associates"]
    assert "Right of the upright line: made in the zone." in section_text(page, "origins")
    assert "The zone makes" in section_text(page, "wedge")
    for key in ("origins", "wedge"):
        assert "made by members" not in section_text(page, key)
        assert "All members make" not in section_text(page, key)


def test_a_minimum_import_price_is_told_as_it_is_before_the_levy_that_it_is_not() -> None:
    """The rulebook's own instrument leaves the gap to exporters: the levied case comes second."""

    def change(summary: Record) -> None:
        for record in summary["treasury_over_omega"]:
            record["treasury"] = 1715.0 if record["omega"] == 0.0 else 9.6

    tree = page_after("minimum-import-price", change)
    assert message(tree, "omega") == (
        "Exporters keep the gap and treasuries in the zone receive 9.6 million USD a year more; were it "
        "levied, they would receive 1,715 million USD a year more"
    )
    headings = [node.text for node in tree.one("figure", id="figure-omega").all("h4")]
    assert headings[0].startswith("ω = 1: exporters keep the gap, as in this rulebook")
    assert headings[1].startswith("ω = 0: all of the gap is levy, another law")


def test_a_cliff_leaves_exporters_nothing_so_no_share_of_the_gap_is_told() -> None:
    """LEVY-16 forbids ω beside steps: no case of it on the card, in the answer or in a figure."""
    summary = result_of("stepwise").lead.summary
    assert [record["omega"] for record in summary["treasury_over_omega"]] == [None]
    card = next(item for item in summary["headline"] if item["figure"] == "treasury")
    assert card["over_gap"] is None and card["range_over"].endswith("percentile")
    page = page_of("stepwise")
    assert 'id="figure-omega"' not in page and "exporters keep none to all" not in page.lower()
