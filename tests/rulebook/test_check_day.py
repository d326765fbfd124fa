"""``footwall check --year``: what is in force on the day, what is not yet, and what solidarity reaches."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from footwall.chain import build_network
from footwall.cli.main import app
from footwall.enacted import compile_law, enact, not_in_force
from footwall.enacted.law import in_force
from footwall.enacted.ranged_law import differ
from footwall.enacted.solidarity import solidarity_words
from footwall.facts import load_facts
from footwall.rulebook.read import read_rulebook_text

LATER = """\
name: Later
zone:
  members: [USA, {region: EU27, from: 2028-01-01}, {list: us-eu-jp-mx, except: [USA, EU27], from: 2029-01-01}]
floors:
  ndpr_oxide: {reference: {price: 110 USD/kg}, from: 2027-06-01}
  ndpr_metal:
    reference: {price: 130 USD/kg}
    levy: {phase_in: [{from: 2027-01-01, share: 50%}]}
tariffs:
  pm_motor: {ad_valorem: 4%, phase_in: [{from: 2026-01-01, share: 25%}, {from: 2029-01-01, share: 90%}]}
border:
  exemptions: [{kind: petition, share: 2%, from: 2030-01-01}]
supports:
  - {kind: offtake_floor, commodity: ndpr_metal, strike: 120 USD/kg, volume: 9 t/year, to: 2025-12-31}
measures:
  - {by: CHN, kind: export_quota, commodities: [tb_oxide], quota: 100 t/year, from: 2031-01-01}
"""
SOLIDARITY = "name: Together\nzone: {{members: [USA, JPN, CHN, COD], {}: true}}\n"


def checked(tmp_path: Path, text: str, *options: str) -> str:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    answer = CliRunner().invoke(app, ["check", str(file), *options])
    assert answer.exit_code == 0, answer.output
    return " ".join(answer.stdout.split())


def test_every_clause_that_waits_is_told_with_its_day() -> None:
    waits = (
        "tariffs.pm_motor charges 25% of its full charge on 2026-12-31: its phase-in goes on with 90% from "
        "2029-01-01."
    )
    found = not_in_force(read_rulebook_text(LATER, "x.yaml"), date(2026, 12, 31))
    assert found == (
        "zone.members[1] (EU27) is not in force on 2026-12-31: it begins on 2028-01-01.",
        "zone.members[2] (the list us-eu-jp-mx) is not in force on 2026-12-31: it begins on 2029-01-01.",
        "floors.ndpr_oxide is not in force on 2026-12-31: it begins on 2027-06-01.",
        "border.exemptions[0] (petition) is not in force on 2026-12-31: it begins on 2030-01-01.",
        "supports[0] (offtake floor on ndpr_metal) is not in force on 2026-12-31: it ended on 2025-12-31.",
        "measures[0] (export quota of CHN) is not in force on 2026-12-31: it begins on 2031-01-01.",
        "floors.ndpr_metal charges nothing on 2026-12-31: its phase-in goes on with 50% from 2027-01-01.",
        waits,
    )


def test_once_everything_has_begun_nothing_waits() -> None:
    book = read_rulebook_text(LATER, "x.yaml")
    assert not_in_force(book, date(2031, 12, 31)) == (
        "supports[0] (offtake floor on ndpr_metal) is not in force on 2031-12-31: it ended on 2025-12-31.",
    )


def test_check_takes_the_clauses_of_a_year(tmp_path: Path) -> None:
    early = checked(tmp_path, LATER, "--year", "2026")
    assert "Not in force on 2026-12-31 zone.members[1] (EU27) is not in force" in early
    assert "ndpr_oxide: 110.00 USD/kg CIF is" not in early
    assert early.endswith("No faults. Clauses in force as of 2026-12-31.")
    late = checked(tmp_path, LATER, "--year", "2031")
    assert "Floors on every basis on 2031-12-31 ndpr_oxide: 110.00 USD/kg CIF is" in late


def test_a_year_that_is_not_simulated_is_refused() -> None:
    answer = CliRunner().invoke(app, ["check", "cascade", "--year", "2020"])
    assert answer.exit_code == 2
    assert "--year: read 2020; allowed: 2024" in " ".join(answer.stderr.split())


@pytest.mark.parametrize("field", ["mutual_exemption", "shared_shortage"])
def test_check_tells_of_exactly_the_chains_that_a_run_would_touch(field: str) -> None:
    facts, on = load_facts(), date(2026, 12, 31)
    text = SOLIDARITY.format(field).replace("CHN, COD", "KOR") if field == "shared_shortage" else None
    book = read_rulebook_text(text or SOLIDARITY.format(field), "x.yaml")
    for row in facts.table("chains"):
        network = build_network(facts, chain=row.id).network
        touched = differ(enact(None, facts, network, on), enact(book, facts, network, on))
        told = solidarity_words(in_force(compile_law(book, facts, network), on))
        assert bool(told) == touched, row.id


def test_chains_that_solidarity_alone_reaches_are_told(tmp_path: Path) -> None:
    """The Congolese quota binds ROW and others, the Chinese ban the United States: members are spared."""
    told = checked(tmp_path, SOLIDARITY.format("mutual_exemption"), "--year", "2026")
    assert "the export quota of COD on cobalt_hydroxide (measures.csv cd-cobalt-quota-2026) does not" in told
    assert "cn-ban-gallium-usa-back) does not hold on USA." in told


def test_solidarity_that_reaches_nothing_says_so(tmp_path: Path) -> None:
    text = "name: Alone\nzone: {members: [JPN, KOR], mutual_exemption: true, shared_shortage: true}\n"
    told = checked(tmp_path, text, "--year", "2026")
    assert "zone.mutual_exemption changes nothing: no export curb of a member is in force" in told
    assert "zone.shared_shortage changes nothing: no outsider licenses less than" in told


def test_licences_that_members_pool_are_told(tmp_path: Path) -> None:
    text = SOLIDARITY.format("shared_shortage").replace("CHN, COD", "KOR") + (
        "measures: [{by: CHN, kind: export_licence, commodities: [dy_oxide, tb_oxide], approval: 50%}]\n"
    )
    told = checked(tmp_path, text, "--year", "2026")
    assert "Shared shortage:" in told
    assert "share what CHN licenses of dy_oxide (measures[0])." in told
