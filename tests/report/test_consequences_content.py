"""Tables and pictures of the consequences hold the numbers of the summary, and nothing else."""

from __future__ import annotations

import math

import pytest

from footwall.report.section_wedge import PARTIES
from report.reading import cells, number, read
from report.results import page_of, result_of

PROTECTING = ("cascade", "oxide-only", "minimum-import-price")
MOVING = (*PROTECTING, "tariff-25", "export-licence-shock")


def near(shown: str, value: float | None) -> bool:
    """True if a printed number is ``value`` but for rounding to its own last digit."""
    if value is None:
        return shown == "–"
    digits = len(shown.rstrip("%").partition(".")[2])
    return math.isclose(number(shown), value, abs_tol=0.501 * 10.0**-digits)


@pytest.mark.parametrize("name", MOVING)
def test_protection_table_has_every_stage_and_process_of_the_zone(name: str) -> None:
    record = result_of(name).lead.summary["protection"]
    rows = cells(read(page_of(name)).one("figure", id="figure-protection").one("table"))
    expected = [*record["stages"], *record["processes"]]
    assert len(rows) == len(expected) > 8
    for row, rates in zip(rows, expected, strict=True):
        for shown, rate in zip(row[2:5], ("nominal_output", "nominal_input", "effective"), strict=True):
            assert near(shown, rates[rate]), (row, rate)
        low, _, high = row[5].partition(" to ")
        if "effective_low" in rates:
            assert near(low, rates["effective_low"]) and near(high, rates["effective_high"])
        else:
            assert row[5] == ""


@pytest.mark.parametrize("name", MOVING)
def test_every_bar_of_protection_carries_its_own_number(name: str) -> None:
    record = result_of(name).lead.summary["protection"]["stages"]
    picture = read(page_of(name)).one("figure", id="figure-protection").all("svg")[0]
    texts = [node.text for node in picture.all("text")]
    nominal = [words for words in texts if words.startswith("nominal ")]
    effective = [words for words in texts if words.startswith("effective ")]
    assert len(nominal) == len(effective) == len(record)
    for words, stage in zip(effective, record, strict=True):
        assert near(words.removeprefix("effective "), stage["effective"])
    bars = [node for node in picture.all("rect") if node.attributes["class"] in ("more", "zone")]
    negative = [node.attributes["class"] == "more" for node in bars]
    assert negative == [stage["effective"] < 0.0 for stage in record]


@pytest.mark.parametrize("name", ["baseline", *MOVING])
def test_security_table_shows_baseline_and_policy_of_every_good_that_is_bought(name: str) -> None:
    records = [
        row for row in result_of(name).lead.summary["security"]["commodities"] if row["baseline"]["hhi"]
    ]
    rows = cells(read(page_of(name)).one("figure", id="figure-security").one("table"))
    assert len(rows) == len(records) > 5
    items = ("outside_share", "rival_share", "hhi", "hhi_governance", "net_import_reliance")
    for row, record in zip(rows, records, strict=True):
        for shown, item in zip(row[1:], items, strict=True):
            levels, _, bounds = shown.rstrip(")").partition(" (")
            ends = levels.split(" → ")
            assert near(ends[0], record["baseline"][item]), (row, item)
            assert near(ends[-1], record["policy"][item]), (row, item)
            drawn = record["policy_range"].get(item, {"low": None})
            assert bool(bounds) == (drawn["low"] is not None)
            if bounds:
                low, high = bounds.split(" to ")
                assert near(low, drawn["low"]) and near(high, drawn["high"]), (row, item)


def test_figures_say_whether_they_carry_a_range() -> None:
    """Every figure's source line is that of its numbers: drawn, or of the central parameters alone."""
    figures = {node.attributes["id"]: node.text for node in read(page_of("cascade")).all("figure")}
    drawn = {"figure-output", "figure-prices", "figure-protection", "figure-security"}
    figures.pop("figure-grades")  # rows of the facts: no result
    for key, text in figures.items():
        marks = ("percentile of 6 joint draws" in text, "deterministic, central parameters" in text)
        assert any(marks), key
        if key in drawn:
            assert marks[0], key
    assert "deterministic, central parameters" in figures["figure-wedge"]
    wedge = result_of("cascade").lead.summary["wedge"]
    assert wedge["deterministic"] is True
    undrawn = {node.attributes["id"]: node.text for node in read(page_of("baseline")).all("figure")}
    assert not any("percentile" in text for text in undrawn.values())


@pytest.mark.parametrize("name", MOVING)
def test_contained_shares_are_those_of_the_summary(name: str) -> None:
    summary = result_of(name).lead.summary
    goods = {item.id: item.name.partition(",")[0] for item in result_of(name).lead.policy.network.commodities}
    known = {
        f"{row['element']} as {goods[row['commodity']]}".lower(): row
        for row in summary["security"]["contained"]
    }
    section = read(page_of(name)).one("section", id="security")
    tables = [node for node in section.all("table") if "final users" in node.one("caption").text]
    for row in (row for table in tables for row in cells(table)):
        record = known[row[0].lower()]
        for shown, item in zip(
            row[1:], ("outside_share", "rival_share", "hhi", "hhi_governance"), strict=True
        ):
            assert near(shown.split(" → ")[0], record["baseline"][item])
            assert near(shown.split(" → ")[-1], record["policy"][item])


def test_unserved_uses_are_told_with_their_tonnes() -> None:
    summary = result_of("export-licence-shock").lead.summary
    told = [row for row in summary["security"]["shortages"] if row["share"] >= 0.05]
    told.sort(key=lambda row: -row["shortage"])
    tree = read(page_of("export-licence-shock")).one("section", id="security")
    assert told
    table = next(node for node in tree.all("table") if "unserved" in node.one("caption").text)
    rows = cells(table)
    assert len(rows) == len(told)
    for row, record in zip(rows, told, strict=True):
        assert near(row[2], record["shortage"]) and near(row[3], record["baseline"])
        assert near(row[4], record["share"])
    assert "Some uses go unserved" in tree.text
    assert "Some uses go unserved" not in read(page_of("cascade")).one("section", id="security").text


@pytest.mark.parametrize("name", MOVING)
def test_products_cost_what_the_summary_says(name: str) -> None:
    records = {row["name"]: row for row in result_of(name).lead.summary["product_costs"]}
    rows = cells(read(page_of(name)).one("figure", id="figure-products").one("table"))
    assert {row[0] for row in rows} == set(records)
    for row in rows:
        record = records[row[0]]
        assert near(row[4], record["baseline"]) and near(row[5], record["policy"])
        change, _, bounds = row[6].partition(" (")
        low, high = bounds.rstrip(")").split(" to ")
        assert near(change, record["change"])
        assert near(low, record["low"]) and near(high, record["high"])
        assert number(low) <= number(change) <= number(high)
        tiny = {"0 to 0.01%": 1.0, "−0.01 to 0%": -1.0}.get(row[8])
        if tiny is not None:
            assert 0.0 < tiny * record["share_of_price"] < 0.01
        else:
            assert near(row[8], record["share_of_price"])


def test_dear_dysprosium_raises_the_magnet_makers_bill() -> None:
    """NdPr gets cheaper when licences stop dysprosium: the bill of a magnet still rises, by its recipe."""
    magnet = next(
        row
        for row in result_of("export-licence-shock").lead.summary["product_costs"]
        if row["product"] == "magnet"
    )
    parts = {part["commodity"]: part for part in magnet["inputs"]}
    moved = {good: part["price_policy"] - part["price_baseline"] for good, part in parts.items()}
    assert set(moved) == {"ndpr_metal", "dy_metal", "tb_metal"}
    assert moved["ndpr_metal"] < 0.0 < moved["tb_metal"] < moved["dy_metal"]
    assert magnet["change"] > 0.0
    assert magnet["change"] == pytest.approx(sum(part["kg"] * moved[good] for good, part in parts.items()))
    tree = read(page_of("export-licence-shock")).one("section", id="products")
    [table] = [node for node in tree.all("table") if "part by part" in node.one("caption").text]
    rows = {row[1]: row for row in cells(table)}
    assert len(rows) == 3
    for name, good in (("NdPr metal", "ndpr_metal"), ("Dysprosium metal", "dy_metal")):
        assert near(rows[name][-1], parts[good]["change"])
        assert near(rows[name][3], parts[good]["price_baseline"])
        assert near(rows[name][4], parts[good]["price_policy"])
    message = tree.one("h3", id="figure-products-message").text
    assert "NdPr, dysprosium and terbium metal" in message and "no thrift or substitute" in message


@pytest.mark.parametrize("name", PROTECTING)
def test_wedge_rows_add_up_to_the_zone_and_to_the_world(name: str) -> None:
    record = result_of(name).lead.summary["wedge"]
    tree = read(page_of(name)).one("figure", id="figure-wedge")
    rows = cells(tree.one("table"))
    assert len(rows) == len(record["instruments"]) >= 4
    for row, instrument in zip(rows, record["instruments"], strict=True):
        revenue, outlay, users, makers, others, rents, zone, abroad, others_abroad, lost = map(
            number, row[2:]
        )
        assert zone == pytest.approx(revenue - outlay - users + makers + others + rents, abs=3.1)
        assert -lost == pytest.approx(zone + abroad + others_abroad, abs=2.1)
        assert near(row[2], instrument["treasury_revenue"]) and near(row[4], instrument["user_cost"])
        assert sum(sign * instrument[field] for field, sign, _, _ in PARTIES) == pytest.approx(
            -instrument["deadweight"], abs=1e-9
        )


@pytest.mark.parametrize("name", PROTECTING)
def test_wedge_bars_are_as_long_as_what_they_stand_for(name: str) -> None:
    """In each panel lengths over amounts are one number: the scale that the bars share."""
    instruments = result_of(name).lead.summary["wedge"]["instruments"]
    figure = read(page_of(name)).one("figure", id="figure-wedge")
    lengths = [
        float(node.attributes["width"])
        for picture in figure.all("svg")
        for node in picture.all("rect")
        if node.attributes["class"].startswith("part ")
    ]
    order = [row for row in instruments if row["instrument"] in ("levy", "minimum_import_price", "tariff")]
    order += [row for row in instruments if row not in order]
    amounts = [abs(row[field]) for row in order for field, _, _, _ in PARTIES if abs(row[field]) >= 0.05]
    assert len(lengths) == len(amounts)
    scale = max(lengths) / max(amounts)
    for length, amount in zip(lengths, amounts, strict=True):
        assert length == pytest.approx(scale * amount, abs=0.02)


@pytest.mark.parametrize("name", ["tariff-25", "export-licence-shock", "baseline"])
def test_without_protection_there_is_no_wedge_unless_the_summary_has_one(name: str) -> None:
    record = result_of(name).lead.summary["wedge"]
    figures = [node.attributes["id"] for node in read(page_of(name)).all("figure")]
    assert ("figure-wedge" in figures) == (record is not None)


@pytest.mark.parametrize("name", MOVING)
def test_owners_add_up_over_their_regions(name: str) -> None:
    records = result_of(name).lead.summary["by_owner"]
    figure = read(page_of(name)).one("figure", id="figure-owners")
    rows = cells(figure.one("table"))
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        assert near(row[4], record["producer_surplus"] + record["rents"])
    description = figure.all("svg")[0].one("desc").text
    sums: dict[str, float] = {}
    for record in records:
        sums[record["owner"]] = sums.get(record["owner"], 0.0) + record["producer_surplus"] + record["rents"]
    sums.pop("not known")
    largest = sorted(sums, key=lambda owner: -abs(sums[owner]))[0]
    shown = description.partition(f"{largest} (")[2].partition("): ")[2].partition(". ")[0].rstrip(".")
    assert near(shown, sums[largest])


def test_a_policy_that_changes_nothing_has_no_sections_of_change() -> None:
    keys = {node.attributes["id"] for node in read(page_of("baseline")).all("section")}
    assert not keys & {"protection", "products", "wedge", "owners", "sensitivity"}
    assert "security" in keys


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("oxide-only", []),
        ("cascade", ["its charges on other goods"]),
        ("ban-on-japan", ["its charges on other goods", "its measures, bans and quotas"]),
    ],
)
def test_the_wedge_says_what_stays_in_force_beside_every_instrument(name: str, kept: list[str]) -> None:
    """The members make what the whole rulebook lets them make, as in the table of output."""
    summary = result_of(name).lead.summary
    text = read(page_of(name)).one("section", id="wedge").text
    made = {stage["commodity"]: stage["zone_output_policy"] for stage in summary["stages"]}
    assert summary["wedge"]["zone_output"] == pytest.approx(made["ndpr_oxide"], rel=1e-9)
    assert all(words in text for words in kept)
    assert ("stays in force beside each instrument" in text) == bool(kept)
    assert ("without its clauses on NdPr oxide" in text) == bool(kept)
    assert ("each instrument stands alone" in text) == (not kept)
