"""What is known: sourced and graded tables of one chain, their loader and their lookup."""

from footwall.facts.facts import Facts, load_facts

__all__ = ["Facts", "load_facts"]
