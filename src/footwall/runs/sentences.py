"""Names and numbers inside sentences."""

from __future__ import annotations


def in_sentence(name: str) -> str:
    """A name inside a sentence: ``Dysprosium oxide`` loses its capital, ``NdPr oxide`` keeps it."""
    first = name.partition(" ")[0]
    return name if any(letter.isupper() for letter in first[1:]) else name[:1].lower() + name[1:]


def listed(names: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
