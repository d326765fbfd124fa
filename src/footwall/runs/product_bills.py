"""Bills of makers in ``summary.json``: one entry a product, with every input that the chain knows in it.

USD per unit of the product. Entries of one chain may be added over chains; see ``product_totals``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from footwall.facts.vocabulary import GRADES
from footwall.runs.consequence_figures import PERCENT

if TYPE_CHECKING:
    from footwall.measure.product_costs import ContentCost

Record = dict[str, Any]
_ADDED = ("change", "low", "high", "share_of_price")


def bill_records(costs: Iterable[ContentCost]) -> list[Record]:
    """The zone's bill of every product: the sum over its inputs, which stand below ``inputs``.

    Low and high add up the ends of the contents: the widest range. ``grade`` is the weakest of the contents.
    """
    bills: dict[str, list[ContentCost]] = {}
    for cost in costs:
        if not cost.region:
            bills.setdefault(cost.product.id, []).append(cost)
    return [_bill(parts) for parts in bills.values()]


def _bill(parts: list[ContentCost]) -> Record:
    product = parts[0].product
    return {
        "product": product.id,
        "name": product.name,
        "per": product.unit,
        "inputs": [_input(part) for part in parts],
        "grade": max((part.content.grade for part in parts), key=GRADES.index),
        "baseline": sum(part.baseline for part in parts),
        "policy": sum(part.policy for part in parts),
        "change": sum(part.change for part in parts),
        "low": sum(part.change_range[0] for part in parts),
        "high": sum(part.change_range[1] for part in parts),
        "product_price": product.price,
        "share_of_price": PERCENT * sum(part.share_of_price for part in parts),
        "unit": "USD",
    }


def _input(part: ContentCost) -> Record:
    return {
        "commodity": part.commodity,
        "kg": part.content.kg,
        "grade": part.content.grade,
        "price_baseline": part.price_baseline,
        "price_policy": part.price_policy,
        "price_unit": "USD/kg",
        "change": part.change,
    }


def product_totals(records: Iterable[Record]) -> list[Record]:
    """Change of the bill of each product over all chains, from their ``product_costs`` entries.

    Low and high add up the ends of the contents: the widest range. Bills themselves are not added, because
    contents of two chains may come in one part: lithium and cobalt in one cell.
    """
    totals: dict[str, Record] = {}
    for record in records:
        total = totals.setdefault(
            record["product"],
            {name: record[name] for name in ("product", "name", "per", "product_price", "unit")}
            | {"chains": 0, "commodities": []}
            | dict.fromkeys(_ADDED, 0.0),
        )
        total["chains"] += 1
        total["commodities"] += [part["commodity"] for part in record["inputs"]]
        for name in _ADDED:
            total[name] += record[name]
    return list(totals.values())
