"""Participants of a public stock: whose share is held on a day, what it is charged, and what it takes over.

A share is one of the whole stock. A transfer moves a part of it; who receives one without an entry of its own
goes on under the fee of the giver. Who takes its share over for good leaves: what is left belongs to the
others in the proportions that they had, and pays for them alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from footwall.rulebook.stockpile_schema import Entitlement, Stockpile

ONE_DAY = timedelta(days=1)
NOTHING = 1e-12
"""Share of a stock that is none."""


@dataclass
class _Shares:
    """Shares of the stock as it was before anyone left."""

    held: dict[str, float]
    fee: dict[str, float]
    taken: dict[str, float] = field(default_factory=dict)

    @property
    def rest(self) -> float:
        """Share of the first stock that nobody has taken over."""
        return 1.0 - sum(self.taken.values())

    def now(self) -> dict[str, float]:
        """Participant -> share of the stock as it is."""
        rest = self.rest
        return {holder: share / rest if rest > NOTHING else 0.0 for holder, share in self.held.items()}


def charged(clause: Stockpile, days: tuple[date, date]) -> tuple[float, float]:
    """Share of the stock that participants pay for, and the entry fee on a purchase over its price.

    Means over the days, both bounds included.
    """
    first, last = days
    cuts = sorted({first, *(day for day in _days(clause) if first < day <= last)})
    share = fee = 0.0
    for place, day in enumerate(cuts):
        ends = cuts[place + 1] if place + 1 < len(cuts) else last + ONE_DAY
        weight = (ends - day).days / ((last - first).days + 1)
        found = shares_on(clause, day)
        for holder, part in found.now().items():
            share += weight * part
            fee += weight * part * found.fee[holder]
    return share, fee


def taken_over(clause: Stockpile, days: tuple[date, date]) -> tuple[tuple[Entitlement, float], ...]:
    """Participants who take their share over between two days, and that share of what is held then."""
    first, last = days
    before = shares_on(clause, first - ONE_DAY).rest
    after = shares_on(clause, last).taken
    return tuple(
        (item, after[item.holder] / before)
        for item in clause.entitlements
        if item.buy_back is not None and first <= item.buy_back <= last and after[item.holder] > NOTHING
    )


def _days(clause: Stockpile) -> Iterator[date]:
    for item in clause.entitlements:
        yield from (move.on for move in item.transfers)
        if item.buy_back is not None:
            yield item.buy_back


def shares_on(clause: Stockpile, on: date) -> _Shares:
    """Shares at the end of a day; on one day transfers come first."""
    items = clause.entitlements
    found = _Shares(
        {item.holder: item.share for item in items}, {item.holder: item.entry_fee for item in items}
    )
    moves = [(move.on, item.holder, move.to, move.share) for item in items for move in item.transfers]
    for _, _, to, _ in moves:
        found.held.setdefault(to, 0.0)
    left = sorted((item.buy_back, item.holder) for item in items if item.buy_back is not None)
    for day, giver, to, share in sorted(moves):
        _leave(found, [holder for leaves, holder in left if leaves < day and leaves <= on])
        if day <= on:
            moved = min(share, found.held[giver])
            found.held[giver] -= moved
            found.held[to] += moved
            found.fee.setdefault(to, found.fee[giver])
    _leave(found, [holder for leaves, holder in left if leaves <= on])
    for holder in found.held:
        found.fee.setdefault(holder, 0.0)
    return found


def _leave(shares: _Shares, holders: list[str]) -> None:
    for holder in holders:
        if holder not in shares.taken:
            shares.taken[holder] = shares.held[holder]
            shares.held[holder] = 0.0
