"""``--years`` takes a span from the base year on; a refusal says what to do, and nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from footwall.cli.main import app
from footwall.errors import UnknownName
from footwall.rulebook.read import read_rulebook
from footwall.runs.pipeline import run
from footwall.runs.years_asked import LAST_YEAR, asked_span, only_over_years

TODAY = date(2026, 11, 28)
AFTER, BEFORE = "which begins after the base year", "which begins before the base year"
FROM_BASE, LATER, TWO = (
    "allowed: 2024:LAST",
    "a last year from 2025 to 2045",
    "allowed: two years with a colon",
)
REFUSED = {
    "2030:2040": ("read 2030:2040", AFTER, FROM_BASE, "Write 2024:2040"),
    "2020:2030": ("read 2020:2030", BEFORE, FROM_BASE, "Write 2024:2030"),
    "2040:2024": ("read 2040:2024", AFTER, FROM_BASE, "Write 2024:2040"),
    "2024:2024": ("read 2024:2024;", LATER, "Write 2024:2040, or leave --years out"),
    "2024:2020": ("read 2024:2020;", LATER, "Write 2024:2040"),
    "2024:2100": ("read 2024:2100;", "allowed: up to 2045", "Write 2024:2045, or end earlier"),
    "abc": ("read 'abc';", TWO, "Write them as 2024:2040"),
    "2024": ("read '2024';", TWO, "Write them as 2024:2040"),
    "2024:2030:2040": ("read '2024:2030:2040';", TWO, "Write them as 2024:2040"),
    "2024:": ("read '2024:';", TWO, "Write them as 2024:2040"),
    "2024-2040": ("read '2024-2040';", TWO, "Write them as 2024:2040"),
    "": ("read '';", TWO, "Write them as 2024:2040"),
}
"""What is asked for, and what the refusal says of it."""


@pytest.mark.parametrize("text", REFUSED)
def test_it_is_refused_with_what_was_read_what_is_allowed_and_what_to_do(text: str) -> None:
    with pytest.raises(UnknownName) as refusal:
        asked_span(text, 2024, TODAY)
    assert str(refusal.value).startswith("--years: ")
    for part in REFUSED[text]:
        assert part in str(refusal.value)


@given(st.integers(2025, LAST_YEAR))
def test_a_span_from_the_base_year_is_taken(last: int) -> None:
    """The rulebook acts from the first day of the year after the run."""
    for asked in (f"2024:{last}", (2024, last), f" 2024 : {last} "):
        span = asked_span(asked, 2024, TODAY)
        assert span.years == tuple(range(2024, last + 1))
        assert span.adopted == date(2027, 1, 1)


@given(st.text(max_size=12))
def test_any_text_is_a_span_or_refused(text: str) -> None:
    try:
        span = asked_span(text, 2024, TODAY)
    except UnknownName:
        return
    assert (span.first, span.last > span.first) == (2024, True)


@pytest.mark.parametrize("text", ["2030:2040", "2024:2024", "2024:2100", "abc", "2024"])
def test_the_command_ends_with_code_2_and_writes_nothing(text: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["run", "cascade", "--years", text, "--out", str(out)])
    assert done.exit_code == 2
    shown = " ".join(done.stderr.split())
    assert "--years: read" in shown
    assert "allowed" in shown
    assert "Traceback" not in done.output
    assert list(tmp_path.iterdir()) == []


def test_one_period_tells_what_it_does_not_read() -> None:
    told = only_over_years(read_rulebook("cascade-low-credibility"))
    assert "how far investors believe in it" in told[0] and "--years" in told[0]
    assert "its events other than cut-offs" in only_over_years(read_rulebook("flood-2027"))[0]
    for name in ("cascade", "cut-off-2028"):
        assert only_over_years(read_rulebook(name)) == ()


def test_a_stock_alone_says_where_it_acts() -> None:
    """``vault-alone`` charges nothing on any day; its stocks are of four chains."""
    day = run("vault-alone", draws=0)
    assert "On that day it changes nothing." in day.summary["answer"]
    assert day.summary["answer"].endswith("Over years act its stockpiles: add --years 2024:2040.")
    assert [chain.id for chain in day.chains] == ["ree_magnets", "lithium", "cobalt", "gallium"]


def test_over_years_every_chain_that_is_named_is_walked() -> None:
    """On the day ``vault-cascade`` charges rare earths alone; its stocks hold goods of three more chains."""
    found = run("vault-cascade", years=(2024, 2026), draws=0)
    assert [chain.id for chain in found.through_years] == ["ree_magnets", "lithium", "cobalt", "gallium"]
    assert [chain.id for chain in found.chains if chain.touched] == ["ree_magnets"]
    for chain in found.through_years:
        paths = (chain.pair.baseline.path, chain.pair.policy.path)
        before, after = (path.stacked("price") for path in paths)
        assert np.allclose(before, after, rtol=1e-6), "nothing acts before 2027"
