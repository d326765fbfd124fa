"""The part of ``footwall run`` about public stocks over the years, made from ``summary.json`` alone."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from footwall.cli.text_table import NO_FIGURE, WIDTH, table
from footwall.runs.stock_words import NOTHING, gained_words, owed, owed_words, spent

Record = Mapping[str, Any]
LONGEST_NAME = 34


def stocks_block(chain: Record) -> str:
    """What every public stock holds and has left at the end, in words where money runs the other way."""
    goods = chain["stocks"]
    if not goods:
        return ""
    rows: list[tuple[str, ...]] = [
        (
            f"public stocks, end of {chain['years'][-1]}", "held, t", "days", "released, t", "spent", "left",
            "first empty",
        ),
        *(_row(good) for good in goods),
    ]  # fmt: skip
    said = [words for words in (gained_words(goods), owed_words(goods)) if words]
    told = f"Money: million USD of the day. {' '.join(f'{words}.' for words in said)}"
    return f"{table(rows)}\n{textwrap.fill(told, WIDTH)}"


def _row(good: Record) -> tuple[str, ...]:
    paid, left = spent(good), float(good["money_left"]["central"][-1])
    return (
        textwrap.shorten(f"{good['stock']}: {good['name']}", LONGEST_NAME, placeholder="…"),
        _tonnes(good["closing"]["central"][-1]),
        f"{good['cover']['central'][-1]:,.0f}",
        _tonnes(sum(good["released"]["central"])),
        f"earned {-paid:,.0f}" if paid < -NOTHING else f"{max(0.0, paid):,.0f}",
        f"owes {owed(good):,.0f}" if owed(good) >= NOTHING else f"{max(0.0, left):,.0f}",
        str(good["exhausted"] or NO_FIGURE),
    )


def _tonnes(value: float) -> str:
    if value <= 0.0:
        return NO_FIGURE
    return f"{value:,.0f}" if value >= 1000.0 else f"{value:,.1f}"
