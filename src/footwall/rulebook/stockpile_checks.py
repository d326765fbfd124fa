"""Checks of stockpiles: money and goods above zero, prices in order, shares that add up, days in the term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from footwall.errors import Fault
from footwall.rulebook.draft_values import at, parsed
from footwall.rulebook.event_checks import horizon_faults
from footwall.rulebook.stockpile_schema import Entitlement, Stockpile
from footwall.rulebook.vocabulary import Vocabulary
from footwall.rulebook.yaml_tree import Draft, Place

_FIGURES = ("budget", "pace")


def stockpile_faults(draft: Draft, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Faults inside the stockpiles of a draft."""
    stocks = at(draft.data, ("stockpile",))
    for name, raw in stocks.items() if isinstance(stocks, dict) else ():
        place: Place = ("stockpile", name)
        yield from horizon_faults(draft, place)
        stock = parsed(Stockpile, raw)
        if stock is None:
            continue
        yield from _figure_faults(draft, place, stock, raw)
        yield from _split_faults(draft, vocabulary, place, stock)
        yield from _price_faults(draft, place, stock, raw)
        yield from _entitlement_faults(draft, place, stock)
        if not stock.regions and not at(draft.data, ("zone", "members")):
            advice = "Name the regions that it serves."
            yield draft.fault("ZONE-3", place, "no members", "regions, or zone.members", advice)


def _figure_faults(draft: Draft, place: Place, stock: Stockpile, raw: Any) -> Iterator[Fault]:
    for field in _FIGURES:
        if getattr(stock, field) <= 0:
            advice = "Leave the stockpile out to have none."
            yield draft.fault("STOCK-1", (*place, field), at(raw, (field,)), f"a {field} above zero", advice)
    for commodity, cover in stock.target.items():
        if cover <= 0:
            read = at(raw, ("target", commodity))
            advice = "Leave the good out to hold none of it."
            yield draft.fault("STOCK-1", (*place, "target", commodity), read, "a target above zero", advice)
    if stock.loan is not None and stock.loan > stock.budget:
        allowed = f"at most the budget, {stock.budget:.6g} USD, of which it is a part"
        yield draft.fault("STOCK-2", (*place, "loan"), raw["loan"], allowed)
    if stock.loan is None:
        for field in ("rate", "tenor"):
            if field in raw:
                allowed = f"no {field} without a loan"
                yield draft.fault(
                    "STOCK-3", (*place, field), raw[field], allowed, "Say how much is borrowed."
                )
    for field, block in (("rotation", "age"), ("lending", "term")):
        terms = getattr(stock, field)
        if terms is not None and getattr(terms, block) <= 0:
            read = at(raw, (field, block))
            yield draft.fault("STOCK-4", (*place, field, block), read, "a time above zero")


def _split_faults(draft: Draft, vocabulary: Vocabulary, place: Place, stock: Stockpile) -> Iterator[Fault]:
    here: Place = (*place, "split")
    chains = {name for name, goods in vocabulary.chains.items() if goods & stock.target.keys()}
    if not stock.split:
        if len(chains) > 1:
            advice = "Say what each may spend: accounts of several chains do not know of each other."
            read = f"goods of {', '.join(sorted(chains))} and no split"
            yield draft.fault("STOCK-11", place, read, "split, with money for every good", advice)
        return
    for commodity in stock.target.keys() ^ stock.split.keys():
        missing = commodity in stock.target
        read = f"nothing for {commodity}" if missing else commodity
        allowed = f"money for each good with a target: {', '.join(stock.target)}"
        yield draft.fault("STOCK-11", here if missing else (*here, commodity), read, allowed)
    total = sum(stock.split.values())
    if total > stock.budget * (1.0 + 1e-12):
        allowed = f"parts of the budget, {stock.budget:.6g} USD"
        yield draft.fault("STOCK-11", here, f"{total:.6g} USD in all", allowed)


def _price_faults(draft: Draft, place: Place, stock: Stockpile, raw: Any) -> Iterator[Fault]:
    named = stock.buy_below if isinstance(stock.buy_below, dict) else {}
    for field, prices in (("buy_below", named), ("sell_above", stock.sell_above)):
        for commodity in prices:
            if commodity not in stock.target:
                allowed = f"goods with a target: {', '.join(stock.target)}"
                yield draft.fault("STOCK-5", (*place, field, commodity), commodity, allowed)
    for commodity, highest in named.items():
        lowest = stock.sell_above.get(commodity)
        if lowest is not None and lowest <= highest:
            allowed = f"a price above buy_below, {highest / 1000:.6g} USD/kg"
            advice = "Otherwise it would buy and sell at once."
            read = at(raw, ("sell_above", commodity))
            yield draft.fault("STOCK-6", (*place, "sell_above", commodity), read, allowed, advice)
    if stock.lending is not None and stock.lending.above <= 1.0:
        read = at(raw, ("lending", "above"))
        yield draft.fault("STOCK-6", (*place, "lending", "above"), read, "more than 100% of the trend")


def _entitlement_faults(draft: Draft, place: Place, stock: Stockpile) -> Iterator[Fault]:
    total = sum(item.share for item in stock.entitlements)
    if total > 1.0 + 1e-12:
        allowed = "shares that add up to 100% at most"
        yield draft.fault("STOCK-7", (*place, "entitlements"), f"{100 * total:.6g}%", allowed)
    holders = [item.holder for item in stock.entitlements]
    for index, item in enumerate(stock.entitlements):
        here: Place = (*place, "entitlements", index)
        if item.holder in holders[:index]:
            yield draft.fault("STOCK-8", (*here, "holder"), item.holder, "each participant once")
        given = sum(transfer.share for transfer in item.transfers)
        if given > item.share + 1e-12:
            allowed = f"transfers of {100 * item.share:.6g}% at most, which is its share"
            yield draft.fault("STOCK-9", (*here, "transfers"), f"{100 * given:.6g}%", allowed)
        for n, draw in enumerate(item.draws):
            if draw.commodity not in stock.target:
                allowed = f"goods with a target: {', '.join(stock.target)}"
                yield draft.fault("STOCK-5", (*here, "draws", n, "commodity"), draw.commodity, allowed)
            if draw.replenish_within <= 0:
                read = at(draft.data, (*here, "draws", n, "replenish_within"))
                yield draft.fault(
                    "STOCK-4", (*here, "draws", n, "replenish_within"), read, "a time above zero"
                )
        yield from _day_faults(draft, here, stock, item)
        for commodity in item.set_price:
            if commodity not in stock.target:
                allowed = f"goods with a target: {', '.join(stock.target)}"
                yield draft.fault("STOCK-5", (*here, "set_price", commodity), commodity, allowed)
        if item.set_price and item.buy_back is None:
            allowed = "a set_price with buy_back, the day on which it is paid"
            yield draft.fault("STOCK-13", (*here, "set_price"), "no buy_back", allowed)


def _day_faults(draft: Draft, here: Place, stock: Stockpile, item: Entitlement) -> Iterator[Fault]:
    days: list[tuple[Place, date]] = [
        ((field, n, "on"), event.on)
        for field in ("draws", "transfers")
        for n, event in enumerate(getattr(item, field))
    ]
    if item.buy_back is not None:
        days.append((("buy_back",), item.buy_back))
    for place, day in days:
        if not stock.in_force(day):
            allowed = "a day on which the stockpile is in force"
            yield draft.fault("STOCK-10", (*here, *place), day, allowed)
