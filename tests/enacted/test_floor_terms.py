"""Ceilings, cliffs, phase-in, preferences, sunset and legal basis, on the toy; figures by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from enacted.law_rows import TODAY, facts, floor, index, rulebook, toy
from footwall.enacted import applies, compile_law, enact
from footwall.enacted.clauses import Clauses

NETWORK = toy()
A_TO_C = index(NETWORK, "oxide", "A", "C")
STEPS = {"steps": {"cliff": "92%", "maximum": "20 USD/kg"}}
PHASES = [{"from": "2026-01-01", "share": "25%"}, {"from": "2027-01-01", "share": "100%"}]


def enacted(on: date = TODAY, tariffs: Any = None, **fields: Any):
    blocks: dict[str, Any] = {"floors": {"oxide": floor(**fields)}} if fields else {}
    if tariffs:
        blocks["tariffs"] = {"oxide": tariffs}
    return enact(rulebook(("C",), **blocks), facts(), NETWORK, on)


def clauses(origin: str = "A", on: date = TODAY, **fields: Any) -> Clauses:
    law = compile_law(rulebook(("C",), floors={"oxide": floor(**fields)}), facts(), NETWORK)
    return applies(law, "oxide", origin, "C", on)


@pytest.mark.parametrize(
    ("ceiling", "expected"), [({"price": "80 USD/kg"}, 80_000.0), ({"above": "25%"}, 75_000.0)]
)
def test_a_ceiling_stands_on_the_arcs_that_the_floor_reaches(ceiling: Any, expected: float) -> None:
    charges = enacted(ceiling=ceiling).charges
    assert charges.ceiling[A_TO_C] == expected
    assert np.count_nonzero(charges.ceiling) == np.count_nonzero(charges.floor) > 0
    assert "LEVY-12" in clauses(ceiling=ceiling).codes


def test_a_cliff_stands_with_its_maximum() -> None:
    charges = enacted(levy=STEPS).charges
    assert (charges.cliff[A_TO_C], charges.cliff_charge[A_TO_C]) == (0.92, 20_000.0)
    assert "LEVY-11" in clauses(levy=STEPS).codes


@pytest.mark.parametrize(
    ("on", "share"), [(date(2025, 12, 31), 0.0), (date(2026, 1, 1), 0.25), (date(2027, 1, 1), 1.0)]
)
def test_a_phase_in_scales_the_top_up_and_the_maximum(on: date, share: float) -> None:
    charges = enacted(on=on, levy={"top_up": "80%", "phase_in": PHASES, **STEPS}).charges
    assert charges.top_up[A_TO_C] == pytest.approx(0.8 * share, abs=1e-15)
    assert charges.cliff_charge[A_TO_C] == 20_000.0 * share
    assert ("LEVY-13" in clauses(on=on, levy={"phase_in": PHASES}).codes) == (share != 1.0)


def test_a_phase_in_scales_fixed_charges() -> None:
    levy = {"instrument": "compound", "rate": "8%", "amount": "2 USD/kg", "phase_in": PHASES}
    charges = enacted(levy=levy).charges
    assert charges.instrument_ad_valorem[A_TO_C] == pytest.approx(0.02, abs=1e-15)
    assert charges.instrument_specific[A_TO_C] == 500.0
    tariff = enacted(tariffs={"ad_valorem": "8%", "phase_in": PHASES}).charges
    assert tariff.instrument_ad_valorem[A_TO_C] == pytest.approx(0.02, abs=1e-15)


def test_a_phase_in_scales_the_charge_beyond_a_quota() -> None:
    quota = {"volume": "10 t/year", "out_of_quota": {"amount": "4 USD/kg"}}
    found = enacted(tariffs={"tariff_rate_quota": quota, "phase_in": PHASES})
    assert found.quotas[0].out_of_quota == 1_000.0


def test_a_preferred_origin_has_a_lower_floor() -> None:
    preferences = [{"origins": ["B"], "floor": "80%"}, {"origins": ["B", "A"], "floor": "50%"}]
    by_origin = {origin: clauses(origin, preferences=preferences) for origin in ("A", "B")}
    terms = {origin: found.floor for origin, found in by_origin.items()}
    assert (terms["A"].price, terms["B"].price) == (30_000, 48_000)  # type: ignore[union-attr]
    assert "FLOOR-8" in by_origin["B"].codes


def sunset(variable: str, op: str, value: float, unit: str) -> dict[str, Any]:
    return {"when": {"variable": variable, "op": op, "value": value, "unit": unit}}


@pytest.mark.parametrize(
    ("variable", "figure", "unit"),
    [
        # C levies and makes no oxide; it buys 25 t from A at 50 and 75 t from B at 52 USD/kg.
        ("zone_output", 0.0, "t/year"),
        ("zone_capacity", 0.0, "t/year"),
        ("zone_output_share", 0.0, "%"),
        ("import_reliance", 100.0, "%"),
        ("outside_price", 51.5, "USD/kg"),
    ],
)
def test_a_sunset_ends_a_floor_once_its_figure_is_reached(variable: str, figure: float, unit: str) -> None:
    at_least = sunset(variable, "at_least", figure, unit)
    ended = enacted(sunset=at_least)
    assert not ended.floors
    assert any("its sunset is reached" in note for note in ended.notes)
    above = sunset(variable, "above", figure, unit)
    assert enacted(sunset=above).floors
    assert not enacted(sunset=sunset(variable, "at_most", figure, unit)).floors
    assert enacted(sunset=sunset(variable, "below", figure, unit)).floors


def test_a_sunset_counts_what_the_zone_makes() -> None:
    """With B in the zone, 125 of 500 t of oxide are made inside, of a capacity of 156.25 t."""
    members = ("B", "C")
    for variable, value, unit in (("zone_output_share", 25, "%"), ("zone_capacity", 156.25, "t/year")):
        block = floor(sunset=sunset(variable, "at_least", value, unit))
        assert not enact(rulebook(members, floors={"oxide": block}), facts(), NETWORK, TODAY).floors


def test_a_sunset_ends_a_tariff() -> None:
    ended = enacted(tariffs={"ad_valorem": "8%", "sunset": sunset("import_reliance", "above", 50, "%")})
    assert not ended.charges.instrument_ad_valorem.any()
    assert any(note.startswith("tariffs.oxide is not in force") for note in ended.notes)


def test_an_expired_legal_basis_switches_a_clause_off_and_says_so() -> None:
    basis = {"text": "An act", "expires": "2026-06-29"}
    ended = enacted(legal_basis=basis)
    assert not ended.floors
    assert "floors.oxide is not in force on 2026-06-30: its legal basis expired on 2026-06-29." in ended.notes
    assert enacted(on=date(2026, 6, 29), legal_basis=basis).floors
