"""What a public stock should buy first with a budget: the plan, its frontier, and its replay.

Every chain is walked and searched by itself (``vault_search``); one programme divides the money among them
(``vault_programme``). The plan is then written as a rulebook, read again, and walked through the years as
``footwall run --years`` would: what it holds and avoids there stands beside what was promised.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footwall.chain.build import BASE_YEAR
from footwall.enacted.vocabulary import vocabulary_of
from footwall.errors import UnknownName
from footwall.explore.vault_curve import budgets
from footwall.explore.vault_opened import SEED, opened
from footwall.explore.vault_programme import Choice, chosen
from footwall.explore.vault_search import Search, searched
from footwall.explore.vault_steps import PlanStep, steps_of
from footwall.explore.vault_terms import SLACK, VaultTerms
from footwall.facts import load_facts
from footwall.rulebook.read import read_rulebook_text
from footwall.rulebook.zone_schema import Zone
from footwall.runs.policy_text import policy_of, written_out
from footwall.runs.sentences import listed
from footwall.runs.through_years import chain_through_years
from footwall.runs.years_asked import asked_span
from footwall.spelling import did_you_mean

if TYPE_CHECKING:
    from footwall.explore.vault_chain import Stocked, VaultChain
    from footwall.facts import Facts
    from footwall.facts.schema import ChainRow
    from footwall.horizon.span import Span
    from footwall.rulebook import Rulebook

Progress = Callable[[str], None]
PARTS = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0)
"""Of the budget, along the frontier."""
USUAL_RULEBOOK = "vault-alone"
ENDLESS = 1e15
"""USD: a budget that binds nowhere."""


@dataclass(frozen=True)
class VaultQuestion:
    """What is asked; empty tuples and None mean the usual."""

    budget: float
    terms: VaultTerms
    rulebook: str = USUAL_RULEBOOK
    regions: tuple[str, ...] = ()
    chains: tuple[str, ...] = ()
    supplier: str | None = None


@dataclass(frozen=True)
class Replay:
    """One chain in the years model, USD; ``by_year``: good -> t at the ends of ``Bought.years``."""

    chain: str
    by_year: Mapping[str, tuple[float, ...]]
    spent: float
    avoided: float

    @property
    def held(self) -> dict[str, float]:
        """Good -> t when the year of the test begins."""
        return {good: tonnes[-1] for good, tonnes in self.by_year.items()}


@dataclass(frozen=True, eq=False)
class VaultPlan:
    """The answer; stocks, replays and losses are in the order of ``chains``."""

    question: VaultQuestion
    chains: tuple[VaultChain, ...]
    choice: Choice
    left_out: tuple[Mapping[str, float], ...]
    """By chain: good -> loss that comes back if the plan lacks this good alone, USD."""
    steps: tuple[PlanStep, ...]
    """In order of merit, those of the plan and the first beyond it of every chain."""
    frontier: tuple[Choice, ...]
    endless: Choice
    """The choice if money were endless."""
    curve: tuple[Choice, ...]
    """By budget, from none to beyond what is worth spending."""
    replays: tuple[Replay, ...]
    rulebook: Rulebook
    text: str
    solved: int
    """Joint stocks solved."""
    failed: tuple[str, ...]
    """Why others have no solution."""
    seconds: float

    @property
    def without(self) -> float:
        """USD lost without the stock."""
        return sum(sum(chain.without.values()) for chain in self.chains)


def vault_plan(question: VaultQuestion, progress: Progress | None = None) -> VaultPlan:
    """Raises UnknownName, RulebookError, CalibrationError, AppraisalError and NotConverged."""
    began, advance = time.perf_counter(), progress or _silent
    facts, terms = load_facts(), question.terms
    span = span_of(terms.year)
    base = _base(question, facts)
    searches = []
    for row in _chains(facts, question.chains):
        advance(f"{row.name}: {span.first} to {span.last} without the stock")
        chain = opened(row, facts, base, span, terms, question.supplier)
        searches.append(searched(chain, advance))
    chains = tuple(search.chain for search in searches)
    stocks = [list(search.found.values()) for search in searches]
    frontier = tuple(chosen(stocks, part * question.budget, terms.worth) for part in PARTS)
    choice = frontier[PARTS.index(1.0)]
    steps = steps_of(chains, stocks, choice.stocks, terms.worth)
    endless = chosen(stocks, ENDLESS, terms.worth)
    rulebook, text = _written(question, chains, choice, base, facts)
    advance("Replaying the plan through the years")
    return VaultPlan(
        question=question,
        chains=chains,
        choice=choice,
        left_out=tuple(
            _left_out(search, stock) for search, stock in zip(searches, choice.stocks, strict=True)
        ),
        steps=steps,
        frontier=frontier,
        endless=endless,
        curve=tuple(
            chosen(stocks, budget, terms.worth) for budget in budgets(steps, (question.budget, endless.cost))
        ),
        replays=tuple(
            _replayed(chain, rulebook, facts, span)
            for chain, stock in zip(chains, choice.stocks, strict=True)
            if stock.goods
        ),
        rulebook=rulebook,
        text=text,
        solved=sum(len(search.found) for search in searches),
        failed=tuple(reason for search in searches for reason in search.failed.values()),
        seconds=time.perf_counter() - began,
    )


def span_of(year: int) -> Span:
    """Base year to the year of the test. Raises UnknownName where no year of buying lies before it."""
    today = date.today()
    span = asked_span(f"{BASE_YEAR}:{year}", BASE_YEAR, today)
    if year <= span.adopted.year:
        raise UnknownName(
            f"--year: read {year}; allowed: a year after {span.adopted.year}, in which buying begins. "
            f"Write --year {span.adopted.year + 3}, say, for three years of buying."
        )
    return span


def _base(question: VaultQuestion, facts: Facts) -> Rulebook:
    """The law that the plan starts from: no stockpile, no rival that answers, the regions that were named."""
    _, policy = policy_of(question.rulebook, (), vocabulary_of(facts))
    update: dict[str, object] = {"stockpile": {}, "rival": None}
    if question.regions:
        update["zone"] = Zone.model_validate({"members": list(question.regions)})
    law = policy.model_copy(update=update)
    if not law.zone.members:
        raise UnknownName(
            f"--rulebook: {question.rulebook} has no members whose users a stock could serve; allowed: one "
            "with zone.members, or --regions. Write --regions USA --regions JPN, say."
        )
    return read_rulebook_text(written_out(law), policy.name, (), vocabulary_of(facts))


def _chains(facts: Facts, names: tuple[str, ...]) -> list[ChainRow]:
    rows = {row.id: row for row in facts.table("chains")}
    for name in names:
        if name not in rows:
            raise UnknownName(
                f"--chain: read {name!r}; allowed: {', '.join(rows)}. {did_you_mean(name, rows)}".rstrip()
            )
    return [row for row in rows.values() if not names or row.id in names]


def _written(
    question: VaultQuestion, chains: tuple[VaultChain, ...], choice: Choice, base: Rulebook, facts: Facts
) -> tuple[Rulebook, str]:
    """The plan as a rulebook and its text; accounts hold a little more than the plan needs, if there is."""
    slack = min(SLACK, question.budget / choice.cost - 1.0) if choice.cost > 0.0 else 0.0
    clauses: dict[str, object] = {}
    for chain, stock in zip(chains, choice.stocks, strict=True):
        asked = {item.commodity: (item.days, (1.0 + slack) * item.cost) for item in stock.goods}
        clauses.update(chain.clauses(asked))
    why = (
        f"What footwall vault plan buys first with {question.budget:.6g} USD against a stop of all exports "
        f"of {listed(list(dict.fromkeys(chain.supplier for chain in chains)))} on 1 January "
        f"{question.terms.year}."
    )
    plan = base.model_copy(update={"name": "Vault plan", "version": "1", "why": why, "stockpile": clauses})
    text = written_out(plan)
    return read_rulebook_text(text, "plan.yaml", (), vocabulary_of(facts)), text


def _left_out(search: Search, stock: Stocked) -> dict[str, float]:
    found = {}
    for place, good in enumerate(search.chain.goods):
        if stock.levels[place]:
            levels = (*stock.levels[:place], 0, *stock.levels[place + 1 :])
            found[good.id] = stock.avoided - search.solved(levels).avoided
    return found


def _replayed(chain: VaultChain, rulebook: Rulebook, facts: Facts, span: Span) -> Replay:
    """The plan as ``footwall run --years`` walks it, and the weeks after the stop on that path."""
    row = next(row for row in facts.table("chains") if row.id == chain.id)
    path = chain_through_years(row, facts, rulebook, span, (0, SEED), _silent).pair.policy.path
    held, spent = chain.books(path)
    return Replay(chain.id, held, spent, sum(chain.without.values()) - chain.lost_on(path))


def _silent(_: str) -> None:
    """Progress told to nobody."""
