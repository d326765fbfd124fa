"""Re-anchored price levels: the ratio, the pass-through, and what must not move."""

from __future__ import annotations

import pytest

from footwall.chain import BuiltNetwork, balance_network, build_network, price_network
from footwall.chain.wedge import LandedWedge, freight_only
from footwall.errors import CalibrationError, UnknownName
from footwall.facts import load_facts

ANCHOR = 85_000.0


@pytest.fixture(scope="module")
def base() -> BuiltNetwork:
    return build_network(load_facts())


@pytest.fixture(scope="module")
def anchored() -> BuiltNetwork:
    return build_network(load_facts(), prices={"ndpr_oxide": ANCHOR})


def _price(built: BuiltNetwork, name: str) -> float:
    return next(market.base_price for market in built.network.markets if market.name == name)


def test_the_leading_market_takes_the_given_price_and_others_scale(
    base: BuiltNetwork, anchored: BuiltNetwork
) -> None:
    ratio = ANCHOR / _price(base, "ndpr_oxide@CHN")
    for market in base.network.markets:
        if market.commodity == "ndpr_oxide":
            assert _price(anchored, market.name) == pytest.approx(ratio * market.base_price, rel=1e-12)


def test_quantities_stay(base: BuiltNetwork, anchored: BuiltNetwork) -> None:
    assert anchored.network.arcs == base.network.arcs
    assert anchored.network.processes == base.network.processes
    assert anchored.network.uses == base.network.uses


def test_downstream_margins_stay_in_dollars(base: BuiltNetwork, anchored: BuiltNetwork) -> None:
    for process, margin in base.margins.items():
        if process.startswith(("reduce_", "make_magnet", "build_motor")):
            assert anchored.margins[process] == pytest.approx(margin, rel=1e-9)


def test_concentrate_scales_with_the_value_of_what_is_made_from_it(
    base: BuiltNetwork, anchored: BuiltNetwork
) -> None:
    """Only the NdPr part of the basket gained: the ratio lies between 1 and that of NdPr oxide."""
    ratio = ANCHOR / _price(base, "ndpr_oxide@CHN")
    light = _price(anchored, "bastnaesite_concentrate@CHN") / _price(base, "bastnaesite_concentrate@CHN")
    heavy = _price(anchored, "ionic_clay_concentrate@CHN") / _price(base, "ionic_clay_concentrate@CHN")
    assert 1.0 < heavy < light < ratio


def test_other_elements_keep_their_price(base: BuiltNetwork, anchored: BuiltNetwork) -> None:
    for name in ("dy_oxide@CHN", "tb_oxide@CHN", "dy_metal@CHN"):
        assert _price(anchored, name) == _price(base, name)


def test_the_report_holds_every_market_use_and_process(anchored: BuiltNetwork) -> None:
    report = anchored.anchors
    assert report is not None
    assert report.named == (("ndpr_oxide", ANCHOR),)
    assert len(report.prices) == len(anchored.network.markets)
    assert len(report.demand) == len(anchored.network.uses)
    assert len(report.costs) == len(anchored.network.processes)
    for shift, use in zip(report.demand, anchored.network.uses, strict=True):
        assert shift.factor == pytest.approx((shift.after / shift.before) ** use.elasticity.value)


def test_the_base_price_as_anchor_changes_nothing(base: BuiltNetwork) -> None:
    again = build_network(load_facts(), prices={"ndpr_oxide": _price(base, "ndpr_oxide@CHN")})
    for market in base.network.markets:
        assert _price(again, market.name) == pytest.approx(market.base_price, rel=1e-9)


def test_a_later_duty_is_passed_through_too(base: BuiltNetwork) -> None:
    """Ten percent more on landed magnets at unchanged anchors: motor makers keep their dollars."""
    balanced = balance_network(load_facts())
    wedge = freight_only(balanced.network)
    dearer = [1.1 if arc.commodity == "ndfeb_magnet" else 1.0 for arc in balanced.network.arcs]
    later = LandedWedge(wedge.factor * dearer, wedge.specific)
    anchors = {"ndpr_oxide": _price(base, "ndpr_oxide@CHN")}
    shifted = price_network(balanced, wedge, anchors, anchor_wedge=later)
    assert _price(shifted, "pm_motor@USA") > _price(base, "pm_motor@USA")
    assert _price(shifted, "ndfeb_magnet@USA") == pytest.approx(_price(base, "ndfeb_magnet@USA"), rel=1e-9)
    assert shifted.margins["build_motor@USA"] == pytest.approx(base.margins["build_motor@USA"], rel=1e-9)


def test_an_unknown_commodity_lists_what_there_is() -> None:
    with pytest.raises(UnknownName, match=r"'cobalt'.*ndpr_oxide"):
        build_network(load_facts(), prices={"cobalt": 30_000.0})


@pytest.mark.parametrize("price", [0.0, -5.0, float("nan"), float("inf")])
def test_a_given_price_must_be_positive(price: float) -> None:
    with pytest.raises(CalibrationError, match="must be positive"):
        build_network(load_facts(), prices={"ndpr_oxide": price})
