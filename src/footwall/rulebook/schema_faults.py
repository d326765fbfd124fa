"""What the schema refuses, told as faults: where, what was read, what is allowed, what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError

from footwall.errors import Fault
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.yaml_tree import Draft, Place
from footwall.spelling import did_you_mean

_DEFINITION_OF_TAG = {"member": "Member", "member_list": "MemberList"}
_TYPES = {
    "string_type": "text",
    "tuple_type": "a list, such as [ndpr_oxide]",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "too_short": "at least one entry",
    "string_too_short": "text that is not empty",
    "dict_attributes_type": "a mapping",
}


def schema_faults(draft: Draft) -> tuple[Fault, ...]:
    """The faults of a draft against the schema, in the order of the document."""
    try:
        Rulebook.model_validate(draft.data)
    except ValidationError as refusal:
        found = [_fault(draft, error) for error in refusal.errors(include_url=False)]
        return tuple(found)
    return ()


def _fault(draft: Draft, error: Mapping[str, Any]) -> Fault:
    location = tuple(error["loc"])
    place = _as_written(draft, tuple(step for step in location if step not in _DEFINITION_OF_TAG))
    read, kind, context = error["input"], error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        keys = allowed_keys(location[:-1])
        key = str(place[-1])
        return draft.fault("RULEBOOK-9", place, key, ", ".join(keys), did_you_mean(key, keys))
    if kind == "missing":
        return draft.fault("RULEBOOK-10", place, "nothing", f"the key {place[-1]!r}")
    if kind == "literal_error":
        allowed = str(context["expected"])
        names = [name.strip("'") for name in allowed.replace(" or ", ", ").split(", ")]
        advice = did_you_mean(read, names) if isinstance(read, str) else ""
        return draft.fault("RULEBOOK-12", place, read, allowed, advice)
    if kind == "day":
        return draft.fault("RULEBOOK-13", place, read, error["msg"])
    if "code" in context:
        if "field" in context:
            place = (*place, context["field"])
            read = read.get(context["field"]) if isinstance(read, dict) else read
        return draft.fault(context["code"], place, read, context["allowed"], context.get("advice", ""))
    advice = "Write it in quotes." if kind == "string_type" and isinstance(read, int | float) else ""
    return draft.fault("RULEBOOK-11", place, read, _TYPES.get(kind, str(error["msg"])), advice)


def _as_written(draft: Draft, place: Place) -> Place:
    """A single entry of members may stand without a list around it."""
    zone = draft.data.get("zone")
    alone = isinstance(zone, dict) and isinstance(zone.get("members"), dict)
    return (*place[:2], *place[3:]) if alone and place[:3] == ("zone", "members", 0) else place


def allowed_keys(location: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that the schema knows at a location, sorted as declared."""
    keys: list[str] = []
    for node in _nodes(location):
        keys.extend(key for key in node.get("properties", {}) if key not in keys)
    return tuple(keys)


def _nodes(location: tuple[str | int, ...]) -> list[dict[str, Any]]:
    nodes = list(_alternatives(_root()))
    for step in location:
        if step in _DEFINITION_OF_TAG:
            wanted = _DEFINITION_OF_TAG[str(step)]
            nodes = [node for node in nodes if node.get("title") == wanted]
        else:
            nodes = [
                deeper for node in nodes for child in _children(node, step) for deeper in _alternatives(child)
            ]
    return nodes


def _children(node: dict[str, Any], step: str | int) -> Iterator[dict[str, Any]]:
    if isinstance(step, int):
        if "items" in node:
            yield node["items"]
    elif step in node.get("properties", {}):
        yield node["properties"][step]
    elif isinstance(node.get("additionalProperties"), dict):
        yield node["additionalProperties"]


def _alternatives(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "$ref" in node:
        yield from _alternatives(_root()["$defs"][node["$ref"].rsplit("/", 1)[1]])
    for choice in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        yield from _alternatives(choice)
    if "$ref" not in node:
        yield node


@cache
def _root() -> dict[str, Any]:
    return Rulebook.model_json_schema(by_alias=True)
