"""What each limit in tonnes does in a year: how full it is, what its rent is worth, and to whom.

With limit Q, tonnes M, rent ρ per tonne and, beyond a tariff-rate quota, the charge L:

    rent kept = ρ·min(M, Q)        charged beyond = L·max(0, M − Q)

An export quota or licence stops at Q, so that nothing lies beyond it. ρ is zero where M < Q. Duties other
than the rulebook's fall on all M tonnes alike and are divided as the tonnes are. The sums are those of
``accounts``: this module divides them by quota. It judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from footwall.enacted.charges import Quota
from footwall.measure.accounts import (
    QUOTA_RECIPIENT,
    Recipient,
    quota_receipts,
    tariff_quota_split,
)
from footwall.measure.state import State


@dataclass(frozen=True)
class QuotaUse:
    """One quota in one state; tonnes t/year, ``unit_rent`` USD/t, money USD/year."""

    quota: Quota
    commodity: str
    tonnes: float
    unit_rent: float
    kept_by: Recipient
    kept: Mapping[str, float]
    """Region of the holders -> rent that they keep; empty where the quota is not full."""
    charged_beyond: float
    """What treasuries collect on the tonnes beyond a tariff-rate quota."""
    other_duty: float
    """Duties other than the rulebook's on all of the tonnes."""

    @property
    def within(self) -> float:
        """Tonnes that stay within the limit."""
        return min(self.tonnes, self.quota.limit)

    @property
    def rent(self) -> float:
        return sum(self.kept.values())

    @property
    def other_duty_within(self) -> float:
        return self.other_duty * self.within / self.tonnes if self.tonnes > 0.0 else 0.0


def quota_uses(state: State) -> Iterator[QuotaUse]:
    """Every quota of a state that has a limit, in the order of the law."""
    kept: dict[str, dict[str, float]] = {}
    for item in quota_receipts(state):
        regions = kept.setdefault(item.quota.id, {})
        regions[item.region] = regions.get(item.region, 0.0) + item.amount
    flow, duty = state.equilibrium.flow, state.equilibrium.unit.duty
    for quota, rent in zip(state.enactment.quotas, state.equilibrium.rent.tolist(), strict=True):
        if not np.isfinite(quota.limit):
            continue
        arcs = list(quota.arcs)
        tariff = quota.kind == "tariff_rate"
        yield QuotaUse(
            quota=quota,
            commodity=state.network.arcs[arcs[0]].commodity,
            tonnes=float(flow[arcs].sum()),
            unit_rent=rent,
            kept_by=QUOTA_RECIPIENT[quota.rent_to],
            kept=kept.get(quota.id, {}),
            charged_beyond=tariff_quota_split(state, quota, rent)[0] if tariff else 0.0,
            other_duty=float(flow[arcs] @ duty[arcs]),
        )
