"""Every bundled rulebook on every chain that it touches: solved, balanced, and told within its bounds."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from footwall.chain import chains_of
from footwall.cli.run_summary import run_summary
from footwall.facts import load_facts
from footwall.measure.elements import largest_element_error
from footwall.rulebook import bundled_names
from footwall.runs import Result, run
from footwall.runs.consequence_figures import OWNER_NOT_KNOWN

CHAINS = chains_of(load_facts())
TOUCHED = {
    "ministerial-list": {"ree_magnets", "lithium", "cobalt", "gallium"},
    "gallium-germanium": {"gallium", "germanium"},
    "vault-alone": set(),
}
"""Chains that a rulebook is about where that is not the rare earths alone."""
SHOWN_IN = {"cut-off-2028": 2028, "cut-off-2028-vault": 2028}
"""Year of the law that is solved where that of 2026 holds nothing of what the rulebook is about."""
ELEMENT_AUDIT = 0.005
"""Share of an element that may be lost or made between ore and use."""


@cache
def solved(name: str) -> Result:
    return run(name, year=SHOWN_IN.get(name, 2026), draws=0)


@pytest.mark.parametrize("name", bundled_names())
def test_it_is_solved_and_every_identity_holds(name: str) -> None:
    result = solved(name)
    for chain in result.chains:
        assert chain.summary["solver"]["status"] == "converged"
        assert chain.summary["solver"]["residual"] < 1e-9
        for check, error in chain.summary["checks"].items():
            assert 0.0 <= error < 1e-6, (chain.id, check, error)


@pytest.mark.parametrize("name", bundled_names())
def test_it_touches_the_chains_that_it_is_about(name: str) -> None:
    touched = {chain.id for chain in solved(name).chains if chain.touched}
    assert touched == (set() if name == "baseline" else TOUCHED.get(name, {"ree_magnets"}))


@pytest.mark.parametrize("name", bundled_names())
def test_its_text_fits_the_terminal(name: str) -> None:
    text = run_summary(solved(name).summary, Path("out"))
    assert [line for line in text.splitlines() if len(line) > 100] == []


@pytest.mark.parametrize("name", bundled_names())
def test_its_notes_hold_no_identifier_but_addresses(name: str) -> None:
    for note in solved(name).notes:
        told = re.sub(r"clause \S+", "", note, flags=re.IGNORECASE)
        assert not re.search(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", told), note


def test_associates_do_not_stand_among_the_members() -> None:
    title = " ".join(run_summary(solved("cascade-associates").summary, Path("out")).split("\n\n")[0].split())
    members, _, associates = title.partition("; members: ")[2].partition("; associates: ")
    assert set(associates.split(", ")) == {"MYS", "VNM", "THA"}
    assert "USA" in members
    assert set(members.split(", ")).isdisjoint(associates.split(", "))


@pytest.mark.parametrize("chain", CHAINS)
def test_the_base_year_is_reproduced_and_its_elements_close(chain: str) -> None:
    result = run("baseline", year=2026, draws=0, chains=[chain])
    assert result.summary["checks"]["calibration_error"] < 1e-6
    for state in (result.lead.calibration, result.lead.baseline):
        assert largest_element_error(state) < ELEMENT_AUDIT
        assert np.all(np.isfinite(state.equilibrium.price))
        assert np.all(state.equilibrium.price >= 0.0)


@pytest.mark.parametrize("name", sorted(TOUCHED))
def test_gains_are_told_by_location_and_by_owner_on_every_chain(name: str) -> None:
    for chain in solved(name).chains:
        by_owner, who = chain.summary["by_owner"], chain.summary["who_pays"]
        made = [row for row in who if row["who"] == "producers"]
        by_place = sum(row["zone"] + row["rival"] + row["others"] for row in made)
        assert sum(row["producer_surplus"] for row in by_owner) == pytest.approx(by_place, abs=1e-6)
        assert any(row["owner"] != OWNER_NOT_KNOWN for row in by_owner)


def test_the_bundled_agreement_of_mp_materials_pays_nothing_twice() -> None:
    """The contract of the facts is in the baseline; in the policy the agreement stands for it."""
    result = solved("mp-price-protection")
    clauses = [
        [support.clause for support in state.enactment.supports if support.region == "USA"]
        for state in (result.lead.baseline, result.lead.policy)
    ]
    assert clauses == [["measures.csv us-mp-cfd"], ["supports[0]"]]


def test_the_bundled_offtake_of_lynas_pays_for_its_volume_and_from_japan() -> None:
    state = solved("lynas-jare").lead.policy
    (place,) = [k for k, item in enumerate(state.enactment.supports) if item.clause == "supports[0]"]
    support, paid = state.enactment.supports[place], state.equilibrium.support
    assert (support.volume, support.payer, support.paid_in) == (5_000.0, "buyers", "JPN")
    price = float(state.equilibrium.price[support.index_market])
    tonnes = min(float(paid.output[place]), 5_000.0)
    assert paid.paid[place] == pytest.approx((110_000.0 - price) * tonnes, rel=1e-8)
    assert paid.paid[place] > 0.0
