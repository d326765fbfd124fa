"""Charges that follow the market's own outcome: solved, answered, and solved again until they settle.

Every rule is a map from a solution to the numbers that the next solve is given. Their fixed point, to 1e-10
of each number's scale, is a solution in which rule and market agree. The method is that of ``fixed_point``;
each round starts from the last solution. A scenario whose rules do not settle has no solution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from footwall.enacted.feedbacks import NO_FEEDBACK, Feedbacks
from footwall.market.assemble import System
from footwall.market.charge import FIELDS
from footwall.market.content_charges import ContentCharges
from footwall.market.fixed_point import Mixing, by_newton
from footwall.market.newton import CONVERGED, UNSETTLED
from footwall.market.origin_tracing import OriginShares
from footwall.market.residual import quantities
from footwall.market.scenarios import BatchEquilibrium, one_scenario, persist, solve_system
from footwall.market.support_limits import SupportLimits
from footwall.market.system import Curves, FloatArray, IntArray, Options
from footwall.market.work import Work, workspace

SETTLED = 1e-10
"""Largest change of a number between two rounds, over its scale."""
ROUNDS = 60
MOST_BY_NEWTON = 16
"""Numbers up to which a scenario that mixing does not settle is tried by Newton steps."""
TIGHT = Options(tolerance=1e-13, iterations=60)
"""Solves between rounds: their own error must not hide the change that is looked for."""


@dataclass(frozen=True)
class Solved:
    """One scenario's solution as the rules see it; arrays as in ``Equilibrium``."""

    system: System
    scenario: int
    unknowns: FloatArray
    work: Work

    @property
    def price(self) -> FloatArray:
        return self.unknowns[: len(self.system.calibration.network.markets)]


class Rule(Protocol):
    """A rule with its own numbers, which a solve is given and a solution answers."""

    names: tuple[str, ...]
    charges: tuple[str, ...]
    """Fields of ``ArcCharges`` that it writes."""
    scale: FloatArray
    lower: FloatArray
    upper: FloatArray

    def start(self) -> FloatArray:
        """(numbers,) for the first solve."""

    def apply(self, blocks: dict[str, FloatArray], scenario: int, values: FloatArray) -> None:
        """Write the numbers of one scenario into ``quota`` and ``support`` of ``Curves``, and into the fields
        of ``charges``; every block has a leading scenario axis.
        """

    def respond(self, solved: Solved) -> FloatArray:
        """(numbers,) that follow from a solution."""


def rules_of(system: System, feedbacks: Feedbacks) -> tuple[Rule, ...]:
    """The rules at work in a problem."""
    found: list[Rule] = []
    limits = SupportLimits(system)
    if len(limits.names):
        found.append(limits)
    if feedbacks.contents:
        found.append(ContentCharges(system, feedbacks.contents))
    if feedbacks.origins is not None:
        found.append(OriginShares(system, feedbacks.origins))
    return tuple(found)


def settle(
    batch: BatchEquilibrium, feedbacks: Feedbacks = NO_FEEDBACK, options: Options | None = None
) -> BatchEquilibrium:
    """The batch with every rule that follows the solution settled, and the number of rounds it took.

    Scenarios that have no solution to begin with are left as they are.
    """
    rules = rules_of(batch.system, feedbacks)
    if not rules:
        return batch
    return _Settling(batch, rules, options).run()


def _varying(curves: Curves, fields: Sequence[str], scenarios: int) -> tuple[FloatArray, IntArray]:
    """``varying`` and ``varying_field`` of the curves with these fields of the charges among them."""
    positions = curves.varying_field.tolist()
    blocks = list(np.repeat(curves.varying, scenarios // curves.varying.shape[0], axis=0).swapaxes(0, 1))
    for field in fields:
        position = FIELDS.index(field)
        if position not in positions:
            positions.append(position)
            blocks.append(np.tile(curves.charge[:, position], (scenarios, 1)))
    arcs = curves.charge.shape[0]
    varying = np.stack(blocks, axis=1) if blocks else np.zeros((scenarios, 0, arcs))
    return varying, np.array(positions, dtype=np.int64)


class _Settling:
    """The rounds of one batch."""

    def __init__(self, batch: BatchEquilibrium, rules: Sequence[Rule], options: Options | None) -> None:
        self.rules, self.options = rules, options
        scenarios = len(batch.status)
        curves = batch.system.curves
        written = [field for rule in rules for field in rule.charges]
        varying, positions = _varying(curves, list(dict.fromkeys(written)), scenarios)
        quota, support = (
            np.repeat(block, scenarios // block.shape[0], axis=0) for block in (curves.quota, curves.support)
        )
        curves = curves._replace(quota=quota, support=support, varying=varying, varying_field=positions)
        self.blocks = {"quota": quota, "support": support}
        for v, position in enumerate(positions.tolist()):
            self.blocks[FIELDS[position]] = varying[:, v]
        self.batch = replace(batch, system=replace(batch.system, curves=curves))
        self.edges = np.cumsum([0, *(len(rule.names) for rule in rules)]).tolist()
        self.names = [name for rule in rules for name in rule.names]
        self.scale = np.concatenate([rule.scale for rule in rules])
        lower = np.concatenate([rule.lower for rule in rules])
        upper = np.concatenate([rule.upper for rule in rules])
        self.bounds = lower / self.scale, upper / self.scale
        self.mixing = [Mixing(*self.bounds) for _ in range(scenarios)]
        self.values = np.tile(np.concatenate([rule.start() for rule in rules]), (scenarios, 1))

    def run(self) -> BatchEquilibrium:
        batch, work = self.batch, workspace(self.batch.system.topology, self.batch.system.curves)
        rounds = np.zeros(len(batch.status), dtype=np.int64)
        pending = np.flatnonzero(batch.status == CONVERGED).tolist()
        unsettled: dict[int, tuple[str, float]] = {}
        change = np.zeros((len(batch.status), len(self.names)))
        for number in range(1, ROUNDS + 1):
            for s in pending:
                self._apply(s)
            self._solve(pending)
            waiting = []
            for s in pending:
                rounds[s] = number
                if batch.status[s] != CONVERGED:
                    continue
                mapped = self._respond(s, work)
                change[s] = np.abs(mapped - self.values[s]) / self.scale
                if change[s].max() <= SETTLED:
                    continue
                waiting.append(s)
                self.values[s] = (
                    self.mixing[s].next(self.values[s] / self.scale, mapped / self.scale) * self.scale
                )
            pending = waiting
            if not pending:
                break
        for s in pending:
            if self._settled_by_newton(s, work):
                continue
            worst = int(change[s].argmax())
            unsettled[s] = (self.names[worst], float(change[s, worst]))
            batch.status[s] = UNSETTLED
        return replace(batch, rounds=rounds, unsettled=unsettled)

    def _settled_by_newton(self, s: int, work: Work) -> bool:
        """True once Newton steps have settled a scenario, whose solution is then in place."""
        if len(self.names) > MOST_BY_NEWTON:
            return False

        def respond(values: FloatArray) -> FloatArray | None:
            self.values[s] = values * self.scale
            self._apply(s)
            self._solve([s])
            if self.batch.status[s] != CONVERGED:
                return None
            answered: FloatArray = self._respond(s, work) / self.scale
            return answered

        found = by_newton(respond, self.values[s] / self.scale, self.bounds, SETTLED)
        return found is not None and respond(found) is not None

    def _apply(self, s: int) -> None:
        for rule, first, last in zip(self.rules, self.edges, self.edges[1:], strict=False):
            rule.apply(self.blocks, s, self.values[s, first:last])

    def _respond(self, s: int, work: Work) -> FloatArray:
        system, unknowns = self.batch.system, self.batch.unknowns[s]
        quantities(unknowns, s, system.topology, system.curves, work)
        solved = Solved(system, s, unknowns, work)
        return np.concatenate([rule.respond(solved) for rule in self.rules])

    def _solve(self, pending: Sequence[int]) -> None:
        """Solve the pending scenarios from their last solutions, in place."""
        system, batch = self.batch.system, self.batch
        for s in pending:
            alone = one_scenario(system, s)
            single = solve_system(alone, start=batch.unknowns[[s]], options=TIGHT, threads=1)
            if single.status[0] != CONVERGED:
                single = persist(alone, self.options)
            for name in ("unknowns", "status", "iterations", "residual", "worst"):
                getattr(batch, name)[s] = getattr(single, name)[0]
