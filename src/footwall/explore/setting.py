"""What a sweep holds fixed: the rulebook's text, the day, the prices, and the baseline of every chain.

The baseline does not depend on the rulebook, so it is solved once. A point of the grid is the rulebook with
other values; it is read, checked and put into force as in a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from footwall.enacted import Enactment, enact
from footwall.enacted.vocabulary import vocabulary_of
from footwall.facts import load_facts
from footwall.market.under_law import solve_law
from footwall.measure.state import State
from footwall.runs.chain_run import Assignment, EnactedChain, enact_chain
from footwall.runs.draws import DrawnFigures, draw_figures, no_draws
from footwall.runs.economy import Economy, anchored_to
from footwall.runs.entry_into_force import simulated_day
from footwall.runs.figures import Figures, figures
from footwall.runs.headline import HeadlineNumber, headline
from footwall.runs.pipeline import Progress
from footwall.runs.policy_text import policy_of
from footwall.runs.price_sets import read_price_set, refuse_unknown_goods
from footwall.runs.result import Options
from footwall.runs.zone import ReportedZone, reported_zone

if TYPE_CHECKING:
    from footwall.rulebook import Rulebook


@dataclass(frozen=True, eq=False)
class SettingChain:
    """One chain: its economy at the prices of the sweep and its solved baseline."""

    enacted: EnactedChain
    economy: Economy
    baseline: State

    @property
    def id(self) -> str:
        return self.enacted.row.id

    @property
    def name(self) -> str:
        return self.enacted.row.name

    def zone(self, policy: Enactment) -> ReportedZone:
        return reported_zone(self.economy.calibration.network, policy.membership)

    def figures(self, policy: State) -> Figures:
        """All figures of a policy against the baseline."""
        return figures(self.baseline, policy, self.zone(policy.enactment))

    def numbers(self, policy: State, drawn: DrawnFigures) -> tuple[HeadlineNumber, ...]:
        """The headline numbers of a policy; ranges from ``drawn``."""
        zone = self.zone(policy.enactment)
        return headline(self.enacted.row, policy.network, zone, self.figures(policy), drawn, (), None)

    def drawn(self, policy: Enactment, drawing: tuple[int, int]) -> DrawnFigures:
        """Figures over ``drawing`` = (count, seed) joint draws, as in a run."""
        calibration = self.economy.calibration
        if drawing[0] == 0:
            return no_draws(calibration)
        law = self.enacted.baseline_law
        return draw_figures(calibration, law, policy, self.zone(policy), drawing, lambda _: None)


@dataclass(frozen=True, eq=False)
class Setting:
    """Fixed parts of a sweep; ``asked.policy`` is the rulebook as it stands, before any point."""

    rulebook: Rulebook | str | Path
    text: str
    overrides: tuple[str, ...]
    asked: Assignment
    chains: tuple[SettingChain, ...]
    notes: tuple[str, ...]

    def policy_at(self, settings: Sequence[str]) -> Rulebook:
        """The rulebook with further ``path=value`` settings. Raises RulebookError."""
        vocabulary = vocabulary_of(self.asked.facts)
        return policy_of(self.rulebook, (*self.overrides, *settings), vocabulary)[1]

    def law_at(self, policy: Rulebook, chain: SettingChain) -> Enactment:
        """The rulebook in force on a chain. Raises RulebookError."""
        return enact(policy, self.asked.facts, chain.economy.anchored.network, self.asked.as_of)


def setting(
    rulebook: Rulebook | str | Path,
    *,
    year: int | None = None,
    prices: str | None = None,
    overrides: Sequence[str] = (),
    progress: Progress,
) -> Setting:
    """Read the rulebook and solve the baseline of every chain.

    Raises RulebookError, UnknownName, UnitError, CalibrationError or NotConverged.
    """
    progress("Reading the facts")
    facts = load_facts()
    text, policy = policy_of(rulebook, tuple(overrides), vocabulary_of(facts))
    as_of, notes = simulated_day(policy, year, date.today())
    price_set = read_price_set(prices, facts)
    refuse_unknown_goods(price_set, facts)
    options = Options(as_of, dict(price_set.prices or {}), price_set.name, tuple(overrides), 0, 0)
    asked = Assignment(facts, policy, as_of, price_set, options)
    chains = []
    for row in facts.table("chains"):
        progress(f"Balancing the base year: {row.name}")
        chains.append(_chain(enact_chain(row, asked)))
    return Setting(rulebook, text, tuple(overrides), asked, tuple(chains), notes)


def _chain(enacted: EnactedChain) -> SettingChain:
    economy, law = enacted.economy, enacted.baseline_law
    if enacted.prices.prices:
        economy = anchored_to(economy, enacted.balanced, enacted.prices, law)
    solved = solve_law(economy.calibration, law)
    return SettingChain(enacted, economy, State(economy.calibration, law, solved))


def with_law(chain: SettingChain, policy: Enactment) -> EnactedChain:
    """The chain under another policy."""
    return replace(chain.enacted, policy_law=policy)
