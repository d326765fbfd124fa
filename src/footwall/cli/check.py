"""``footwall check``: a rulebook in plain words with what contradicts it, or all its faults."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from footwall.chain import build_network
from footwall.chain.network import Network
from footwall.enacted import check_report, floor_bases
from footwall.enacted.contradictions import case_of
from footwall.enacted.touched import touchable_chains
from footwall.enacted.vocabulary import vocabulary_of
from footwall.errors import Fault, RulebookError
from footwall.facts import Facts, load_facts
from footwall.rulebook import Rulebook
from footwall.rulebook.amendments import pending_notes
from footwall.rulebook.describe import Explanation, explain
from footwall.rulebook.read import Amendments, read_rulebook

WIDTH = 100


def check(rulebook: str, amendments: tuple[Path, ...] = ()) -> None:
    """Print the explanation of a rulebook; raises RulebookError or UnknownName with what is wrong."""
    facts = load_facts()
    vocabulary = vocabulary_of(facts)
    on = date.today()
    read = read_rulebook(rulebook, vocabulary=vocabulary, amendments=Amendments(amendments, on))
    remarks = list(pending_notes(amendments, on))
    bases: list[str] = []
    chains = touchable_chains(read, facts) or (facts.table("chains")[0].id,)
    networks = [build_network(facts, chain=chain).network for chain in chains]
    refuse_unenactable(read, facts, networks, on)
    for network in networks:
        remarks += check_report(read, facts, network, on)
        bases += floor_bases(read, facts, network, on)
    typer.echo(page(explain(read, vocabulary, remarks, bases)))
    typer.echo(f"\nNo faults. Clauses in force as of {on.isoformat()}.")


def refuse_unenactable(rulebook: Rulebook, facts: Facts, networks: list[Network], on: date) -> None:
    """Raise RulebookError with every fault for which a run on the day would refuse the rulebook."""
    faults: dict[Fault, None] = {}
    for network in networks:
        try:
            case_of(rulebook, facts, network, on)
        except RulebookError as refusal:
            faults |= dict.fromkeys(refusal.faults)
    if faults:
        raise RulebookError(rulebook.name, list(faults))


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
