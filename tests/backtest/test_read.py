"""Episode files that cannot be replayed: each fault with its place, what was read and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from backtest.toy_episode import PRICE, one_market
from footwall.backtest import read_episode, read_episode_text, replay, template_text
from footwall.errors import EpisodeError

GOOD = template_text()


def told(text: str) -> str:
    with pytest.raises(EpisodeError) as refusal:
        read_episode_text(text, "mine.yaml")
    return str(refusal.value)


def without(start: str) -> str:
    """The template without the lines that start with ``start``."""
    kept = [line for line in GOOD.splitlines() if not line.startswith(start)]
    assert len(kept) < len(GOOD.splitlines())
    return "\n".join(kept)


def swapped(old: str, new: str) -> str:
    assert GOOD.count(old) >= 1, old
    return GOOD.replace(old, new, 1)


FAULTS = [
    (
        "no base year",
        without("base_year:"),
        "[EPISODE-31] at base_year: read nothing; allowed: the key 'base_year'",
    ),
    (
        "a flow that does not balance",
        swapped("quantity: 300 t/year", "quantity: 340 t/year"),
        "[EPISODE-32] at makers.0: read 'oxide in AAA: 460 t/year bought, 500 used'; allowed: output +",
    ),
    (
        "exports above output",
        swapped("quantity: 300 t/year", "quantity: 900 t/year"),
        "read 'oxide in AAA exports more than it makes'",
    ),
    (
        "an unknown region",
        swapped("by: AAA", "by: AA"),
        "[EPISODE-30] at measures.0.by: read 'AA'; allowed: a key of regions: AAA, BBB. Did you mean 'AAA'?",
    ),
    (
        "an unknown source",
        swapped("source: desk", "source: dsek"),
        "read 'dsek'; allowed: a key of sources: survey, desk. Did you mean 'desk'?",
    ),
    (
        "a date before the base year",
        swapped("price: 50 USD/kg, date: 2020-02", "price: 50 USD/kg, date: 2018-02"),
        "[EPISODE-33] at prices.0.date: read '2018-02'; allowed: a date not before the base year 2019",
    ),
    (
        "another year than the base year",
        swapped("date: 2019, known", "date: 2020, known"),
        "[EPISODE-33] at makers.0.date: read '2020'; allowed: the base year 2019",
    ),
    (
        "an event in the base year",
        swapped("event: 2020-03-10", "event: 2019-03-10"),
        "[EPISODE-33] at event: read 2019-03-10; allowed: an event after 2019, the base year",
    ),
    (
        "an input that was learned too late",
        swapped("known: 2020-03-02", "known: 2020-03-12"),
        "[EPISODE-33] at prices.0.known: read 2020-03-12; allowed: a day up to 2020-03-10, the day of",
    ),
    (
        "a misspelt unit",
        swapped("price: 50 USD/kg", "price: 50 USD/gk"),
        "[EPISODE-7] at prices.0.price: read '50 USD/gk'; allowed: a number in USD/t, USD/kg",
    ),
    ("its suggestion", swapped("price: 50 USD/kg", "price: 50 USD/kgg"), "Did you mean '50 USD/kg'?"),
    (
        "a doubled key",
        swapped("role: validation", "role: validation\nrole: calibration"),
        "[EPISODE-6] at role: read 'role'; allowed: one key 'role'; the first is on line",
    ),
    ("an unknown key", swapped("inside: AAA", "insde: AAA"), "[EPISODE-9] at insde"),
    ("its suggestion", swapped("inside: AAA", "insde: AAA"), "Did you mean 'inside'?"),
    ("a missing grade", swapped(", grade: reported}", "}"), "[EPISODE-10] at makers.0.grade"),
    ("an unknown grade", swapped("grade: reported", "grade: guessed"), "'reported', 'estimated' or"),
    ("a day that is none", swapped("date: 2019-09,", "date: 2019-13,"), "a year 2014, a quarter 2014-Q2"),
    (
        "a measure without its amount",
        swapped("share: 60%, ", ""),
        "[EPISODE-34] at measures.0.share: read nothing; allowed: the key 'share' of an export_licence",
    ),
    ("another amount", swapped("share: 60%", "share: 60%, limit: 5 t"), "only 'share' with export_licence"),
    (
        "a maker without a price",
        "\n".join(line for line in GOOD.splitlines() if "price: 50.1 USD/kg" not in line),
        "[EPISODE-36] at makers.1: read 'no price'; allowed: a row of prices for oxide in BBB",
    ),
    (
        "a plant where nobody makes the good",
        swapped("region: BBB, capacity: 40 t/year", "region: CCC, capacity: 40 t/year").replace(
            "BBB: The zone}", "BBB: The zone, CCC: Third}"
        ),
        "[EPISODE-36] at new_supply.0: read 'oxide from CCC'; allowed: a region that makes oxide: AAA, BBB",
    ),
    (
        "nothing seen before the event",
        GOOD.replace("date: 2019-09, source", "date: 2020-05, source").replace(
            "{value: 50.1 USD/kg, date: 2020-02, source", "{value: 50.1 USD/kg, date: 2020-07, source"
        ),
        "[EPISODE-35] at observed.0.values: read 'none before the event'",
    ),
    ("tonnes as prices", swapped("{value: 58.0 USD/kg", "{tonnes: 58 t"), "the key 'value', above zero"),
    ("tonnes of one day", swapped("date: 2020-Q2", "date: 2020-06-01"), "a month, quarter or year"),
    (
        "a price of what nobody buys",
        swapped("exports\n    good: oxide\n    region: AAA", "exports\n    good: oxide\n    region: BBB"),
        "[EPISODE-35] at observed.1.region: read 'exports of oxide in BBB'; allowed: a region that ships it",
    ),
    (
        "a measure that meets no trade",
        swapped("by: AAA, good", "by: BBB, good"),
        "[EPISODE-36] at measures.0: read 'no trade'; allowed: a row of trade of oxide from BBB",
    ),
    (
        "a second row",
        swapped("  - {good: oxide, region: BBB, price: 50.1", "  - {good: oxide, region: AAA, price: 50.1"),
        "[EPISODE-36] at prices.1: read 'a second row'; allowed: one row of prices for oxide and AAA",
    ),
    (
        "a plant that closes more than there is",
        swapped("capacity: 40 t/year, from", "capacity: 400 t/year, closes: true, from"),
        "allowed: at most the 260 t/year that are there",
    ),
    ("an empty file", "", "[EPISODE-4]: read nothing; allowed: an episode"),
    ("a list", "- 1\n", "allowed: a mapping with the keys name, role, event"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), [item[1:] for item in FAULTS], ids=[item[0] for item in FAULTS])
def test_a_fault_is_told(text: str, message: str) -> None:
    said = told(text)
    assert message in said
    assert said.startswith("mine.yaml")
    assert "RULEBOOK" not in said and "rulebook" not in said


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    text = (
        swapped("by: AAA", "by: AA")
        .replace("from: BBB", "from: BB")
        .replace("source: desk", "source: dsk", 1)
    )
    said = told(text).splitlines()
    assert len(said) == 2
    places = [int(line.split(":")[1]) for line in said]
    assert places == sorted(places)
    assert all(name in line for name, line in zip(("'dsk'", "'AA'"), said, strict=True))


def test_a_buffer_stock_has_its_prices_in_order() -> None:
    row = PRICE.strip().removeprefix("- {").partition(", price")[0]
    stock = (
        f"buffer_stocks:\n  - {{{row}, held: 0 t, capacity: 5 t, cash: 5e6 USD, must_buy: 9 USD/kg, "
        "may_buy: 8 USD/kg, may_sell: 12 USD/kg, must_sell: 13 USD/kg, date: 2019, known: 2019-12-01, "
        "source: desk, grade: assumed}\n"
    )
    assert "prices out of order" in told(one_market(stock))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EpisodeError, match=r"\[EPISODE-1\].*an episode file that can be read"):
        read_episode(tmp_path / "none.yaml")


def test_an_episode_that_is_not_scored_needs_no_market_and_cannot_be_replayed() -> None:
    text = "name: A\nrole: validation\nevent: 2020-01-01\nabout: B\nnot_scored: No series.\nsources: {}\n"
    episode = read_episode_text(text, "x.yaml")
    with pytest.raises(ValueError, match="No series"):
        replay(episode)
