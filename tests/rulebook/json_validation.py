"""JSON Schema 2020-12, as far as the rulebook's schema uses it. An unknown keyword is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

_ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description", "default", "examples"}
_TYPES: dict[str, Callable[[Any], bool]] = {
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "null": lambda value: value is None,
}


def mismatches(value: Any, schema: dict[str, Any], root: dict[str, Any], place: str = "$") -> Iterator[str]:
    """Every reason why a value does not match."""
    for keyword, asked in schema.items():
        if keyword in _ANNOTATIONS:
            continue
        if keyword not in _KEYWORDS:
            raise NotImplementedError(f"{place}: {keyword}")
        yield from _KEYWORDS[keyword](value, asked, schema, root, place)


def _reference(value: Any, asked: str, schema: Any, root: Any, place: str) -> Iterator[str]:
    yield from mismatches(value, root["$defs"][asked.removeprefix("#/$defs/")], root, place)


def _type(value: Any, asked: str, schema: Any, root: Any, place: str) -> Iterator[str]:
    if not _TYPES[asked](value):
        yield f"{place}: {value!r} is no {asked}"


def _properties(value: Any, asked: dict[str, Any], schema: Any, root: Any, place: str) -> Iterator[str]:
    for name in set(asked) & set(value if isinstance(value, dict) else ()):
        yield from mismatches(value[name], asked[name], root, f"{place}.{name}")


def _additional(value: Any, asked: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    for name in set(value if isinstance(value, dict) else ()) - set(schema.get("properties", {})):
        if asked is False:
            yield f"{place}: {name} is not allowed"
        elif asked is not True:
            yield from mismatches(value[name], asked, root, f"{place}.{name}")


def _required(value: Any, asked: list[str], schema: Any, root: Any, place: str) -> Iterator[str]:
    for name in set(asked) - set(value if isinstance(value, dict) else asked):
        yield f"{place}: {name} is missing"


def _items(value: Any, asked: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    for index, item in enumerate(value if isinstance(value, list) else ()):
        yield from mismatches(item, asked, root, f"{place}[{index}]")


def _any_of(value: Any, asked: list[Any], schema: Any, root: Any, place: str) -> Iterator[str]:
    found = [list(mismatches(value, choice, root, place)) for choice in asked]
    if all(found):
        yield f"{place}: {value!r} matches none: {found}"


def _one_of(value: Any, asked: list[Any], schema: Any, root: Any, place: str) -> Iterator[str]:
    matching = sum(not list(mismatches(value, choice, root, place)) for choice in asked)
    if matching != 1:
        yield f"{place}: {value!r} matches {matching} of one"


def _test(holds: Callable[[Any, Any], bool], word: str) -> Callable[..., Iterator[str]]:
    def check(value: Any, asked: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
        if not holds(value, asked):
            yield f"{place}: {value!r} is not {word} {asked!r}"

    return check


def _is_date(value: Any, asked: str) -> bool:
    if asked != "date":
        raise NotImplementedError(asked)
    try:
        return not isinstance(value, str) or bool(date.fromisoformat(value))
    except ValueError:
        return False


_KEYWORDS: dict[str, Callable[..., Iterator[str]]] = {
    "$ref": _reference,
    "type": _type,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": _required,
    "items": _items,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "enum": _test(lambda value, asked: value in asked, "one of"),
    "const": _test(lambda value, asked: value == asked, "equal to"),
    "pattern": _test(
        lambda value, asked: not isinstance(value, str) or bool(re.search(asked, value)), "like"
    ),
    "format": _test(_is_date, "a"),
    "minimum": _test(lambda value, asked: not _TYPES["number"](value) or value >= asked, "at least"),
    "exclusiveMinimum": _test(lambda value, asked: not _TYPES["number"](value) or value > asked, "above"),
    "maximum": _test(lambda value, asked: not _TYPES["number"](value) or value <= asked, "at most"),
    "minLength": _test(lambda value, asked: not isinstance(value, str) or len(value) >= asked, "as long as"),
    "minProperties": _test(
        lambda value, asked: not isinstance(value, dict) or len(value) >= asked, "as long as"
    ),
    "minItems": _test(lambda value, asked: not isinstance(value, list) or len(value) >= asked, "as long as"),
}
