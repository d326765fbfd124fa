"""Runs that touch several chains: each as if alone, money added up, tonnes never."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from footwall.cli.main import app
from footwall.cli.run_summary import run_summary
from footwall.enacted.touched import touchable_chains
from footwall.errors import UnknownName
from footwall.facts import load_facts
from footwall.report import render
from footwall.rulebook import read_rulebook
from footwall.runs import Result, run
from footwall.runs.combined import MONEY, combined_rows

TWO = """
name: Two floors
zone: {members: [USA, EU27, JPN, KOR, AUS]}
floors:
  ndpr_oxide: {reference: {price: 110 USD/kg}}
  lithium_carbonate: {reference: {price: 20 USD/kg}}
"""
DRAWS = 6
CHAINS = ("ree_magnets", "lithium")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("rulebook") / "two.yaml"
    file.write_text(TWO, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def two(path: Path) -> Result:
    return run(path, year=2026, draws=DRAWS)


def test_the_touched_chains_are_run_in_the_order_of_the_facts(two: Result) -> None:
    assert tuple(chain.id for chain in two.chains) == CHAINS
    assert all(chain.touched for chain in two.chains)
    assert two.lead.id == "ree_magnets"
    assert two.chain("lithium").zone.rival == "CHN"
    with pytest.raises(UnknownName, match="Did you mean 'lithium'"):
        two.chain("litium")


@pytest.mark.parametrize("chain", CHAINS)
def test_a_chain_is_solved_as_if_alone(two: Result, path: Path, chain: str) -> None:
    alone = run(path, year=2026, draws=DRAWS, chains=[chain])
    assert [item.id for item in alone.chains] == [chain]
    assert np.array_equal(alone.lead.policy.equilibrium.price, two.chain(chain).policy.equilibrium.price)
    assert alone.lead.summary["headline"] == two.chain(chain).summary["headline"]


def test_money_is_added_up_and_nothing_else(two: Result) -> None:
    apart = [{(row.scenario, row.region, row.variable): row for row in chain.rows} for chain in two.chains]
    shared = set(apart[0]) & set(apart[1])
    assert {key[2] for key in shared} >= {"Welfare|Total", "Welfare|Treasury"}
    merged = {(row.scenario, row.region, row.variable): row for row in two.rows}
    assert set(merged) == set(apart[0]) | set(apart[1])
    for key in shared:
        assert merged[key].unit == MONEY
        assert merged[key].value == pytest.approx(apart[0][key].value + apart[1][key].value)


def test_two_chains_may_not_book_tonnes_under_one_name(two: Result) -> None:
    with pytest.raises(ValueError, match="two chains have"):
        combined_rows((two.chains[0], two.chains[0]))


def test_the_headline_adds_money_draw_by_draw(two: Result) -> None:
    cost, revenue = two.summary["headline"][:2]
    for number, figure in ((cost, "user_cost"), (revenue, "treasury")):
        parts = [
            next(item for item in chain.summary["headline"] if item["figure"] == figure)
            for chain in two.chains
        ]
        assert number["value"] == pytest.approx(sum(part["value"] for part in parts))
        assert number["low"] <= number["value"] <= number["high"]
        assert number["high"] <= sum(part["high"] for part in parts) + 1e-9
    assert {item["chain"] for item in two.summary["headline"][2:]} == set(CHAINS)
    assert f"lose {cost['value']:,.0f} million USD" in two.summary["answer"]


def test_the_range_of_a_total_holds_the_totals_that_were_run(two: Result) -> None:
    """Exporters keep none or all of the gap on every chain: the sums of both cases are inside the range."""
    revenue = two.summary["headline"][1]
    sums = [
        sum(
            record["treasury"]
            for chain in two.chains
            for record in chain.summary["treasury_over_omega"]
            if record["omega"] == omega
        )
        for omega in (None, 0.0, 1.0)
    ]
    assert revenue["over_gap"] == pytest.approx({"low": min(sums), "high": max(sums)})
    ends = [revenue[key][end] for key in ("over_gap", "over_draws") for end in ("low", "high")]
    assert (revenue["low"], revenue["high"]) == (min(ends), max(ends))
    assert revenue["low"] <= revenue["over_gap"]["low"] < revenue["over_draws"]["low"]
    assert revenue["range_over"].endswith("percentile and exporters keep none to all of the gap")
    cost = two.summary["headline"][0]
    assert (cost["low"], cost["high"]) == tuple(cost["over_draws"].values())
    assert cost["range_over"] == f"{DRAWS} joint draws, 5th to 95th percentile"


def test_checks_and_solver_are_those_of_the_worst_chain(two: Result) -> None:
    for name, error in two.summary["checks"].items():
        assert error == max(chain.summary["checks"][name] for chain in two.chains)
        assert error < 1e-6
    assert two.summary["solver"]["status"] == "converged"


def test_why_finds_the_chain_of_a_good(two: Result) -> None:
    assert "lithium_carbonate" in str(two.why("Price|Landed|lithium_carbonate", "CHN>USA"))
    assert "= landed price" in str(two.why("Price|Landed|ndpr_oxide", "CHN>USA"))


def test_the_page_has_a_chapter_a_chain_and_unique_ids(two: Result) -> None:
    page = render(two)
    names = {row.id: row.name for row in load_facts().table("chains")}
    for chain in CHAINS:
        assert f'id="{chain}"' in page
        assert names[chain] in page
    found = [part.split('"', 1)[0] for part in page.split(' id="')[1:]]
    assert len(found) == len(set(found))


def test_a_chain_that_nothing_touches_is_the_baseline() -> None:
    result = run("oxide-only", year=2026, draws=0, chains=["lithium"])
    assert not result.lead.touched
    assert result.lead.policy.equilibrium is result.lead.baseline.equilibrium
    assert all(abs(number["value"]) < 1e-9 for number in result.summary["headline"])
    assert "Nothing in this rulebook changes the baseline" in render(result)


def test_all_names_every_chain() -> None:
    result = run("oxide-only", year=2026, draws=0, chains=["all"])
    assert [chain.id for chain in result.chains] == [row.id for row in load_facts().table("chains")]
    assert [chain.id for chain in result.chains if chain.touched] == ["ree_magnets"]


def test_a_chain_is_named_on_the_command_line(path: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    wrong = runner.invoke(app, ["run", str(path), "--chain", "litium", "--out", str(tmp_path / "out")])
    assert wrong.exit_code == 2
    assert "--chain: read 'litium'; allowed: ree_magnets, lithium" in wrong.stderr
    assert "Did you mean 'lithium'" in wrong.stderr
    done = runner.invoke(
        app,
        ["run", str(path), "--draws", "0", "--out", str(tmp_path / "out"),
         "--export-network", str(tmp_path / "network.json")],
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if len(line) > 100 and str(tmp_path) not in line] == []
    for chain in CHAINS:
        assert json.loads((tmp_path / f"network-{chain}.json").read_text(encoding="utf-8"))["chain"] == chain
    assert not (tmp_path / "network.json").exists()


def test_a_chain_whose_goods_are_not_named_is_not_balanced() -> None:
    balanced: list[str] = []
    told = run("oxide-only", year=2026, draws=0, progress=balanced.append)
    assert [step for step in balanced if "Balancing" in step] == [
        "Balancing the base year: Rare-earth magnets"
    ]
    assert [chain.id for chain in told.chains] == ["ree_magnets"]


def test_solidarity_reaches_chains_that_it_does_not_name() -> None:
    facts, rulebook = load_facts(), read_rulebook("oxide-only", ("zone.mutual_exemption=true",))
    assert touchable_chains(rulebook, facts) == tuple(row.id for row in facts.table("chains"))
    assert touchable_chains(read_rulebook("oxide-only"), facts) == ("ree_magnets",)


def test_untouched_chains_take_a_line_and_no_part_in_the_draws() -> None:
    result = run("oxide-only", year=2026, draws=3, chains=["ree_magnets", "lithium"])
    assert result.summary["draws"]["converged"] == result.lead.drawn.converged == 3
    text = run_summary(result.summary, Path("out"))
    assert "Lithium batteries: not touched by this rulebook" in text
    assert "Lithium carbonate" not in text
    assert text.count("the zone makes") == 1
