"""Options that cannot be meant: refused before anything runs, with what was read and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bad_input.command import footwall, left_in, process, refused


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--year", "1999"), ("read 1999", "2024")),
        (("--year", "99999"), ("read 99999", "2100")),
        (("--year", "abc"), ("--year",)),
        (("--draws", "-1"), ("--draws",)),
        (("--draws", "many"), ("--draws",)),
        (("--prices", "ndpr_oxide=abc"), ("--prices ndpr_oxide", "'abc'", "USD/kg")),
        (("--prices", "ndpr_oxide=-3"), ("--prices ndpr_oxide", "'-3'", "a price above zero")),
        (("--prices", "ndpr_oxide=0"), ("a price above zero",)),
        (("--prices", "ndpr_oxide=85 EUR/kg"), ("'85 EUR/kg'", "Money is in USD")),
        (("--prices", "ndpr_oxide=85,ndpr_oxide=90"), ("names ndpr_oxide twice",)),
        (("--prices", "unknown=3"), ("'unknown'", "ndpr_oxide")),
        (("--prices", "="), ("names no commodity",)),
        (("--prices", "1999-01"), ("'1999-01'", "2024")),
        (("--prices", "none.csv"), ("none.csv", "cannot be read")),
        (("--set", "nonsense"), ("'nonsense'", "path=value")),
        (("--set", "floors.ndpr_oxide.reference.price=-1"), ("read -1", "USD/kg", "an override")),
        (("--set", "floors.ndpr_oxide.reference.price=-1 USD/kg"), ("not negative", "an override")),
        (("--set", "floors.ndpr_oxide.reference.price=110 USD/g"), ("'110 USD/g'", "at most 100 times")),
        (("--set", "a.b.c=3"), ("read 'a'", "zone", "an override")),
        (("--set", "floors.tb_oxide.levy.top_up=1"), ("the key 'reference'", "an override")),
        (("--set", "zone.members.99=USA"), ("a position from 0",)),
        (("--set", "zone.members=[USA, NO]"), ("'NOR' (Norway)", "an override")),
        (("--frobnicate",), ("--frobnicate",)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) and value[0].startswith("--") else "",
)
def test_an_option_that_cannot_be_meant(
    tmp_path: Path, options: tuple[str, ...], told: tuple[str, ...]
) -> None:
    message = refused("run", "cascade", "--out", tmp_path / "out", *options)
    for words in told:
        assert words in message, message
    assert ".yaml (bundled):" not in message or "an override" not in message or ":1:" not in message
    assert left_in(tmp_path) == set()


def test_an_unknown_command_is_named() -> None:
    assert "frobnicate" in refused("frobnicate")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "price"), "Tables: "),
        (("show", "prices", "--where", "where"), "COLUMN=VALUE"),
        (("show", "prices", "--where", "colour=red"), "commodity, market"),
        (("explain", "nothing"), "Tables: "),
    ],
)
def test_facts_that_are_not_there(arguments: tuple[str, ...], told: str) -> None:
    assert told in refused("facts", *arguments)


def test_the_module_is_the_command() -> None:
    done = process("--version")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == footwall("--version").stdout
