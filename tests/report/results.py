"""Results of the bundled rulebooks, each solved once in a test session."""

from __future__ import annotations

from functools import cache

from footwall.report import render
from footwall.runs import Result, run

DRAWS = 6
RULEBOOKS = (
    "baseline", "cascade", "export-licence-shock", "minimum-import-price", "oxide-only", "tariff-25",
)  # fmt: skip


@cache
def result_of(name: str) -> Result:
    """On the chain of the bundled rulebooks; the one that changes nothing would be told of all chains."""
    return run(name, year=2026, draws=DRAWS, chains=("ree_magnets",))


@cache
def page_of(name: str) -> str:
    return render(result_of(name))
