"""What the bundled rulebooks say of themselves holds."""

from __future__ import annotations

import re

import pytest

from footwall.facts import load_facts
from footwall.rulebook import read_rulebook

OPTION = re.compile(r"--set '([^']+)'")


@pytest.mark.parametrize("name", ["oxide-only", "cascade"])
def test_the_option_that_adds_malaysia_adds_it_and_nobody_else(name: str) -> None:
    plain = read_rulebook(name)
    (option,) = OPTION.findall(plain.why)
    widened = read_rulebook(name, (option,))
    assert widened.zone.members[:-1] == plain.zone.members
    assert widened.zone.members[-1].region == "MYS"


def test_australian_ore_is_separated_in_malaysia() -> None:
    monazite = [row for row in load_facts().table("trade") if row.commodity == "monazite_concentrate"]
    shipped = {row.destination: row.quantity for row in monazite if row.origin == "AUS"}
    assert max(shipped, key=shipped.__getitem__) == "MYS"
