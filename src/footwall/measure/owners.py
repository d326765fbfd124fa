"""Who owns what gains: producers' surplus and rents by owner of the plants, policy minus baseline.

An owner receives its share of the change of a plant's surplus, and of the rents that exporters, producers
and licence holders keep on the goods of a region in proportion to what its plants there make of them. That
exporters are the makers is an assumption of this table alone. What no row of the ownership table claims goes
to an owner without a name; nothing is spread over the known owners. Rents of importers have no plant and
stand there too. The rows add up to the producers' surplus and private rents of ``welfare_agents``. USD/year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from footwall.facts.owner_rows import stakes_in_force
from footwall.measure.accounts import Receipt, money_accounts
from footwall.measure.state import State
from footwall.measure.welfare_agents import TRANSFERS, process_surplus

NOT_KNOWN = ""
"""Owner of what no stake claims."""
MOST_OWNED = 1.0 + 1e-6
_MAKERS = ("exporters", "producers", "quota_holders")


class Stake(Protocol):
    """Share of a recipe's plants in a region that an owner held in a year."""

    @property
    def recipe(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def share(self) -> float: ...
    @property
    def year(self) -> int: ...


@dataclass(frozen=True)
class OwnerGain:
    """Change for one owner in the region of its plants, USD/year."""

    owner: str
    region: str
    producer_surplus: float
    rents: float

    @property
    def total(self) -> float:
        return self.producer_surplus + self.rents


Shares = Mapping[tuple[str, str], Mapping[str, float]]
"""(recipe, region) -> owner -> share; the shares add up to one."""


def gains_by_owner(baseline: State, policy: State, stakes: Iterable[Stake]) -> tuple[OwnerGain, ...]:
    """Gains of all owners that gain or lose, the largest first.

    Raises ValueError where stakes in a plant exceed the whole.
    """
    shares = owner_shares(stakes, policy.network.year)
    sums: dict[tuple[str, str], list[float]] = {}
    for sign, state in ((1.0, policy), (-1.0, baseline)):
        for place, rows in enumerate((_surpluses(state, shares), _rents(state, shares))):
            for owner, region, amount in rows:
                sums.setdefault((owner, region), [0.0, 0.0])[place] += sign * amount
    gains = [OwnerGain(*key, *row) for key, row in sums.items() if any(row)]
    return tuple(sorted(gains, key=lambda gain: -abs(gain.total)))


def owner_shares(stakes: Iterable[Stake], year: int) -> Shares:
    """Shares in force in a year: of the latest year up to it, else of the earliest. Raises ValueError."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for plant, rows in stakes_in_force(stakes, year).items():
        owned: dict[str, float] = {}
        for row in rows:
            owned[row.owner] = owned.get(row.owner, 0.0) + row.share
        total = sum(owned.values())
        if total > MOST_OWNED:
            raise ValueError(
                f"The owners of {plant[0]} in {plant[1]} hold {total:.0%} of it in {rows[0].year}."
            )
        owned[NOT_KNOWN] = owned.get(NOT_KNOWN, 0.0) + 1.0 - total
        found[plant] = owned
    return found


def _surpluses(state: State, shares: Shares) -> Iterator[tuple[str, str, float]]:
    for process, surplus in zip(state.network.processes, process_surplus(state).tolist(), strict=True):
        plant = (process.id.partition("@")[0], process.region)
        for owner, share in shares.get(plant, {NOT_KNOWN: 1.0}).items():
            yield owner, process.region, share * surplus


def _rents(state: State, shares: Shares) -> Iterator[tuple[str, str, float]]:
    makers = _makers(state, shares)
    for receipt in money_accounts(state).receipts:
        if receipt.item in TRANSFERS and receipt.recipient != "treasury":
            for owner, share in _holders(receipt, makers).items():
                yield owner, receipt.region, share * receipt.amount


def _holders(receipt: Receipt, makers: Shares) -> Mapping[str, float]:
    nobody = {NOT_KNOWN: 1.0}
    made_there = makers.get((receipt.commodity, receipt.region), nobody)
    return made_there if receipt.recipient in _MAKERS else nobody


def _makers(state: State, shares: Shares) -> Shares:
    """(commodity, region) -> owner -> share of what is made there."""
    made: dict[tuple[str, str], dict[str, float]] = {}
    for process, activity in zip(state.network.processes, state.equilibrium.activity.tolist(), strict=True):
        plant = (process.id.partition("@")[0], process.region)
        for commodity, coefficient in process.outputs:
            own = made.setdefault((commodity, process.region), {})
            for owner, share in shares.get(plant, {NOT_KNOWN: 1.0}).items():
                own[owner] = own.get(owner, 0.0) + share * coefficient * activity
    return {
        market: {owner: tonnes / total for owner, tonnes in own.items()}
        for market, own in made.items()
        if (total := sum(own.values())) > 0.0
    }
