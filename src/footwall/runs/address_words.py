"""What stands at an address that a note cites: a clause of the rulebook or a row of the facts, in words.

Readers of a result never saw the rulebook's lines or a table's keys. Regions and goods stay codes here: they
are named with those of the rest of the note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from footwall.rulebook.support_words import KINDS
from footwall.runs.sentences import listed

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.facts.schema import Measure
    from footwall.rulebook import Rulebook

MEASURES = {
    "ban": "the export ban",
    "export_licence": "the export licences",
    "licence_rent": "the rent of export licences",
    "export_quota": "the export quota",
    "export_tax": "the export tax",
    "vat_not_refunded": "the rule on value-added tax on exports",
    "import_duty": "the import duty",
    "additional_duty": "the additional duty",
    "contract_for_difference": f"the {KINDS['contract_for_difference']}",
}
ANY = "*"
_ROW = re.compile(r"(?<![\w(-])([a-z]\w*(?:-\w+)+)(?: of the facts)?(?![\w-])")


def address_words(rulebook: Rulebook, facts: Facts) -> dict[str, str]:
    """Path of a clause or id of a row of the measures -> its words; rows that share them add a day."""
    clauses, rows = dict(_clauses(rulebook)), {row.id: row for row in facts.table("measures")}
    words = {key: _row(row) for key, row in rows.items()}
    shared = Counter((*clauses.values(), *words.values()))
    dated = {
        key: told if shared[told] == 1 else f"{told} since {rows[key].start}" for key, told in words.items()
    }
    return clauses | dated


def _clauses(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    for good in rulebook.floors.by_commodity:
        yield f"floors.{good}", f"the floor on {good}"
    for good, tariff in rulebook.tariffs.items():
        what = "tariff-rate quota" if tariff.tariff_rate_quota else "tariff"
        yield f"tariffs.{good}", f"the {what} on {good}"
    for place, support in enumerate(rulebook.supports):
        yield f"supports[{place}]", f"the {KINDS[support.kind]} of the rulebook on {support.commodity}"
    for place, measure in enumerate(rulebook.measures):
        goods = listed(list(measure.commodities))
        yield f"measures[{place}]", f"{MEASURES[measure.kind]} of {measure.by} on {goods}"


def _row(row: Measure) -> str:
    origin = f" from {row.origin}" if row.origin not in (ANY, row.by) else ""
    to = f" to {row.destination}" if row.destination not in (ANY, row.by) else ""
    return f"{MEASURES[row.kind]} of {row.by} on {listed(list(row.commodity))}{origin}{to}"


def rows_told(note: str, addresses: Mapping[str, str]) -> str:
    """A note with words in the place of the ids of rows that stand in it by themselves."""
    return _ROW.sub(lambda found: addresses.get(found[1], found[0]), note)
