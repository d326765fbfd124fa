"""Every field of a rulebook and of an amendment is written in a full example and told in its explanation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from footwall.rulebook.amendment_schema import Amendment
from footwall.rulebook.clause_model import Clause
from footwall.rulebook.describe import explain
from footwall.rulebook.json_schema import json_schema
from footwall.rulebook.read import read_rulebook
from footwall.rulebook.schema import Rulebook
from rulebook.mutations import Change, Place, changes, draft_of, model
from rulebook.names import VOCABULARY

DOCS = Path(__file__).parents[2] / "docs" / "rulebook"
Changed = dict[str, tuple[Rulebook, list[Change]]]
FULL = sorted(Path(__file__).parent.glob("full*.yaml"))
AMENDMENT = {
    "title": "Change",
    "author": "A ministry",
    "legal_basis": "An act",
    "baseline": {"name": "Base", "version": "1"},
    "effective_date": "2027-01-01",
    "version": "2",
    "remove": ["floors.cascade"],
    "set": {"why": "x"},
    "merge": {"border": {}},
}


def owner(model: type[BaseModel], name: str) -> str:
    """The block that declares a field first: those that inherit it need not all be shown with it."""
    return next(
        base.__name__ for base in reversed(model.__mro__) if name in vars(base).get("__annotations__", ())
    )


def blocks(model: type[BaseModel] = Clause) -> Iterator[tuple[str, type[BaseModel]]]:
    for sub in model.__subclasses__():
        yield sub.__name__, sub
        yield from blocks(sub)


def written(value: Any) -> Iterator[tuple[str, str]]:
    """(block, field) of everything that a model was given."""
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            field = type(value).model_fields.get(name)
            if field is not None:
                yield owner(type(value), name), field.alias or name
            yield from written(getattr(value, name))
        for item in (value.__pydantic_extra__ or {}).values():
            yield from written(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from written(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from written(item)


def declared(schema: dict[str, Any]) -> set[tuple[str, str]]:
    models = dict(blocks())
    named = {schema.get("title", ""): schema, **schema["$defs"]}
    return {
        (owner(models[block], name), field.alias or name)
        for block in named
        for name, field in models[block].model_fields.items()
    }


def test_every_field_of_a_rulebook_is_written_in_a_full_example() -> None:
    schema = json_schema() | {"title": "Rulebook"}
    used = {pair for file in FULL for pair in written(read_rulebook(file, vocabulary=VOCABULARY))}
    assert declared(schema) - used == set()


def test_every_field_of_an_amendment_is_written_in_an_example() -> None:
    schema = Amendment.model_json_schema(by_alias=True)
    assert declared(schema) - set(written(Amendment.model_validate(AMENDMENT))) == set()


def fields_at(value: Any, place: Place = ()) -> Iterator[tuple[Place, tuple[str, str]]]:
    """(place in the file, (block, field)) of everything that a model was given."""
    if isinstance(value, BaseModel):
        for name in value.model_fields_set & type(value).model_fields.keys():
            key = type(value).model_fields[name].alias or name
            yield (*place, key), (owner(type(value), name), key)
            yield from fields_at(getattr(value, name), (*place, key))
        for key, item in (value.__pydantic_extra__ or {}).items():
            yield from fields_at(item, (*place, key))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from fields_at(item, (*place, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from fields_at(item, (*place, index))


@pytest.fixture(scope="module")
def changed() -> Changed:
    drafts = {file.stem: draft_of(file) for file in FULL}
    return {name: (model(draft), list(changes(draft, name))) for name, draft in drafts.items()}


def test_a_change_of_any_field_changes_what_check_says(changed: Changed) -> None:
    """A field that `check` did not explain could be changed unseen."""
    for original, found in changed.values():
        told = explain(original, VOCABULARY).text()
        silent = [
            change.places
            for change in found
            if change.rulebook != original and explain(change.rulebook, VOCABULARY).text() == told
        ]
        assert silent == []


def test_every_field_of_the_schema_was_changed(changed: Changed) -> None:
    """A new field fails here until an example holds it and a change of it is explained."""
    schema = json_schema()
    blocks_of = {"Rulebook": schema, **schema["$defs"]}
    choices = {(block, name): field for block, entry in blocks_of.items()
               for name, field in entry["properties"].items()}  # fmt: skip
    methods = {pair for pair, field in choices.items() if "const" in field}
    moved = {
        pair
        for original, found in changed.values()
        for change in found
        if change.rulebook != original
        for book in (original, change.rulebook)
        for place, pair in fields_at(book)
        if any(place == at[: len(place)] for at in change.places)
    }
    assert sorted(declared(schema | {"title": "Rulebook"}) - methods - moved) == []


def test_every_field_of_the_schema_is_documented() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in DOCS.glob("*.md"))
    schema = json_schema()
    for block, entry in {"The whole file": schema, **schema["$defs"]}.items():
        _, _, section = pages.partition(f"## {block}\n")
        rows = section.partition("\n## ")[0]
        assert [name for name in entry["properties"] if f"| `{name}` |" not in rows] == [], block


@pytest.mark.parametrize("file", FULL, ids=[file.stem for file in FULL])
def test_every_full_example_is_told_in_plain_words(file: Path) -> None:
    told = explain(read_rulebook(file, vocabulary=VOCABULARY), VOCABULARY).text()
    assert told.splitlines() == file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
