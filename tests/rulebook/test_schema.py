"""The JSON Schema accepts what the reader accepts, refuses what is malformed, and describes every field."""

from __future__ import annotations

import datetime
import json
import pickle
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from footwall.rulebook.amounts import Amount
from footwall.rulebook.json_schema import IDENTIFIER, json_schema, schema_json
from footwall.rulebook.library import bundled_names, bundled_text
from footwall.rulebook.read import read_rulebook
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.yaml_tree import parse
from rulebook.bad_rulebooks import BAD
from rulebook.json_validation import mismatches
from rulebook.names import VOCABULARY

FULL = Path(__file__).with_name("full.yaml")
STRUCTURAL = {"RULEBOOK-7", "RULEBOOK-9", "RULEBOOK-10", "RULEBOOK-11", "RULEBOOK-12", "RULEBOOK-16"}


def plain(text: str) -> Any:
    return json.loads(json.dumps(parse(text, "text").data, default=datetime.date.isoformat))


def found(text: str) -> list[str]:
    schema = json_schema()
    return list(mismatches(plain(text), schema, schema))


@pytest.mark.parametrize("name", bundled_names())
def test_the_schema_accepts_every_bundled_rulebook(name: str) -> None:
    assert found(bundled_text(name)) == []


@pytest.mark.parametrize("file", sorted(FULL.parent.glob("full*.yaml")), ids=lambda file: file.stem)
def test_the_schema_accepts_every_block(file: Path) -> None:
    assert found(file.read_text(encoding="utf-8")) == []


READER_ONLY = {
    "a key that is a number",  # JSON has no such keys
    "a number that is not one",  # JSON has no such numbers
    "a sunset in another unit",  # the unit of a value depends on its variable
    "a condition in another unit",  # the unit of a value depends on its variable
    "a cap of a specific amount as a share",  # the unit of a cap depends on its basis
}


@pytest.mark.parametrize(
    "case",
    [
        case
        for case, text in BAD.items()
        if text.split("#! ")[1].split()[0] in STRUCTURAL and case not in READER_ONLY
    ],
)
def test_the_schema_refuses_what_is_malformed(case: str) -> None:
    assert found(BAD[case]) != []


def test_the_schema_is_2020_12_with_an_identifier() -> None:
    schema = json.loads(schema_json())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == IDENTIFIER


def undescribed(schema: dict[str, Any]) -> Iterator[str]:
    for name, block in {"Rulebook": schema, **schema["$defs"]}.items():
        if not block.get("description"):
            yield name
        for field, content in block.get("properties", {}).items():
            if len(content.get("description", "")) < 10:
                yield f"{name}.{field}"


def test_every_block_and_field_is_described() -> None:
    assert list(undescribed(json_schema())) == []


@pytest.mark.parametrize("file", sorted(FULL.parent.glob("full*.yaml")), ids=lambda file: file.stem)
def test_every_block_reads_and_a_dump_reads_back(file: Path) -> None:
    rulebook = read_rulebook(file, vocabulary=VOCABULARY)
    again = Rulebook.model_validate(rulebook.model_dump(mode="json", by_alias=True, exclude_none=True))
    assert again == rulebook
    assert pickle.loads(pickle.dumps(rulebook)) == rulebook


def test_amounts_are_engine_floats_that_remember_the_exact_figure() -> None:
    floor = read_rulebook(FULL).floors.by_commodity["ndpr_oxide"]
    assert floor.reference.price == 124_300.0
    assert floor.levy.cap.value == 40_000.0
    rate = floor.reference.vat_rate
    assert isinstance(rate, Amount)
    assert (float(rate), rate.quantity.exact, rate.written) == (0.13, Fraction(13, 100), "13%")


def test_dates_are_inclusive_and_open_ends_hold_forever() -> None:
    rulebook = read_rulebook(FULL)
    canada = rulebook.zone.members[3]
    days = [datetime.date(2027, 6, 30), datetime.date(2027, 7, 1), datetime.date(2030, 12, 31)]
    assert [canada.in_force(day) for day in days] == [False, True, True]
    assert not canada.in_force(datetime.date(2031, 1, 1))
    assert rulebook.zone.members[1].in_force(datetime.date.min)


def test_a_border_clause_knows_whom_it_covers() -> None:
    floors = read_rulebook(FULL).floors.by_commodity
    assert [floors["ndpr_oxide"].covers(origin) for origin in ("CHN", "VNM")] == [True, False]
    assert [floors["ndpr_metal"].covers(origin) for origin in ("CHN", "VNM")] == [True, False]


def test_the_default_levy_is_that_of_the_design() -> None:
    levy = read_rulebook("oxide-only").floors.by_commodity["ndpr_oxide"].levy
    assert (levy.compared, levy.compared_with, levy.cumulation, levy.mode) == (
        "transaction",
        "before_duty",
        "add",
        "A",
    )
    assert (levy.cap.of, levy.cap.value, levy.top_up, levy.omega) == ("customs_value", None, 1.0, 0.0)


def test_a_minimum_import_price_leaves_all_to_exporters() -> None:
    levy = read_rulebook("minimum-import-price").floors.by_commodity["ndpr_oxide"].levy
    assert levy.omega == 1.0
