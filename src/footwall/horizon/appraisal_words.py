"""Why a venture is decided or not, in one or two sentences for a table of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footwall.enacted.wording import per_kg
from footwall.horizon.appraisal import ROUNDING
from footwall.horizon.ventures import CANCELLED, DECIDED

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.horizon.appraisal import Appraisal
    from footwall.horizon.ventures import Venture

HALF = 0.5
ALREADY = {
    "producing": "It runs.",
    "ramping": "It runs and is ramping up.",
    "construction": "Decided: it is being built.",
    "committed": "Decided: its money is committed.",
}


def reason(venture: Venture, appraisal: Appraisal | None, network: Network, scenario: int = 0) -> str:
    """Why, or why not, at the appraisal's year; what price would make half of such capacity go ahead.

    ``appraisal`` is None for what is decided, cancelled, or too early to be looked at.
    """
    if venture.status in DECIDED:
        return ALREADY[venture.status]
    if venture.status in CANCELLED:
        return "Cancelled by its owner."
    if appraisal is None:
        return f"Too early to decide: no output is possible before {venture.start}."
    product = network.commodity(network.processes[venture.main.process].outputs[0][0]).name
    value = float(appraisal.value[scenario])
    needed = _needed(appraisal, product, scenario)
    if value <= ROUNDING * appraisal.capex:
        return (
            f"A certain loss in {appraisal.year}: its cash costs exceed what is left of its sales. {needed}"
        )
    ratio, multiple = value / appraisal.capex, float(appraisal.multiple[scenario])
    asked = f"worth {ratio:.2f} times its capex where {multiple:.2f} is asked for"
    if appraisal.share[scenario] >= HALF:
        room = per_kg(max(-float(appraisal.addition[scenario]), 0.0))
        return (
            f"Goes ahead in {appraisal.year}: {asked}; it still would at {room} less for its {product}. "
            f"{_filled(venture)}".strip()
        )
    waits = "Does not pay" if ratio < 1.0 else "Pays, but waits"
    return f"{waits} in {appraisal.year}: {asked}. {needed} {_filled(venture)}".strip()


def _needed(appraisal: Appraisal, product: str, scenario: int) -> str:
    """What addition, floor or contract would do it."""
    said = f"Half would go ahead at {per_kg(float(appraisal.addition[scenario]))} more for its {product}"
    if appraisal.strike is not None:
        return f"{said}; a contract that fixes {per_kg(float(appraisal.strike[scenario]))} would do as well."
    certain = float(appraisal.certain_addition[scenario])
    beside = f"{per_kg(abs(certain))} {'more' if certain > 0.0 else 'less'} than expected"
    return f"{said}; a contract that fixes {beside} would do as well."


def _filled(venture: Venture) -> str:
    return f"Not documented: {'; '.join(venture.filled)}." if venture.filled else ""
