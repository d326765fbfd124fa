"""Both welfare tables side by side, and how well they agree.

Agents are valued at prices, resources at quantities; the difference of their sums over gross flows (the
larger of the two states' buyers' cash) is the check on every result.

The two agree in every state by itself, as levels on the curves of that state: capacity, use and remembered
prices enter both sides as the same parameters. They agree therefore on the change between any two states,
also where the curves moved in between; such a change holds what moved the curves as well, on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

from footwall.measure.accounts import MoneyAccounts, money_accounts
from footwall.measure.state import State
from footwall.measure.welfare_agents import AgentGain, agent_gains, agent_levels
from footwall.measure.welfare_resources import ResourceGain, resource_gains, resource_levels


@dataclass(frozen=True)
class Welfare:
    """Policy minus baseline, USD/year. Switching cost is inside the agents' surplus: a memo item there."""

    agents: tuple[AgentGain, ...]
    resources: tuple[ResourceGain, ...]
    gross_flows: float

    @property
    def agents_total(self) -> float:
        return sum(row.amount for row in self.agents)

    @property
    def resources_total(self) -> float:
        return sum(row.amount for row in self.resources)

    @property
    def identity_error(self) -> float:
        """|agents − resources| over gross flows."""
        return abs(self.agents_total - self.resources_total) / self.gross_flows

    def gain(
        self,
        account: str | None = None,
        agent: str | None = None,
        region: str | None = None,
        group: str | None = None,
    ) -> float:
        """Sum of the agents' rows that match, USD/year."""
        return sum(
            row.amount
            for row in self.agents
            if account in (None, row.account)
            and agent in (None, row.agent)
            and region in (None, row.region)
            and group in (None, row.group)
        )


def welfare(baseline: State, policy: State) -> Welfare:
    """Gains of agents and of the economy, with their agreement."""
    gross = max(sum(line.buyers_cash for line in money_accounts(state).lines) for state in (baseline, policy))
    return Welfare(agent_gains(baseline, policy), resource_gains(baseline, policy), gross)


def level_error(state: State, money: MoneyAccounts) -> float:
    """|agents − resources| of one state by itself, over its buyers' cash.

    It bounds the error of a change: two states whose levels agree agree on what lies between them, whatever
    their curves. A state in which nothing is bought is compared in USD. ``money`` holds its accounts.
    """
    agents = sum(amount for *_, amount in agent_levels(state, money))
    resources = sum(amount for *_, amount in resource_levels(state))
    cash = sum(line.buyers_cash for line in money.lines)
    return abs(agents - resources) / (cash or 1.0)
