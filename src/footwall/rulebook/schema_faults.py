"""What the schema refuses, told as faults: where, what was read, what is allowed, what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from footwall.errors import Fault
from footwall.rulebook import event_schema, rival_schema
from footwall.rulebook.reference_schema import METHODS, TAG
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.yaml_tree import Draft, Place
from footwall.spelling import did_you_mean

_UNIONS: Mapping[str, tuple[str, Mapping[str, type[BaseModel]]]] = {
    TAG: ("method", METHODS),
    event_schema.TAG: ("kind", event_schema.EVENTS),
    rival_schema.TAG: ("kind", rival_schema.RESPONSES),
}
"""Prefix of the tags of a union, the key that tells its blocks apart, and the blocks."""
_DEFINITION_OF_TAG = {
    "member": "Member",
    "member_list": "MemberList",
    **{
        f"{prefix}{word}": block.__name__
        for prefix, (_, blocks) in _UNIONS.items()
        for word, block in blocks.items()
    },
}
_TYPES = {
    "string_type": "text",
    "bool_type": "true or false",
    "tuple_type": "a list, such as [ndpr_oxide]",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "too_short": "at least one entry",
    "string_too_short": "text that is not empty",
    "dict_attributes_type": "a mapping",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "string_pattern_mismatch": "a year or a month in quotes, such as '2024-06'",
}


def schema_faults(draft: Draft) -> tuple[Fault, ...]:
    """The faults of a draft against the schema, in the order of the document."""
    try:
        Rulebook.model_validate(draft.data)
    except ValidationError as refusal:
        return told_faults(draft, refusal, Rulebook)
    return ()


def told_faults(draft: Draft, refusal: ValidationError, model: type[BaseModel]) -> tuple[Fault, ...]:
    """What a model refuses in a draft, as faults."""
    errors = refusal.errors(include_url=False)
    return tuple(_fault(draft, error, model) for error in errors if not _follows(error, errors))


def _follows(error: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]) -> bool:
    """True for a list that is too short only because its entries have faults of their own."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and other is not error for other in errors
    )


def _fault(draft: Draft, error: Mapping[str, Any], model: type[BaseModel]) -> Fault:
    location = tuple(error["loc"])
    place = _as_written(draft, tuple(step for step in location if not _is_tag(step)))
    read, kind, context = error["input"], error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        keys = allowed_keys(location[:-1], model)
        key = str(place[-1])
        elsewhere = allowed_keys(tuple(step for step in location[:-1] if not _is_tag(step)), model)
        advice = did_you_mean(key, keys) or did_you_mean(key, elsewhere)
        return draft.fault("RULEBOOK-9", place, key, ", ".join(keys), advice)
    if kind == "missing":
        return draft.fault("RULEBOOK-10", place, "nothing", f"the key {place[-1]!r}")
    if kind in {"union_tag_invalid", "literal_error"}:
        return _choice_fault(draft, place, error)
    if "code" in context:
        if "field" in context:
            place = (*place, context["field"])
            read = read.get(context["field"]) if isinstance(read, dict) else read
        return draft.fault(context["code"], place, read, context["allowed"], context.get("advice", ""))
    return _value_fault(draft, place, error)


def _choice_fault(draft: Draft, place: Place, error: Mapping[str, Any]) -> Fault:
    """A word that is none of those allowed."""
    read, context = error["input"], error["ctx"]
    if error["type"] == "union_tag_invalid":
        return _unknown_block(draft, place, str(context["tag"]), read)
    allowed = str(context["expected"])
    names = [name.strip("'") for name in allowed.replace(" or ", ", ").split(", ")]
    advice = did_you_mean(read, names) if isinstance(read, str) else ""
    return draft.fault("RULEBOOK-12", place, read, allowed, advice)


def _unknown_block(draft: Draft, place: Place, tag: str, read: Any) -> Fault:
    """A block of a union whose key names none of them, or that has no such key."""
    prefix = next(prefix for prefix in _UNIONS if tag.startswith(prefix))
    key, blocks = _UNIONS[prefix]
    word, allowed = tag.removeprefix(prefix), ", ".join(blocks)
    if not word:
        written = [str(name) for name in read] if isinstance(read, dict) else []
        advice = next((told for told in (did_you_mean(name, (key,)) for name in written) if told), "")
        return draft.fault("RULEBOOK-10", (*place, key), "nothing", f"the key {key!r}: {allowed}", advice)
    return draft.fault("RULEBOOK-12", (*place, key), word, allowed, did_you_mean(word, blocks))


def _value_fault(draft: Draft, place: Place, error: Mapping[str, Any]) -> Fault:
    """A value of another type than the schema asks for, or out of its bounds."""
    read, kind = error["input"], error["type"]
    if kind == "day":
        return draft.fault("RULEBOOK-13", place, read, error["msg"])
    bound = {"greater_than_equal": "at least {ge}", "less_than_equal": "at most {le}"}.get(kind)
    if bound is not None:
        return draft.fault("RULEBOOK-8", place, read, bound.format(**error["ctx"]))
    advice = "Write it in quotes." if kind == "string_type" and isinstance(read, int | float) else ""
    return draft.fault("RULEBOOK-11", place, read, _TYPES.get(kind, str(error["msg"])), advice)


def _is_tag(step: str | int) -> bool:
    return step in _DEFINITION_OF_TAG or str(step).startswith(tuple(_UNIONS))


def _as_written(draft: Draft, place: Place) -> Place:
    """A single entry of members may stand without a list around it."""
    zone = draft.data.get("zone")
    alone = isinstance(zone, dict) and isinstance(zone.get("members"), dict)
    return (*place[:2], *place[3:]) if alone and place[:3] == ("zone", "members", 0) else place


def allowed_keys(location: tuple[str | int, ...], model: type[BaseModel] = Rulebook) -> tuple[str, ...]:
    """The keys that the schema knows at a location, sorted as declared."""
    keys: list[str] = []
    for node in _nodes(location, model):
        keys.extend(key for key in node.get("properties", {}) if key not in keys)
    return tuple(keys)


def _nodes(location: tuple[str | int, ...], model: type[BaseModel]) -> list[dict[str, Any]]:
    root = _schema_of(model)
    nodes = list(_alternatives(root, root))
    for step in location:
        if _is_tag(step):
            wanted = _DEFINITION_OF_TAG.get(str(step))
            nodes = [node for node in nodes if wanted in (None, node.get("title"))]
        else:
            nodes = [
                deeper
                for node in nodes
                for child in _children(node, step)
                for deeper in _alternatives(child, root)
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


def _alternatives(node: dict[str, Any], root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "$ref" in node:
        yield from _alternatives(root["$defs"][node["$ref"].rsplit("/", 1)[1]], root)
    for choice in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        yield from _alternatives(choice, root)
    if "$ref" not in node:
        yield node


@cache
def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)
