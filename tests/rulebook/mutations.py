"""Changes of a full example, one value at a time, that leave a rulebook without faults.

``changes`` proposes for every value that is written other values of its kind, and its removal. Which are
allowed is for the reader of rulebooks to say.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from footwall.rulebook.json_schema import json_schema
from footwall.rulebook.read import all_faults
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.yaml_tree import Draft, parse
from rulebook.names import VOCABULARY

Place = tuple[str | int, ...]
REMOVED = object()
AMOUNT = re.compile(r"^(?P<number>[0-9][0-9.]*(?:e[0-9]+)?)(?P<unit>\s*[^0-9\s].*)$")
NAMES: tuple[tuple[str, ...], ...] = (
    tuple(VOCABULARY.commodities),
    ("CHN", "USA", "EU27", "JPN", "VNM", "KOR", "AUS", "CAN", "IND", "MEX", "GBR"),
    tuple(VOCABULARY.recipes),
    tuple(sorted(VOCABULARY.duties)),
    tuple(sorted(VOCABULARY.contracts)),
    tuple(sorted(VOCABULARY.indices)),
    ("China export", "Europe", "China ex-works"),
    ("oxide", "metal", "magnet"),
    ("284690", "280530"),
    ("t/year", "kt/year"),
    ("2023", "2024"),
    ("ev", "wind", "electronics"),
    ("ree_magnets", "lithium"),
)
MOST_NAMES = 3
"""Other names that are tried of one set."""
ENOUGH = 2
"""Changes without a fault that are kept of one value."""
TOGETHER: Mapping[str, tuple[Mapping[Place, Any], ...]] = {
    "full": (
        {("zone", "origin"): {"rule": "content", "treatment": "mass_balance", "owned_from": ["CHN"]}},
        {("zone", "members", 0, "except"): ["MEX", "JPN"]},
        {("floors", "ndpr_oxide", "levy", "cap"): {"of": "floor", "value": "40%"}},
        {("floors", "ndpr_metal", "levy"): {"instrument": "specific", "amount": "3 USD/kg"}},
        {("tariffs", "bastnaesite_concentrate", "tariff_rate_quota", "out_of_quota"): {"rate": "9%"}},
        {("floors", "cascade", "to"): ["ndfeb_magnet", "pm_motor"]},
        {
            ("floors", "ndpr_oxide", "reference", "vat"): "excluded",
            ("floors", "ndpr_oxide", "reference", "vat_rate"): REMOVED,
        },
        {("floors", "ndpr_oxide", "levy"): {"compared": "reference"}},
        {("supports", 0, "recipe"): REMOVED},
        {("border", "surge", 1, "charge"): REMOVED, ("border", "surge", 1, "rate"): "9%"},
        {("border", "surge", 1): {"commodities": ["ndpr_oxide"], "above": "200%", "rate": "9%"}},
        {("revenue", "treasury"): "30%", ("revenue", "downstream_rebate"): "40%"},
        {("revenue", "producer_fund"): "10%", ("revenue", "stockpile_fund"): "20%"},
    ),
    "full_prices": (
        {
            ("floors", "ndpr_oxide", "reference", "of", 0, "weight"): "30%",
            ("floors", "ndpr_oxide", "reference", "of", 1, "weight"): "40%",
        },
        {("floors", "ndfeb_magnet", "reference"): {"method": "fixed", "price": "90 USD/kg"}},
    ),
    "full_years": (
        {("measures", 1, "truce", "while"): "duty on motors"},
        {
            ("events", 1): {
                "kind": "flood",
                "commodity": "ndpr_oxide",
                "region": "CHN",
                "extra": "9%",
                "from": "2028-06-01",
            }
        },
        {("rival", "responses", 2): {"kind": "refund_vat", "commodities": ["ndpr_metal"]}},
    ),
    "full_stocks": (),
}
"""Values that can only change with others, by example."""


@dataclass(frozen=True)
class Change:
    """A rulebook that differs from an example in the values at some places."""

    places: tuple[Place, ...]
    rulebook: Rulebook


def draft_of(file: Path) -> Draft:
    return parse(file.read_text(encoding="utf-8"), file.name)


def changes(draft: Draft, name: str) -> Iterator[Change]:
    """Proposed changes without a fault that make another rulebook."""
    for place, value in leaves(draft.data):
        proposed = ({place: other} for other in proposals(value))
        found = ((values, changed_draft(draft, values)) for values in proposed)
        sound = ((values, changed) for values, changed in found if not all_faults(changed, VOCABULARY))
        yield from (change_of(changed, values) for values, changed in islice(sound, ENOUGH))
    for values in TOGETHER[name]:
        changed = changed_draft(draft, values)
        assert all_faults(changed, VOCABULARY) == ()
        yield change_of(changed, values)


def changed_draft(draft: Draft, values: Mapping[Place, Any]) -> Draft:
    data = copy.deepcopy(draft.data)
    for place, value in values.items():
        inside = data
        for step in place[:-1]:
            inside = inside[step]
        if value is REMOVED:
            del inside[place[-1]]
        else:
            inside[place[-1]] = value
    return replace(draft, data=data)


def change_of(changed: Draft, values: Mapping[Place, Any]) -> Change:
    return Change(tuple(place for top in values for place in _below(top, values[top])), model(changed))


def model(draft: Draft) -> Rulebook:
    return Rulebook.model_validate(draft.data)


def _below(place: Place, value: Any) -> Iterator[Place]:
    yield place
    yield from (inner for inner, _ in leaves(value, place))


def leaves(data: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every place below a mapping or list with its value, blocks among them."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*place, key), value
        yield from leaves(value, (*place, key))


def proposals(value: Any) -> Iterator[Any]:
    """Other values of the kind of one; of a block its absence."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (value + 1, value / 2)
    elif isinstance(value, date):
        yield from (value + timedelta(days=1), value - timedelta(days=1))
    elif isinstance(value, str):
        yield from _texts(value)
    else:
        yield REMOVED


def _texts(value: str) -> Iterator[str]:
    amount = AMOUNT.match(value)
    if amount is not None:
        yield from (f"{float(amount['number']) * factor:.6g}{amount['unit']}" for factor in (0.5, 1.25))
        return
    sets = [names for names in (*NAMES, *enumerations(json_schema())) if value in names]
    for names in sets:
        yield from islice((name for name in names if name != value), MOST_NAMES)
    if not sets:
        yield f"{value} changed"


def enumerations(schema: Any) -> Iterator[tuple[str, ...]]:
    """The sets of words among which fields of the schema choose."""
    if isinstance(schema, dict):
        if "enum" in schema:
            yield tuple(schema["enum"])
        for item in schema.values():
            yield from enumerations(item)
    elif isinstance(schema, list):
        for item in schema:
            yield from enumerations(item)
