"""A published figure that balancing moved, in words instead of the key of its fact row."""

from __future__ import annotations

import re

from footwall.report.subject import Subject
from footwall.report.wording import capitalised, plain_words
from footwall.runs.recipe_words import RECIPES
from footwall.runs.sector_words import SECTORS

_TRADE = re.compile(r"(\w+):(\w+)>(\w+)")
_USE = re.compile(r"(\w+):(\w+)@(\w+)")
_MADE = re.compile(r"(\w+)@(\w+)")


def figure_words(subject: Subject, key: str) -> str:
    """``Dysprosium oxide from China to Korea``; a key of another form stays as it is."""
    if found := _TRADE.fullmatch(key):
        good, origin, destination = found.groups()
        ends = f"from {subject.region_in_sentence(origin)} to {subject.region_in_sentence(destination)}"
        return f"{subject.good(good)} {ends}"
    if found := _USE.fullmatch(key):
        good, sector, region = found.groups()
        where = subject.region_in_sentence(region)
        return f"{subject.good(good)} in {where}: {plain_words(sector, SECTORS)}"
    if found := _MADE.fullmatch(key):
        made, region = found.groups()
        name = subject.goods.get(made) or capitalised(plain_words(made, RECIPES))
        return f"{name} in {subject.region_in_sentence(region)}"
    return key


def reason_words(subject: Subject, reason: str) -> str:
    """Why it was moved, with the names of goods and regions instead of their codes."""
    return re.sub(r"\w+", lambda found: _named(subject, found.group()), reason)


def _named(subject: Subject, word: str) -> str:
    if word in subject.goods:
        return subject.good_in_sentence(word)
    return subject.region_in_sentence(word) if word in subject.regions else word
