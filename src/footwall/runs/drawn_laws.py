"""The law of a policy at joint draws of what it leans on: ranged amounts and conversion costs.

Amounts that the rulebook states with a range are drawn inside it, and each draw puts a rulebook of its own
into force. A cascade is derived with conversion costs of the facts, each row drawn by itself. Both are
stratified like the parameters of the curves and from the same seed, but with streams of their own: the other
parameters are drawn alike with and without them. A rulebook without either costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from footwall.chain.network import Estimate
from footwall.enacted.charges import Enactment, FloatArray
from footwall.enacted.derived_floors import ConversionCost, at_conversion_costs
from footwall.errors import RulebookError
from footwall.market.parameters import stratified
from footwall.rulebook.ranges import UncertainAmount

COSTS, AMOUNTS = 1, 2
"""Numbers of these streams of random numbers beside that of the curves."""
RULEBOOK, STATED = "rulebook", "assumed"
"""Source and grade of an amount that a rulebook states with a range: its author's own assumption."""


@dataclass(frozen=True, eq=False)
class DrawnLaws:
    """A policy per draw; ``values`` (S, costs) in USD/t, ``amount_values`` (S, amounts) in engine units."""

    costs: tuple[ConversionCost, ...]
    values: FloatArray
    amounts: tuple[UncertainAmount, ...]
    amount_values: FloatArray
    policies: tuple[Enactment, ...]
    derivable: np.ndarray[tuple[int], np.dtype[np.bool_]]
    """(S,) False where the law has no figure, such as a derived floor that is not above zero; the policy of
    that draw is the central one."""


def draw_laws(policy: Enactment, count: int, seed: int) -> DrawnLaws:
    """``count`` (at least 1) draws of the ranged amounts and the conversion costs behind a policy."""
    costs = policy.derived.costs if policy.derived is not None else ()
    amounts = policy.ranged.amounts if policy.ranged is not None else ()
    values = _stratified([cost.estimate for cost in costs], count, [seed, COSTS])
    amount_values = _stratified([stated(amount) for amount in amounts], count, [seed, AMOUNTS])
    laws = [
        _at(policy, stated_row, cost_row) for stated_row, cost_row in zip(amount_values, values, strict=True)
    ]
    return DrawnLaws(
        costs,
        values,
        amounts,
        amount_values,
        tuple(policy if law is None else law for law in laws),
        np.array([law is not None for law in laws], dtype=bool),
    )


def stated(amount: UncertainAmount) -> Estimate:
    """A ranged amount as an estimate, in engine units."""
    return Estimate(amount.value, amount.low, amount.high, RULEBOOK, STATED)


def _stratified(estimates: list[Estimate], count: int, stream: list[int]) -> FloatArray:
    generator = np.random.default_rng(stream)
    columns = [stratified(generator, estimate, count) for estimate in estimates]
    return np.stack(columns, axis=1) if columns else np.zeros((count, 0))


def _at(policy: Enactment, amounts: FloatArray, costs: FloatArray) -> Enactment | None:
    """The policy at one draw; None where it has no figure."""
    try:
        law = policy.ranged.at(amounts.tolist()) if policy.ranged is not None and len(amounts) else policy
        if law.derived is None or policy.derived is None:
            return law
        drawn = dict(zip((cost.row for cost in policy.derived.costs), costs.tolist(), strict=True))
        return at_conversion_costs(law, [drawn.get(cost.row, cost.row.value) for cost in law.derived.costs])
    except RulebookError:
        return None
