"""One chain of a run as a piece of work that any process can do: its one period, and its years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from footwall.runs.chain_run import Assignment, EnactedChain, enact_chain, run_chain
from footwall.runs.through_years import ChainYears, chain_through_years

if TYPE_CHECKING:
    from collections.abc import Callable

    from footwall.facts.schema import ChainRow
    from footwall.horizon.span import Span
    from footwall.runs.result import ChainRun

    Progress = Callable[[str], None]
    Told = tuple[ChainRun, ChainYears | None]


@dataclass(frozen=True, eq=False)
class ChainJob:
    """A chain, what it is asked, and the years to walk through."""

    row: ChainRow
    asked: Assignment
    span: Span | None
    named: bool
    """True where steps name the chain, because there are several."""


def whole_chain(job: ChainJob) -> Told:
    """Everything about one chain, told to nobody while it runs. Raises as ``footwall.run``."""
    return whole_chain_told(job, enact_chain(job.row, job.asked), lambda _: None)


def whole_chain_told(job: ChainJob, enacted: EnactedChain, advance: Progress) -> Told:
    """The same from a chain with its laws, telling every step."""

    def step(text: str) -> None:
        advance(f"{job.row.name}: {text}" if job.named else text)

    run = run_chain(enacted, job.asked, step)
    if job.span is None:
        return run, None
    asked = job.asked
    drawing = (asked.options.draws, asked.options.seed)
    return run, chain_through_years(job.row, asked.facts, asked.policy, job.span, drawing, advance)
