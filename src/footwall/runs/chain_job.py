"""A chain on the day, or through the years, as a piece of work that any process can do."""

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


@dataclass(frozen=True, eq=False)
class ChainJob:
    """A chain, what it is asked, and the years to walk through; None for the day."""

    row: ChainRow
    asked: Assignment
    span: Span | None
    named: bool
    """True where steps name the chain, because there are several."""


def done_elsewhere(job: ChainJob) -> ChainRun | ChainYears:
    """The job, told to nobody while it runs. Raises as ``footwall.run``."""
    return done(job, lambda row: enact_chain(row, job.asked), lambda _: None)


def done(
    job: ChainJob, enacted: Callable[[ChainRow], EnactedChain], advance: Progress
) -> ChainRun | ChainYears:
    """The job with the laws of ``enacted``, telling every step."""
    asked = job.asked
    if job.span is not None:
        drawing = (asked.options.draws, asked.options.seed)
        return chain_through_years(job.row, asked.facts, asked.policy, job.span, drawing, advance)

    def step(text: str) -> None:
        advance(f"{job.row.name}: {text}" if job.named else text)

    return run_chain(enacted(job.row), asked, step)
