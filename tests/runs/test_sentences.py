"""Money in words: verbs, nouns and bounds have the sign of their numbers, whatever the numbers are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.explore.comparison_words import told_of
from footwall.facts import load_facts
from footwall.runs.sentences import (
    TREASURIES,
    USERS,
    as_much,
    counted,
    in_sentence,
    is_plural,
    listed,
    million,
    money_clause,
    more_or_less,
    per_cent,
    three_digits,
    treasury_words,
)  # fmt: skip

MILLIONS = st.floats(-20_000.0, 20_000.0)


@pytest.mark.parametrize(
    ("value", "low", "high", "users", "treasuries"),
    [
        (1259.2, 1110.0, 1526.4, "lose 1,259 million USD a year (1,110 to 1,526)",
         "receive 1,259 million USD a year more (1,110 to 1,526)"),
        (-5.24, -7.0, -2.0, "gain 5.2 million USD a year (2.0 to 7.0)",
         "receive 5.2 million USD a year less (2.0 to 7.0)"),
        (5.2, -2.6, 17.4, "lose 5.2 million USD a year (a gain of 2.6 to a loss of 17)",
         "receive 5.2 million USD a year more (2.6 less to 17 more)"),
        (-0.4, -0.9, 3.0, "gain 0.4 million USD a year (a gain of 0.9 to a loss of 3.0)",
         "receive 0.4 million USD a year less (0.9 less to 3.0 more)"),
        (0.0, None, None, "neither lose nor gain", "receive as much as before"),
        (0.04, 0.01, 0.04, "neither lose nor gain", "receive as much as before"),
        (0.04, -0.2, 0.3, "neither lose nor gain (a gain of 0.2 to a loss of 0.3)",
         "receive as much as before (0.2 less to 0.3 more)"),
        (12.0, None, None, "lose 12 million USD a year", "receive 12 million USD a year more"),
        (12.0, 12.0, 12.0, "lose 12 million USD a year (12 to 12)",
         "receive 12 million USD a year more (12 to 12)"),
        (3.0, -0.01, 4.0, "lose 3.0 million USD a year (0.0 to 4.0)",
         "receive 3.0 million USD a year more (0.0 to 4.0)"),
    ],
)  # fmt: skip
def test_money_in_words(
    value: float, low: float | None, high: float | None, users: str, treasuries: str
) -> None:
    assert money_clause(USERS, value, low, high) == users
    assert money_clause(TREASURIES, value, low, high) == treasuries


@pytest.mark.parametrize(
    ("value", "low", "high", "paid", "said"),
    [
        (-147.2, -149.0, -146.0, 145.8, "pay 147 million USD a year on balance (146 to 149)"),
        (-147.2, -149.0, 12.0, 145.8,
         "pay 147 million USD a year on balance (149 paid to 12 received on balance)"),
        (-147.2, -149.0, -146.0, 20.0, "receive 147 million USD a year less (146 to 149)"),
        (6.1, 1.0, 9.1, 2.8, "receive 6.1 million USD a year more (1.0 to 9.1)"),
    ],
)  # fmt: skip
def test_treasuries_pay_where_a_fall_is_mostly_payments(
    value: float, low: float, high: float, paid: float, said: str
) -> None:
    assert money_clause(treasury_words(value, paid), value, low, high) == said


@given(st.lists(MILLIONS, min_size=3, max_size=3).map(sorted))
def test_words_can_be_read_back_into_the_numbers(bounds: list[float]) -> None:
    low, value, high = bounds
    clause = money_clause(USERS, value, low, high)
    head, _, tail = clause.partition(" (")
    assert _read(head, 0.0) == pytest.approx(value, abs=max(0.05, 0.5 if abs(value) > 9.9 else 0.0) + 1e-9)
    if tail:
        sign = -1.0 if head.startswith("gain") else 1.0
        ends = sorted(_read(end, sign) for end in tail.rstrip(")").split(" to "))
        for shown, bound in zip(ends, (low, high), strict=True):
            assert shown == pytest.approx(bound, abs=0.5 if abs(bound) > 9.9 else 0.051)


def _read(words: str, sign: float) -> float:
    """The number that words about losses tell; ``sign`` where they do not tell theirs."""
    found = re.search(r"[\d,.]+", words)
    if found is None:
        return 0.0
    if "gain" in words or "loss" in words or "lose" in words:
        sign = -1.0 if "gain" in words else 1.0
    return sign * float(found.group().replace(",", ""))


@given(MILLIONS)
def test_a_sum_never_prints_a_sign_and_keeps_two_digits(value: float) -> None:
    shown = million(value)
    assert "-" not in shown and "−" not in shown
    assert float(shown.replace(",", "")) == pytest.approx(
        abs(value), abs=0.5 if abs(value) > 9.9 else 0.05 + 1e-9
    )


@pytest.mark.parametrize(
    ("names", "words"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed(names: list[str], words: str) -> None:
    assert listed(names) == words


PLURAL = {"cobalt_cell", "gallium_wafer", "lfp_cell", "nmc_cell", "pm_motor"}


def test_every_good_of_the_facts_has_its_number() -> None:
    goods = load_facts().table("commodities")
    assert {row.id for row in goods if is_plural(row.name)} == PLURAL
    assert {row.id for row in goods if is_plural(in_sentence(row.name))} == PLURAL


@pytest.mark.parametrize(
    ("good", "much", "falls"),
    [
        ("NdFeB magnet", "as many", "fewer"),
        ("Cobalt sulphate and other chemicals", "as much", "less"),
        ("Cobalt in nickel intermediates", "as much", "less"),
        ("Battery cells with cobalt", "as many", "fewer"),
        ("NMC and other oxide cells", "as many", "fewer"),
        ("Permanent-magnet motors, generators and drives", "as many", "fewer"),
    ],
)
def test_what_is_counted_is_told_as_counted(good: str, much: str, falls: str) -> None:
    name = counted(in_sentence(good))
    assert as_much(name) == much
    assert (more_or_less(name, True), more_or_less(name, False)) == ("more", falls)
    told = told_of(f"The zone: output of {good}", "%", [(-1.0, "under A"), (0.0, "under B")])
    assert told == f"The zone makes 1.0% {falls} {name} under A, {much} under B"


def test_names_of_things_are_told_in_the_plural() -> None:
    assert counted("NdFeB magnet") == "NdFeB magnets"
    assert counted("NdPr oxide") == "NdPr oxide"
    assert more_or_less(counted("NdFeB magnet"), False) == "fewer"
    assert {good for row in load_facts().table("commodities") if (good := counted(row.name)) != row.name} == {
        "NdFeB magnets"
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (1.62, "+1.6%"),
        (-78.71, "−78.7%"),
        (127.4, "+127%"),
        (-99.97, "−100%"),
        (0.01, "0.0%"),
        (-0.04, "0.0%"),
    ],
)
def test_a_change_in_per_cent_has_its_sign_unless_it_prints_as_zero(change: float, told: str) -> None:
    assert per_cent(change) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [(55_769.4, "55,769"), (99.96, "100"), (62.35, "62.4"), (9.999, "10.0"), (1.04, "1.04")],
)
def test_a_quantity_has_three_digits_or_all_before_the_point(value: float, told: str) -> None:
    assert three_digits(value) == told


def test_names_are_joined_by_the_word_asked_for() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"
