"""One good for each stage of a chain's years: the one that stands for it in pictures and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]
BY_PRODUCT = "scrap"
"""A stage that follows the others and tells nothing by itself."""


def main_goods(record: Record) -> list[dict[str, Any]]:
    """By stage the good of which the zone, or else the world, makes most by value on the baseline path."""
    best: dict[str, dict[str, Any]] = {}
    for good in record["goods"]:
        stage = good["stage"]
        if stage == BY_PRODUCT or good["output_world"]["baseline"]["central"][-1] <= 0.0:
            continue
        if stage not in best or _value(good) > _value(best[stage]):
            best[stage] = good
    return list(best.values())


def _value(good: Record) -> tuple[float, float]:
    """Output of the zone and of the world at the prices of the baseline, over all years."""
    price = good.get("price") or good.get("rival_price")
    if price is None:
        return 0.0, 0.0
    paid = price["baseline"]["central"]
    zone, world = (
        sum(tonnes * at for tonnes, at in zip(good[made]["baseline"]["central"], paid, strict=True))
        for made in ("output_zone", "output_world")
    )
    return zone, world
