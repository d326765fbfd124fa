"""Markets driven to their ends: dead, walled in, without supply; and what is told where none clears."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bad_input.command import QUICK, footwall, left_in, refused
from footwall.enacted import enact
from footwall.errors import NotConverged
from footwall.facts import load_facts
from footwall.market.equilibrium import Equilibrium
from footwall.market.solve import solve
from footwall.market.system import Options
from footwall.rulebook.read import read_rulebook_text
from footwall.runs.economy import Economy, base_economy

GOODS = "ndpr_oxide, dy_oxide, tb_oxide, ndpr_metal, dy_metal, tb_metal, ndfeb_magnet, magnet_scrap"
REGIONS = "CHN USA EU27 JPN KOR VNM THA MYS IND AUS MMR LAO MDG BRA PHL GBR RUS CAN TWN".split()
HEAD = "name: Everything stops\nzone: {members: [USA, JPN]}\n"


def _bans(*regions: str, goods: str = GOODS) -> str:
    lines = [f"  - {{by: {region}, kind: ban, commodities: [{goods}]}}" for region in regions]
    return HEAD + "measures:\n" + "\n".join(lines) + "\n"


CHINA_STOPS = {
    "China bans": _bans("CHN"),
    "quota of nothing": (
        HEAD + f"measures:\n  - {{by: CHN, kind: export_quota, commodities: [{GOODS}], quota: 0 t}}\n"
    ),
    "no licence": (
        HEAD + f"measures:\n  - {{by: CHN, kind: export_licence, commodities: [{GOODS}], approval: 0%}}\n"
    ),
}
EVERYBODY_STOPS = _bans(*REGIONS)
CLAYS_STOP = _bans("MMR", goods="ionic_clay_concentrate")
WALLS = {
    "prohibitive tariffs": (
        HEAD + "tariffs:\n  ndpr_oxide: {ad_valorem: 100000%}\n  ndfeb_magnet: {ad_valorem: 100000%}\n"
    ),
    "a floor of 50 times the price": (
        HEAD + "floors:\n  ndpr_oxide: {reference: {price: 3000 USD/kg}}\n  cascade: {to: [ndpr_metal]}\n"
    ),
}
WALLED = {
    "prohibitive tariffs": ("ndpr_oxide", "ndfeb_magnet"),
    "a floor of 50 times the price": ("ndpr_oxide", "ndpr_metal"),
}
PATIENT = Options(iterations=400)
"""The default of 40 iterations ends before the markets of these cases clear."""


@cache
def _economy() -> Economy:
    return base_economy(load_facts())[1]


@cache
def _solved(text: str) -> Equilibrium:
    """The equilibrium of a rulebook on the last day of 2026, found with patience."""
    economy = _economy()
    network = economy.calibration.network
    law = enact(read_rulebook_text(text, "mine.yaml"), economy.facts, network, date(2026, 12, 31))
    return solve(economy.calibration, law.charges, law.quotas, options=PATIENT)


def _ran(folder: Path, text: str) -> list[dict[str, str]]:
    """The policy rows of a run that ends well and leaves its folder."""
    file = folder / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    done = footwall("run", file, "--out", folder / "out", *QUICK)
    assert done.exit_code == 0, done.stderr
    summary = json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["solver"]["status"] == "converged"
    assert max(summary["checks"].values()) < 1e-6
    assert left_in(folder) == {"mine.yaml", "out"}
    with (folder / "out" / "results.csv").open(encoding="utf-8") as rows:
        return [row for row in csv.DictReader(rows) if row["scenario"] == "policy"]


def _figures(rows: list[dict[str, str]], variable: str) -> dict[str, float]:
    return {row["region"]: float(row["value"]) for row in rows if row["variable"] == variable}


def _shortages(rows: list[dict[str, str]]) -> dict[str, float]:
    return {
        row["variable"].partition("|")[2]: float(row["value"])
        for row in rows
        if row["variable"].startswith("Shortage|") and row["region"] == "World" and float(row["value"]) > 1.0
    }


@pytest.mark.parametrize("text", [*CHINA_STOPS.values(), EVERYBODY_STOPS], ids=[*CHINA_STOPS, "everybody"])
def test_without_the_largest_supplier_every_market_clears_with_a_shortage(text: str) -> None:
    solved, network = _solved(text), _economy().calibration.network
    stopped = REGIONS if text == EVERYBODY_STOPS else ["CHN"]
    for arc, tonnes in zip(network.arcs, solved.flow.tolist(), strict=True):
        if arc.origin in stopped and arc.origin != arc.destination and arc.commodity in GOODS.split(", "):
            assert tonnes == 0.0, arc
    base = sum(use.quantity for use in network.uses)
    assert 100.0 < solved.shortage.sum() < base
    short = {use.sector for use, tonnes in zip(network.uses, solved.shortage, strict=True) if tonnes > 1.0}
    assert "glass_ceramics_other" in short
    assert solved.status == "converged"


@pytest.mark.parametrize("other", ["quota of nothing", "no licence"])
def test_a_ban_a_quota_of_nothing_and_no_licence_are_the_same(other: str) -> None:
    banned, found = _solved(CHINA_STOPS["China bans"]), _solved(CHINA_STOPS[other])
    assert found.flow == pytest.approx(banned.flow, rel=1e-6, abs=1e-6)
    assert found.use == pytest.approx(banned.use, rel=1e-6)


@pytest.mark.parametrize("text", [*CHINA_STOPS.values(), EVERYBODY_STOPS], ids=[*CHINA_STOPS, "everybody"])
def test_a_run_without_the_largest_supplier_ends_in_a_shortage(tmp_path: Path, text: str) -> None:
    assert "glass_ceramics_other" in _shortages(_ran(tmp_path, text))


def test_a_ban_on_clays_kills_their_market_and_ends_in_a_shortage(tmp_path: Path) -> None:
    rows = _ran(tmp_path, CLAYS_STOP)
    assert _figures(rows, "Output|ionic_clay_concentrate")["MMR"] == 0.0
    assert _figures(rows, "Trade|ionic_clay_concentrate")["MMR>CHN"] == 0.0
    assert {"wind", "appliances", "glass_ceramics_other"} <= _shortages(rows).keys()


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_around_the_zone_ends_its_imports_without_a_shortage(tmp_path: Path, name: str) -> None:
    rows = _ran(tmp_path, WALLS[name])
    for commodity in WALLED[name]:
        routes = _figures(rows, f"Trade|{commodity}")
        entering = [
            tonnes
            for route, tonnes in routes.items()
            if route[-3:] in ("USA", "JPN") and route[:3] not in ("USA", "JPN")
        ]
        assert len(entering) > 3
        assert max(entering) < 1e-9, commodity
    assert _shortages(rows) == {}


def test_a_market_that_does_not_clear_yields_no_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_end(*_: object, **__: object) -> Equilibrium:
        raise NotConverged("tb_oxide@JPN", 4.16, 160, "Loosen the ban (--set).")

    monkeypatch.setattr("footwall.runs.chain_run.solve_law_from_starts", without_end)
    file = tmp_path / "mine.yaml"
    file.write_text(CLAYS_STOP, encoding="utf-8")
    told = refused("run", file, "--out", tmp_path / "out", *QUICK)
    assert "No equilibrium after 160 iterations: the market tb_oxide@JPN is off by 4.16" in told
    assert "--set" in told
    assert left_in(tmp_path) == {"mine.yaml"}


def test_a_shortage_is_told_in_the_summary(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(_bans("CHN", goods="ndfeb_magnet, pm_motor"), encoding="utf-8")
    done = footwall("run", file, "--out", tmp_path / "out", *QUICK)
    assert done.exit_code == 0, done.stderr
    note = next(
        line for line in done.stdout.splitlines() if line.startswith("- Shortage of permanent-magnet motors")
    )
    told = float(re.findall(r"go without ([\d,]+) t", done.stdout.replace("\n  ", " "))[0].replace(",", ""))
    with (tmp_path / "out" / "results.csv").open(encoding="utf-8") as file_of_rows:
        rows = [
            float(row["value"])
            for row in csv.DictReader(file_of_rows)
            if row["scenario"] == "policy"
            and row["variable"].startswith("Shortage|")
            and row["variable"] != "Shortage|glass_ceramics_other"
            and row["region"] in (*REGIONS, "MEX", "ROW")
        ]
    assert note and told == pytest.approx(sum(rows), abs=1.0)
