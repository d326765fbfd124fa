"""Export quotas, licences and tariff-rate quotas on the toy. Flows and prices are those of ``toy``."""

from __future__ import annotations

import pytest

from enacted.law_rows import TODAY, facts, floor, index, measure, renamed, rulebook, toy
from footwall.chain import build_network
from footwall.enacted import enact
from footwall.facts import load_facts

NETWORK = toy()


def arc(commodity, origin, destination):
    return index(NETWORK, commodity, origin, destination)


def enacted(*rows, book=None):
    return enact(book, facts(measures=rows), NETWORK, TODAY)


def test_an_export_quota_counts_all_foreign_destinations_and_no_domestic_sale():
    (quota,) = enacted(measure("export_quota", "A", 300.0, commodity=("magnet",), unit="t/y")).quotas
    assert quota.kind == "export"
    assert quota.arcs == (arc("magnet", "A", "B"), arc("magnet", "A", "C"))
    assert quota.limit == 300.0
    assert (quota.imposed_by, quota.rent_to) == ("A", "state")


def test_an_export_quota_over_named_destinations_counts_those():
    book = rulebook(
        measures=[
            {
                "by": "A",
                "kind": "export_quota",
                "commodities": ["magnet"],
                "destinations": ["C"],
                "quota": "90 t/year",
            }
        ]
    )
    (quota,) = enacted(book=book).quotas
    assert quota.arcs == (arc("magnet", "A", "C"),)
    assert (quota.limit, quota.rent_to, quota.clause) == (90.0, "holders", "measures[0]")


def test_a_quota_on_several_commodities_is_one_limit_each():
    row = measure("export_quota", "A", 30.0, commodity=("oxide", "magnet"), unit="t/y")
    assert [len(quota.arcs) for quota in enacted(row).quotas] == [1, 2]


def test_a_quota_under_a_ten_thousandth_of_base_exports_is_a_ban():
    """Base exports of magnets from A are 150 + 200 t."""
    tiny = enacted(measure("export_quota", "A", 0.0349, commodity=("magnet",), unit="t/y"))
    assert not tiny.quotas
    assert tiny.charges.open[[arc("magnet", "A", "B"), arc("magnet", "A", "C")]].tolist() == [0.0, 0.0]
    assert tiny.charges.open[arc("magnet", "A", "A")] == 1.0
    assert any("a ban" in note for note in tiny.notes)
    small = enacted(measure("export_quota", "A", 0.0351, commodity=("magnet",), unit="t/y"))
    assert len(small.quotas) == 1
    assert small.charges.open.all()


def test_a_licence_limits_each_destination_to_its_share_of_base_flow():
    quotas = enacted(measure("export_licence", "A", 0.5, commodity=("magnet",))).quotas
    assert [(quota.kind, quota.arcs, quota.limit) for quota in quotas] == [
        ("licence", (arc("magnet", "A", "B"),), 75.0),
        ("licence", (arc("magnet", "A", "C"),), 100.0),
    ]


def test_the_lowest_approval_rules_where_licences_meet():
    rows = (
        measure("export_licence", "A", 0.5, commodity=("magnet",)),
        measure("export_licence", "A", 0.2, id="to C", commodity=("magnet",), destination="C"),
    )
    limits = {quota.arcs: quota.limit for quota in enacted(*rows).quotas}
    assert limits == {(arc("magnet", "A", "B"),): 75.0, (arc("magnet", "A", "C"),): pytest.approx(40.0)}


def test_a_licence_that_adds_nothing_to_another_is_noted():
    taken = {"by": "A", "kind": "export_licence", "commodities": ["magnet"], "approval": 0.5}
    row = measure("export_licence", "A", 0.5, commodity=("magnet",))
    expected = "measures[0] changes nothing on magnet: measures.csv A-export_licence approves no more."
    assert expected in enacted(row, book=rulebook(measures=[taken])).notes
    stricter = enacted(row, book=rulebook(measures=[{**taken, "approval": 0.4}]))
    assert not any("changes nothing" in note for note in stricter.notes)
    assert [quota.limit for quota in stricter.quotas] == [60.0, 80.0]


def test_a_licence_that_approves_nothing_is_a_ban():
    result = enacted(measure("export_licence", "A", 0.0, commodity=("oxide",)))
    assert not result.quotas
    assert result.charges.open[arc("oxide", "A", "C")] == 0.0


def test_routes_that_a_licence_closes_are_one_note_a_commodity():
    result = enacted(measure("export_licence", "A", 0.0, commodity=("oxide", "magnet")))
    assert [note for note in result.notes if "closes" in note] == [
        "measures.csv A-export_licence: an approval of 0% closes 1 route of oxide (A>C).",
        "measures.csv A-export_licence: an approval of 0% closes 2 routes of magnet (A>C, A>B).",
    ]


def test_a_note_on_closed_routes_names_three():
    closed = enact(
        rulebook(members=("USA",), measures=[{"by": "CHN", "kind": "export_licence",
                 "commodities": ["ndfeb_magnet"], "approval": "0%"}]),
        load_facts(), build_network(load_facts()).network, TODAY,
    )  # fmt: skip
    (note,) = [note for note in closed.notes if "closes" in note]
    routes = int(note.split(" closes ")[1].split()[0])
    assert note.count(">") == 3
    assert note.endswith(f" and {routes - 3} more).")


@pytest.mark.parametrize("value", [{"unit": "flag"}, {"value": 1.0}])
def test_a_licence_of_the_facts_that_grants_every_application_limits_nothing(value):
    assert not enacted(measure("export_licence", "A", commodity=("magnet",), **value)).quotas


def test_banned_arcs_leave_the_quotas():
    rows = (
        measure("export_quota", "A", 100.0, commodity=("magnet",), unit="t/y"),
        measure("ban", "A", commodity=("magnet",), destination="C", unit="flag"),
        measure("export_licence", "A", 0.5, commodity=("oxide",)),
        measure("ban", "A", id="oxide", destination="C", unit="flag"),
    )
    (quota,) = enacted(*rows).quotas
    assert quota.arcs == (arc("magnet", "A", "B"),)


TARIFF_RATE_QUOTA = {"volume": "60 t/year", "out_of_quota": {"amount": "5 USD/kg"}}


def test_a_tariff_rate_quota_counts_outside_arcs_into_members_and_takes_no_other_charge():
    book = rulebook(("C",), tariffs={"oxide": {"tariff_rate_quota": TARIFF_RATE_QUOTA}})
    result = enacted(book=book)
    (quota,) = result.quotas
    assert quota.kind == "tariff_rate"
    assert quota.arcs == (arc("oxide", "A", "C"), arc("oxide", "B", "C"))
    assert (quota.limit, quota.out_of_quota, quota.rent_to) == (60.0, 5000.0, "importers")
    assert not result.charges.levied_share.any()
    assert not result.charges.instrument_specific.any()


def test_zone_origins_are_outside_the_tariff_rate_quota():
    book = rulebook(("B", "C"), tariffs={"oxide": {"tariff_rate_quota": TARIFF_RATE_QUOTA}})
    (quota,) = enacted(book=book).quotas
    assert quota.arcs == (arc("oxide", "A", "C"),)


@pytest.mark.parametrize(
    ("parts", "counted"), [(("NOR", "KAZ"), True), (("NOR", "KAZ", "MNG", "ZMB"), False)]
)
def test_a_tariff_rate_quota_counts_arcs_of_which_half_or_more_is_concerned(parts, counted):
    """NOR joins as one of two or of four equal parts of ROW, which buys magnets of A."""
    network = renamed(NETWORK, {"B": "ROW"}, ROW=parts)
    book = rulebook(("NOR",), tariffs={"magnet": {"tariff_rate_quota": TARIFF_RATE_QUOTA}})
    result = enact(book, facts(), network, TODAY)
    assert bool(result.quotas) is counted
    assert any("leaves magnet:A>ROW out" in note for note in result.notes) is not counted


def test_an_ad_valorem_charge_beyond_quota_is_taken_on_the_base_customs_value():
    """25 t at (50,000·1.1 + 500) CIF and 75 t at (52,000 + 500): mean 53,250 USD/t, of which 20%."""
    quota = {"share_of_base": "50%", "out_of_quota": {"rate": "20%"}, "allocation": "auction"}
    book = rulebook(
        ("C",), floors={"oxide": floor(levy={"instrument": "tariff_rate_quota", "tariff_rate_quota": quota})}
    )
    result = enacted(measure("export_tax", "A", 0.1), book=book)
    (limit,) = result.quotas
    assert limit.limit == 50.0
    assert limit.out_of_quota == pytest.approx(0.2 * (25 * 55_500 + 75 * 52_500) / 100, rel=1e-12)
    assert limit.rent_to == "state"
    assert not result.charges.floor.any()
    assert any("base-year customs value of 53.25 USD/kg" in note for note in result.notes)
