"""The page says what the result says: numbers, signs, sums; and says plainly what does not apply."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from footwall.report import render
from footwall.report.number_words import signed
from footwall.report.region_colours import region_class
from footwall.rulebook import read_rulebook
from footwall.runs import Result, run
from report.reading import Node, cells, number, read
from report.results import RULEBOOKS, page_of, result_of

MOVING = tuple(name for name in RULEBOOKS if name != "baseline")


def _changed(result: Result, change: Callable[[dict[str, Any]], None]) -> Result:
    summary = copy.deepcopy(dict(result.lead.summary))
    change(summary)
    return replace(result, chains=(replace(result.lead, summary=summary),))


def _message(tree: Node, figure: str) -> str:
    return tree.one("h3", id=f"figure-{figure}-message").text


@pytest.mark.parametrize("name", MOVING)
def test_the_five_numbers_are_those_of_the_summary(name: str) -> None:
    tree = read(page_of(name))
    cards = [node for node in tree.all("li") if node.attributes.get("class") == "card"]
    headline = result_of(name).summary["headline"]
    assert len(cards) == len(headline) == 5
    for card, record in zip(cards, headline, strict=True):
        shown = card.one("p", **{"class": "card-number"}).text
        assert number(shown) == pytest.approx(
            record["value"], abs=0.51 if abs(record["value"]) >= 10 else 0.051
        )
        low, high = card.one("p", **{"class": "card-bounds"}).text.split(" to ")
        assert number(low) == pytest.approx(record["low"], abs=0.51)
        assert number(high) == pytest.approx(record["high"], abs=0.51)
        assert "5th to 95th percentile" in card.text
        assert "at this price level" in card.one("p", **{"class": "card-certainty"}).text
        beside = card.one("p", **{"class": "card-beside"}).text
        words = result_of(name).lead.summary["price_levels"]["beside"]["words"]
        assert beside.startswith(f"at {words} (NdPr oxide ")
        there = record["at_latest_prices"]["value"]
        assert number(beside.rpartition(": ")[2]) == pytest.approx(
            there, abs=0.51 if abs(there) >= 10 else 0.051
        )


def test_without_draws_every_number_says_that_it_is_deterministic() -> None:
    tree = read(render(run("tariff-25", year=2026, draws=0)))
    for card in (node for node in tree.all("li") if node.attributes.get("class") == "card"):
        assert "deterministic: no range was drawn" in card.text
    assert "percentile" not in tree.one("figure", id="figure-prices").text


def test_messages_take_their_verbs_from_the_numbers() -> None:
    result = result_of("cascade")

    def turn(summary: dict[str, Any]) -> None:
        for stage in summary["stages"]:
            if stage["zone_output_change"] is not None:
                stage["zone_output_baseline"], stage["zone_output_policy"] = (
                    stage["zone_output_policy"], stage["zone_output_baseline"],
                )  # fmt: skip
                stage["zone_output_change"]["value"] *= -1.0
            if stage["price_change"] is not None:
                stage["price_change"]["value"] *= -1.0
        for record in summary["who_pays"]:
            record["zone"] *= -1.0

    before, after = read(page_of("cascade")), read(render(_changed(result, turn)))
    swaps = {"prices": ("rises most", "falls most"), "gains": ("treasuries gain", "treasuries lose")}
    for figure, words in swaps.items():
        found = [word in _message(tree, figure) for tree in (before, after) for word in words]
        assert found in ([True, False, False, True], [False, True, True, False]), figure
    told = [_message(tree, "output").replace(" fewer ", " less ") for tree in (before, after)]
    more = [text.partition(" more ")[2].partition(" (")[0] for text in told]
    less = [text.partition(" less ")[2].partition(" (")[0] for text in told]
    assert more == less[::-1] and all(more)


def test_leakage_message_counts_what_comes_back() -> None:
    def set_leak(summary: dict[str, Any]) -> None:
        leak = copy.deepcopy(summary["leakage"][0])
        leak["change"] = {
            "direct": -400.0,
            "embodied": 100.0,
            "third_country": -30.0,
            "evaded": 60.0,
            "total": -270.0,
        }
        summary["leakage"] = [leak]

    tree = read(render(_changed(result_of("oxide-only"), set_leak)))
    assert "400 t/yr stay out as NdPr oxide; 160 t (40%) come back inside later products and undeclared" in (
        _message(tree, "leakage")
    )


@pytest.mark.parametrize(
    ("embodied", "said"),
    [(0.09, "0.09 t (3%) come back inside later products"), (0.002, "none comes back by another way")],
)
def test_a_chain_of_few_tonnes_has_leaks_of_less_than_one(embodied: float, said: str) -> None:
    def set_leak(summary: dict[str, Any]) -> None:
        leak = copy.deepcopy(summary["leakage"][0]) | {"zone_final_use": 114.0}
        forms = {"direct": -3.25, "embodied": embodied, "third_country": 0.0, "evaded": 0.0}
        leak["change"] = forms | {"total": sum(forms.values())}
        summary["leakage"] = [leak]

    assert said in _message(read(render(_changed(result_of("oxide-only"), set_leak))), "leakage")


@pytest.mark.parametrize("name", RULEBOOKS)
def test_origins_are_the_whole(name: str) -> None:
    rows = cells(read(page_of(name)).one("figure", id="figure-origins").one("table"))
    sums: dict[str, list[float]] = {}
    for commodity, _, _, _, before, after in rows:
        total = sums.setdefault(commodity, [0.0, 0.0])
        total[0] += number(before)
        total[1] += number(after)
    assert len(sums) > 5
    for before, after in sums.values():
        assert before == pytest.approx(100.0, abs=1.0)
        assert after == pytest.approx(100.0, abs=1.0)


def test_origins_are_the_trade_of_the_rows() -> None:
    result = result_of("cascade")
    rows = cells(read(page_of("cascade")).one("figure", id="figure-origins").one("table"))
    shown = next(number(row[3]) for row in rows if row[:2] == ["NdFeB magnet", "China"])
    members = result.lead.zone.regions
    sold = sum(
        row.value
        for row in result.rows
        if row.scenario == "policy" and row.variable == "Trade|ndfeb_magnet"
        and row.region.startswith("CHN>") and row.region.removeprefix("CHN>") in members
    )  # fmt: skip
    assert shown == pytest.approx(sold, abs=0.51)


@pytest.mark.parametrize("name", ["cascade", "oxide-only", "tariff-25", "minimum-import-price"])
def test_leakage_forms_add_up(name: str) -> None:
    for row in cells(read(page_of(name)).one("figure", id="figure-leakage").one("table")):
        *forms, total = (number(cell) for cell in row[5:10])
        assert sum(forms) == pytest.approx(total, abs=2.1)
        assert number(row[4]) - number(row[3]) == pytest.approx(total, abs=1.6)


def test_leakage_names_the_countries_it_comes_from() -> None:
    result = result_of("oxide-only")
    figure = read(page_of("oxide-only")).one("figure", id="figure-leakage-producers")
    rows = [row for row in result.rows if row.variable == "Leakage|ndpr_oxide|NdPr|From"]
    rows.sort(key=lambda row: -abs(row.value))
    told = {row[3]: number(row[4]) for row in cells(figure.one("table")) if row[0] == "NdPr oxide"}
    names = {row.code: row.name for row in result.facts.table("regions")}
    assert set(told) == {names[row.region] for row in rows}
    for row in rows:
        assert told[names[row.region]] == pytest.approx(row.value, abs=0.51)
    picture = figure.all("svg")[0]
    shown = " ".join(node.text for node in picture.all("text"))
    visible = [row for row in rows[:5] if abs(row.value) >= 0.01 * abs(rows[0].value)]
    assert len(picture.all("rect")) == len(visible) > 2
    for row in visible:
        assert names[row.region] in shown and signed(row.value) in shown
        picture.one("rect", **{"class": region_class(row.region)})
    message = figure.one("h3").text
    largest = min(rows, key=lambda row: row.value)
    size = signed(largest.value).lstrip("−")
    assert (
        f"made into NdPr oxide outside, t/yr of NdPr oxide: {size} less in {names[largest.region]}" in message
    )


@pytest.mark.parametrize("name", MOVING)
def test_gains_of_groups_and_regions_have_one_sum(name: str) -> None:
    tree = read(page_of(name))
    groups = cells(tree.one("figure", id="figure-gains").one("table"))
    regions = cells(tree.one("figure", id="figure-regions").one("table"))
    of_groups = sum(number(cell) for row in groups for cell in row[2:])
    of_regions = sum(number(row[1]) for row in regions)
    assert of_groups == pytest.approx(of_regions, abs=0.5 * (3 * len(groups) + len(regions)) ** 0.5 + 1.0)
    china = next(number(row[1]) for row in regions if row[0] == "China")
    assert china == pytest.approx(sum(number(row[3]) for row in groups), abs=5.0)


def test_floors_are_listed_at_every_border_in_words() -> None:
    records = result_of("cascade").lead.summary["floors"]
    table = next(node for node in read(page_of("cascade")).one("section", id="floors").all("table"))
    rows = cells(table)
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        assert {"slack": "does not bind", "binding": "binds", "prohibitive": "keeps imports out"}[
            record["status"]
        ] in row[3]
        assert number(row[2]) == pytest.approx(record["floor"], abs=0.51)
        assert ("Undercut: zone suppliers deliver below the floor" in row[6]) == record["undercut"]
        assert row[3].endswith(", undercut") == record["undercut"]


def _floors_told(*borders: tuple[str, float, float]) -> str:
    """The count after a change: status, tonnes that pay and imports of every border of NdPr oxide."""

    def change(summary: dict[str, Any]) -> None:
        first = summary["floors"][0]
        summary["floors"] = [
            {**first, "member": member, "status": status, "levied": levied, "imports": imports,
             "levied_share": levied / imports if imports else 0.0, "undercut": False}
            for member, (status, levied, imports) in zip(("USA", "EU27", "JPN"), borders, strict=False)
        ]  # fmt: skip

    tree = read(render(_changed(result_of("oxide-only"), change)))
    return tree.one("section", id="floors").all("p")[0].text


@pytest.mark.parametrize(
    ("borders", "said"),
    [
        (
            [("binding", 50.0, 100.0), ("binding", 0.5, 100.0), ("prohibitive", 0.01, 0.02)],
            (
                "Of the imports of NdPr oxide 25% pay the charge. The floor binds at 2 of 3 borders and "
                "keeps imports out at 1."
            ),
        ),
        (
            [("prohibitive", 0.0, 100.0)] * 2,
            (
                "Of the imports of NdPr oxide 0.0% pay the charge. The floor keeps imports out at 2 of 2 "
                "borders."
            ),
        ),
        (
            [("binding", 90.0, 100.0), ("prohibitive", 0.01, 100.0), ("slack", 0.0, 100.0)],
            (
                "Of the imports of NdPr oxide 30% pay the charge. The floor binds at 1 of 3 borders, keeps "
                "imports out at 1 and does not bind at 1."
            ),
        ),
        (
            [("slack", 0.0, 100.0)] * 2,
            "No import of NdPr oxide pays: the floor binds at none of 2 borders.",
        ),
        (
            [("binding", 90.0, 100.0)] * 2,
            "Of the imports of NdPr oxide 90% pay the charge. The floor binds at 2 of 2 borders.",
        ),
    ],
)
def test_the_sentence_counts_the_statuses_of_the_table(
    borders: list[tuple[str, float, float]], said: str
) -> None:
    assert _floors_told(*borders) == said


def _floor_rows(name: str) -> tuple[list[list[str]], str]:
    section = read(page_of(name)).one("section", id="floors")
    return cells(section.one("table")), section.text


def test_under_a_minimum_import_price_nobody_is_said_to_pay_a_charge() -> None:
    """Exporters raise their invoices and keep the difference; no charge is collected."""
    records = result_of("minimum-import-price").lead.summary["floors"]
    rows, text = _floor_rows("minimum-import-price")
    assert all(record["kept"] == 1.0 for record in records if record["status"] != "slack")
    assert "pay the charge" not in text and "come with an invoice raised to the floor" in text
    assert "Rise of the invoice per kg" in text and "Charge per kg that pays" not in text
    binding = [row[6] for row, record in zip(rows, records, strict=True) if record["status"] == "binding"]
    assert binding and all(row.startswith("Exporters raise their invoices and keep") for row in binding)


def test_below_a_cliff_the_maximum_is_what_an_import_pays() -> None:
    """92% and 70 USD/kg are those of the rulebook; on the oxide floor of 110 the gap would be less."""
    records = result_of("stepwise").lead.summary["floors"]
    rows, _ = _floor_rows("stepwise")
    assert {(record["cliff"], record["maximum"]) for record in records} == {(0.92, 70.0)}
    assert {record["status"] for record in records} == {"binding", "prohibitive"}
    for row, record in zip(rows, records, strict=True):
        assert "below 92% of the floor" in row[6] and "the maximum of 70 USD/kg" in row[6]
        assert ("would pay" in row[6]) == (record["status"] == "prohibitive")
    cascade, _ = _floor_rows("cascade")
    assert not any("maximum" in row[6] or "invoice" in row[6] for row in cascade)


def test_the_floors_say_whose_goods_count_as_imports() -> None:
    said = read(page_of("cascade")).one("section", id="floors").text
    assert "Imports are all that crosses a member's border, what other members send included." in said
    kept = "exporters keep it, and no treasury receives it"
    assert kept not in said
    assert kept in read(page_of("minimum-import-price")).one("section", id="floors").text


def test_imports_that_pay_are_those_of_the_routes() -> None:
    """The share of the report is that of tonnes on routes across borders, never of home supply."""
    lead = result_of("cascade").lead
    routes = zip(lead.policy.network.arcs, lead.policy.equilibrium.flow.tolist(), strict=True)
    imports: dict[tuple[str, str], float] = {}
    for arc, flow in routes:
        if arc.origin != arc.destination:
            key = arc.commodity, arc.destination
            imports[key] = imports.get(key, 0.0) + flow
    records = lead.summary["floors"]
    assert len(records) > 10
    for record in records:
        assert record["imports"] == pytest.approx(imports[record["commodity"], record["member"]])
        assert 0.0 <= record["levied"] <= record["imports"] * (1.0 + 1e-9)


@pytest.mark.parametrize("name", ["baseline", "tariff-25", "export-licence-shock"])
def test_no_floor_is_said_plainly(name: str) -> None:
    section = read(page_of(name)).one("section", id="floors")
    assert "has no floor in force on 2026-12-31" in section.text
    assert "topped up" not in section.text
    assert not section.all("table", "figure")


def test_a_rulebook_that_changes_nothing_shows_no_changes() -> None:
    tree = read(page_of("baseline"))
    assert "Nothing in this rulebook changes the baseline" in tree.one("section", id="answer").text
    assert not [node for node in tree.all("li") if node.attributes.get("class") == "card"]
    for section in ("leakage", "gains"):
        assert not tree.one("section", id=section).all("figure")
    assert "no border to leak through" in tree.one("section", id="leakage").text
    assert "nobody pays" in tree.one("section", id="gains").text
    assert "→" not in tree.one("figure", id="figure-prices").text


def test_a_slack_floor_changes_nothing_and_is_still_listed() -> None:
    slack = ("floors.ndpr_oxide.reference.price=20 USD/kg",)
    tree = read(render(run("oxide-only", year=2026, draws=0, overrides=slack)))
    assert "Nothing in this rulebook changes the baseline" in tree.one("section", id="answer").text
    assert "so nothing leaks" in tree.one("section", id="leakage").text
    statuses = [row[3] for row in cells(tree.one("section", id="floors").one("table"))]
    assert statuses and all("does not bind" in status for status in statuses)


def test_no_covered_good_means_no_leakage_figure() -> None:
    section = read(page_of("export-licence-shock")).one("section", id="leakage")
    assert "nothing leaks round one" in section.text and not section.all("figure")


def test_hashes_seed_and_sources_are_there() -> None:
    result, tree = result_of("cascade"), read(page_of("cascade"))
    making = tree.one("section", id="making").text
    for fact in ("rulebook_sha256", "facts_sha256", "seed", "model"):
        assert str(result.manifest[fact]) in making
    assert "footwall run rulebook.yaml --year 2026 --out again" in making
    assert len(tree.one("ol", **{"class": "sources"}).all("li")) == len(result.facts.table("sources"))
    checks = tree.one("section", id="checks").text
    assert "converged" in checks and "below" in checks
    notes = [item.text for item in tree.one("section", id="data").all("li")]
    for told, note in zip(notes, result.summary["notes"], strict=True):
        figures = re.compile(r"(?<![\w.])\d[\d,.]*")
        assert figures.findall(told) == figures.findall(note)


def test_what_a_rulebook_calls_itself_is_text() -> None:
    attack = '<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7*7 }} </style></title>'
    rulebook = read_rulebook("oxide-only").model_copy(
        update={"name": attack, "why": attack, "version": attack}
    )
    page = render(run(rulebook, year=2026, draws=0))
    tree = read(page)
    assert not tree.all("script", "img")
    assert "<script" not in page and "<img" not in page
    assert tree.one("h1").text == attack
    assert attack in tree.one("p", **{"class": "why"}).text
    assert attack in tree.one("p", **{"class": "answer"}).text
