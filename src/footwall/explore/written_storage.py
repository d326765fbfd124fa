"""The folder of a storage equilibrium: figures with what they rest on, and the rules as a table."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from footwall.explore.written import write_kind
from footwall.runs.folder import MANIFEST, FolderKind
from footwall.storage.outcome import StorageOutcome, verdict

STORAGE = FolderKind(
    "footwall storage", "Footwall storage", frozenset({MANIFEST, "storage.json", "rules.csv"})
)
AVAILABILITIES = np.linspace(0.7, 2.0, 131)
"""Of the rules written, in years of use."""
HELD_SHARES = (0.0, 0.5, 1.0)
"""Of the cap, at the start of the year, where what the public stock held counts."""


def record_of(outcome: StorageOutcome) -> dict[str, Any]:
    """The outcome as plain numbers: USD/t, t, shares of years."""
    found = outcome.policy or outcome.free
    asked = outcome.asked
    return {
        "commodity": outcome.market.commodity,
        "name": outcome.market.name,
        "counted_in": outcome.market.counted,
        "base_year": outcome.market.year,
        "units": {"prices": "USD/t", "stocks": "t", "output": "t/year", "shares": "of years"},
        "policy": None if asked is None else asdict(asked),
        "verdict": verdict(outcome),
        "no_policy": asdict(outcome.without),
        "under_policy": None if outcome.under_policy is None else asdict(outcome.under_policy),
        "private_stock_crowded_out": outcome.crowded_out,
        "solver": {
            "status": found.status,
            "residual": found.residual,
            "between_nodes": found.between_nodes,
            "iterations": found.iterations,
        },
        "inputs": [asdict(item) for item in outcome.market.inputs],
    }


def rules_csv(outcome: StorageOutcome) -> str:
    """Price and stocks at the end of a year by what there is at its start, without and with the policy."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("state", "availability_t", "public_start_t", "price_usd_per_t", "private_t", "public_t"))
    price, use = outcome.market.price, outcome.market.use
    for state, found in (("no policy", outcome.free), ("policy", outcome.policy)):
        if found is None:
            continue
        shares = HELD_SHARES if found.policy.remembers else (0.0,)
        for held in (share * found.policy.cap for share in shares):
            rule = found.at(AVAILABILITIES, held)
            for row in zip(AVAILABILITIES, rule.price, rule.private, rule.public, strict=True):
                there, paid, private, public = (float(cell) for cell in row)
                cells = (there * use, held * use, paid * price, private * use, public * use)
                writer.writerow((state, *(f"{cell:.10g}" for cell in cells)))
    return text.getvalue()


def write_storage(outcome: StorageOutcome, folder: Path, force: bool = False) -> Path:
    """Write ``storage.json``, ``rules.csv`` and a manifest. Raises OutputError."""
    record = record_of(outcome)
    made = {"commodity": record["commodity"], "policy": record["policy"], "inputs": record["inputs"]}
    return write_kind(
        folder, STORAGE, made, {"rules.csv": rules_csv(outcome)}, force, {"storage.json": record}
    )
