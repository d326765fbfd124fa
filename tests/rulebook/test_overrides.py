"""``--set path=value``: what it changes, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from footwall.errors import RulebookError
from footwall.rulebook.read import read_rulebook
from footwall.rulebook.zone_schema import Member
from rulebook.names import VOCABULARY


def test_a_value_is_replaced_and_the_rest_stays() -> None:
    before = read_rulebook("oxide-only")
    after = read_rulebook("oxide-only", ["floors.ndpr_oxide.reference.price=90 USD/kg"])
    assert after.floors.by_commodity["ndpr_oxide"].reference.price == 90_000.0
    assert after.zone == before.zone


def test_list_positions_by_dot_or_bracket() -> None:
    changed = read_rulebook(
        "export-licence-shock", ["measures[0].approval=10%", "measures.1.destinations=[USA, JPN]"]
    )
    assert changed.measures[0].approval == 0.1
    assert changed.measures[1].destinations == ("USA", "JPN")


def test_a_member_written_as_a_code_can_get_a_date() -> None:
    member = read_rulebook("cascade", ["zone.members.1.from=2028-01-01"]).zone.members[1]
    assert isinstance(member, Member)
    assert (member.region, member.starts) == ("KOR", date(2028, 1, 1))


def test_blocks_that_the_file_leaves_out_can_be_set() -> None:
    changed = read_rulebook("oxide-only", ["floors.ndpr_oxide.levy.cap={of: floor, value: 20%}", "why=''"])
    assert changed.floors.by_commodity["ndpr_oxide"].levy.cap.value == 0.2
    assert changed.why == ""


def test_later_overrides_win() -> None:
    assert read_rulebook("baseline", ["name=one", "name=two"]).name == "two"


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("floors.ndpr_oxide", "path=value"),
        ("=3", "path=value"),
        ("floors..x=3", "path=value"),
        ("zone.members.9=CHN", "position from 0 to 5"),
        ("zone.members.first=CHN", "position from 0 to 5"),
        ("name.first=3", "a mapping or a list"),
        ("why=[1", "one YAML"),
        ("why=*anchor", "one YAML"),
        ("why=a\nname: b", "one YAML value"),
    ],
)
def test_a_path_that_does_not_fit_is_a_fault(override: str, words: str) -> None:
    with pytest.raises(RulebookError, match=r"RULEBOOK-(15|5)") as refusal:
        read_rulebook("oxide-only", [override])
    assert words in str(refusal.value)


def test_an_unknown_key_is_a_fault_that_names_the_override() -> None:
    with pytest.raises(RulebookError) as refusal:
        read_rulebook("oxide-only", ["floors.ndpr_oxide.levy.topup=1"])
    (fault,) = refusal.value.faults
    assert (fault.code, fault.path, fault.line) == ("RULEBOOK-9", "floors.ndpr_oxide.levy.topup", None)
    assert "Did you mean 'top_up'? The value comes from an override." in str(refusal.value)


def test_faults_of_file_and_overrides_come_together() -> None:
    overrides = ["zone.members.1=NO", "floors.ndpr_oxide.reference.price=-1 USD/kg", "x"]
    with pytest.raises(RulebookError) as refusal:
        read_rulebook("oxide-only", overrides, VOCABULARY)
    assert {fault.code for fault in refusal.value.faults} == {"RULEBOOK-17", "RULEBOOK-8", "RULEBOOK-15"}
