"""The audit lists what is there: sections are complete, and totals are recomputed from the tables."""

from __future__ import annotations

import pytest

from footwall.chain import BuiltNetwork, build_network, facts_of
from footwall.chain.audit import Audit, audit
from footwall.chain.publishers import our_total
from footwall.errors import UnknownName
from footwall.facts import load_facts


@pytest.fixture(scope="module")
def built() -> BuiltNetwork:
    return build_network(load_facts())


@pytest.fixture(scope="module")
def audited(built: BuiltNetwork) -> Audit:
    return audit(load_facts(), built)


def test_every_row_fills_every_column(audited: Audit) -> None:
    assert len(audited.sections) == 9
    for section in audited.sections:
        assert all(len(row) == len(section.columns) for row in section.rows)
        assert section.rows or section.remarks


def test_coverage_counts_every_graded_row(audited: Audit) -> None:
    counts = {row[0]: row[1] for row in audited.section("Coverage").rows}
    for name, rows in facts_of(load_facts(), "ree_magnets").tables.items():
        if name != "sources":
            assert counts[name] == len(rows)
    for row in audited.section("Coverage").rows:
        assert sum(float(share) for share in row[2:]) == pytest.approx(1.0)


def test_elements_balance(audited: Audit) -> None:
    for _, mined, returned, used, lost, gap in audited.section("Element balance").rows:
        assert abs(float(gap)) < 1e-9 * float(mined)
        assert float(mined) + float(returned) == pytest.approx(float(used) + float(lost))


def test_adjustments_over_ten_percent_are_all_listed(audited: Audit, built: BuiltNetwork) -> None:
    listed = {(row[0], row[1]) for row in audited.section("Adjustments over 10%").rows}
    expected = {
        (item.table, item.key)
        for item in built.adjustments
        if item.table in ("production", "use", "trade") and abs(item.ratio - 1.0) > 0.1 and item.balanced > 0
    }
    assert listed == expected
    assert all(row[-1] for row in audited.section("Adjustments over 10%").rows)


def test_publishers_stand_beside_our_totals(audited: Audit) -> None:
    rows = audited.section("Publishers side by side").rows
    assert len(rows) == len(facts_of(load_facts(), "ree_magnets").table("publishers"))
    for row in rows:
        assert float(row[5]) > 0.0 and row[-1]


def test_totals_by_key(built: BuiltNetwork) -> None:
    facts, network = load_facts(), built.network
    mined = sum(row.reo_tonnes for row in facts.table("deposits"))
    assert our_total(facts, network, "deposits.reo_tonnes", "WLD") == pytest.approx(mined)
    magnets = sum(process.activity for process in network.processes if process.id.startswith("make_magnet@"))
    assert our_total(facts, network, "production.ndfeb_magnet", "WLD") == pytest.approx(magnets, rel=1e-9)
    assert our_total(facts, network, "production.make_magnet", "WLD") == pytest.approx(magnets, rel=1e-9)
    china = our_total(facts, network, "share.ndfeb_magnet", "CHN")
    assert china == pytest.approx(
        100.0 * our_total(facts, network, "production.make_magnet", "CHN") / magnets
    )
    motors = sum(use.quantity for use in network.uses if use.sector == "ev")
    assert our_total(facts, network, "use.ev", "WLD") == pytest.approx(motors)


@pytest.mark.parametrize("key", ["production.cobalt", "deposits.gold", "stock.ndpr_oxide"])
def test_unknown_totals_are_refused(built: BuiltNetwork, key: str) -> None:
    with pytest.raises(UnknownName, match=r"publishers\.csv"):
        our_total(load_facts(), built.network, key, "WLD")
