"""Measures of governments on the toy's arcs. Expected rates are added up by hand from the rows given."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from enacted.law_rows import TODAY, facts, index, measure, renamed, rulebook, toy
from footwall.enacted import enact

NETWORK = toy()
OXIDE_A_TO_C = index(NETWORK, "oxide", "A", "C")
OXIDE_B_TO_C = index(NETWORK, "oxide", "B", "C")
OXIDE_B_TO_A = index(NETWORK, "oxide", "B", "A")
DOMESTIC = [position for position, arc in enumerate(NETWORK.arcs) if arc.origin == arc.destination]


def charges(*rows, on=TODAY, book=None, network=NETWORK):
    return enact(book, facts(measures=rows), network, on).charges


def only(field, **expected):
    """The array that is 0 but at the arcs named ``<commodity>_<origin><destination>``."""
    array = np.zeros(len(NETWORK.arcs))
    for name, value in expected.items():
        commodity, pair = name.split("_")
        array[index(NETWORK, commodity, pair[0], pair[1])] = value
    np.testing.assert_array_equal(field, array)


def test_a_duty_for_everybody_is_paid_at_the_importers_border_only():
    result = charges(measure("import_duty", "C", 0.05))
    only(result.duty_ad_valorem, oxide_AC=0.05, oxide_BC=0.05)
    only(result.duty_specific)
    assert result.open.all()


def test_a_duty_that_names_its_partner_replaces_the_general_one():
    result = charges(
        measure("import_duty", "C", 0.05),
        measure("import_duty", "C", 0.0, id="preference", origin="B"),
    )
    only(result.duty_ad_valorem, oxide_AC=0.05)


def test_an_additional_duty_comes_on_top_of_the_one_that_applies():
    result = charges(
        measure("import_duty", "C", 0.05),
        measure("import_duty", "C", 0.02, id="preference", origin="A"),
        measure("additional_duty", "C", 0.25, origin="A"),
        measure("additional_duty", "C", 0.1, id="surcharge"),
    )
    assert result.duty_ad_valorem[OXIDE_A_TO_C] == pytest.approx(0.02 + 0.25 + 0.1, abs=1e-15)
    assert result.duty_ad_valorem[OXIDE_B_TO_C] == pytest.approx(0.05 + 0.1, abs=1e-15)


def test_of_two_general_duties_the_later_one_applies():
    result = charges(
        measure("import_duty", "C", 0.05, start=date(2018, 1, 1)),
        measure("import_duty", "C", 0.03, id="reform", start=date(2025, 1, 1)),
    )
    only(result.duty_ad_valorem, oxide_AC=0.03, oxide_BC=0.03)


def test_a_specific_duty_is_in_usd_per_tonne():
    only(
        charges(measure("import_duty", "C", 750.0, unit="USD/t")).duty_specific,
        oxide_AC=750.0,
        oxide_BC=750.0,
    )


def test_a_licence_rent_is_charged_on_top_of_an_export_tax():
    result = charges(
        measure("export_tax", "A", 400.0, unit="USD/t"),
        measure("licence_rent", "A", 900.0, unit="USD/t"),
    )
    assert result.export_specific[OXIDE_A_TO_C] == 1300.0
    assert result.export_specific[OXIDE_B_TO_C] == 0.0
    assert not result.export_specific[DOMESTIC].any()
    assert result.open.all()


def test_export_charges_fall_on_exports_and_never_at_home():
    result = charges(
        measure("export_tax", "A", 0.1),
        measure("export_tax", "B", 400.0, unit="USD/t"),
        measure("vat_not_refunded", "A", 0.13, commodity=("oxide", "magnet")),
    )
    only(result.export_tax, oxide_AC=0.1)
    only(result.export_specific, oxide_BA=400.0, oxide_BC=400.0)
    only(result.vat_not_refunded, oxide_AC=0.13, magnet_AB=0.13, magnet_AC=0.13)


def test_an_export_tax_on_one_destination_replaces_the_general_one_there():
    result = charges(
        measure("export_tax", "B", 0.1), measure("export_tax", "B", 0.2, id="to A", destination="A")
    )
    only(result.export_tax, oxide_BA=0.2, oxide_BC=0.1)


@pytest.mark.parametrize(
    ("on", "rate"),
    [
        (date(2025, 12, 31), 0.0),
        (date(2026, 1, 1), 0.05),
        (date(2026, 6, 30), 0.05),
        (date(2026, 7, 1), 0.0),
    ],
)
def test_the_first_and_the_last_day_are_in_force_and_their_neighbours_are_not(on, rate):
    row = measure("import_duty", "C", 0.05, start=date(2026, 1, 1), end=date(2026, 6, 30))
    assert charges(row, on=on).duty_ad_valorem[OXIDE_A_TO_C] == rate


def test_duties_of_a_rulebook_are_additional():
    book = rulebook(
        (),
        measures=[
            {"by": "C", "kind": "import_duty", "commodities": ["oxide"], "origins": ["A"], "rate": "20%"}
        ],
    )
    result = charges(measure("import_duty", "C", 0.05), book=book)
    only(result.duty_ad_valorem, oxide_AC=0.25, oxide_BC=0.05)


def test_a_ban_closes_the_arcs_that_it_names():
    result = charges(measure("ban", "B", unit="flag", destination="C"))
    closed = [position for position in range(len(NETWORK.arcs)) if not result.open[position]]
    assert closed == [OXIDE_B_TO_C]


def test_a_ban_on_everybody_leaves_home_open():
    result = charges(measure("ban", "A", unit="flag", commodity=("oxide", "magnet")))
    assert [NETWORK.arcs[position].name for position in np.flatnonzero(result.open == 0)] == [
        "oxide:A>C",
        "magnet:A>B",
        "magnet:A>C",
    ]


def test_a_contract_for_difference_charges_nothing():
    row = measure("contract_for_difference", "C", 110_000.0, unit="USD/t")
    plain = charges()
    for name in plain.names():
        np.testing.assert_array_equal(getattr(charges(row), name), getattr(plain, name))


def test_a_duty_on_one_part_of_an_aggregate_is_averaged_over_its_parts():
    network = renamed(NETWORK, {"B": "EU27"}, EU27=("DEU", "FRA", "ITA", "POL"))
    result = enact(None, facts(measures=(measure("import_duty", "C", 0.08, origin="DEU"),)), network, TODAY)
    arc = index(network, "oxide", "EU27", "C")
    assert result.charges.duty_ad_valorem[arc] == 0.02
    assert any("names DEU, a part of EU27" in note for note in result.notes)


def test_a_ban_by_a_small_part_of_an_aggregate_closes_nothing_and_is_noted():
    network = renamed(NETWORK, {"B": "ROW"}, ROW=("MNG", "KAZ", "NOR"))
    result = enact(None, facts(measures=(measure("ban", "KAZ", unit="flag"),)), network, TODAY)
    assert result.charges.open.all()
    assert any("at least half of the region" in note for note in result.notes)


@pytest.mark.parametrize(("parts", "is_open"), [(("KAZ", "NOR"), False), (("KAZ", "NOR", "MNG"), True)])
def test_a_ban_holds_on_an_aggregate_from_half_of_it_on(parts, is_open):
    network = renamed(NETWORK, {"B": "ROW"}, ROW=parts)
    result = enact(None, facts(measures=(measure("ban", "KAZ", unit="flag"),)), network, TODAY)
    assert bool(result.charges.open[index(network, "oxide", "ROW", "C")]) is is_open


def test_a_measure_by_a_region_outside_the_network_is_noted():
    result = enact(None, facts(measures=(measure("export_tax", "ZMB", 0.1),)), NETWORK, TODAY)
    assert any("ZMB" in note and "no effect" in note for note in result.notes)
    assert not result.charges.export_tax.any()


def test_domestic_arcs_carry_freight_and_nothing_else():
    rows = (
        measure("import_duty", "A", 0.1),
        measure("export_tax", "A", 0.1),
        measure("vat_not_refunded", "A", 0.1),
    )
    result = charges(*rows, book=rulebook(("A",), tariffs={"oxide": {"ad_valorem": "25%"}}))
    for name in (
        "export_tax",
        "vat_not_refunded",
        "duty_ad_valorem",
        "levied_share",
        "instrument_ad_valorem",
    ):
        assert not getattr(result, name)[DOMESTIC].any()


def test_freight_is_that_of_the_arcs():
    np.testing.assert_array_equal(charges().freight, [arc.freight for arc in NETWORK.arcs])


def test_valuation_follows_the_members_law():
    network = renamed(NETWORK, {"A": "USA", "B": "CHN", "C": "JPN"})
    book = rulebook(("USA",))
    result = enact(book, None, network, TODAY)
    into_usa = [position for position, arc in enumerate(network.arcs) if arc.destination == "USA"]
    assert not result.charges.valuation_cif[into_usa].any()
    assert result.charges.valuation_cif.sum() == len(network.arcs) - len(into_usa)
    stated = rulebook(("USA",), border={"valuation": {"USA": "CIF"}})
    assert enact(stated, None, network, TODAY).charges.valuation_cif.all()
