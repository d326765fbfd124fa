"""Whatever is in the file, the answer is a rulebook or a list of faults, never another error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footwall.errors import RulebookError
from footwall.rulebook.describe import explain
from footwall.rulebook.read import read_rulebook_text
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.yaml_tree import parse
from rulebook.names import VOCABULARY

FILES = {
    file.stem: parse(file.read_text(encoding="utf-8"), file.name).data
    for file in sorted(Path(__file__).parent.glob("full*.yaml"))
}
FULL = FILES["full"]
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(
        [
            "NO",
            "DEU",
            "USA",
            "110 USD/kg",
            "-1 t",
            "1e400 USD/kg",
            "50%",
            "2027-01-01",
            "cascade",
            "ROW",
            "variable",
            "outage",
            "cut_off",
            "retaliate",
            "1 year",
            "40 kt/year",
        ]
    ),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(data: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place, *(found for key, item in inner for found in places(item, (*place, key)))]


PLACES = [(name, place) for name, data in FILES.items() for place in places(data)[1:]]


def answer(text: str) -> Rulebook | RulebookError:
    try:
        rulebook = read_rulebook_text(text, "any.yaml", vocabulary=VOCABULARY)
    except RulebookError as refusal:
        return refusal
    assert explain(rulebook, VOCABULARY).text()
    return rulebook


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(spot=st.sampled_from(PLACES), value=values)
def test_any_value_in_any_place(spot: tuple[str, tuple[Any, ...]], value: Any) -> None:
    name, place = spot
    data = json.loads(json.dumps(FILES[name], default=str))
    holder = data
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    answer(json.dumps(data))


@given(spot=st.sampled_from(PLACES))
def test_any_place_left_out(spot: tuple[str, tuple[Any, ...]]) -> None:
    name, place = spot
    data = json.loads(json.dumps(FILES[name], default=str))
    holder = data
    for step in place[:-1]:
        holder = holder[step]
    del holder[place[-1]]
    answer(json.dumps(data))


@given(text=st.text(alphabet="abc:-[]{}#&*!|>'\"%@` \n\t0?,~", max_size=60))
def test_any_text(text: str) -> None:
    refusal = answer(text)
    assert isinstance(refusal, RulebookError)
    assert refusal.faults


@pytest.mark.parametrize("override", ["zone=3", "floors=[]", "measures={}", "zone.members={}", "border=null"])
def test_whole_blocks_of_another_kind(override: str) -> None:
    with pytest.raises(RulebookError):
        read_rulebook_text(json.dumps(FULL, default=str), "any.yaml", [override], VOCABULARY)


@pytest.mark.parametrize(
    "tag", ["0", "int", "float", "bool", "null", "timestamp", "map", "seq", "binary", "omap"]
)
def test_a_tag_that_promises_something_else(tag: str) -> None:
    with pytest.raises(RulebookError, match=r"RULEBOOK-(5|7|11)\] at zone"):
        read_rulebook_text(f"name: x\nzone: !!{tag} zzz\n", "any.yaml")


def test_characters_beyond_the_basic_plane_survive_json() -> None:
    read = answer(json.dumps({"name": "😀"}))
    assert isinstance(read, Rulebook)
    assert read.name == "😀"


@pytest.mark.parametrize("text", ['{"name": "\\ud83d"}', '{"name": "x", "\\ud83d": 1}'])
def test_half_a_character_is_refused(text: str) -> None:
    refusal = answer(text)
    assert isinstance(refusal, RulebookError)
    assert refusal.faults[0].code == "RULEBOOK-11"
    str(refusal).encode("utf-8")
