"""What a grid reads and refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall import units
from footwall.errors import GridError
from footwall.explore.grid import MOST_POINTS, labelled, points, read_grid

PRICE = "floors.ndpr_oxide.reference.price"


def test_a_range_holds_both_ends_and_equal_steps() -> None:
    (axis,) = read_grid([f"{PRICE}=60 USD/kg:140 USD/kg:9"])
    assert axis.values == tuple(f"{price} USD/kg" for price in range(60, 150, 10))
    assert axis.numbers == tuple(float(price) for price in range(60, 150, 10))


def test_ends_in_different_units_are_converted() -> None:
    (axis,) = read_grid([f"{PRICE}=60 USD/kg:140000 USD/t:3"])
    assert axis.values == ("60 USD/kg", "100 USD/kg", "140 USD/kg")


def test_a_range_downwards_is_turned_round() -> None:
    (axis,) = read_grid(["floors.ndpr_oxide.levy.top_up=1:0:3"])
    assert axis.values == ("0", "0.5", "1")


def test_a_list_of_words_keeps_commas_inside_brackets() -> None:
    (axis,) = read_grid(["zone.members={list: us-eu-jp-mx},[USA, JPN]"])
    assert axis.values == ("{list: us-eu-jp-mx}", "[USA, JPN]")
    assert not axis.numeric


def test_a_rising_list_of_quantities_is_numeric() -> None:
    (axis,) = read_grid([f"{PRICE}=80 USD/kg,90 USD/kg,120 USD/kg"])
    assert axis.numbers == (80.0, 90.0, 120.0)


def test_the_last_path_runs_fastest() -> None:
    axes = read_grid(["floors.ndpr_oxide.levy.top_up=0:1:2", "floors.cascade.margin=0%,5%"])
    assert points(axes) == (("0", "0%"), ("0", "5%"), ("1", "0%"), ("1", "5%"))


def test_goods_are_called_by_their_names() -> None:
    (axis,) = labelled(read_grid([f"{PRICE}=1 USD/kg:2 USD/kg:2"]), {"ndpr_oxide": "NdPr oxide, separated"})
    assert axis.name == "NdPr oxide reference price"


@given(low=st.integers(0, 500_000), width=st.integers(1, 500_000), count=st.integers(2, MOST_POINTS))
def test_every_value_reads_as_what_it_stands_for(low: int, width: int, count: int) -> None:
    """Ends in USD/t, so that steps in USD/kg have any number of digits."""
    (axis,) = read_grid([f"{PRICE}={low / 1000:.3f} USD/kg:{(low + width) / 1000:.3f} USD/kg:{count}"])
    assert len(set(axis.values)) == count
    for step, (written, number) in enumerate(zip(axis.values, axis.numbers, strict=True)):
        expected = (low + width * step / (count - 1)) / 1000
        assert number == pytest.approx(expected, rel=1e-12)
        assert float(units.parse(written, "price").in_unit("USD/kg")) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ([], "Nothing to sweep"),
        (["levy.top_up"], "allowed: path=FROM:TO:COUNT"),
        (["=1:2:3"], "allowed: path=FROM:TO:COUNT"),
        (["floors.ndpr_oxide.levy.top_up="], "allowed: path=FROM:TO:COUNT"),
        (["floors.ndpr_oxide.levy.top_up=0:1"], "allowed: path=FROM:TO:COUNT"),
        (["floors.ndpr_oxide.levy.top_up=0:1:2:3"], "allowed: path=FROM:TO:COUNT"),
        (["floors.ndpr_oxide.levy.top_up=0.5:0.5:3"], "is empty"),
        (["floors.ndpr_oxide.levy.top_up=0:1:1"], "a whole number from 2"),
        (["floors.ndpr_oxide.levy.top_up=0:1:x"], "a whole number from 2"),
        (["floors.ndpr_oxide.levy.top_up=0:1:-3"], "a whole number from 2"),
        (["floors.ndpr_oxide.levy.top_up=0:1:2.5"], "a whole number from 2"),
        (["floors.ndpr_oxide.levy.top_up=nan:1:3"], "Read 'nan'"),
        (["floors.ndpr_oxide.levy.top_up=0:inf:3"], "Read 'inf'"),
        ([f"{PRICE}=60:140 USD/kg:3"], "60 USD/kg:140 USD/kg:3"),
        ([f"{PRICE}=60 USD/kg:140 EUR/kg:3"], "Money is in USD"),
        ([f"{PRICE}=60 USD/kg:140 usd/kg:3"], "Did you mean '140 USD/kg'?"),
        (["floors.ndpr_oxide.levy.top_up=0.5"], "at least two values"),
        (["floors.ndpr_oxide.levy.top_up=0,0"], "every value may stand once"),
        (["floors.ndpr_oxide.levy.top_up=0,,1"], "at least two values"),
        (["floors.ndpr_oxide.levy.top_up=0:1:3", "floors.ndpr_oxide.levy.top_up=0,1"], "swept twice"),
        (["floors.ndpr_oxide.levy.top_up=0:1:100000"], "100,000 values"),
        (
            ["floors.ndpr_oxide.levy.top_up=0:1:100", "floors.cascade.margin=0:1:100"],
            "100 × 100 = 10,000 points",
        ),
    ],
)
def test_a_grid_of_no_use_is_refused(written: list[str], told: str) -> None:
    with pytest.raises(GridError) as refusal:
        read_grid(written)
    assert told in str(refusal.value)
