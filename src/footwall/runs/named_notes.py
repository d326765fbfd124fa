"""Notes with the names of the facts in place of identifiers, for readers who never saw a table or a rulebook.

``footwall check`` speaks to who writes a rulebook and keeps the identifiers; a run speaks to anybody.
A clause or a row that a note cites is told by what it is; without words it keeps its address, and is said to
be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from footwall.chain.network import Commodity
from footwall.rulebook.schema import Rulebook
from footwall.runs.address_words import rows_told
from footwall.runs.recipe_words import RECIPES
from footwall.runs.sector_words import SECTORS
from footwall.runs.sentences import in_sentence

_PATH = re.compile(rf"(?<![\w.])((?:{'|'.join(Rulebook.model_fields)})(?:\.(?!csv\b)\w+|\[\d+\])+)")
_ROW = re.compile(r"\b(\w+)\.csv ([\w-]+)")
_CITED_ROW = re.compile(r" \(\w+\.csv ([\w-]+)\)")
NO_WORDS: Mapping[str, str] = {}
_PLANT = re.compile(r"(?<![\w.])([a-z]\w*)@(\w+)")


def names_of(commodities: Iterable[Commodity]) -> dict[str, str]:
    """Identifier -> name inside a sentence: the goods of a chain, sectors and recipes.

    Identifiers of one word are words of the language too, as ``other``: they are left out.
    """
    goods = {good.id: in_sentence(good.name.partition(",")[0]) for good in commodities}
    return {key: name for key, name in (SECTORS | RECIPES | goods).items() if "_" in key}


def named(note: str, names: Mapping[str, str], addresses: Mapping[str, str] = NO_WORDS) -> str:
    """A note with names; its first letter is a capital.

    ``addresses`` are words of clauses by path and of rows by id; a row that is only cited in brackets is
    left out where the note can be read without it.
    """
    told = _CITED_ROW.sub(lambda found: "" if found[1] in addresses else found[0], note)
    told = _ROW.sub(
        lambda found: addresses.get(found[2]) or f"row {found[2]} of the facts table {found[1]}", told
    )
    told = rows_told(told, addresses)
    told = _PLANT.sub(lambda found: f"{names.get(found[1], found[1].replace('_', ' '))} in {found[2]}", told)
    told = _PATH.sub(lambda found: addresses.get(found[1]) or f"clause {found[1]}", told)
    known = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    told = re.sub(rf"(?<![\w.])(?:{known})(?!\w)", lambda found: names[found[0]], told)
    return told[:1].upper() + told[1:]
