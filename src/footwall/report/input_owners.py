"""Whose an assumed input is, in words: goods, sectors, plants, clauses of the rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterable

from footwall.report.subject import Subject
from footwall.report.wording import plain_words
from footwall.runs.address_words import address_words
from footwall.runs.named_notes import named as with_names
from footwall.runs.named_notes import names_of
from footwall.runs.recipe_words import RECIPES
from footwall.runs.sector_words import SECTORS
from footwall.runs.sentences import in_sentence

_POSITION = re.compile(r"\.(\d+)(?=\.)")


def input_owners(subject: Subject, owners: Iterable[str]) -> str:
    """Commodities and sectors by name; plants by what they do and where; amounts by their clause."""
    plants: dict[str, list[str]] = {}
    named = []
    for owner in owners:
        recipe, at, region = owner.partition("@")
        if at:
            plants.setdefault(recipe, []).append(region)
        elif "." in owner:
            named.append(_amount(subject, owner))
        else:
            named.append(in_sentence(subject.goods.get(owner, plain_words(owner, SECTORS))))
    for recipe, regions in plants.items():
        where = subject.region(regions[0]) if len(regions) == 1 else f"{len(regions)} regions"
        named.append(f"{plain_words(recipe, RECIPES)} ({where})")
    return ", ".join(named)


def _amount(subject: Subject, path: str) -> str:
    """``the floor on NdPr oxide: reference price`` for a dotted path; one without words stays."""
    told = address_words(subject.result.rulebook, subject.result.facts)
    seat = _POSITION.sub(r"[\1]", path)
    clause = max((known for known in told if seat.startswith(f"{known}.")), key=len, default="")
    if not clause:
        return path
    words = with_names(told[clause], names_of(subject.run.policy.network.commodities))
    rest = seat.removeprefix(f"{clause}.").replace(".", " ").replace("_", " ")
    return f"{in_sentence(subject.with_regions_named(words))}: {rest}"
