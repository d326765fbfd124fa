"""The monthly clock: solve the market of a month, then move what remembers it.

Each month has the law of its middle (as in a run over years), capacity and buyers of that day, monthly
elasticities that lengthen with the memory of ``footwall.horizon.year_curves``, private stocks
(``footwall.horizon.private_stocks``) and public ones. Prices are of the market of the whole month; nobody
anticipates a measure that is announced and not yet in force.

Symbol -> field -> unit: Δ ``STEP`` (years); P ``delivered`` (USD/t, cash: shares times landed prices).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from footwall.backtest.base_market import base_network
from footwall.backtest.buffers import Managed, managed
from footwall.backtest.measures import LawOfDay, law_on
from footwall.backtest.parameters import STEP, Behaviour, Frozen, behaviour, with_draws
from footwall.backtest.periods import MONTH
from footwall.backtest.schema import Episode
from footwall.backtest.surplus import Surplus, surplus
from footwall.enacted.feedbacks import NO_FEEDBACK
from footwall.horizon.private_stocks import held_after, private_schedules
from footwall.horizon.year_curves import Memory, YearInputs, curves_of_year, no_memory, remember
from footwall.market.assemble import assemble
from footwall.market.calibrate import Calibration, calibrate
from footwall.market.equilibrium import Equilibrium
from footwall.market.newton import CONVERGED
from footwall.market.parameters import FloatArray
from footwall.market.scenarios import BatchEquilibrium
from footwall.market.solve import solved_batch
from footwall.market.stocks import joined

MONTHS = 21
"""Steps of a replay: the last horizon, its tolerance, and the half of an annual figure that lies beyond."""


@dataclass(frozen=True, eq=False)
class Paths:
    """What a replay gives; arrays (S, months + 1, ·): scenario 0 is central, month 0 before the event."""

    calibration: Calibration
    fob: FloatArray
    """(…, markets) USD/t."""
    delivered: FloatArray
    """(…, buyers) USD/t; not a number where nothing is bought."""
    flow: FloatArray
    activity: FloatArray
    use: FloatArray
    held: FloatArray
    """(…, buyers) private stock, t."""
    managed: FloatArray
    """(…, public stocks) t."""
    solved: np.ndarray[tuple[int], np.dtype[np.bool_]]
    """(S,) False for a draw that had no solution in some month."""


@dataclass(frozen=True, eq=False)
class _State:
    """What passes from one month to the next."""

    memory: Memory
    held: FloatArray
    surplus: Surplus
    managed: Managed


def walk(episode: Episode, parameters: Frozen, draws: int, months: int = MONTHS) -> Paths:
    """Replay what is known of an episode. Raises CalibrationError, NotConverged for the central path."""
    network = base_network(episode, parameters)
    before = law_on(episode, network, episode.event - timedelta(days=1))
    calibration = calibrate(network, before.charges, with_draws(network, draws))
    moves = behaviour(parameters, calibration.parameters, len(network.processes))
    scenarios = calibration.scenarios
    normal, extra = surplus(episode, calibration, moves)
    state = _State(no_memory(calibration), normal, extra, managed(episode.buffer_stocks, scenarios))
    level = np.broadcast_to(calibration.buyer[:, :, 3], (scenarios, len(calibration.buyers)))
    rows = [_row_of_base(calibration, state)]
    good = np.ones(scenarios, dtype=bool)
    for month in range(1, months + 1):
        middle = episode.event + timedelta(days=round((month - 0.5) * MONTH))
        law = law_on(episode, network, middle, moves)
        curves = curves_of_year(
            calibration, moves.responses, state.memory, _inputs(episode, calibration, middle, level)
        )
        batch, counts = _solve(curves, law, moves, state, normal)
        good &= batch.status == CONVERGED
        found = [batch.equilibrium(s) if good[s] or s == 0 else None for s in range(scenarios)]
        state = _after(calibration, moves, state, found, (level, counts))
        rows.append(_row(calibration, state, found))
    stacked = [np.stack(part, axis=1) for part in zip(*rows, strict=True)]
    fob, delivered, flow, activity, use, held, stocks = stacked
    return Paths(calibration, fob, delivered, flow, activity, use, held, stocks, good)


def _inputs(episode: Episode, calibration: Calibration, on: date, level: FloatArray) -> YearInputs:
    """Capacity, use and price level of a day."""
    network, scenarios = calibration.network, calibration.scenarios
    capacity = np.array([process.capacity for process in network.processes])
    for row in episode.new_supply:
        if row.starts <= on:
            place = [(m.good, m.region) for m in episode.makers].index((row.good, row.region))
            capacity[place] += -row.capacity if row.closes else row.capacity
    years = max((on - episode.event).days, 0) / 365.25
    use = [
        0.0 if row.until is not None and on > row.until else (1.0 + (row.growth or 0.0)) ** years
        for row in episode.uses
    ]
    return YearInputs(
        capacity=np.tile(np.maximum(capacity, 1e-6 * calibration.base_output.max()), (scenarios, 1)),
        use=np.tile(use, (scenarios, 1)),
        level=np.array(level),
        cheaper=np.zeros((scenarios, len(capacity))),
    )


def _solve(
    curves: Calibration, law: LawOfDay, moves: Behaviour, state: _State, normal: FloatArray
) -> tuple[BatchEquilibrium, tuple[int, int]]:
    """The markets of a month, and how many schedules are private and surplus."""
    level = np.broadcast_to(curves.buyer[:, :, 3], normal.shape)
    private = private_schedules(moves.holding, state.held, normal, level, STEP)
    extra = state.surplus.schedules(curves, moves)
    stocks = joined([private, extra, state.managed.schedules(curves)])
    system = assemble(curves, law.charges, law.quotas, law.limits if law.quotas else None, stocks=stocks)
    return solved_batch(system, NO_FEEDBACK), (len(private.buyer), len(extra.buyer))


def _after(
    calibration: Calibration,
    moves: Behaviour,
    state: _State,
    found: list[Equilibrium | None],
    known: tuple[FloatArray, tuple[int, int]],
) -> _State:
    """What the next month starts from; draws without a solution stand still."""
    level, (private, extra) = known
    alive = found[0]
    assert alive is not None
    kept = [alive if item is None else item for item in found]
    stock = np.stack([item.stock for item in kept])
    effective = np.stack([item.effective for item in kept])
    landed = np.stack([np.where(item.flow > 0.0, item.landed, np.nan) for item in kept])
    rows = state.managed.rows
    buyer = [calibration.buyers.index((row.good, row.region)) for row in rows]
    return _State(
        memory=remember(state.memory, moves.responses, (effective, landed), calibration, np.array(level)),
        held=held_after(state.held, stock[:, :private], STEP),
        surplus=state.surplus.after(stock[:, private : private + extra]),
        managed=state.managed.after(stock[:, private + extra :], effective[:, buyer])
        if rows
        else state.managed,
    )


def _row_of_base(calibration: Calibration, state: _State) -> tuple[FloatArray, ...]:
    network, scenarios = calibration.network, calibration.scenarios
    share, landed, flow = calibration.arc[0].T
    one = (
        calibration.base_price,
        np.bincount(calibration.wiring.arc_buyer, share * landed, len(calibration.buyers)),
        flow,
        np.array([process.activity for process in network.processes]),
        np.array([use.quantity for use in network.uses]),
    )
    return (*(np.tile(part, (scenarios, 1)) for part in one), state.held, state.managed.held)


def _row(calibration: Calibration, state: _State, found: list[Equilibrium | None]) -> tuple[FloatArray, ...]:
    network = calibration.network
    sizes = (len(network.markets), len(calibration.buyers), len(network.arcs), len(network.processes))
    blank = tuple(np.full(size, np.nan) for size in (*sizes, len(network.uses)))
    told = [
        blank
        if item is None
        else (item.price, _delivered(calibration, item), item.flow, item.activity, item.use)
        for item in found
    ]
    return (*(np.stack(part) for part in zip(*told, strict=True)), state.held, state.managed.held)


def _delivered(calibration: Calibration, item: Equilibrium) -> FloatArray:
    """(buyers,) mean landed price of what is bought, USD/t."""
    wiring, buyers = calibration.wiring, len(calibration.buyers)
    live = item.flow > 0.0
    paid = np.bincount(
        wiring.arc_buyer, np.where(live, item.flow * np.where(live, item.landed, 0.0), 0.0), buyers
    )
    tonnes = np.bincount(wiring.arc_buyer, item.flow, buyers)
    return np.asarray(np.divide(paid, tonnes, out=np.full(buyers, np.nan), where=tonnes > 0.0))
