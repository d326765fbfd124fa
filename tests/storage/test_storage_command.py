"""``footwall storage`` as its user meets it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from bad_input.command import footwall, left_in, refused
from footwall.facts import load_facts
from footwall.storage.commodity import Replaced, storage_market

QUICK = ("lithium_hydroxide", "--decay", "5%", "--interest", "10%")


def test_without_a_floor_it_tells_the_market_left_alone() -> None:
    done = footwall("storage", *QUICK)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Left alone, the price of Lithium hydroxide")
    assert "policy" in done.stdout
    assert all(len(line) <= 100 for line in done.stdout.splitlines())


def test_a_floor_is_told_in_real_units_and_written(tmp_path: Path) -> None:
    folder = tmp_path / "floor"
    asked = ("--price", "10 USD/kg", "--use", "365 kt/year", "--floor", "10200 USD/t", "--cap", "40 days")
    done = footwall("storage", *QUICK, *asked, "--json", "--out", folder)
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["policy"] == {"floor": 10_200.0, "cap": 40_000.0, "ceiling": None, "budget": None}
    assert told["under_policy"]["mean_public"] <= 40_000.0
    assert told["under_policy"]["below_floor"] == pytest.approx(told["under_policy"]["public_full"])
    assert told["private_stock_crowded_out"] > 0.0
    assert "does not hold the floor of 10.2 USD/kg" in told["verdict"]
    assert {item["name"]: item["grade"] for item in told["inputs"]}["decay"] == "given"
    assert json.loads((folder / "storage.json").read_text(encoding="utf-8")) == told
    assert left_in(folder) == {"manifest.json", "rules.csv", "storage.json"}
    rows = list(csv.DictReader((folder / "rules.csv").read_text(encoding="utf-8").splitlines()))
    policy = [row for row in rows if row["state"] == "policy"]
    assert max(float(row["public_t"]) for row in policy) == pytest.approx(40_000.0)
    assert any(float(row["price_usd_per_t"]) == pytest.approx(10_200.0) for row in policy)


def test_the_table_names_what_it_rests_on() -> None:
    done = footwall("storage", *QUICK, "--floor", "11 USD/kg", "--cap", "10000 t")
    assert done.exit_code == 0, done.stderr
    for words in (
        "price below the floor",
        "public stock full",
        "crowded out",
        "Rests on",
        "assumed",
        "converged",
    ):
        assert words in done.stdout
    assert all(len(line) <= 100 for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ndpr_oxid",), ("no commodity 'ndpr_oxid'", "Did you mean 'ndpr_oxide'", "cobalt_metal")),
        (("ndpr_oxide", "--floor", "60 USD/kg"), ("without --cap", "180 days")),
        (("ndpr_oxide", "--cap", "180 days"), ("without --floor", "60 USD/kg")),
        (("ndpr_oxide", "--ceiling", "80 USD/kg"), ("--ceiling", "without --floor")),
        (("ndpr_oxide", "--floor", "60 EUR/kg", "--cap", "1 t"), ("--floor", "Money is in USD")),
        (("ndpr_oxide", "--floor", "60", "--cap", "1 t"), ("--floor", "The unit is missing")),
        (("ndpr_oxide", "--floor", "60 USD/kg", "--cap", "6 months"), ("--cap", "write days")),
        (("ndpr_oxide", "--floor", "60 USD/kg", "--cap", "-5 t"), ("the cap reads -5 t", "zero or more")),
        (("ndpr_oxide", "--floor", "0 USD/kg", "--cap", "5 t"), ("the floor reads 0", "above zero")),
        (
            ("ndpr_oxide", "--floor", "60 USD/kg", "--ceiling", "50 USD/kg", "--cap", "5 t"),
            ("the ceiling reads 50 USD/kg", "below the floor of 60 USD/kg"),
        ),
        (
            ("ndpr_oxide", "--floor", "60 USD/kg", "--cap", "5 t", "--budget", "-1 USD"),
            ("the budget reads -1 USD", "zero or more"),
        ),
        (("ndpr_oxide", "--shock", "50%"), ("standard deviation", "0.5", "to 0.2")),
        (("ndpr_oxide", "--demand-elasticity", "-0.2"), ("demand elasticity reads 0.2", "-0.05")),
        (("ndpr_oxide", "--price", "0 USD/kg"), ("the price reads 0", "above zero")),
        (("ndpr_oxide", "--use", "-3 t/year"), ("the use reads -3", "above zero")),
        (("ndpr_oxide", "--interest", "much"), ("--interest", "'much'")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_meant_is_refused(arguments: tuple[str, ...], told: tuple[str, ...]) -> None:
    message = refused("storage", *arguments)
    for words in told:
        assert words in message, message


def test_a_folder_of_another_kind_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    refused("storage", *QUICK, "--out", tmp_path)
    assert left_in(tmp_path) == {"mine.txt"}


def test_every_commodity_has_a_market() -> None:
    """Rows of parameters are found for each, and no range is turned round."""
    facts = load_facts()
    for row in facts.table("commodities"):
        market = storage_market(facts, row.id)
        assert market.price > 0.0 and market.use > 0.0
        assert all(item.low <= item.value <= item.high for item in market.inputs)
        assert 0.0 <= market.model.storage_cost < 0.5


def test_a_number_given_takes_the_place_of_the_facts() -> None:
    market = storage_market(load_facts(), "cobalt_metal", Replaced(interest=0.08, demand_elasticity=0.3))
    assert (market.model.interest, market.model.demand_elasticity) == (0.08, -0.3)
    assert {item.name for item in market.inputs if item.source == "given"} == {
        "interest",
        "demand_elasticity",
    }
