"""A price at which nobody in the model could adapt is never shown without saying so beside it."""

from __future__ import annotations

from pathlib import Path

from footwall.cli.run_summary import run_summary
from footwall.runs import run
from footwall.runs.extreme_prices import EXTREME, extreme_markets, price_caveats
from report.changed import message, section_text
from report.reading import cells, read
from report.results import page_of, result_of

SAID = "no thrift or substitute in the model"


def test_what_is_flagged_is_over_five_times_its_base_price() -> None:
    """Heavy oxides and metals; the other users of oxides give up, those of metals have a fixed recipe."""
    policy = result_of("export-licence-shock").lead.policy
    ratios = {name: ratio for name, (_, ratio) in extreme_markets(policy).items()}
    assert set(ratios) == {"dy_oxide", "tb_oxide", "dy_metal", "tb_metal"}
    assert min(ratios.values()) > EXTREME
    assert price_caveats(policy) == {
        "dy_oxide": "choked", "tb_oxide": "choked", "dy_metal": "fixed_recipes", "tb_metal": "fixed_recipes",
    }  # fmt: skip


def test_the_tile_and_the_answer_say_it_beside_the_cost_to_users() -> None:
    result = result_of("export-licence-shock")
    tree = read(page_of("export-licence-shock"))
    (card,) = [
        node
        for node in tree.all("li")
        if node.attributes.get("class") == "card" and "cost to final users" in node.text
    ]
    assert f"{SAID} for dysprosium oxide, terbium oxide and 2 more goods." in card.text
    sentence = next(part for part in result.summary["answer"].split(". ") if "Final users" in part)
    assert SAID in sentence


def test_the_prices_say_it_in_the_message_the_panel_and_the_table() -> None:
    tree = read(page_of("export-licence-shock"))
    figure = tree.one("figure", id="figure-prices")
    assert f"(recipes stay fixed at this price; {SAID})" in message(tree, "prices")
    headings = [node.text for node in figure.all("h4")]
    assert sum(SAID in heading for heading in headings) == 4
    told = {row[0]: row[-1] for row in cells(figure.one("table"))}
    assert [name for name, words in told.items() if SAID in words] == [
        "Dysprosium oxide", "Terbium oxide", "Dysprosium metal", "Terbium metal",
    ]  # fmt: skip


def test_the_terminal_marks_the_price_and_explains_the_mark() -> None:
    text = run_summary(result_of("export-licence-shock").summary, Path("out"))
    lines = text.splitlines()
    assert max(map(len, lines)) <= 100
    marked = [line for line in lines if "*  " in line]
    assert len(marked) == 5 and "cost to final users*" in marked[0]
    assert "* Use is choked off at this price or recipes stay fixed at this price" in text


def test_without_extremes_nothing_is_marked() -> None:
    result = result_of("cascade")
    assert price_caveats(result.lead.policy) == {}
    assert all(stage["price_caveat"] is None for stage in result.lead.summary["stages"])
    assert SAID not in page_of("cascade")
    assert "*" not in run_summary(result.summary, Path("out")).partition("Notes and warnings")[0]
    assert "How to read" not in section_text(read(page_of("cascade")), "prices")


def test_a_chain_that_costs_users_nothing_has_no_caveat_on_its_cost() -> None:
    """The baseline of cobalt holds an extreme price of scrap, and a slack floor moves nothing."""
    lead = run("baseline", year=2026, draws=0, chains=("cobalt",)).lead
    assert price_caveats(lead.policy)
    (cost,) = [row for row in lead.summary["headline"] if row["figure"] == "user_cost"]
    assert abs(cost["value"]) < 1e-9 and cost["caveat"] == ""
    assert SAID not in lead.summary["findings"]
