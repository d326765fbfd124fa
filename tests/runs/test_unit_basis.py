"""What a tonne counts is read from the unit of the fact table, and named where it is not the good itself."""

from __future__ import annotations

import pytest

from footwall.chain.network import Commodity
from footwall.runs import Result
from footwall.runs.unit_basis import counted_in, element_counted_in


@pytest.mark.parametrize(
    ("name", "unit", "basis"),
    [
        ("Spodumene concentrate", "t LCE contained", "LCE contained"),
        ("Cobalt metal", "t cobalt contained", "cobalt contained"),
        ("Permanent-magnet motors, generators and assemblies", "t magnet contained", "magnet contained"),
        ("Lithium hydroxide", "t LiOH.H2O", "LiOH.H2O"),
        ("NdPr metal", "t metal", ""),
        ("NdFeB magnet", "t finished magnet", ""),
        ("Primary gallium", "t gallium", ""),
        ("Ore", "t", ""),
    ],
)
def test_a_good_is_counted_in_what_its_unit_says(name: str, unit: str, basis: str) -> None:
    assert counted_in(name, unit) == basis


def _good(name: str, unit: str, **contents: float) -> Commodity:
    return Commodity(name, name, "", "", unit, (), contents)


@pytest.mark.parametrize(
    ("goods", "basis"),
    [
        (
            [_good("Lithium hydroxide", "t LiOH.H2O", Li=0.88), _good("Cell", "t LCE contained", Li=1.0)],
            "LCE",
        ),
        ([_good("Dysprosium oxide", "t oxide", Li=1.0)], "dysprosium oxide"),
        ([_good("NdPr oxide", "t oxide", Li=1.0)], "NdPr oxide"),
        ([_good("Cathode", "t cathode", Li=0.23)], "Li"),
    ],
)
def test_an_element_is_counted_in_what_holds_exactly_one_of_it(goods: list[Commodity], basis: str) -> None:
    assert element_counted_in(goods, "Li") == basis


def test_the_facts_count_rare_earths_as_oxide(cascade: Result) -> None:
    """As the vocabulary of the facts has it."""
    network = cascade.lead.policy.network
    found = {element: element_counted_in(network.commodities, element) for element in network.elements}
    assert found == {"NdPr": "NdPr oxide", "Dy": "dysprosium oxide", "Tb": "terbium oxide"}


def test_records_of_leakage_and_stages_name_what_is_counted(cascade: Result) -> None:
    summary = cascade.lead.summary
    assert {row["unit"] for row in summary["leakage"] if row["element"] == "NdPr"} == {"t NdPr oxide/yr"}
    stages = {row["commodity"]: row["counted_in"] for row in summary["stages"]}
    assert stages["pm_motor"] == "magnet contained" and stages["ndpr_metal"] == ""
