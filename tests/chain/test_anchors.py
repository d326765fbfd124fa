"""Re-anchored price levels: the ratio, the pass-through, and what must not move."""

from __future__ import annotations

import pytest

from footwall.chain import BuiltNetwork, balance_network, build_network, price_network
from footwall.chain.pricing import minimum_margins
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


QUOTES = {"ndpr_oxide": 56_000.0, "ndpr_metal": 68_500.0}
"""Metal over oxide of July 2025: less than the documented minimum margin of reduction at 1.195 t per t."""


def _within(share: float) -> dict[str, tuple[float, float]]:
    return {name: ((1.0 - share) * price, (1.0 + share) * price) for name, price in QUOTES.items()}


def test_given_prices_that_leave_no_margin_are_refused() -> None:
    with pytest.raises(CalibrationError, match="reduce_ndpr"):
        build_network(load_facts(), prices=QUOTES)


def test_dated_quotes_move_inside_their_bands_until_margins_hold() -> None:
    bands = _within(0.02)
    balanced = balance_network(load_facts())
    built = price_network(balanced, prices=QUOTES, bands=bands)
    report = built.anchors
    assert report is not None and not report.low_margins
    moved = {move.commodity: move for move in report.moves}
    assert moved["ndpr_metal"].price > QUOTES["ndpr_metal"]
    assert "reduce_ndpr@CHN" in moved["ndpr_metal"].reason
    for name, (low, high) in bands.items():
        assert low * (1.0 - 1e-9) <= _price(built, f"{name}@CHN") <= high * (1.0 + 1e-9)
    minimum = minimum_margins(load_facts(), built.network).minimum
    for process, least in zip(built.network.processes, minimum.tolist(), strict=True):
        assert built.margins[process.id] >= least - 1e-6 * abs(least)


def test_other_origins_of_a_dated_quote_move_by_the_same_ratio(base: BuiltNetwork) -> None:
    built = price_network(balance_network(load_facts()), prices=QUOTES, bands=_within(0.02))
    for name in QUOTES:
        ratio = _price(built, f"{name}@CHN") / _price(base, f"{name}@CHN")
        for market in base.network.markets:
            if market.commodity == name:
                assert _price(built, market.name) == pytest.approx(ratio * market.base_price, rel=1e-9)


def test_quotes_that_stand_together_stay() -> None:
    quotes = {"ndpr_oxide": 56_000.0, "ndpr_metal": 72_000.0}
    bands = {name: (0.98 * price, 1.02 * price) for name, price in quotes.items()}
    built = price_network(balance_network(load_facts()), prices=quotes, bands=bands)
    assert _price(built, "ndpr_metal@CHN") == pytest.approx(72_000.0, rel=1e-9)


def test_bands_too_narrow_leave_the_low_value_of_a_minimum_margin() -> None:
    built = price_network(balance_network(load_facts()), prices=QUOTES, bands=_within(0.001))
    report = built.anchors
    assert report is not None
    found = {item.process: item for item in report.low_margins}
    assert "reduce_ndpr@CHN" in found
    for item in found.values():
        assert item.process.startswith("reduce_ndpr@")
        assert item.low - 1e-6 <= item.margin < item.minimum
        assert item.margin == pytest.approx(built.margins[item.process])


def test_quotes_that_contradict_each_other_beyond_their_bands_are_refused() -> None:
    quotes = {"ndpr_oxide": 56_000.0, "ndpr_metal": 60_000.0}
    bands = {name: (0.99 * price, 1.01 * price) for name, price in quotes.items()}
    with pytest.raises(CalibrationError, match="reduce_ndpr"):
        price_network(balance_network(load_facts()), prices=quotes, bands=bands)
