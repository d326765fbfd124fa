"""Whose an assumed input is, in words: goods, sectors, plants, places in the rulebook."""

from __future__ import annotations

from collections.abc import Iterable

from footwall.report.subject import Subject
from footwall.report.wording import plain_words
from footwall.runs.recipe_words import RECIPES
from footwall.runs.sector_words import SECTORS
from footwall.runs.sentences import in_sentence


def input_owners(subject: Subject, owners: Iterable[str]) -> str:
    """Commodities and sectors by name; plants by what they do and where; amounts by their dotted path."""
    plants: dict[str, list[str]] = {}
    named = []
    for owner in owners:
        recipe, at, region = owner.partition("@")
        if at:
            plants.setdefault(recipe, []).append(region)
        elif "." in owner:
            named.append(owner)
        else:
            named.append(in_sentence(subject.goods.get(owner, plain_words(owner, SECTORS))))
    for recipe, regions in plants.items():
        where = subject.region(regions[0]) if len(regions) == 1 else f"{len(regions)} regions"
        named.append(f"{plain_words(recipe, RECIPES)} ({where})")
    return ", ".join(named)
