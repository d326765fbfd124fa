"""Markets driven to where they cannot clear: a shortage that is told, or no result at all."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from bad_input.command import QUICK, footwall, left_in

GOODS = "ndpr_oxide, dy_oxide, tb_oxide, ndpr_metal, dy_metal, tb_metal, ndfeb_magnet, magnet_scrap"
REGIONS = "CHN USA EU27 JPN KOR VNM THA MYS IND AUS MMR LAO MDG BRA PHL GBR RUS CAN TWN".split()
HEAD = "name: Everything stops\nzone: {members: [USA, JPN]}\n"


def _bans(*regions: str, goods: str = GOODS) -> str:
    lines = [f"  - {{by: {region}, kind: ban, commodities: [{goods}]}}" for region in regions]
    return HEAD + "measures:\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        _bans("CHN"),
        _bans("MMR", goods="ionic_clay_concentrate"),
        _bans(*REGIONS),
        HEAD + f"measures:\n  - {{by: CHN, kind: export_quota, commodities: [{GOODS}], quota: 0 t}}\n",
        HEAD + f"measures:\n  - {{by: CHN, kind: export_licence, commodities: [{GOODS}], approval: 0%}}\n",
        HEAD + "tariffs:\n  ndpr_oxide: {ad_valorem: 100000%}\n  ndfeb_magnet: {ad_valorem: 100000%}\n",
        HEAD + "floors:\n  ndpr_oxide: {reference: {price: 3000 USD/kg}}\n  cascade: {to: [ndpr_metal]}\n",
    ],
    ids=[
        "China bans",
        "Myanmar bans clays",
        "everybody bans everything",
        "quota of nothing",
        "no licence",
        "prohibitive tariffs",
        "a floor of 50 times the price",
    ],
)  # fmt: skip
def test_a_market_without_supply_ends_in_a_shortage_or_in_no_result(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    done = footwall("run", file, "--out", tmp_path / "out", *QUICK)
    assert "Traceback" not in done.stderr
    if done.exit_code == 0:
        summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
        assert summary["solver"]["status"] == "converged"
        assert max(summary["checks"].values()) < 1e-6
        assert left_in(tmp_path) == {"mine.yaml", "out"}
    else:
        assert done.exit_code == 2, done.stderr
        assert done.stdout == ""
        assert "No equilibrium after" in done.stderr
        assert "the market " in done.stderr and "@" in done.stderr
        assert "--set" in done.stderr
        assert left_in(tmp_path) == {"mine.yaml"}


def test_a_shortage_is_told_in_the_summary(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(_bans("CHN", goods="ndfeb_magnet, pm_motor"), encoding="utf-8")
    done = footwall("run", file, "--out", tmp_path / "out", *QUICK)
    assert done.exit_code == 0, done.stderr
    note = next(line for line in done.stdout.splitlines() if line.startswith("- Shortage of pm_motor"))
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
