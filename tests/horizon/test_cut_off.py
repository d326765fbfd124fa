"""The cut-off test closes the exports of one region and nothing else, and says where there is no answer."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

import footwall.horizon.cut_off as room
from footwall.enacted.charges import ArcCharges, Quota
from footwall.errors import NotConverged
from footwall.horizon.cut_off import cut_off, exporting
from footwall.horizon.path import Path
from footwall.market.under_law import solve_law
from horizon.toy_path import NETWORK, arcs, law, taxed, walked
from toy import toy_charges

ABROAD = np.array([arc.origin == "A" and arc.destination != "A" for arc in NETWORK.arcs])
MEXICAN = tuple(np.flatnonzero(arcs(commodity="oxide", origin="A", destination="C")).tolist())
DOMESTIC = tuple(np.flatnonzero(arcs(commodity="oxide", origin="A", destination="A")).tolist())


@pytest.fixture(scope="module")
def path() -> Path:
    """Three years with a duty in the second and third, so that there is something to remember."""
    return walked([law(), *[taxed(0.1, commodity="magnet", destination="C")] * 2], fixed=False)


def test_only_exports_of_the_supplier_are_closed(path: Path) -> None:
    found = cut_off(path.years[-1], "A")
    in_force = path.years[-1].periods[-1].period.law.charges
    assert np.array_equal(found.law.charges.open, np.where(ABROAD, 0.0, 1.0))
    for item in fields(ArcCharges):
        if item.name != "open":
            assert getattr(found.law.charges, item.name) is getattr(in_force, item.name)
    assert found.after is not None
    assert np.all(found.after.flow[ABROAD] == 0.0)
    assert np.all(found.after.flow[arcs(origin="A", destination="A")] > 100.0), "domestic sales stay"
    assert found.after.effective[-1] > found.before.effective[-1], "magnets in C get dearer"
    assert (found.year, found.supplier, found.reason) == (2026, "A", "")


def test_memory_and_capacities_are_those_of_the_year(path: Path) -> None:
    """The answer is that of the year's own curves; the path itself is left as it was."""
    year = path.years[-1]
    before = {name: getattr(year.curves, name).copy() for name in ("process", "use", "buyer", "arc")}
    found = cut_off(year, "A")
    again = solve_law(year.curves, law(replace(taxed(0.1, commodity="magnet", destination="C").charges,
                                               open=np.where(ABROAD, 0.0, 1.0))))  # fmt: skip
    assert found.after is not None
    assert found.after.price == pytest.approx(again.price, rel=1e-9)
    for name, block in before.items():
        assert np.array_equal(getattr(year.curves, name), block)
    assert found.before is year.periods[-1].central


def test_limits_on_closed_arcs_go_with_them() -> None:
    """A quota on exports of A to C is moot; one that also names domestic sales keeps those alone."""
    quotas = (Quota("gone", "export", MEXICAN, 20.0), Quota("kept", "export", (*MEXICAN, *DOMESTIC), 350.0))
    found = cut_off(walked([law(), law(quotas=quotas)]).years[-1], "A")
    assert [(quota.id, quota.arcs) for quota in found.law.quotas] == [("kept", DOMESTIC)]
    assert found.after is not None
    assert len(found.after.rent) == 1


def test_a_supplier_that_exports_nothing_changes_nothing(path: Path) -> None:
    found = cut_off(path.years[0], "nowhere")
    assert found.after is not None
    assert found.after.price == pytest.approx(found.before.price, rel=1e-9)


def test_without_any_origin_all_goes_short() -> None:
    """Where A and C alone make magnets and C is cut off too, B has no origin: everything is shortage."""
    closed = law(toy_charges(NETWORK, open=np.where(arcs(commodity="magnet", origin="C"), 0.0, 1.0)))
    found = cut_off(walked([law(), closed]).years[-1], "A")
    assert found.after is not None
    assert found.after.use[1] == 0.0
    assert found.after.shortage[1] > 0.0


def test_a_market_without_a_solution_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise NotConverged("oxide@B", 0.5, 80, "Loosen something.")

    monkeypatch.setattr(room, "solve_law", refuse)
    found = cut_off(path.years[-1], "A")
    assert found.after is None
    assert "oxide@B" in found.reason
    assert "Loosen something." in found.reason


def test_a_supplier_that_the_law_has_stopped_already_is_tested_from_the_market_before() -> None:
    """The year under the law of the year before, on its own curves; a price level of 1.02 turns its money."""
    open_law = taxed(0.1, commodity="magnet", destination="C")
    specific = replace(open_law, charges=replace(open_law.charges, duty_specific=np.full(len(ABROAD), 51.0)))
    stopped = law(replace(specific.charges, open=np.where(ABROAD, 0.0, 1.0)))
    years = walked([law(), specific, stopped]).years
    before = exporting(years, 2, "A", (1.0, 1.0, 1.02))
    now = before.periods[-1].central
    assert now.flow[ABROAD].sum() > 1.0 and years[2].periods[-1].central.flow[ABROAD].sum() == 0.0
    expected = solve_law(years[2].curves, replace(specific, charges=replace(
        specific.charges, duty_specific=np.full(len(ABROAD), 50.0))))  # fmt: skip
    assert now.price == pytest.approx(expected.price, rel=1e-9)
    assert before.curves is years[2].curves
    assert exporting(years, 1, "A", (1.0, 1.0)) is years[1]
    never = walked([stopped]).years
    assert exporting(never, 0, "A", (1.0,)) is never[0]
