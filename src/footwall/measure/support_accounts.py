"""Payments to producers beside the market price: who pays, who gets, how much in a year.

Every outlay is a receipt. What producers give back of a high index is an outlay with its sign turned,
from the same payer's view. USD/year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from footwall.measure.state import State

Payer = Literal["treasury", "fund", "users"]
_PAYER: dict[str, Payer] = {"treasury": "treasury", "fund": "fund", "buyers": "users"}
OUTLAY, SHARE_OF_UPSIDE = "support", "support_upside"


@dataclass(frozen=True)
class SupportPayment:
    """What one support moves in a year, from ``payer`` in ``payer_region`` to producers in ``region``."""

    item: Literal["support", "support_upside"]
    """``support``: paid to producers. ``support_upside``: what they give back, a negative amount."""
    support: str
    kind: str
    clause: str
    commodity: str
    payer: Payer
    payer_region: str
    region: str
    tonnes: float
    """Output that carries the support, t/year."""
    amount: float


def support_payments(state: State) -> tuple[SupportPayment, ...]:
    """Payments of every support of a state; those of nothing are left out."""
    found = []
    paid = state.equilibrium.support
    for k, support in enumerate(state.enactment.supports):
        amounts: tuple[tuple[Literal["support", "support_upside"], float], ...] = (
            ("support", float(paid.paid[k])),
            ("support_upside", -float(paid.given_back[k])),
        )
        for item, amount in amounts:
            if amount != 0.0:
                found.append(
                    SupportPayment(
                        item=item,
                        support=support.id,
                        kind=support.kind,
                        clause=support.clause,
                        commodity=support.commodity,
                        payer=_PAYER[support.payer],
                        payer_region=support.paid_in or support.region,
                        region=support.region,
                        tonnes=float(paid.output[k]),
                        amount=amount,
                    )
                )
    return tuple(found)
