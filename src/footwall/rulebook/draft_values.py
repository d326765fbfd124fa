"""Values of a draft by their place, and clauses that stand by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from footwall.rulebook.yaml_tree import Place

Model = TypeVar("Model", bound=BaseModel)


def parsed(model: type[Model], raw: Any) -> Model | None:
    """The clause, if it stands by itself; the schema tells of the rest."""
    try:
        return model.model_validate(raw)
    except ValidationError:
        return None


def at(data: Any, place: Place) -> Any:
    """The value at a place; None where there is none."""
    for step in place:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step]
        else:
            return None
    return data


def entries(data: dict[str, Any], *section: str) -> Iterator[tuple[Place, Any]]:
    """The entries of a section that is a mapping or a list, with their places."""
    block = at(data, section)
    pairs = block.items() if isinstance(block, dict) else enumerate(block) if isinstance(block, list) else ()
    for key, item in pairs:
        yield (*section, key), item
