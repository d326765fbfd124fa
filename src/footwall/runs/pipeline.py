"""From a rulebook to a result: facts, and then every chain that the rulebook touches.

``run`` is the whole job in one call. It writes nothing. Any solve that fails ends the run with an error;
there is no partial result.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from footwall.chain.build import BASE_YEAR
from footwall.enacted.touched import touchable_chains
from footwall.enacted.vocabulary import vocabulary_of
from footwall.errors import UnknownName
from footwall.facts import Facts, load_facts
from footwall.rulebook.amendments import pending_notes
from footwall.rulebook.read import Amendments
from footwall.runs.chain_job import ChainJob, done, done_elsewhere
from footwall.runs.chain_run import Assignment, EnactedChain, enact_chain
from footwall.runs.combined import combined_rows, combined_summary, common_notes
from footwall.runs.contract_rows import contract_rows
from footwall.runs.entry_into_force import asked_day, simulated_day
from footwall.runs.manifest import asked_by, manifest
from footwall.runs.policy_text import policy_of
from footwall.runs.price_sets import read_price_set, refuse_unknown_goods
from footwall.runs.result import ChainRun, Options, Result
from footwall.runs.second_process import shared_out
from footwall.runs.through_years import ChainYears
from footwall.runs.weekly_record import weekly_rows
from footwall.runs.year_record import years_record
from footwall.runs.year_rows import path_rows
from footwall.runs.years_asked import asked_span, only_over_years
from footwall.spelling import did_you_mean

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from footwall.facts.schema import ChainRow
    from footwall.horizon.span import Span
    from footwall.rulebook import Rulebook
    from footwall.rulebook.vocabulary import Vocabulary

SEED = 20260204
DRAWS = 64
ALL = "all"
Progress = Callable[[str], None]


def run(  # noqa: PLR0913 - one parameter an option of the command
    rulebook: Rulebook | str | Path,
    *,
    year: int | None = None,
    prices: str | None = None,
    overrides: Iterable[str] = (),
    amendments: Iterable[str | Path] = (),
    chains: Iterable[str] = (),
    years: str | tuple[int, int] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Result:
    """Simulate a rulebook against the measures in force without it, on the embedded facts.

    ``rulebook`` is a bundled name, a file or a Rulebook. The day is today, or 31 December of ``year``;
    ``prices`` re-anchors the baseline (``ndpr_oxide=85``, a bundled set or a CSV file); ``amendments`` are
    files laid over the rulebook in their order, then ``overrides``, which are ``path=value`` texts;
    ``chains`` are ids of chains, or ``all`` (nothing: those that the rulebook touches, over years those that
    it names, or all if there is none); ``years`` (``2024:2040``) adds the path of every year; ``draws`` joint
    draws of the parameters give the ranges (0: none). ``progress`` is told each step; ``executor``, such as
    that of ``runs.second_process``, takes chains of a run over years off this process. Raises RulebookError,
    UnknownName, UnitError, CalibrationError, AppraisalError, NotConverged or MultipleSolutions.
    """
    advance = progress or _silent
    span = asked_span(years, BASE_YEAR, date.today()) if years is not None else None
    advance("Reading the facts")
    facts = load_facts()
    asked_for = _named_chains(facts, tuple(chains))
    changes = (tuple(overrides), tuple(amendments))
    policy_text, policy, as_of, day_notes = _policy_on_its_day(rulebook, changes, year, vocabulary_of(facts))
    price_set = read_price_set(prices, facts)
    refuse_unknown_goods(price_set, facts)
    options = Options(as_of, dict(price_set.prices or {}), price_set.name, changes[0], draws, seed)
    asked = Assignment(facts, policy, as_of, price_set, options)
    runs, walked = _solved(asked, asked_for, span, advance, executor)
    unread = only_over_years(policy) if span is None else ()
    notes = (*unread, *day_notes, *common_notes(runs))
    summary = combined_summary(asked, runs, notes, span is not None)
    if walked:
        summary = {**summary, "years": years_record(walked, policy)}
    return Result(
        rulebook=policy,
        rulebook_text=policy_text,
        options=options,
        facts=facts,
        chains=runs,
        rows=(
            *combined_rows(runs),
            *(
                row
                for chain in walked
                for rows in (path_rows, contract_rows, weekly_rows)
                for row in rows(chain)
            ),
        ),
        summary=summary,
        manifest=manifest(options, facts.directory, policy_text, asked_by(sys.argv)),
        notes=notes,
        through_years=walked,
    )


def _policy_on_its_day(
    rulebook: Rulebook | str | Path,
    changes: tuple[tuple[str, ...], tuple[str | Path, ...]],
    year: int | None,
    vocabulary: Vocabulary,
) -> tuple[str, Rulebook, date, tuple[str, ...]]:
    """Text, rulebook, day of the run and notes; amendments count from the day on which they are effective."""
    overrides, sources = changes
    on = asked_day(year, date.today())
    text, policy = policy_of(rulebook, overrides, vocabulary, Amendments(sources, on))
    as_of, notes = simulated_day(policy, year, date.today())
    if sources and as_of != on:
        text, policy = policy_of(rulebook, overrides, vocabulary, Amendments(sources, as_of))
    return text, policy, as_of, (*notes, *pending_notes(sources, as_of))


def _solved(
    asked: Assignment,
    wanted: tuple[ChainRow, ...],
    span: Span | None,
    advance: Progress,
    executor: Executor | None,
) -> tuple[tuple[ChainRun, ...], tuple[ChainYears, ...]]:
    """The chains that were named; else those that the rulebook touches, or all if it touches none.

    Over years every chain counts of which it names a good: what does nothing on the day may later.
    """
    laws: dict[str, EnactedChain] = {}

    def enacted(row: ChainRow) -> EnactedChain:
        if row.id not in laws:
            advance(f"Balancing the base year: {row.name}")
            laws[row.id] = enact_chain(row, asked)
        return laws[row.id]

    rows = wanted or _touched(asked, enacted, span)
    days = [ChainJob(row, asked, None, named=len(rows) > 1) for row in rows]
    paths = [replace(job, span=span) for job in days] if span is not None else []
    # The longest piece comes first; a second process begins at the other end.
    told = shared_out(
        [*paths, *reversed(days)],
        done_elsewhere,
        lambda job: done(job, enacted, advance),
        executor if span is not None else None,
    )
    runs = tuple(item for item in reversed(told) if isinstance(item, ChainRun))
    return runs, tuple(item for item in told if isinstance(item, ChainYears))


def _touched(
    asked: Assignment, enacted: Callable[[ChainRow], EnactedChain], span: Span | None
) -> tuple[ChainRow, ...]:
    every = asked.facts.table("chains")
    names = touchable_chains(asked.policy, asked.facts)
    named = tuple(row for row in every if row.id in names)
    touched = named if span is not None else tuple(row for row in named if enacted(row).touched)
    return touched or named or every


def _named_chains(facts: Facts, names: tuple[str, ...]) -> tuple[ChainRow, ...]:
    rows = {row.id: row for row in facts.table("chains")}
    if ALL in names:
        return tuple(rows.values())
    for name in names:
        if name not in rows:
            raise UnknownName(
                f"--chain: read {name!r}; allowed: {', '.join(rows)}, {ALL}. "
                f"{did_you_mean(name, rows)}".rstrip()
            )
    return tuple(row for row in rows.values() if row.id in names)


def _silent(_: str) -> None:
    """Progress told to nobody."""
