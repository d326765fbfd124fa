"""Supply and use curves: anchors, continuity at the joins, slopes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.market.calibrate import AVOIDABLE_UTILISATION, MINE_TAIL, Calibration
from footwall.market.curves import (
    CHEAP_SHARE,
    CHOKE_SPAN,
    CHOKED_USE,
    ISOELASTIC_SUPPLY,
    ISOELASTIC_USE,
    LINEAR_SUPPLY,
    LINEAR_USE,
    LOGISTIC,
    activity,
    use,
)
from market.policies import calibrated

CALIBRATION: Calibration = calibrated()
PROCESSES = range(len(CALIBRATION.network.processes))
MINES = [k for k in PROCESSES if CALIBRATION.network.processes[k].kind == "mine"]
PLANTS = [k for k in PROCESSES if CALIBRATION.network.processes[k].kind != "mine"]


def made(k: int, margin: float) -> tuple[float, float]:
    form, capacity, *numbers = CALIBRATION.process[0, k].tolist()
    return activity(form, capacity, margin, (numbers[0], numbers[1], numbers[2], numbers[3]))


def used(price: float) -> tuple[float, float]:
    form, base, *numbers = CALIBRATION.use[0, 0].tolist()
    return use(form, base, price, (numbers[0], numbers[1], numbers[2]))


@pytest.mark.parametrize("k", PROCESSES)
def test_base_margin_gives_base_activity(k: int) -> None:
    assert made(k, CALIBRATION.base_margin[k])[0] == pytest.approx(
        CALIBRATION.network.processes[k].activity, rel=1e-12
    )


@pytest.mark.parametrize("k", PLANTS)
def test_a_plant_runs_at_a_tenth_of_base_at_its_avoidable_cost(k: int) -> None:
    process = CALIBRATION.network.processes[k]
    output, slope = made(k, process.avoidable_share.value * CALIBRATION.base_margin[k])
    assert output == pytest.approx(AVOIDABLE_UTILISATION * process.activity, rel=1e-12)
    assert slope > 0.0


@pytest.mark.parametrize("k", MINES)
def test_a_mine_has_its_elasticity_at_base_and_closes_at_its_avoidable_cost(k: int) -> None:
    process, margin = CALIBRATION.network.processes[k], CALIBRATION.base_margin[k]
    output, slope = made(k, margin)
    assert slope * margin / output == pytest.approx(process.supply_elasticity.value, rel=1e-12)
    closing = CALIBRATION.parameters.avoidable_share[0, k] * margin
    assert made(k, closing)[0] == pytest.approx(0.0, abs=1e-9 * output)
    assert made(k, closing * (1.0 - 1e-9)) == (0.0, 0.0)
    assert made(k, closing * 1.001)[0] > 0.0


@pytest.mark.parametrize("k", PROCESSES)
def test_supply_is_continuous_at_the_join(k: int) -> None:
    join = CALIBRATION.process[0, k, 4]
    above, below = made(k, join * (1.0 + 1e-9))[0], made(k, join * (1.0 - 1e-9))[0]
    assert above == pytest.approx(below, rel=1e-6)
    if k in PLANTS:
        assert made(k, join)[1] == pytest.approx(made(k, join - 1.0)[1], rel=1e-2)


def test_mines_join_half_way_from_avoidable_cost_to_the_base_margin() -> None:
    avoidable = CALIBRATION.parameters.avoidable_share[0, MINES]
    share = avoidable + MINE_TAIL * (1.0 - avoidable)
    assert CALIBRATION.process[0, MINES, 4] == pytest.approx(share * CALIBRATION.base_margin[MINES])


@pytest.mark.parametrize("k", PROCESSES)
@given(share=st.floats(-1.0, 6.0))
def test_supply_never_falls_as_the_margin_rises_and_its_slope_is_its_derivative(k: int, share: float) -> None:
    margin = share * float(CALIBRATION.base_margin[k])
    step = 1e-4 * float(CALIBRATION.base_margin[k])
    low, middle, high = made(k, margin - step), made(k, margin), made(k, margin + step)
    assert low[0] <= middle[0] <= high[0] <= CALIBRATION.network.processes[k].capacity
    one_sided = sorted([(middle[0] - low[0]) / step, (high[0] - middle[0]) / step])
    slack = 1e-3 * CALIBRATION.process[0, k, 1] / float(CALIBRATION.base_margin[k])
    assert one_sided[0] - slack <= middle[1] <= one_sided[1] + slack


ANCHOR, CHOKE = CALIBRATION.use[0, 0, 2], CALIBRATION.use[0, 0, 4]


@pytest.mark.parametrize("kink", [CHEAP_SHARE * ANCHOR, CHOKE, CHOKE_SPAN * CHOKE])
def test_use_is_continuous_at_its_kinks(kink: float) -> None:
    assert used(kink * (1.0 + 1e-10))[0] == pytest.approx(used(kink * (1.0 - 1e-10))[0], abs=1e-5)


def test_use_at_its_anchors() -> None:
    assert used(ANCHOR)[0] == pytest.approx(500.0, rel=1e-12)
    assert used(ANCHOR)[1] * ANCHOR / 500.0 == pytest.approx(-0.4, rel=1e-12)
    assert used(CHOKE)[0] == pytest.approx(500.0 * 5.0**-0.4, rel=1e-12)
    assert used(0.5 * (1.0 + CHOKE_SPAN) * CHOKE)[0] == pytest.approx(250.0 * 5.0**-0.4, rel=1e-12)
    assert used(CHOKE_SPAN * CHOKE) == (0.0, 0.0)
    assert used(100.0 * CHOKE) == (0.0, 0.0)
    assert np.isfinite(used(-10.0 * ANCHOR)[0])


@given(share=st.floats(-1.0, 8.0))
def test_use_never_rises_with_its_price(share: float) -> None:
    price = share * float(ANCHOR)
    assert used(price + 1e-3 * ANCHOR)[0] <= used(price)[0]
    assert used(price)[1] <= 0.0


def test_the_forms_of_published_examples() -> None:
    assert activity(LINEAR_SUPPLY, 1.0, 14.0, (9.0, 2.0, 0.0, 0.0)) == (2.5, 0.5)
    assert activity(LINEAR_SUPPLY, 1.0, 8.0, (9.0, 2.0, 0.0, 0.0)) == (0.0, 0.0)
    assert activity(ISOELASTIC_SUPPLY, 60.0, 1.1, (1.0, 2.0, 0.0, 0.0)) == pytest.approx((72.6, 132.0))
    assert activity(ISOELASTIC_SUPPLY, 60.0, -1.0, (1.0, 2.0, 0.0, 0.0)) == (0.0, 0.0)
    assert use(LINEAR_USE, 1.0, 30.0, (42.0, 3.0, 0.0)) == (4.0, -1.0 / 3.0)
    assert use(LINEAR_USE, 1.0, 43.0, (42.0, 3.0, 0.0)) == (0.0, 0.0)
    assert use(ISOELASTIC_USE, 8.0, 2.0, (1.0, 1.0, 0.0)) == pytest.approx((4.0, -2.0))
    assert use(CHOKED_USE, 8.0, 2.0, (1.0, 1.0, 5.0)) == pytest.approx((4.0, -2.0))
    assert activity(LOGISTIC, 10.0, 3.0, (3.0, 1.0, 0.0, 0.0)) == pytest.approx((5.0, 2.5))
