"""Small runs over years for tests: one chain, a rulebook written on the spot, adopted in 2027."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np

from footwall.enacted.vocabulary import vocabulary_of
from footwall.facts import Facts, load_facts
from footwall.horizon.path import Path as WalkedPath
from footwall.rulebook import Rulebook
from footwall.rulebook.read import read_rulebook_text
from footwall.runs.through_years import ChainYears, Span, chain_through_years
from footwall.runs.year_record import years_record

ADOPTED = date(2027, 1, 1)
MEMBERS = "[{list: us-eu-jp-mx}, KOR, AUS, CAN, GBR, IND]"
HEAD = f"""\
name: A test
version: "1"
why: A test.
zone: {{members: {MEMBERS}}}
"""


@cache
def facts() -> Facts:
    """The embedded facts."""
    return load_facts()


def rulebook(*sections: str) -> Rulebook:
    """The members of the bundled rulebooks, and these sections as YAML."""
    text = HEAD + "\n".join(sections) + "\n"
    return read_rulebook_text(text, "a test", (), vocabulary_of(facts()))


def floor(commodity: str, price: float) -> str:
    """A floor by a variable levy, USD/kg."""
    return (
        f"floors: {{{commodity}: {{"
        f"reference: {{method: fixed, price: {price:g} USD/kg, basis: CIF, vat: excluded}}, "
        "levy: {instrument: variable, compared: transaction, top_up: 100%}}}"
    )


def contract(commodity: str, price: float) -> str:
    """Contracts for difference at the same price, on the Chinese index, for all makers in the zone."""
    return (
        f"supports: [{{kind: contract_for_difference, commodity: {commodity}, strike: {price:g} USD/kg, "
        "index: {region: CHN}}]"
    )


def horizon(**keys: str) -> str:
    """The section on the years to come."""
    return f"horizon: {{{', '.join(f'{key}: {value}' for key, value in keys.items())}}}"


def through(policy: Rulebook, chain: str = "gallium", *, last: int = 2033, draws: int = 0) -> ChainYears:
    """The chain from 2024 to ``last``."""
    row = next(row for row in facts().table("chains") if row.id == chain)
    span = Span(2024, last, ADOPTED)
    return chain_through_years(row, facts(), policy, span, (draws, 1), lambda _: None)


def record(found: ChainYears, policy: Rulebook) -> dict[str, Any]:
    """The record of one chain."""
    return dict(years_record((found,), policy)["chains"][found.id])


def decided(found: ChainYears, path: WalkedPath, first_output: str) -> float:
    """t/year of capacity for a good that undecided ventures of the zone have decided by the last year."""
    total = 0.0
    for venture, share in zip(
        found.pair.ventures.modelled, path.decisions.share[0, :, -1].tolist(), strict=True
    ):
        process = found.network.processes[venture.main.process]
        is_open = venture.status in ("planned", "feasibility", "care_and_maintenance")
        if is_open and process.outputs[0][0] == first_output:
            total += share * venture.main.added * found.zone.weight(process.region)
    return total


def gap(one: WalkedPath, other: WalkedPath, name: str, scenario: int = 0) -> float:
    """Largest relative difference of a figure in the central case."""
    a, b = one.stacked(name)[:, 0], other.stacked(name)[:, scenario]
    finite = np.isfinite(a)
    assert np.array_equal(finite, np.isfinite(b))
    scale = np.maximum(np.abs(a[finite]), 1e-6)
    return float((np.abs(a[finite] - b[finite]) / scale).max())
