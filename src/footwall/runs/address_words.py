"""What stands at an address that a note cites: a clause of the rulebook or a row of the facts, in words.

Readers of a result never saw the rulebook's lines or a table's keys. Regions and goods stay codes here: they
are named with those of the rest of the note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from footwall.runs.sentences import listed

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.facts.schema import Measure
    from footwall.rulebook import Rulebook

MEASURES = {
    "ban": "the export ban",
    "export_licence": "the export licences",
    "export_quota": "the export quota",
    "export_tax": "the export tax",
    "vat_not_refunded": "the rule on value-added tax on exports",
    "import_duty": "the import duty",
    "additional_duty": "the additional duty",
    "contract_for_difference": "the contract for difference",
}
SUPPORTS = {
    "price_gap_subsidy": "the price-gap subsidy",
    "contract_for_difference": "the contract for difference",
    "offtake_floor": "the offtake at a floor price",
}
ANY = "*"


def address_words(rulebook: Rulebook, facts: Facts) -> dict[str, str]:
    """Path of a clause or id of a row of the measures -> its words, with the address where two share them."""
    found = dict((*_clauses(rulebook), *_rows(facts)))
    shared = list(found.values())
    return {
        address: words if shared.count(words) == 1 else f"{words} ({address})"
        for address, words in found.items()
    }


def _clauses(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    for good in rulebook.floors.by_commodity:
        yield f"floors.{good}", f"the floor on {good}"
    for good, tariff in rulebook.tariffs.items():
        what = "tariff-rate quota" if tariff.tariff_rate_quota else "tariff"
        yield f"tariffs.{good}", f"the {what} on {good}"
    for place, support in enumerate(rulebook.supports):
        yield f"supports[{place}]", f"{SUPPORTS[support.kind]} of the rulebook on {support.commodity}"
    for place, measure in enumerate(rulebook.measures):
        goods = listed(list(measure.commodities))
        yield f"measures[{place}]", f"{MEASURES[measure.kind]} of {measure.by} on {goods}"


def _rows(facts: Facts) -> Iterator[tuple[str, str]]:
    for row in facts.table("measures"):
        yield row.id, _row(row)


def _row(row: Measure) -> str:
    origin = f" from {row.origin}" if row.origin not in (ANY, row.by) else ""
    return f"{MEASURES.get(row.kind, 'the measure')} of {row.by} on {listed(list(row.commodity))}{origin}"


def rows_told(note: str, addresses: Mapping[str, str]) -> str:
    """A note with words in the place of the ids of rows that stand in it by themselves."""
    for address, words in addresses.items():
        if "-" in address and address in note:
            note = note.replace(f"{address} of the facts", words).replace(address, words)
    return note
