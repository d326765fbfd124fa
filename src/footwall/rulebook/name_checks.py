"""Checks of every name in a rulebook (regions, commodities, minerals) and of every pair of dates.

They walk the plain data, so that a name is checked even where its neighbours have faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from footwall.errors import Fault
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.vocabulary import CUSTOMS_UNION, Vocabulary, in_customs_union
from footwall.rulebook.yaml_tree import Draft, Place
from footwall.spelling import did_you_mean

# "*" is any key or position, "**" any number of them, "{key}" asks for the key itself.
REGIONS = (
    "zone.members.*",
    "zone.members.*.region",
    "zone.members.*.except.*",
    "zone.associates.{key}",
    "zone.origin.owned_from.*",
    "floors.*.origins.*",
    "floors.*.except.*",
    "floors.*.preferences.*.origins.*",
    "floors.*.reference.**.rivals.*",
    "floors.*.reference.**.regions.*",
    "floors.*.reference.**.maker",
    "tariffs.*.origins.*",
    "tariffs.*.except.*",
    "derivatives.*.origins.*",
    "derivatives.*.except.*",
    "border.valuation.{key}",
    "supports.*.regions.*",
    "supports.*.index.region",
    "supports.*.paid_in",
    "stockpile.*.regions.*",
    "stockpile.*.avoid.*",
    "border.evasion.via.*",
    "border.surge.*.origins.*",
    "measures.*.by",
    "measures.*.destinations.*",
    "measures.*.origins.*",
    "events.*.region",
    "events.*.regions.*",
    "events.*.by",
    "events.*.destinations.*",
    "rival.by",
    "rival.responses.*.destinations.*",
    "rival.responses.*.measure.destinations.*",
    "rival.responses.*.measure.origins.*",
)
COMMODITIES = (
    "zone.members.*.commodities.*",
    "zone.associates.*.commodities.*",
    "floors.{key}",
    "floors.*.reference.**.inputs.{key}",
    "floors.cascade.to.*",
    "floors.cascade.conversion.{key}",
    "tariffs.{key}",
    "border.exemptions.*.commodities.*",
    "border.stacking.*.commodities.*",
    "border.surge.*.commodities.*",
    "derivatives.{key}",
    "derivatives.*.materials.{key}",
    "supports.*.commodity",
    "supports.*.index.commodity",
    "stockpile.*.target.{key}",
    "stockpile.*.split.{key}",
    "stockpile.*.buy_below.{key}",
    "stockpile.*.sell_above.{key}",
    "stockpile.*.entitlements.*.draws.*.commodity",
    "stockpile.*.entitlements.*.set_price.{key}",
    "measures.*.commodities.*",
    "events.*.commodity",
    "events.*.commodities.*",
    "rival.responses.*.commodities.*",
    "rival.responses.*.measure.commodities.*",
    "rival.responses.*.when.commodity",
)
SECTORS = ("events.*.sectors.*",)
CHAINS = ("events.*.chain",)
MINERALS = ("zone.members.*.minerals.*", "zone.associates.*.minerals.*")
_JOINS = ("zone.members.*", "zone.members.*.region", "zone.associates.{key}")


def name_faults(draft: Draft, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Unknown regions, commodities and minerals."""
    for pattern in REGIONS:
        for place, name in named(draft.data, pattern):
            yield from _region_faults(draft, vocabulary, pattern, place, name)
    known = tuple(vocabulary.commodities)
    for pattern in COMMODITIES if known else ():
        for place, name in named(draft.data, pattern):
            if name not in vocabulary.commodities and not (pattern == "floors.{key}" and name == "cascade"):
                advice = did_you_mean(name, (*known, "cascade") if pattern == "floors.{key}" else known)
                yield draft.fault("RULEBOOK-18", place, name, ", ".join(known), advice)
    for pattern in MINERALS if vocabulary.minerals else ():
        for place, name in named(draft.data, pattern):
            if name not in vocabulary.minerals:
                allowed = ", ".join(sorted(vocabulary.minerals))
                yield draft.fault(
                    "RULEBOOK-19", place, name, allowed, did_you_mean(name, vocabulary.minerals)
                )


def scope_faults(draft: Draft, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Unknown sectors of use and chains."""
    for code, patterns, known in (
        ("EVENT-8", SECTORS, tuple(sorted(vocabulary.sectors))),
        ("EVENT-9", CHAINS, tuple(vocabulary.chains)),
    ):
        for place, name in (found for pattern in patterns for found in named(draft.data, pattern)):
            if known and name not in known:
                yield draft.fault(code, place, name, ", ".join(known), did_you_mean(name, known))


def date_faults(draft: Draft) -> Iterator[Fault]:
    """Clauses that end before they begin."""
    for place, block in _mappings(draft.data, ()):
        first, last = _day(block.get("from")), _day(block.get("to"))
        if first is not None and last is not None and last < first:
            yield draft.fault(
                "RULEBOOK-14", (*place, "to"), last, f"a day not before {first.isoformat()} (from)"
            )


def named_commodities(rulebook: Rulebook) -> frozenset[str]:
    """Every commodity that a rulebook names, in whatever clause."""
    data = rulebook.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    found = {name for pattern in COMMODITIES for _, name in named(data, pattern)}
    return frozenset(found - {"cascade"})


def named(data: Any, pattern: str) -> Iterator[tuple[Place, str]]:
    """Every text (or key) that a pattern reaches."""
    yield from _reach(data, pattern.split("."), ())


def _reach(data: Any, steps: list[str], place: Place) -> Iterator[tuple[Place, str]]:
    if not steps:
        if isinstance(data, str):
            yield place, data
        return
    step, rest = steps[0], steps[1:]
    if step == "**":
        yield from _reach(data, rest, place)
        for key, item in _items(data):
            yield from _reach(item, steps, (*place, key))
    elif step == "{key}":
        if isinstance(data, dict):
            yield from (((*place, key), key) for key in data)
    elif step != "*":
        if isinstance(data, dict) and step in data:
            yield from _reach(data[step], rest, (*place, step))
    elif place == ("zone", "members") and isinstance(data, dict):  # one list in place of a list of entries
        yield from _reach(data, rest, place)
    else:
        for key, item in _items(data):
            yield from _reach(item, rest, (*place, key))


def _items(data: Any) -> Iterator[tuple[str | int, Any]]:
    """Keys or positions of a block with what they hold; nothing of a single value."""
    if isinstance(data, dict):
        yield from data.items()
    elif isinstance(data, list):
        yield from enumerate(data)


def _region_faults(
    draft: Draft, vocabulary: Vocabulary, pattern: str, place: Place, name: str
) -> Iterator[Fault]:
    joins = pattern in _JOINS
    if not vocabulary.knows_region(name):
        allowed = f"a country code (ISO 3166-1 alpha-3) or one of {', '.join(sorted(vocabulary.aggregates))}"
        yield draft.fault("RULEBOOK-17", place, name, allowed, vocabulary.region_advice(name))
    elif in_customs_union(name) and not pattern.endswith("members.*.except.*"):
        reason = (
            f"{name} is part of {CUSTOMS_UNION}: one customs union with one tariff, whose trade policy is an "
            "exclusive competence of the Union (Article 3 TFEU)."
        )
        yield draft.fault("ZONE-2" if joins else "RULEBOOK-17", place, name, CUSTOMS_UNION, reason)
    elif joins and name == "ROW":
        yield draft.fault("ZONE-4", place, name, "a country or EU27", "Name the countries that join.")


def _mappings(data: Any, place: Place) -> Iterator[tuple[Place, dict[str, Any]]]:
    if isinstance(data, dict):
        yield place, data
        for key, item in data.items():
            yield from _mappings(item, (*place, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _mappings(item, (*place, index))


def _day(value: Any) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None
