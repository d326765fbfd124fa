"""A support in plain words: who is paid, what, on which index, by whom, within which limits."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.rulebook.amounts import Amount
from footwall.rulebook.support_schema import Support
from footwall.rulebook.wording import dates, price, share, yearly

KINDS = {
    "price_gap_subsidy": "price-gap subsidy",
    "contract_for_difference": "contract for difference",
    "offtake_floor": "offtake at a floor price",
}
"""Names without an article."""
_PAYERS = {"treasury": "the treasury", "fund": "the zone's fund", "buyers": "the buyers, as a lump sum"}


def support_words(support: Support) -> Iterator[str]:
    """Sentences on one support; those after the first are indented."""
    whose = ", ".join(support.regions) or "every member that makes it"
    recipe = f" by {support.recipe}" if support.recipe else ""
    term = f" {dates(support)}" if dates(support) else ""
    yield (
        f"{support.commodity}{recipe} of {whose}: {_with_article(support.kind)} up to "
        f"{price(support.strike)} against {_index(support)}{term}."
    )
    paid_in = f" of {support.paid_in}" if support.paid_in else ""
    yield f"  {_covered(support)}; paid by {_PAYERS[support.paid_by]}{paid_in}{_budget(support)}."
    yield from _settled(support)
    if support.upside is not None:
        cap = support.upside.annual_cap
        most = f", at most {money(cap)} a year" if cap is not None else ""
        above = price(support.shared_above)
        since = f", from {support.upside.starts.isoformat()} on" if support.upside.starts else ""
        yield f"  The payer gets {share(support.upside.share)} of the index above {above}{most}{since}."


def _with_article(kind: str) -> str:
    return f"{'an' if KINDS[kind].startswith('o') else 'a'} {KINDS[kind]}"


def money(amount: float) -> str:
    """Dollars, in millions from one million on."""
    return f"{amount / 1e6:,.6g} million USD" if amount >= 1e6 else f"{amount:,.0f} USD"


def _index(support: Support) -> str:
    index = support.index
    if index.commodity is None and index.region is None:
        quote = "the price that they get"
    else:
        quote = f"the FOB price of {index.commodity or support.commodity}"
        quote += f" in {index.region}" if index.region else ""
    parts = [f"with {share(index.vat_rate)} value-added tax"] if index.vat_rate else []
    if index.lag:
        parts.append(f"{_time(index.lag)} before")
    return ", ".join([quote, *parts])


def _time(duration: float) -> str:
    return duration.written if isinstance(duration, Amount) else f"{duration:.6g} days"


def _settled(support: Support) -> Iterator[str]:
    """What is told of the settlement; nothing where all of it is as usual."""
    if support.indexation is not None:
        follows = support.indexation
        yield (
            f"  The strike is money of {follows.base}: it follows {share(follows.share)} of the price level "
            "since then."
        )
    if support.dead_band:
        yield f"  Within {share(support.dead_band)} of the strike nothing is paid."
    if support.stockpiled is not None:
        stock = support.stockpiled
        when = (
            "paid when it is made and trued up when it is sold"
            if support.eligible == "sold_or_stockpiled"
            else "paid when it is sold"
        )
        yield (f"  {share(stock.share)} of the output is stockpiled for {_time(stock.held)}: it is {when}.")
    if support.settled != "year":
        yield f"  Settled every {support.settled}."
    if support.replaces is not None:
        yield f"  While it is in force the contract {support.replaces} of the facts pays nothing."


def _covered(support: Support) -> str:
    tonnes = f", at most {yearly(support.volume)} in each region" if support.volume is not None else ""
    return f"{share(support.share)} of the output is covered{tonnes}"


def _budget(support: Support) -> str:
    limits = [
        f"{money(limit)} {of}"
        for limit, of in ((support.budget, "a year"), (support.total_budget, "over its term"))
        if limit is not None
    ]
    return f" within {' and '.join(limits)} in each region" if limits else ""
