"""Money of public stocks in words: what sales brought in, what is owed, and what the terminal prints."""

from __future__ import annotations

from typing import Any

from footwall.cli.stocks_summary import stocks_block
from footwall.cli.text_table import WIDTH
from footwall.runs.stock_words import gained_words, owed_words, stocks_sentence
from runs.through_years import record, rulebook, through

Record = dict[str, Any]
TERMS = "stockpile: {vault: {regions: [JPN, USA], budget: 2e8 USD, target: {refined_gallium: 90 days}}}"


def good(name: str, budget: float, left: float, exhausted: int | None = None) -> Record:
    """The book of one good at the end of 2035."""
    figures = {"closing": 10.0, "cover": 30.0, "released": 5.0, "money_left": left}
    return {
        "stock": "vault",
        "name": name,
        "budget": budget,
        "exhausted": exhausted,
        **{key: {"central": [value]} for key, value in figures.items()},
    }


MAGNET = good("NdFeB magnet", 3249.0, 16428.4)
OXIDE = good("NdPr oxide", 400.0, -0.8, 2033)
TERBIUM = good("Terbium oxide", 35.0, -0.01, 2035)


def test_sales_above_all_spending_are_told_as_what_they_are() -> None:
    assert gained_words([MAGNET, OXIDE]) == (
        "Sales of NdFeB magnet brought in 13,179 million USD more than was spent"
    )
    assert gained_words([OXIDE]) == ""
    told = stocks_sentence([MAGNET, OXIDE], 2035)
    assert told.startswith(
        "By 2035 public stocks have spent 401 million USD of the day, which the treasuries'"
    )
    assert "users pay it" in told
    assert stocks_sentence([], 2035) == ""


def test_money_below_zero_is_owed_and_its_rounding_nothing() -> None:
    assert owed_words([MAGNET, OXIDE, TERBIUM]) == (
        "Owed for interest and storage, to be paid by sales: 0.8 million USD for NdPr oxide"
    )
    assert owed_words([MAGNET, TERBIUM]) == ""


def test_the_terminal_prints_no_negative_money() -> None:
    text = stocks_block({"stocks": [MAGNET, OXIDE, TERBIUM], "years": [2035]})
    assert "-" not in text and "−" not in text
    assert "earned 13,179" in text and "owes 1" in text
    assert "first empty" in text.splitlines()[0]
    assert all(len(line) <= WIDTH for line in text.splitlines())
    assert stocks_block({"stocks": [], "years": [2035]}) == ""


def test_a_rulebook_with_nothing_but_a_stock_has_ranges() -> None:
    policy = rulebook(TERMS)
    found = record(through(policy, last=2028, draws=2), policy)
    assert found["touched"] and found["draws"]["asked"] == 2
    assert found["stocks"][0]["closing"]["low"] is not None
