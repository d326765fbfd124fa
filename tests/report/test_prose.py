"""The sentences above figures follow their numbers: swapped, scaled, zero, missing, one or many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from report.changed import message, page_after, section_text
from report.reading import Node, read
from report.results import page_of, result_of

Record = dict[str, Any]
OXIDE = "The outside share of NdPr oxide bought in the zone"


def _rates(**effective: float | None) -> Callable[[Record], None]:
    def change(summary: Record) -> None:
        summary["protection"] = {
            "stages": [
                {"stage": stage, "nominal_output": 1.0, "nominal_input": None, "effective": rate,
                 "effective_low": None, "effective_high": None, "value_added_share": 40.0,
                 "negative": rate is not None and rate < 0.0}
                for stage, rate in effective.items()
            ],
            "processes": [],
            "unit": "%",
        }  # fmt: skip

    return change


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        (
            {"metal": 5.0, "magnet": -3.8},
            "Magnet making (−3.8%) loses protection; metal making (+5.0%) gains",
        ),
        (
            {"metal": -5.0, "magnet": -3.8, "oxide": 2.0, "motor": 7.0},
            (
                "Metal making (−5.0%) and magnet making (−3.8%) lose protection; motor building (+7.0%) "
                "gains most"
            ),
        ),
        ({"oxide": 2.0, "motor": 7.0}, "Motor building (+7.0%) gains most protection"),
        ({"oxide": 2.0}, "Oxide making (+2.0%) gains some protection"),
        ({"oxide": -250.0}, "Oxide making (−250%) loses protection"),
        (
            {"oxide": 0.01, "magnet": -0.03},
            "Protection of stages in the zone hardly moves: nothing by as much as 0.05%",
        ),
        ({"oxide": None, "magnet": -1.0}, "Magnet making (−1.0%) loses protection"),
        (
            {"scrap": -9.0, "magnet": 1.0},
            "Collection of scrap (−9.0%) loses protection; magnet making (+1.0%) gains",
        ),
        (
            {"magnet": -1.0, "scrap": -9.0, "motor": -4.0},
            ("Collection of scrap (−9.0%), motor building (−4.0%) and magnet making (−1.0%) lose protection"),
        ),
        ({"scrap": -0.2, "magnet": 1.0}, "Magnet making (+1.0%) gains some protection"),
        (
            {"scrap": 9.0, "magnet": 1.0},
            "Collection of scrap (+9.0%) gains most protection, then magnet making (+1.0%)",
        ),
        (
            {"scrap": 9.0, "magnet": 1.0, "metal": -2.0},
            (
                "Metal making (−2.0%) loses protection; collection of scrap (+9.0%) gains most, then magnet "
                "making (+1.0%)"
            ),
        ),
    ],
)
def test_protection_names_who_loses_it(rates: dict[str, float | None], said: str) -> None:
    assert message(page_after("oxide-only", _rates(**rates)), "protection") == said


def test_a_rate_whose_range_crosses_zero_says_so() -> None:
    def change(summary: Record) -> None:
        _rates(magnet=-1.0)(summary)
        summary["protection"]["stages"][0] |= {"effective_low": -3.0, "effective_high": 0.5}

    assert message(page_after("oxide-only", change), "protection") == (
        "No stage gains or loses protection for sure; of uncertain sign: magnet making (−1.0%)"
    )


@pytest.mark.parametrize(("low", "said"), [(-3.0, "of uncertain sign: magnet making"), (0.1, "gains most")])
def test_a_stage_of_uncertain_sign_counts_neither_among_losers_nor_gainers(low: float, said: str) -> None:
    def change(summary: Record) -> None:
        _rates(magnet=1.0, motor=-4.0, metal=0.5)(summary)
        summary["protection"]["stages"][0] |= {"effective_low": low, "effective_high": 3.0}

    told = message(page_after("oxide-only", change), "protection")
    assert told.startswith("Motor building (−4.0%) loses protection; ") and said in told
    assert ("metal making (+0.5%) gains" in told) == (low < 0.0)


@pytest.mark.parametrize(
    ("rate", "share", "said"),
    [
        (
            986.0,
            7.5,
            "Metal making (+986%, on a small base: value added is 7.5% of sales) gains some protection",
        ),
        (986.0, 45.0, "Metal making (+986%) gains some protection"),
        (86.0, 7.5, "Metal making (+86.0%) gains some protection"),
    ],
)
def test_a_huge_rate_says_how_small_the_value_added_is(rate: float, share: float, said: str) -> None:
    def change(summary: Record) -> None:
        _rates(metal=rate)(summary)
        summary["protection"]["stages"][0]["value_added_share"] = share

    assert message(page_after("oxide-only", change), "protection") == said


def test_a_stage_without_value_added_has_no_rate_and_no_bar() -> None:
    tree = page_after("oxide-only", _rates(oxide=None, magnet=-1.0))
    picture = tree.one("figure", id="figure-protection").all("svg")[0]
    assert "effective –" in [node.text for node in picture.all("text")]
    assert len(list(picture.all("rect"))) == 3


def _supply(**shares: tuple[float, float]) -> Callable[[Record], None]:
    def change(summary: Record) -> None:
        for row in summary["security"]["commodities"]:
            if row["baseline"]["hhi"] is not None:
                ends = shares.get(row["commodity"], (50.0, 50.0))
                for state, end in zip(("baseline", "policy"), ends, strict=True):
                    row[state]["outside_share"] = end

    return change


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (
            {"ndpr_oxide": (66.0, 5.9)},
            f"{OXIDE} falls (66% → 5.9%)",
        ),
        (
            {"ndpr_oxide": (5.9, 66.0)},
            f"{OXIDE} rises (5.9% → 66%)",
        ),
        (
            {"ndpr_oxide": (66.0, 6.0), "pm_motor": (18.0, 22.0)},
            (
                "The outside share of NdPr oxide bought in the zone falls (66% → 6.0%), that of "
                "permanent-magnet motors rises (18% → 22%)"
            ),
        ),
        (
            {"ndpr_oxide": (89.5, 90.2)},
            f"{OXIDE} rises (89.5% → 90.2%)",
        ),
        (
            {"dy_oxide": (90.0, 90.0)},
            "Outsiders supply 90% of the dysprosium oxide bought in the zone, as before",
        ),
    ],
)
def test_security_says_what_comes_from_outside(shares: dict[str, tuple[float, float]], said: str) -> None:
    assert message(page_after("oxide-only", _supply(**shares)), "security") == said


def test_security_without_a_policy_says_what_is() -> None:
    said = message(read(page_of("baseline")), "security")
    assert said.startswith("China supplies ") and said.endswith(" bought outside China")


def test_a_shortage_is_told_by_sector_with_the_region_that_it_hits_most() -> None:
    rest = {"unit": "t/yr", "baseline": 0.0, "share_of_base": 1.0}

    def short(summary: Record) -> None:
        summary["security"]["shortages"] = [
            {"sector": "wind", "region": "USA", "shortage": 12.0, "share": 4.0, **rest},
            {"sector": "wind", "region": "JPN", "shortage": 30.0, "share": 1.5, **rest},
            {"sector": "ev", "region": "KOR", "shortage": 0.1, "share": 0.01, **rest},
        ]

    text = section_text(page_after("oxide-only", short), "security")
    assert "wind turbines 42.0 t/yr, at most 4.0% of the baseline's use (the United States)" in text
    assert "electric vehicles" not in text

    def of_a_good(summary: Record) -> None:
        short(summary)
        hit = {"good": "dy_oxide", "good_share": 58.0}
        summary["security"]["shortages"][1] |= hit

    text = section_text(page_after("oxide-only", of_a_good), "security")
    assert "wind turbines 42.0 t/yr, at most 58% of the dysprosium oxide of the baseline (Japan)" in text

    def unknown(summary: Record) -> None:
        summary["security"]["shortages"] = [
            {
                "sector": "wind",
                "region": "USA",
                "shortage": 12.0,
                "share": None,
                **rest,
                "share_of_base": 30.0,
            }
        ]

    text = section_text(page_after("oxide-only", unknown), "security")
    assert "at most 30% of base use, of which the baseline serves none (the United States)" in text
    assert "No use goes unserved" not in text


def _products(*changes: tuple[str, str, float, float]) -> Callable[[Record], None]:
    def change(summary: Record) -> None:
        first = summary["product_costs"][0]
        ndpr = next(part for part in first["inputs"] if part["commodity"] == "ndpr_metal")
        summary["product_costs"] = [
            {**first, "inputs": [ndpr], "product": name.replace(" ", "_").lower(), "name": name, "per": per,
             "baseline": 100.0, "policy": 100.0 + moved, "change": moved, "low": min(moved, 2.0 * moved),
             "high": max(moved, 2.0 * moved), "share_of_price": share}
            for name, per, moved, share in changes
        ]  # fmt: skip

    return change


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [("Battery magnet", "kg", 29.8, 51.4), ("Electric car", "car", 51.8, 0.148)],
            (
                "Battery magnet: its maker pays 29.8 USD more per kg for NdPr metal, 51% of the product's "
                "price; electric car: its maker pays 51.8 USD more per car for NdPr metal, 0.15% of the "
                "product's price"
            ),
        ),
        (
            [("Electric car", "car", -51.8, -0.148)],
            (
                "Electric car: its maker pays 51.8 USD less per car for NdPr metal, 0.15% of the product's "
                "price"
            ),
        ),
        (
            [("Electric car", "car", 0.0, 0.0)],
            "No maker's bill for its input changes by as much as 0.01% of the price of its product",
        ),
        (
            [("Thing", "piece", 0.5, 4.0), ("Electric car", "car", 0.0, 0.0)],
            (
                "Thing: its maker pays 0.50 USD more per piece for NdPr metal, 4.0% of the product's price; "
                "electric car: its maker pays as much for NdPr metal as before"
            ),
        ),
        (
            [("Radar", "radar", 12_345.6, 0.014)],
            ("Radar: its maker pays 12,346 USD more per radar for NdPr metal, 0.01% of the product's price"),
        ),
    ],
)
def test_products_say_more_or_less(rows: list[tuple[str, str, float, float]], said: str) -> None:
    assert message(page_after("oxide-only", _products(*rows)), "products") == said


@pytest.mark.parametrize("name", ["cascade", "oxide-only"])
def test_no_row_of_products_reads_as_the_price_of_the_product(name: str) -> None:
    """The magnet maker's bill stands beside the price of magnets, and may move the other way."""
    summary = result_of(name).lead.summary
    tree = read(page_of(name)).one("section", id="products")
    names = {row["name"].partition(" of an ")[0].partition(" with ")[0] for row in summary["product_costs"]}
    labels = {node.text for picture in tree.all("svg") for node in picture.all("text")}
    assert not names & labels
    assert "NdPr, dysprosium and terbium metal for NdFeB magnet" in tree.text
    assert "its maker pays" in message(tree, "products")
    assert "It is not the price of the product" in tree.text
    assert "not the price of the product" in tree.one("figure").one("caption").text


def test_without_products_there_is_no_section() -> None:
    tree = page_after("oxide-only", _products())
    assert "products" not in {node.attributes["id"] for node in tree.all("section")}


def _wedge(**levels: dict[str, float]) -> Callable[[Record], None]:
    def change(summary: Record) -> None:
        found = summary["wedge"]
        by_name = {row["instrument"]: row for row in found["instruments"]}
        found["instruments"] = [{**by_name[name], **fields} for name, fields in levels.items()]
        found["out_of_reach"] = [name for name in by_name if name not in levels]

    return change


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        (
            {"levy": {"treasury_revenue": 6.4}, "minimum_import_price": {"kept_by_exporters": 7.3},
             "stock_purchase": {"budget_outlay": 22.2}},
            ("a levy brings border receipts of 6.4; a minimum import price leaves exporters 7.3 of the gap; "
            "a stock purchase costs budgets 22 (million USD/yr)"),
        ),
        (
            {"levy": {"treasury_revenue": -6.4, "budget_outlay": 9.0}},
            "a levy lowers border receipts by 6.4 (million USD/yr)",
        ),
        ({"levy": {"treasury_revenue": 0.01, "budget_outlay": 9.0}}, "a levy brings no border receipts"),
        (
            {"minimum_import_price": {"kept_by_exporters": 0.0}},
            "a minimum import price leaves exporters nothing",
        ),
        ({"tariff": {"zone_gain": -3.0}}, "under a tariff the zone loses 3.0 (million USD/yr)"),
        ({"tariff": {"zone_gain": 3.0}}, "under a tariff the zone gains 3.0 (million USD/yr)"),
        ({"tariff": {"zone_gain": 0.0}}, "under a tariff the zone neither gains nor loses"),
    ],
)  # fmt: skip
def test_the_wedge_says_who_keeps_it(levels: dict[str, dict[str, float]], said: str) -> None:
    tree = page_after("oxide-only", _wedge(**levels))
    assert message(tree, "wedge") == f"For the same output of NdPr oxide {said}"
    assert ("No level of" in section_text(tree, "wedge")) == (len(levels) < 6)


def _owners(*gains: tuple[str, str, float]) -> Callable[[Record], None]:
    def change(summary: Record) -> None:
        summary["by_owner"] = [
            {"owner": owner, "region": region, "producer_surplus": gain, "rents": 0.0, "unit": ""}
            for owner, region, gain in gains
        ]

    return change


@pytest.mark.parametrize(
    ("gains", "said", "known"),
    [
        (
            [("A", "USA", 5.0), ("B", "CHN", -7.0), ("A", "AUS", 2.0), ("not known", "JPN", 14.0)],
            "only gain: A, 7.0 million USD/yr; only loss: B, 7.0 million USD/yr",
            "50% are those of plants whose owners the facts do not name",
        ),
        (
            [("A", "USA", 5.0), ("B", "CHN", 7.0)],
            "largest gain: B, 7.0 million USD/yr",
            "The facts name the owners of all plants",
        ),
        (
            [("A", "USA", 5.0), ("A", "AUS", -5.0), ("not known", "JPN", 1.0)],
            "No owner that the facts name gains or loses visibly",
            "are those of plants whose owners",
        ),
    ],
)
def test_owners_gain_or_lose_over_all_their_regions(
    gains: list[tuple[str, str, float]], said: str, known: str
) -> None:
    tree = page_after("oxide-only", _owners(*gains))
    assert message(tree, "owners").removeprefix("Of the owners that the facts name, ") == said
    assert known in section_text(tree, "owners")


def test_an_owner_in_several_regions_has_the_colour_of_none() -> None:
    gains = (("A", "USA", 2.0), ("A", "JPN", 1.0), ("B", "AUS", -1.5))
    tree = page_after("oxide-only", _owners(*gains))
    panel = tree.one("figure", id="figure-owners").all("svg")[0]
    assert [node.attributes["class"] for node in panel.all("rect")] == ["plain", "r-AUS"]
    assert "colour: region of the plants; grey: several" in section_text(tree, "owners")
    alone = page_after("oxide-only", _owners(*gains[1:]))
    assert "colour: region of the plants" in section_text(alone, "owners")
    assert "grey: several" not in section_text(alone, "owners")


def test_nobody_who_gains_or_loses_means_no_section_of_owners() -> None:
    tree = page_after("oxide-only", _owners(("A", "USA", 0.01), ("not known", "CHN", 0.0)))
    assert "owners" not in {node.attributes["id"] for node in tree.all("section")}


@pytest.mark.parametrize(
    ("levied", "kept", "said"),
    [
        (6.4, -0.8, ("receive 6.4 million USD a year more if the gap is levied; they receive 0.8 million "
         "USD a year less if exporters keep it")),
        (-20.0, 0.0, ("receive 20 million USD a year less if the gap is levied; they receive as much as "
         "before if exporters keep it")),
    ],
)  # fmt: skip
def test_revenue_over_omega_has_the_sign_of_its_numbers(levied: float, kept: float, said: str) -> None:
    def change(summary: Record) -> None:
        for record in summary["treasury_over_omega"]:
            record["treasury"] = kept if record["omega"] == 1.0 else levied

    assert message(page_after("oxide-only", change), "omega") == f"Treasuries in the zone {said}"


def test_an_input_that_lowers_the_headline_is_said_to_lower_it() -> None:
    def leaned(correlation: float) -> Callable[[Record], None]:
        def change(summary: Record) -> None:
            summary["leaned_on"] = [{**summary["leaned_on"][0], "rank_correlation": correlation}]

        return change

    def told(tree: Node) -> str:
        return message(tree, "leaned-on")

    assert " rises with " in told(page_after("oxide-only", leaned(0.7)))
    assert " falls with " in told(page_after("oxide-only", leaned(-0.7)))
    quiet = page_after("oxide-only", leaned(0.1))
    assert "sensitivity" not in {node.attributes["id"] for node in quiet.all("section")}


def test_the_table_of_gains_names_sectors_and_what_makers_make() -> None:
    tree = read(page_of("cascade"))
    cells = {node.text for node in tree.all("td")}
    assert {"robots and industry", "glass, ceramics and other uses of oxide", "magnets"} <= cells
    assert not {"robots industry", "magnet"} & cells
