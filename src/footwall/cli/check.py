"""``footwall check``: a rulebook in plain words with what contradicts it, or all its faults."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from footwall.chain import build_network
from footwall.chain.network import Network
from footwall.enacted import check_report, floor_bases, not_in_force
from footwall.enacted.contradictions import case_of
from footwall.enacted.law import LawInForce
from footwall.enacted.solidarity import solidarity_without_effect, solidarity_words
from footwall.enacted.touched import named_chains, touchable_chains
from footwall.enacted.vocabulary import vocabulary_of
from footwall.errors import Fault, RulebookError
from footwall.facts import Facts, load_facts
from footwall.rulebook import Rulebook
from footwall.rulebook.amendments import pending_notes
from footwall.rulebook.describe import DayOfCheck, Explanation, explain
from footwall.rulebook.read import Amendments, read_rulebook
from footwall.runs.entry_into_force import asked_day

WIDTH = 100


def check(rulebook: str, amendments: tuple[Path, ...] = (), year: int | None = None) -> None:
    """Print the explanation of a rulebook as of 31 December of a year, or today.

    Raises RulebookError or UnknownName with what is wrong.
    """
    today = date.today()
    on = asked_day(year, today)
    facts = load_facts()
    vocabulary = vocabulary_of(facts)
    read = read_rulebook(rulebook, vocabulary=vocabulary, amendments=Amendments(amendments, on))
    remarks = list(pending_notes(amendments, on))
    bases: list[str] = []
    solidarity: list[str] = []
    first = facts.table("chains")[0].id
    networks = {
        chain: build_network(facts, chain=chain).network
        for chain in touchable_chains(read, facts) or (first,)
    }
    forces = laws_of(read, facts, list(networks.values()), on)
    reached = {chain: solidarity_words(force) for chain, force in zip(networks, forces, strict=True)}
    told = {*named_chains(read, facts), *(chain for chain, words in reached.items() if words)} or {first}
    for chain in (chain for chain in networks if chain in told):
        solidarity += reached[chain]
        remarks += check_report(read, facts, networks[chain], on)
        bases += floor_bases(read, facts, networks[chain], on)
    solidarity += solidarity_without_effect(read, bool(solidarity))
    named = "today" if on == today else f"on {on.isoformat()}"
    day = DayOfCheck(named, not_in_force(read, on), tuple(bases), tuple(solidarity))
    typer.echo(page(explain(read, vocabulary, remarks, day)))
    typer.echo(f"\nNo faults. Clauses in force as of {on.isoformat()}.")


def laws_of(rulebook: Rulebook, facts: Facts, networks: list[Network], on: date) -> list[LawInForce]:
    """The law of the day on each network.

    Raises RulebookError with every fault for which a run on the day would refuse the rulebook.
    """
    faults: dict[Fault, None] = {}
    found = []
    for network in networks:
        try:
            found.append(case_of(rulebook, facts, network, on).force)
        except RulebookError as refusal:
            faults |= dict.fromkeys(refusal.faults)
    if faults:
        raise RulebookError(rulebook.name, list(faults))
    return found


def page(explanation: Explanation, width: int = WIDTH) -> str:
    """The text of an explanation, wrapped; continued lines keep the indent of their line."""
    import textwrap

    lines = []
    for line in explanation.text().splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        lines.append(
            textwrap.fill(
                line, width, subsequent_indent=indent + "  " if indent else "", break_on_hyphens=False
            )
        )
    return "\n".join(lines)
