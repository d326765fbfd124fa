"""A stockpile in plain words: for whom, from what money, what it holds, and when it trades."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.rulebook.amounts import Amount
from footwall.rulebook.stockpile_schema import Entitlement, Stockpile
from footwall.rulebook.support_words import money
from footwall.rulebook.wording import dates, price, share


def stockpile_words(name: str, stock: Stockpile) -> Iterator[str]:
    """Sentences on one stockpile; those after the first are indented."""
    whose = ", ".join(stock.regions) or "every member"
    term = f" {dates(stock)}" if dates(stock) else ""
    yield f"{name}: a public stock for the users of {whose}, with {money(stock.budget)}{term}.{_loan(stock)}"
    goods = ", ".join(f"{_written(cover)} of {commodity}" for commodity, cover in stock.target.items())
    yield f"  It wants to hold {goods}; storage costs {share(stock.storage)} of the value a year."
    if stock.split:
        parts = ", ".join(f"{money(part)} for {commodity}" for commodity, part in stock.split.items())
        yield f"  Its money is split: {parts}."
    most = f"at most {share(stock.pace)} of a year's use in a year"
    yield f"  It buys {_buying(stock)}, {most}{_origins(stock)}."
    if stock.sell_above:
        prices = ", ".join(f"{commodity} above {price(at)}" for commodity, at in stock.sell_above.items())
        yield f"  It sells {prices}, at the same pace."
    yield from _outs(stock)
    for item in stock.entitlements:
        yield from _entitlement(item)


def _written(amount: float) -> str:
    return amount.written if isinstance(amount, Amount) else f"{amount:.6g} t"


def _loan(stock: Stockpile) -> str:
    if stock.loan is None:
        return ""
    due = f", due after {_written(stock.tenor)}" if stock.tenor is not None else ""
    return f" {money(stock.loan)} of it is a loan at {share(stock.rate)} a year{due}."


def _buying(stock: Stockpile) -> str:
    if stock.buy_below is None:
        return "at any price short of an emergency"
    if stock.buy_below == "floor":
        return "below the floor"
    prices = ", ".join(f"{commodity} below {price(at)}" for commodity, at in stock.buy_below.items())
    others = [commodity for commodity in stock.target if commodity not in stock.buy_below]
    rest = f", {', '.join(others)} at any price short of an emergency" if others else ""
    return f"{prices}{rest}"


def _origins(stock: Stockpile) -> str:
    avoided = f", nothing from {', '.join(stock.avoid)}" if stock.avoid else ""
    ahead = f"; {share(stock.forward)} of it is agreed a year ahead" if stock.forward else ""
    return avoided + ahead


def _outs(stock: Stockpile) -> Iterator[str]:
    if stock.release is not None:
        when = stock.release.when
        level = (
            f"{when.value:.6g} times the mean of the five years before"
            if when.unit == "x trend"
            else f"{when.value:.6g} USD/kg"
        )
        yield (
            f"  It releases up to {share(stock.release.pace)} of a year's use while the {when.variable} is "
            f"{when.op} {level}."
        )
    if stock.lending is not None:
        lending = stock.lending
        lent = f"up to {share(lending.share)} of what it holds for {_written(lending.term)}, in kind"
        dear = f"the price is above {share(lending.above)} of the trend"
        yield f"  It lends {lent}, while {dear}, for a fee of {share(lending.fee)}."
    if stock.rotation is not None:
        cost = f"{share(stock.rotation.cost)} of their value"
        yield f"  Lots older than {_written(stock.rotation.age)} are turned over at {cost}."


def _entitlement(item: Entitlement) -> Iterator[str]:
    fee = f"an entry fee of {share(item.entry_fee)} and " if item.entry_fee else ""
    yield f"  {share(item.share)} is held for {item.holder}, which pays {fee}interest and storage on it."
    for draw in item.draws:
        drawn = f"{_written(draw.tonnage)} of {draw.commodity} on {draw.on.isoformat()}"
        yield f"    It draws {drawn} and puts them back within {_written(draw.replenish_within)}."
    if item.buy_back is not None:
        named = [f"{commodity} at {price(at)}" for commodity, at in item.set_price.items()]
        rest = "the rest at what the stock paid on average" if named else "at what the stock paid on average"
        yield f"    It takes its share over on {item.buy_back.isoformat()}: {', '.join([*named, rest])}."
    for transfer in item.transfers:
        yield f"    It hands {share(transfer.share)} to {transfer.to} on {transfer.on.isoformat()}."
