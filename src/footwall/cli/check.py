"""``footwall check``: a rulebook in plain words with what contradicts it, or all its faults."""

from __future__ import annotations

from datetime import date

import typer

from footwall.chain import build_network
from footwall.enacted import check_report
from footwall.enacted.vocabulary import vocabulary_of
from footwall.facts import load_facts
from footwall.rulebook.describe import Explanation, explain
from footwall.rulebook.read import read_rulebook

WIDTH = 100


def check(rulebook: str) -> None:
    """Print the explanation of a rulebook; raises RulebookError or UnknownName with what is wrong."""
    facts = load_facts()
    vocabulary = vocabulary_of(facts)
    read = read_rulebook(rulebook, vocabulary=vocabulary)
    network = build_network(facts).network
    on = date.today()
    remarks = check_report(read, facts, network, on)
    typer.echo(page(explain(read, vocabulary, remarks)))
    typer.echo(f"\nNo faults. Clauses in force as of {on.isoformat()}.")


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
