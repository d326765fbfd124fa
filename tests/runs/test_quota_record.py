"""Quotas of one clause as one entry of the summary, also where every route is charged apart."""

from __future__ import annotations

import pytest

from footwall.enacted.charges import Quota
from footwall.report.section_quotas import _beyond, _rule
from footwall.runs.quota_record import Record, quota_records
from measure.looped import solved
from measure.test_accounts import CALIBRATION, NETWORK
from toy import toy_charges


def _surge(*charges: float) -> Record:
    """Two routes of magnets from one maker under a clause, with 10 t each free of the charge."""
    arcs = [place for place, arc in enumerate(NETWORK.arcs) if arc.name in ("magnet:A>B", "magnet:A>C")]
    quotas = [
        Quota(f"surge-{arc}", "tariff_rate", (arc,), 10.0, charge, "state", clause="border.surge")
        for arc, charge in zip(arcs, charges, strict=True)
    ]
    before = solved(CALIBRATION, toy_charges(NETWORK), [])
    (record,) = quota_records(before, solved(CALIBRATION, toy_charges(NETWORK), quotas))
    return record


def test_routes_that_are_charged_alike_have_one_charge() -> None:
    record = _surge(2_000.0, 2_000.0)
    assert record["charge_beyond"] == pytest.approx(2.0)
    assert _beyond(record) == "2.00"
    assert record["charged_beyond"] > 0.0
    assert "the rent of a kilogram is that charge" in _rule([{**record, "charged_beyond": 5.0}])


def test_routes_that_are_charged_apart_have_none() -> None:
    record = _surge(1_000.0, 2_000.0)
    assert record["limits"] == 2
    assert record["charge_beyond"] is None
    assert _beyond(record) == "by route"
    assert "is that charge" not in _rule([{**record, "charged_beyond": 5.0}])
