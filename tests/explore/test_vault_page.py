"""The page of a plan: its sentences follow its numbers, its pictures carry their tables."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from explore.test_vault_plan import BUDGET, plan
from footwall.explore.vault_bought import Bought
from footwall.explore.vault_plan import VaultPlan, VaultQuestion, vault_plan
from footwall.explore.vault_terms import VaultTerms
from footwall.explore.vault_words import headline, money, sentences
from footwall.report import section_vault_cover as cover
from footwall.report import section_vault_left_out as left_out
from footwall.report import section_vault_merit as merit
from footwall.report import section_vault_prices as prices
from footwall.report import section_vault_replay as replay
from footwall.report.chart_cover import BudgetMark, Stairs
from footwall.report.chart_cover import cover as stairs_of
from footwall.report.svg import Words
from footwall.report.vault_goods import goods_of
from footwall.report.vault_method import asked, caveats, method
from footwall.report.vault_page import cards, vault_page
from report.reading import read
from report.test_browser import CHROMIUM, _measure, _open, sound

COMMAND = "footwall vault plan --budget '<b>'"
in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is absent: the page is not opened"),
]


@cache
def nothing() -> VaultPlan:
    """A dollar that must avoid a million is never spent."""
    return vault_plan(VaultQuestion(1e9, VaultTerms(2030, worth=1e6), chains=("gallium",)))


@cache
def page_of(name: str) -> str:
    return vault_page({"plan": plan, "nothing": nothing}[name](), COMMAND)


def with_goods(found: VaultPlan, change: float) -> VaultPlan:
    """The plan with prices that buying moves by ``change``."""

    def bought(item: Bought) -> Bought:
        years = tuple(replace(year, price=(1.0 + change) * year.without) for year in item.years)
        return replace(item, years=years)

    stocks = tuple(
        replace(stock, goods=tuple(bought(item) for item in stock.goods)) for stock in found.choice.stocks
    )
    return replace(found, choice=replace(found.choice, stocks=stocks))


@pytest.mark.parametrize("name", ["plan", "nothing"])
def test_the_page_is_well_formed_and_its_figures_carry_their_tables(name: str) -> None:
    page = page_of(name)
    tree = read(page)
    keys = [node.attributes["id"] for node in tree.walk() if "id" in node.attributes]
    assert len(keys) == len(set(keys))
    figures = tree.all("figure")
    assert figures
    assert all(figure.all("table") and figure.all("svg") for figure in figures)
    assert all("Source: " in figure.one("figcaption").text for figure in figures)
    links = {node.attributes["href"] for node in tree.all("a")}
    assert {link for link in links if link.startswith("#")} <= {f"#{key}" for key in keys}
    assert "&lt;b&gt;" in page and "<b>" not in page


def test_the_first_screen_says_the_answer_before_any_figure() -> None:
    head, _, rest = page_of("plan").partition("<nav")
    told = re.sub(r"\s+", " ", read(f"{head}</body></html>").text)
    assert "<svg" not in head and "<svg" in rest
    assert headline(plan()) in told
    for sentence in sentences(plan(), lambda code: {"CHN": "China"}[code]):
        assert sentence in told


def test_sections_of_what_is_bought_are_absent_where_nothing_is() -> None:
    keys = {node.attributes.get("id") for node in read(page_of("nothing")).all("section")}
    assert "cover" in keys and not {"prices", "replay", "left-out"} & keys
    assert "No budget finds use" in page_of("nothing")
    assert headline(nothing()).startswith("Nothing is bought: no stock of any good avoids the 1e+06 USD")


def test_the_headline_names_what_the_first_step_raises_and_what_all_of_it_avoids() -> None:
    found = plan()
    known = {good.id: good.name for chain in found.chains for good in chain.goods}
    told = headline(found)
    first = told.partition(";")[0].lower()
    raised = {known[good].lower() for good, before, after in found.steps[0].raised if after > before}
    assert all(name in first for name in raised)
    assert f"{money(found.choice.cost)} avoid {money(found.choice.avoided)}" in told


def test_a_budget_too_small_for_any_stock_is_not_told_as_stocks_without_worth() -> None:
    found = plan()
    steps = tuple(step for step in found.steps if not step.bought)
    poor = replace(found, steps=steps, question=replace(found.question, budget=1.0))
    assert headline(poor) == "Nothing is bought: no stock that is worth its money costs 1 USD or less"


def test_what_the_rest_of_the_money_would_do_follows_the_budget() -> None:
    found = plan()
    enough = found.endless.cost
    for budget, words in (
        (0.5 * enough, "More money would find use"),
        (1.01 * enough, "More money would find no use in these chains"),
        (9.0 * enough, "nothing more is worth buying in these chains"),
    ):
        spent = replace(found.choice, stocks=found.endless.stocks)
        rich = replace(found, choice=spent, question=replace(found.question, budget=budget))
        assert words in " ".join(sentences(rich)), budget


def test_cards_hold_the_numbers_of_the_choice() -> None:
    found = plan()
    shown = {card.text: card for card in cards(found)}
    assert float(shown["Avoided by a dollar, on average"].number) == pytest.approx(
        found.choice.avoided / found.choice.cost, rel=0.01
    )
    assert shown["Spent"].unit.endswith(f"{found.choice.cost / BUDGET:.0%} of the budget")
    assert "Avoided by a dollar, on average" not in {card.text for card in cards(nothing())}


def test_the_message_of_the_steps_is_their_first_their_last_and_the_best_beyond() -> None:
    found = plan()
    bought = [step for step in found.steps if step.bought]
    two = (replace(bought[0], cost=1e6, avoided=7e6), replace(bought[0], cost=1e6, avoided=2e6))
    out = replace(bought[0], cost=1e6, avoided=0.5e6, bought=False)
    assert merit.message(replace(found, steps=(*two, out))) == (
        "The first step avoids 7.00 USD a dollar, the last that is bought 2.00; the best that is not bought "
        "avoids 0.50"
    )
    assert merit.message(replace(found, steps=two[:1])) == (
        "The one step that is bought avoids 7.00 USD a dollar"
    )
    assert (
        merit.message(replace(found, steps=(out,))) == "The best that is not bought avoids 0.50 USD a dollar"
    )


def test_steps_tell_the_tonnes_that_they_add() -> None:
    found = plan()
    table = merit.merit(found)
    assert table is not None
    (figure,) = table.figures
    rows = dict(zip(found.steps, figure.table.rows, strict=True))
    for step, row in rows.items():
        chain = next(chain for chain in found.chains if chain.id == step.chain)
        good, before, after = step.raised[0]
        added = chain.tonnes(good, after) - chain.tonnes(good, before)
        told = re.search(r"([+−])([\d,.]+) t", row[1])
        assert told is not None
        assert float(told[2].replace(",", "")) == pytest.approx(abs(added), rel=0.01)
        assert (told[1] == "+") == (added > 0.0)
        assert row[5] == ("yes" if step.bought else "no")


def test_the_curve_rises_holds_the_asked_budget_and_ends_beyond_what_is_worth_spending() -> None:
    found = plan()
    budgets = [item.budget for item in found.curve]
    assert budgets == sorted(budgets) and budgets[0] == 0.0
    assert budgets[-1] > found.endless.cost
    avoided = [item.avoided for item in found.curve]
    assert avoided == sorted(avoided)
    assert all(item.cost <= item.budget * (1.0 + 1e-6) for item in found.curve)
    assert avoided[-1] == pytest.approx(found.endless.avoided)
    at = [item for item in found.curve if item.budget == pytest.approx(found.question.budget)]
    assert [item.avoided for item in at] == pytest.approx([found.choice.avoided] * len(at))


def test_the_message_of_the_curve_follows_whether_the_budget_is_enough() -> None:
    found = plan()
    enough = found.endless.cost
    poor = replace(found, question=replace(found.question, budget=0.5 * enough))
    assert "would avoid; beyond that no dollar pays" in cover.message(poor)
    rich = replace(found, question=replace(found.question, budget=2.0 * enough))
    assert cover.message(rich).startswith(f"Beyond {money(enough)} no dollar pays")


def test_the_lead_of_the_curve_is_the_first_choice_that_avoids_half() -> None:
    found = plan()
    half = min(
        (item for item in found.curve if item.avoided >= 0.5 * found.endless.avoided),
        key=lambda item: item.budget,
    )
    assert cover.lead(found).startswith(f"{money(half.cost)}, {half.cost / found.endless.cost:.0%}")


def test_stairs_stay_level_until_the_next_budget_and_a_mark_beyond_them_is_an_arrow() -> None:
    words = Words("k", "t", "d")
    shown = stairs_of(
        words,
        (0.0, 1.0, 2.0),
        (Stairs("avoided", (0.0, 4.0, 4.0), "s-0"),),
        (BudgetMark(1.0, "enough: 1"), BudgetMark(9.0, "asked: 9")),
        "million USD",
    )
    assert re.search(r'd="M[\d. ]+H[\d.]+V[\d.]+H[\d.]+V[\d.]+"', shown)
    assert "asked: 9 →" in shown and "enough: 1 →" not in shown
    assert shown.count('class="central"') == 1


def test_prices_are_those_of_the_paths_and_begin_level() -> None:
    for good in goods_of(plan()):
        before, *buying = good.bought.years
        assert before.held == 0.0 and before.price == pytest.approx(before.without, rel=1e-3)
        assert [year.year for year in buying] == [2027, 2028, 2029]
        assert good.bought.price_rise == pytest.approx(
            sum(year.price / year.without - 1.0 for year in buying) / 3.0
        )


@pytest.mark.parametrize(
    ("change", "words"),
    [(0.5, "most: +50.0% in 20"), (-0.2, "most: −20.0% in 20"), (0.0, "moves no price by as much as")],
)
def test_the_message_of_prices_follows_their_change(change: float, words: str) -> None:
    assert words in prices.message(goods_of(with_goods(plan(), change)))


def test_goods_whose_price_hardly_moves_are_named() -> None:
    still, moving = (prices.prices(with_goods(plan(), change)) for change in (0.001, 0.2))
    assert still is not None and moving is not None
    assert any("less than 0.5% in every year" in told for told in still.lead)
    assert not any("in every year" in told for told in moving.lead)


def test_a_promise_that_is_not_kept_is_told() -> None:
    found = plan()
    assert replay.verdict(found) == "It keeps its promise within 1%."
    dear = replace(found, replays=tuple(replace(item, spent=1.2 * item.spent) for item in found.replays))
    assert replay.verdict(dear) == "It departs from its promise: it comes to 120% of the money promised."
    assert "spends 120.0% of its money" in replay.message(dear)
    thin = replace(
        found,
        replays=tuple(
            replace(item, by_year={name: tuple(0.5 * t for t in held) for name, held in item.by_year.items()})
            for item in found.replays
        ),
    )
    assert replay.verdict(thin).endswith("the good that is furthest off has 50% of the tonnes promised.")


def test_a_plan_without_one_good_tells_why_goods_do_not_add_up() -> None:
    found = plan()
    goods = goods_of(found)
    total = found.choice.avoided

    def shared(part: float) -> str:
        return left_out.together(found, [replace(good, back=part * total / len(goods)) for good in goods])

    assert "more than" in shared(1.5) and "only together" in shared(1.5)
    assert "less than" in shared(0.5) and "stand in for it" in shared(0.5)
    assert shared(1.0) == ""
    missed = [replace(good, back=0.25 * total if place == 0 else 0.0) for place, good in enumerate(goods)]
    assert left_out.message(found, missed).startswith(f"Without {goods[0].told} alone {money(0.25 * total)}")
    assert "25% of all" in left_out.message(found, missed)
    assert "No good is missed" in left_out.message(found, [replace(good, back=0.0) for good in goods])


def test_the_method_tells_the_gap_and_what_had_no_solution() -> None:
    found = plan()
    for bound, words in ((0.0, "less than 1,000 USD"), (2e7, "at most 20 million USD beyond the plan")):
        assert words in method(replace(found, choice=replace(found.choice, bound=bound)))[1]
    assert f"{found.solved} joint stocks of 2 chains" in method(found)[1]
    assert "2 joint stocks had no solution" in " ".join(caveats(replace(found, failed=("a", "b"))))
    assert "no solution" not in " ".join(caveats(replace(found, failed=())))


def test_who_is_served_in_part_says_so() -> None:
    found = plan()
    shares: dict[str, float] = {}
    for chain in found.chains:
        shares |= {region: chain.zone.share[region] for region in chain.zone.regions}
    served = dict(asked(found))["Served"]
    assert served.count("(in part)") == sum(part < 0.999 for part in shares.values())
    assert "Japan" in served and "Japan (in part)" not in served


@pytest.mark.parametrize("name", ["plan", "nothing"])
class TestInBrowser:
    pytestmark = in_browser

    @pytest.mark.parametrize("width", [360, 1200])
    def test_nothing_overflows_or_overprints(self, name: str, width: int, tmp_path: Path) -> None:
        sound(_measure(page_of(name), tmp_path, width), width)

    def test_no_error_and_no_request(self, name: str, tmp_path: Path) -> None:
        document, console = _open(page_of(name), tmp_path)
        assert console == []
        assert document.count("<svg") == page_of(name).count("<svg") > 0
