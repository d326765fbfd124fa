"""Nominal money in real USD: it shrinks at the deflator's rate, and rates and tonnes stay."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.enacted.charges import CAP_CUSTOMS_VALUE, CAP_SPECIFIC, ArcCharges, FloorInForce, Quota, Support
from footwall.enacted.feedbacks import ContentCharge, Feedbacks, PricedMaterial
from footwall.errors import UnknownName
from footwall.facts import load_facts
from footwall.facts.facts import BUNDLED, Facts
from footwall.horizon.real_law import deflators, real
from footwall.market.under_law import solve_law
from horizon.toy_path import CALIBRATION, NETWORK, law
from toy import toy_charges

MONEY = {
    "export_specific", "duty_specific", "instrument_specific", "floor", "ceiling", "cliff_charge",
    "replaced_specific", "netted_specific",
}  # fmt: skip
"""Fields of ``ArcCharges`` in USD/t, freight aside; ``cap`` is one where ``cap_of`` says so."""


def full() -> ArcCharges:
    """Every field at 0.5, so that one that is left alone is seen; caps in USD/t."""
    values = {item.name: 0.5 for item in fields(ArcCharges)}
    return toy_charges(NETWORK, **{**values, "cap_of": CAP_SPECIFIC})


@given(st.floats(0.5, 3.0))
def test_money_shrinks_and_nothing_else_moves(deflator: float) -> None:
    charges = real(law(full()), deflator).charges
    for item in fields(ArcCharges):
        money = item.name in MONEY or item.name == "cap"
        expected = CAP_SPECIFIC if item.name == "cap_of" else 0.5 / deflator if money else 0.5
        assert getattr(charges, item.name) == pytest.approx(np.full(len(NETWORK.arcs), expected)), item.name


def test_a_cap_that_is_a_share_stays() -> None:
    charges = replace(full(), cap_of=np.full(len(NETWORK.arcs), CAP_CUSTOMS_VALUE))
    assert np.all(real(law(charges), 2.0).charges.cap == 0.5)


def test_the_law_of_the_base_year_is_the_law_itself() -> None:
    stated = law(full())
    assert real(stated, 1.0) is stated


def test_floors_supports_quotas_and_contents_shrink() -> None:
    stated = law(
        full(),
        floors=(FloorInForce("oxide", "C", 60_000.0, "CIF", "FLOOR-1", ""),),
        quotas=(Quota("q", "tariff_rate", (0,), 100.0, 8_000.0),),
        supports=(
            Support("cfd", "oxide", "B", "contract_for_difference", 70_000.0, 0.5, 1, 1.13, 0.5, 80_000.0,
                    annual_cap=4e6, budget=2e6, volume=50.0),
            Support("open", "oxide", "B", "price_gap_subsidy", 70_000.0, 0.5, 1),
        ),
        feedbacks=Feedbacks((ContentCharge("magnet", (4,), (1.0,), (
            PricedMaterial("oxide", 0.5, 60_000.0, (0,)),)),)),
    )  # fmt: skip
    found = real(stated, 2.0)
    assert found.floors[0].price == 30_000.0
    assert (found.quotas[0].limit, found.quotas[0].out_of_quota) == (100.0, 4_000.0)
    cfd, free = found.supports
    assert (cfd.strike, cfd.upside_from, cfd.annual_cap, cfd.budget) == (35_000.0, 40_000.0, 2e6, 1e6)
    assert (cfd.volume, cfd.covered_share, cfd.index_factor, cfd.upside_share) == (50.0, 0.5, 1.13, 0.5)
    assert (free.upside_from, free.budget) == (math.inf, math.inf)
    material = found.feedbacks.contents[0].materials[0]
    assert (material.reference, material.content) == (30_000.0, 0.5)


def test_a_nominal_floor_loses_its_bite_at_the_rate_of_the_deflator() -> None:
    """Into C from A: a floor of 70,000 CIF bites by floor/d less the CIF price, until d = 70,000/CIF."""
    into_c = np.array([float(a.destination == "C" and a.commodity == "oxide") for a in NETWORK.arcs])
    stated = law(toy_charges(NETWORK, floor=70_000.0 * into_c, levied_share=into_c))
    arc = next(n for n, a in enumerate(NETWORK.arcs) if (a.origin, into_c[n]) == ("A", 1.0))
    bites = []
    for deflator in (1.0, 1.1, 1.2, 1.3, 1.6):
        solved = solve_law(CALIBRATION, real(stated, deflator))
        cif = solved.unit.fob[arc] + solved.unit.freight[arc]
        assert solved.unit.levy[arc] == pytest.approx(max(70_000.0 / deflator - cif, 0.0), abs=1e-3)
        bites.append(float(solved.unit.levy[arc]))
    assert all(np.diff(bites[:4]) < 0.0)
    assert bites[-1] == 0.0


def test_the_deflator_of_the_facts_begins_at_one_and_rises() -> None:
    found = deflators(load_facts(), 2024, range(2024, 2046))
    assert found[0] == 1.0
    assert all(np.diff(found) > 0.0)
    moved = deflators(load_facts(), 2030, (2024, 2030))
    assert moved[1] == 1.0
    assert moved[0] == pytest.approx(1.0 / found[6])


def test_a_year_without_price_level_is_named() -> None:
    with pytest.raises(UnknownName, match=r"no row of 2046; it holds 2017 to 2045.*End the years earlier"):
        deflators(load_facts(), 2024, (2024, 2046))
    with pytest.raises(UnknownName, match=r"the table is empty"):
        deflators(Facts(BUNDLED, MappingProxyType({"deflator": ()})), 2024, (2024,))
