"""The use of revenue in plain words, its faults, and what deserves a second look."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.errors import Fault
from footwall.rulebook.draft_values import at, parsed
from footwall.rulebook.revenue_schema import HANDED_ON, Revenue
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.wording import share
from footwall.rulebook.yaml_tree import Draft

ROUNDING = 1e-9
_USES = {
    "treasury": "stays with the treasury",
    "downstream_rebate": "goes back to the users of the charged goods",
    "producer_fund": "goes to the fund that pays supports",
    "stockpile_fund": "is set aside for stocks",
}


def revenue_words(revenue: Revenue | None) -> Iterator[str]:
    """One sentence on the shares of revenue; none where all of it stays with the treasury by default."""
    if revenue is not None:
        parts = [
            f"{share(part)} {words}" for name, words in _USES.items() if (part := getattr(revenue, name))
        ]
        yield f"Of what levies and tariffs collect in each member {', '.join(parts)}; all as lump sums."


def revenue_faults(draft: Draft) -> Iterator[Fault]:
    """Shares that do not make up the whole."""
    revenue = parsed(Revenue, at(draft.data, ("revenue",)))
    if revenue is None:
        return
    total = revenue.treasury + sum(revenue.share_of(use) for use in HANDED_ON)
    if abs(total - 1.0) > ROUNDING:
        advice = "Write what stays with the treasury as well."
        yield draft.fault(
            "REVENUE-3", ("revenue",), f"{100 * total:.6g}% in all", "shares that make 100%", advice
        )


def revenue_remarks(rulebook: Rulebook) -> Iterator[str]:
    """A fund without money, and revenue for a fund that pays nothing."""
    funded = [f"supports[{k}]" for k, item in enumerate(rulebook.supports) if item.paid_by == "fund"]
    revenue = rulebook.revenue
    if funded and (revenue is None or not revenue.producer_fund):
        yield (
            f"{', '.join(funded)}: paid by the fund, but no revenue goes to it: "
            "`revenue: {producer_fund: …}` says how much does."
        )
    if not funded and revenue is not None and revenue.producer_fund:
        yield (
            f"{share(revenue.producer_fund)} of the revenue goes to the producers' fund, but no support has "
            "`payer: fund`: the money stays in it."
        )
    if revenue is not None and revenue.downstream_rebate:
        yield (
            "The rebate downstream is a lump sum: it makes users whole on average and leaves their goods as "
            "dear as before, so that production abroad stays as attractive."
        )
