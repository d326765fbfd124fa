"""The folder of a plan: a page, the rulebook that buys it, its figures as JSON, and two tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footwall.explore.vault_words import goods_names, sentences
from footwall.explore.written import write_kind
from footwall.runs.folder import MANIFEST, FolderKind

if TYPE_CHECKING:
    from footwall.explore.vault_plan import VaultPlan

VAULT_PLAN = FolderKind(
    "footwall vault plan",
    "Footwall vault plan",
    frozenset({MANIFEST, "report.html", "plan.yaml", "plan.json", "plan.csv", "frontier.csv"}),
)
GOOD_COLUMNS = (
    "chain", "commodity", "name", "stage", "days", "tonnes", "held_t", "cost_usd", "purchases_usd",
    "price_rise", "avoided_usd", "avoided_per_dollar",
)  # fmt: skip


def plan_record(plan: VaultPlan) -> dict[str, Any]:
    """The plan as plain numbers: USD, t, days, shares."""
    question, terms = plan.question, plan.question.terms
    return {
        "verdict": list(sentences(plan)),
        "budget": question.budget,
        "year": terms.year,
        "buying": [plan.chains[0].first, terms.year - 1],
        "suppliers": {chain.id: chain.supplier for chain in plan.chains},
        "regions": list(plan.chains[0].zone.regions),
        "terms": {"rate": terms.rate, "storage": terms.storage, "pace": terms.pace, "worth": terms.worth},
        "lost_without": {chain.id: dict(chain.without) for chain in plan.chains},
        "lost_with": {
            chain.id: dict(stock.lost) for chain, stock in zip(plan.chains, plan.choice.stocks, strict=True)
        },
        "cost": plan.choice.cost,
        "avoided": plan.choice.avoided,
        "gap_to_bound": plan.choice.bound,
        "worth_spending": plan.endless.cost,
        "worth_avoiding": plan.endless.avoided,
        "goods": [dict(zip(GOOD_COLUMNS, row, strict=True)) for row in good_rows(plan)],
        "by_year": {
            item.commodity: [asdict(year) for year in item.years]
            for stock in plan.choice.stocks
            for item in stock.goods
        },
        "steps": [
            {
                "chain": step.chain,
                "raised": [
                    {"commodity": good, "from_days": before, "to_days": after}
                    for good, before, after in step.raised
                ],
                "cost": step.cost,
                "avoided": step.avoided,
                "per_dollar": step.per_dollar,
                "in_plan": step.bought,
            }
            for step in plan.steps
        ],
        "frontier": [
            {"budget": item.budget, "cost": item.cost, "avoided": item.avoided, "gap_to_bound": item.bound}
            for item in plan.frontier
        ],
        "curve": [{"budget": item.budget, "cost": item.cost, "avoided": item.avoided} for item in plan.curve],
        "replay": [
            {
                "chain": item.chain,
                "held": item.held,
                "held_by_year": {good: list(tonnes) for good, tonnes in item.by_year.items()},
                "spent": item.spent,
                "avoided": item.avoided,
            }
            for item in plan.replays
        ],
        "solved": plan.solved,
        "without_solution": list(plan.failed),
    }


def good_rows(plan: VaultPlan) -> list[tuple[Any, ...]]:
    """Rows of ``GOOD_COLUMNS``, first what saves most a dollar beside the rest of the plan."""
    names = goods_names(plan)
    rows = []
    for chain, stock, back in zip(plan.chains, plan.choice.stocks, plan.left_out, strict=True):
        stage = {good.id: good.stage for good in chain.goods}
        rows += [
            (
                chain.id, item.commodity, names[item.commodity], stage[item.commodity], item.days,
                item.tonnes, item.held, item.cost, item.purchases, item.price_rise, back[item.commodity],
                back[item.commodity] / item.cost,
            )
            for item in stock.goods
        ]  # fmt: skip
    return sorted(rows, key=lambda row: -row[-1])


def frontier_rows(plan: VaultPlan) -> list[tuple[Any, ...]]:
    """(budget, cost, avoided, gap, good, days) by budget and good; one row where it buys nothing."""
    rows: list[tuple[Any, ...]] = []
    for item in plan.frontier:
        goods = [good for stock in item.stocks for good in stock.goods]
        head = (item.budget, item.cost, item.avoided, item.bound)
        rows += [(*head, good.commodity, good.days) for good in goods] or [(*head, "", "")]
    return rows


def write_plan(plan: VaultPlan, page: str, folder: Path, force: bool = False) -> Path:
    """Write the page, the plan as a rulebook, JSON and tables, and a manifest. Raises OutputError."""
    record = plan_record(plan)
    made = {name: record[name] for name in ("budget", "year", "suppliers", "regions", "terms")}
    made["files"] = sorted(VAULT_PLAN.files - {MANIFEST})
    columns = ("budget_usd", "cost_usd", "avoided_usd", "gap_usd", "commodity", "days")
    files = {
        "report.html": page,
        "plan.yaml": plan.text,
        "plan.csv": _csv(GOOD_COLUMNS, good_rows(plan)),
        "frontier.csv": _csv(columns, frontier_rows(plan)),
    }
    return write_kind(folder, VAULT_PLAN, made, files, force, {"plan.json": record})


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([f"{cell:.10g}" if isinstance(cell, float) else cell for cell in row] for row in rows)
    return text.getvalue()
