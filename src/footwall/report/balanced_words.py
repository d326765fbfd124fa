"""A figure of the facts that balancing moved, in words instead of the key of its fact row."""

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
        return f"{subject.good_counted(good)} {ends}"
    if found := _USE.fullmatch(key):
        good, sector, region = found.groups()
        where = subject.region_in_sentence(region)
        return f"{subject.good_counted(good)} in {where}: {plain_words(sector, SECTORS)}"
    if found := _MADE.fullmatch(key):
        made, region = found.groups()
        name = (
            subject.good_counted(made)
            if made in subject.goods
            else capitalised(plain_words(made, RECIPES)) + _first_output(subject, key)
        )
        return f"{name} in {subject.region_in_sentence(region)}"
    return key


def _first_output(subject: Subject, process: str) -> str:
    """What a tonne of a process counts, in brackets: it is one of its first output."""
    outputs = {item.id: item.outputs[0][0] for item in subject.run.policy.network.processes}
    basis = subject.bases.get(outputs.get(process, ""))
    return f" ({basis})" if basis else ""


def reason_words(subject: Subject, reason: str) -> str:
    """Why it was moved, with the names of goods and regions instead of their codes."""
    return re.sub(r"\w+", lambda found: _named(subject, found.group()), reason)


def _named(subject: Subject, word: str) -> str:
    if word in subject.goods:
        return subject.good_in_sentence(word)
    return subject.region_in_sentence(word) if word in subject.regions else word
