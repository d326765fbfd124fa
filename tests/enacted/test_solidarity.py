"""Members spare each other their export curbs and share what outsiders license."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from enacted.law_rows import TODAY, index, rulebook, toy
from footwall.enacted import enact
from footwall.market.calibrate import calibrate
from footwall.market.solve import solve
from toy import toy_charges

NETWORK = toy()
A_TO_C, A_TO_B = index(NETWORK, "magnet", "A", "C"), index(NETWORK, "magnet", "A", "B")


def enacted(members: tuple[str, ...], *measures: dict[str, Any], **zone: bool) -> Any:
    book = rulebook(members=members, measures=measures)
    zone_of = book.zone.model_copy(update=zone)
    return enact(book.model_copy(update={"zone": zone_of}), None, NETWORK, TODAY)


def curb(kind: str, **figures: Any) -> dict[str, Any]:
    return {"by": "A", "kind": kind, "commodities": ["magnet"], **figures}


@pytest.mark.parametrize("mutual", [False, True])
def test_a_ban_of_a_member_spares_members_only_where_the_zone_says_so(mutual: bool) -> None:
    charges = enacted(("A", "C"), curb("ban"), mutual_exemption=mutual).charges
    assert charges.open[A_TO_C] == float(mutual)
    assert charges.open[A_TO_B] == 0.0


def test_taxes_quotas_and_licences_of_a_member_spare_members() -> None:
    law = enacted(
        ("A", "C"), curb("export_tax", rate="10%"), curb("export_quota", quota="100 t"),
        curb("export_licence", approval="50%"), mutual_exemption=True,
    )  # fmt: skip
    assert law.charges.export_tax[A_TO_C] == 0.0
    assert law.charges.export_tax[A_TO_B] == pytest.approx(0.1)
    assert law.quotas
    assert all(quota.arcs == (A_TO_B,) for quota in law.quotas)


def test_a_curb_of_an_outsider_holds_on_members() -> None:
    charges = enacted(("B", "C"), curb("ban"), mutual_exemption=True).charges
    assert (charges.open[A_TO_B], charges.open[A_TO_C]) == (0.0, 0.0)


def test_members_pool_what_an_outsider_licenses() -> None:
    """Half of 150 t to B and of 200 t to C: 175 t for both, or 75 t and 100 t for each."""
    licence = curb("export_licence", approval="50%")
    apart = enacted(("B", "C"), licence).quotas
    assert sorted(quota.limit for quota in apart) == [75.0, 100.0]
    law = enacted(("B", "C"), licence, shared_shortage=True)
    (pool,) = law.quotas
    assert (pool.limit, set(pool.arcs), pool.kind) == (175.0, {A_TO_B, A_TO_C}, "export")
    assert any("2 members share the licences for magnet: 175 t/year" in note for note in law.notes)


def test_outsiders_have_no_part_in_the_pool() -> None:
    law = enacted(("C",), curb("export_licence", approval="50%"), shared_shortage=True)
    assert {quota.kind for quota in law.quotas} == {"licence"}


def test_a_pool_wastes_no_licence_and_lowers_the_dearest_price() -> None:
    """The pooled limit contains every split of it: the same tonnes leave A, and one rent clears both."""
    licence = curb("export_licence", approval="50%")
    calibration = calibrate(NETWORK, toy_charges(NETWORK))
    apart, pooled = (enacted(("B", "C"), licence, shared_shortage=shared) for shared in (False, True))
    alone = solve(calibration, apart.charges, apart.quotas)
    together = solve(calibration, pooled.charges, pooled.quotas)
    arcs = [A_TO_B, A_TO_C]
    assert together.flow[arcs].sum() == pytest.approx(175.0, rel=1e-8)
    assert alone.rent.min() <= together.rent[0] <= alone.rent.max()
    assert np.ptp(together.unit.quota_rent[arcs]) == 0.0
