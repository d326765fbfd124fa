"""What the contracts of a rulebook pay in a year, who pays, and what their makers make of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from footwall.measure.support_accounts import SupportPayment, support_payments
from footwall.rulebook.support_words import KINDS
from footwall.runs.figures import MILLION, outputs
from footwall.runs.sentences import MONEY_SHOWN, in_sentence, listed, million, per_cent, three_digits
from footwall.runs.small_moves import is_small

if TYPE_CHECKING:
    from footwall.measure.state import State

OF_RULEBOOK = "supports["
PAYERS = {
    "treasury": ("the treasury of {}", "the treasuries of {}"),
    "fund": ("the fund of {}", "the funds of {}"),
    "users": ("buyers in {}", "buyers in {}"),
}
MOST_NAMED = 3
"""Regions that are told by name; of more only the number is."""


def contracts_told(baseline: State, policy: State) -> Iterator[str]:
    """One sentence a kind of contract and good; contracts of the facts, in both states, are not told."""
    groups: dict[tuple[str, str], list[SupportPayment]] = {}
    for payment in support_payments(policy):
        if payment.clause.startswith(OF_RULEBOOK):
            groups.setdefault((payment.kind, payment.commodity), []).append(payment)
    for (kind, commodity), payments in groups.items():
        paid = sum(payment.amount for payment in payments) / MILLION
        if abs(paid) < MONEY_SHOWN:
            continue
        good = in_sentence(policy.network.commodity(commodity).name.partition(",")[0])
        regions = list(dict.fromkeys(payment.region for payment in payments))
        makers = f"makers of {good} in {_places(regions)}"
        yield f"{_paid(kind, makers, payments, paid)} {_made(baseline, policy, commodity, regions)}"


def _paid(kind: str, makers: str, payments: list[SupportPayment], paid: float) -> str:
    payers: dict[str, list[str]] = {}
    for payment in payments:
        places = payers.setdefault(payment.payer, [])
        if payment.payer_region not in places:
            places.append(payment.payer_region)
    by = listed([PAYERS[payer][len(places) > 1].format(_places(places)) for payer, places in payers.items()])
    if paid < 0.0:
        return f"Under the {KINDS[kind]} {makers} give back {million(paid)} million USD a year, to {by}."
    one = by.startswith("the ") and len(payers) == 1 and all(len(places) == 1 for places in payers.values())
    verb = "pays" if one else "pay"
    return (
        f"{by[0].upper()}{by[1:]} {verb} {makers} {million(paid)} million USD a year under the {KINDS[kind]}."
    )


def _made(baseline: State, policy: State, commodity: str, regions: list[str]) -> str:
    """What all makers of the good in these regions make, and how much more or less that is."""
    before, after = (
        sum(made.get((commodity, region), 0.0) for region in regions)
        for made in (outputs(baseline), outputs(policy))
    )
    change = 100.0 * (after / before - 1.0) if before > 0.0 else 0.0
    if is_small(change):
        return f"Output there is what it is in the baseline, {three_digits(after)} t/yr."
    return f"Output there: {per_cent(change)}, {three_digits(before)} to {three_digits(after)} t/yr."


def _places(regions: list[str]) -> str:
    return f"{len(regions)} regions" if len(regions) > MOST_NAMED else listed(regions)
