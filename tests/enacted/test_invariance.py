"""Properties: names and order do not matter, shares are shares, the border agrees with the market."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from enacted.law_rows import TODAY, facts, floor, measure, renamed, reordered, rulebook, toy
from footwall.enacted import applies, compile_law, enact

NETWORK = toy()
REGIONS = ("A", "B", "C")
GOODS = ("oxide", "magnet")
percentages = st.integers(0, 100).map(lambda value: value / 100)
tiers = st.sampled_from(["full", "associate", "provisional", "observer"])


@st.composite
def policies(draw):
    """A zone, instruments and measures as plain data over the toy's regions."""
    members = draw(st.lists(st.sampled_from(REGIONS), unique=True, max_size=3))
    origins = st.lists(st.sampled_from(REGIONS), unique=True, max_size=2)
    floors = {
        good: floor(
            f"{draw(st.integers(30, 90))} USD/kg", {"top_up": draw(percentages)}, origins=draw(origins)
        )
        for good in draw(st.lists(st.sampled_from(GOODS), unique=True))
    }
    tariffs = {
        good: {"ad_valorem": draw(percentages), "except": draw(origins)}
        for good in draw(st.lists(st.sampled_from(GOODS), unique=True))
    }
    exemptions = [{"kind": "defence", "share": draw(percentages)} for _ in range(draw(st.integers(0, 3)))]
    return {
        "members": [{"region": member, "tier": draw(tiers)} for member in members],
        "floors": floors,
        "tariffs": tariffs,
        "border": {"exemptions": exemptions},
        "rows": draw(st.lists(rows(), max_size=4, unique_by=lambda row: (row["kind"], row["by"]))),
    }


@st.composite
def rows(draw):
    kind = draw(
        st.sampled_from(
            ["import_duty", "additional_duty", "export_tax", "vat_not_refunded", "ban", "export_licence"]
        )
    )
    by, partner = draw(st.permutations(REGIONS))[:2]
    side = "origin" if kind.endswith("duty") else "destination"
    value = draw(st.integers(1, 99)) / 100
    return {
        "kind": kind,
        "by": by,
        "value": value,
        "commodity": GOODS,
        side: draw(st.sampled_from(["*", partner])),
    }


def translated(policy, names):
    def name(code):
        return names.get(code, code)

    moved = dict(policy)
    moved["members"] = [{**member, "region": name(member["region"])} for member in policy["members"]]
    moved["floors"] = {
        good: {**clause, "origins": [name(code) for code in clause["origins"]]}
        for good, clause in policy["floors"].items()
    }
    moved["tariffs"] = {
        good: {**clause, "except": [name(code) for code in clause["except"]]}
        for good, clause in policy["tariffs"].items()
    }
    moved["rows"] = [
        {key: name(value) if key in ("by", "origin", "destination") else value for key, value in row.items()}
        for row in policy["rows"]
    ]
    return moved


def law_of(policy):
    book = rulebook(policy["members"], **{key: policy[key] for key in ("floors", "tariffs", "border")})
    return book, facts(
        measures=tuple(measure(**{**row, "id": f"row {n}"}) for n, row in enumerate(policy["rows"]))
    )


def enacted(policy, network=NETWORK):
    book, tables = law_of(policy)
    return enact(book, tables, network, TODAY)


def stacked(result):
    return np.stack([getattr(result.charges, name) for name in result.charges.names()])


@given(policies(), st.permutations(["USA", "CHN", "JPN"]))
def test_renaming_regions_changes_no_charge(policy, codes):
    """Customs values differ by member, so they are stated for all."""
    names = dict(zip(REGIONS, codes, strict=True))
    policy["border"]["valuation"] = dict.fromkeys((*REGIONS, *codes), "CIF")
    moved = enacted(translated(policy, names), renamed(NETWORK, names))
    plain = enacted(policy)
    np.testing.assert_array_equal(stacked(moved), stacked(plain))
    assert [(quota.arcs, quota.limit) for quota in moved.quotas] == [
        (quota.arcs, quota.limit) for quota in plain.quotas
    ]
    assert moved.membership == {names[code]: share for code, share in plain.membership.items()}


@given(policies(), st.permutations(range(len(NETWORK.arcs))))
def test_reordering_arcs_permutes_the_charges(policy, order):
    order = tuple(order)
    plain, moved = enacted(policy), enacted(policy, reordered(NETWORK, order))
    np.testing.assert_array_equal(stacked(moved), stacked(plain)[:, list(order)])
    limits = {frozenset(quota.arcs): quota.limit for quota in plain.quotas}
    assert {frozenset(order[arc] for arc in quota.arcs): quota.limit for quota in moved.quotas} == limits


@given(policies())
def test_levied_shares_are_shares_and_zone_goods_pay_none(policy):
    result = enacted(policy)
    levied = result.charges.levied_share
    assert ((levied >= 0) & (levied <= 1)).all()
    levying = {entry["region"] for entry in policy["members"] if entry["tier"] in ("full", "provisional")}
    free = {entry["region"] for entry in policy["members"] if entry["tier"] in ("full", "associate")}
    for arc, share in zip(NETWORK.arcs, levied, strict=True):
        if share:
            assert arc.destination in levying
            assert arc.origin not in free
            assert arc.origin != arc.destination


@given(policies(), st.dates(date(2024, 1, 1), date(2040, 1, 1)))
def test_an_aggregate_is_the_mean_of_its_parts(policy, on):
    """C split into two members-or-not by name: asking the parts and averaging gives the aggregate's share."""
    network = renamed(NETWORK, {"B": "ROW"}, ROW=("NOR", "KAZ", "MNG"))
    moved = translated(policy, {"B": "NOR"})
    moved["rows"] = []
    book, tables = law_of(moved)
    law = compile_law(book, tables, network)
    for arc in network.arcs:
        if "ROW" not in (arc.origin, arc.destination):
            continue
        whole = applies(law, arc.commodity, arc.origin, arc.destination, on)
        parts = [
            applies(
                law,
                arc.commodity,
                part if arc.origin == "ROW" else arc.origin,
                part if arc.destination == "ROW" else arc.destination,
                on,
            )
            for part in ("NOR", "KAZ", "MNG")
        ]
        collected = sum(
            clauses.levied_share * clauses.tariff.ad_valorem for clauses in parts if clauses.tariff
        )
        tariff = whole.levied_share * whole.tariff.ad_valorem if whole.tariff else 0
        assert tariff == collected / 3
