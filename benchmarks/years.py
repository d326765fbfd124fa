"""The walk through the years: time per solved year, and how it grows with years, regions and chains."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.commands import measure
from footwall.facts import load_facts
from footwall.horizon.passes import Walked
from footwall.horizon.span import Span
from footwall.rulebook.read import read_rulebook
from footwall.runs.through_years import ChainYears, chain_through_years

FIRST, ADOPTED = 2024, date(2027, 1, 1)
LASTS = (2030, 2035, 2040)
REPEATS = 3
RULEBOOK = "cascade"


def run() -> dict[str, Any]:
    """One chain over growing spans, every chain over the longest, and the command as a user meets it."""
    found: dict[str, Any] = dict(_chains())
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["run", RULEBOOK, "--years", f"{FIRST}:{LASTS[-1]}", "--chain", "all", "--out"]
        runs = [measure([*arguments, str(Path(folder) / str(n))]) for n in range(1 + REPEATS)][1:]
    found["command_all_chains_seconds"] = median(seconds for seconds, _, _ in runs)
    found["command_peak_megabytes"] = max(peak for _, peak, _ in runs)
    found["command_exit_code"] = max(code for _, _, code in runs)
    return found


def _chains() -> Iterator[tuple[str, Any]]:
    facts, policy = load_facts(), read_rulebook(RULEBOOK)
    for row in facts.table("chains"):
        for last in LASTS if row.id == "ree_magnets" else LASTS[-1:]:
            seconds = []
            for _ in range(REPEATS):
                began = time.perf_counter()
                span = Span(FIRST, last, ADOPTED)
                chain = chain_through_years(row, facts, policy, span, (0, 1), lambda _: None)
                seconds.append(time.perf_counter() - began)
            solved = _solved_years(chain)
            name = f"{row.id}_to_{last}"
            yield f"{name}_seconds", median(seconds)
            yield f"{name}_solved_periods", solved
            yield f"{name}_milliseconds_a_period", 1e3 * median(seconds) / solved
            yield f"{name}_markets_and_regions", f"{len(chain.network.markets)}, {len(chain.network.regions)}"


def _solved_years(chain: ChainYears) -> int:
    """Periods that were solved in all passes of both paths."""
    paths = (chain.pair.baseline, chain.pair.policy) if chain.touched else (chain.pair.baseline,)
    return sum(_periods(walked) for walked in paths)


def _periods(walked: Walked) -> int:
    return walked.passes * sum(len(year.periods) for year in walked.path.years)
