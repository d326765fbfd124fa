"""No sentence about the years denies its number, whatever the numbers are."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.runs.year_findings import chain_findings, findings, projects_sentence
from runs.small_years import gallium_and_germanium

Record = dict[str, Any]
LAST = 2030


def line(name: str, years: tuple[int | None, int | None], status: str = "planned") -> Record:
    """A project with its years of decision without and with the rulebook."""
    laws = [
        {"year": year, "share": 0.0 if year is None else 1.0, "value_over_capex": 0.5, "asked": 1.5}
        for year in years
    ]
    return {"name": name, "capacity": 100.0, "status": status, "baseline": laws[0], "policy": laws[1]}


def good(name: str, before: float, after: float, stage: str = "oxide") -> Record:
    levels = {law: {"central": [1.0, value]} for law, value in (("baseline", before), ("policy", after))}
    figures = dict.fromkeys(("output_zone", "output_world", "price"), levels)
    return {"name": name, "stage": stage, **figures}


def outside(
    name: str, shares: tuple[float, float, float], stage: str = "oxide", bounds: Any = None
) -> Record:
    """A good with its outside share: first year, last year without and with the rulebook, in %."""
    first, before, after = shares
    low, high = ([first, end] for end in bounds) if bounds else (None, None)
    share = {
        "baseline": {"central": [first, before], "low": None, "high": None},
        "policy": {"central": [first, after], "low": low, "high": high},
    }
    return {**good(name, 10.0, 10.0, stage), "outside_share": share}


def record(**changes: Any) -> Record:
    """A touched chain of which nothing moves, with ``changes``."""
    return {
        "name": "Chain",
        "touched": True,
        "years": [2024, LAST],
        "zone": "the zone",
        "rival": "CHN",
        "rival_name": "China",
        "goods": [good("Cobalt sulphate", 10.0, 10.0)],
        "projects": [],
        "user_bill_cumulative": {"central": [0.0, 0.0], "low": None, "high": None},
        "treasury": {"cumulative": {"central": [0.0, 0.0], "low": None, "high": None}},
        "over_omega": {"cases": [], "reason": "no floor"},
        "stocks": [],
        "cut_off": [],
        **changes,
    }


def received(central: list[float], low: float | None = None, high: float | None = None) -> Record:
    """Treasuries with these sums, and bounds in the last year."""
    bounds = {key: None if end is None else [0.0, end] for key, end in (("low", low), ("high", high))}
    return {"cumulative": {"central": central, **bounds}}


def at_omega(*ends: float) -> Record:
    """Sums of the treasuries at ω = 0 and ω = 1."""
    cases = [{"omega": float(place), "treasury_cumulative": [0.0, end]} for place, end in enumerate(ends)]
    return {"cases": cases, "reason": ""}


def told(**changes: Any) -> str:
    return " ".join(chain_findings(record(**changes)))


def test_a_chain_that_nothing_touches_is_not_told() -> None:
    assert findings({"one": record(touched=False)}) == []


def test_the_chain_is_named_where_there_are_several() -> None:
    assert findings({"one": record()})[0].startswith(f"In {LAST} the zone makes as much")
    both = findings({"one": record(), "other": record(touched=False)})
    assert both[0].startswith(f"Chain: in {LAST} the zone")
    assert all(text.startswith("Chain: ") for text in both)


def test_counted_goods_are_fewer_and_others_less() -> None:
    text = told(goods=[good("LFP cells", 10.0, 5.0), good("Graphite", 10.0, 5.0), good("Nickel", 10.0, 15.0)])
    assert "50% fewer LFP cells" in text
    assert "50% less graphite" in text
    assert "50% more nickel" in text


def test_goods_beyond_the_most_valuable_are_counted() -> None:
    goods = [good(f"Good {letter}", 10.0, 10.0 + place) for place, letter in enumerate("abcdef", 1)]
    text = told(goods=goods)
    assert text.index("60% more good f") < text.index("50% more good e") < text.index("more of 3 other goods")


@given(before=st.floats(1.0, 1e6), after=st.floats(1.0, 1e6))
def test_output_has_the_sign_of_its_number(before: float, after: float) -> None:
    text = told(goods=[good("Cobalt sulphate", before, after)])
    change = 100.0 * (after / before - 1.0)
    if abs(change) < 0.5:
        assert "as much" in text
    else:
        assert f"{abs(change):,.0f}% {'more' if change > 0 else 'less'} cobalt sulphate" in text
    assert "0% more" not in re.sub(r"\d+0% more", "", text)


@given(
    central=st.floats(-1e5, 1e5), spread=st.tuples(st.floats(0.0, 1e4), st.floats(0.0, 1e4)),
    treasury=st.floats(-1e5, 1e5),
)  # fmt: skip
def test_money_has_the_sign_of_its_number(
    central: float, spread: tuple[float, float], treasury: float
) -> None:
    bounds = central - spread[0], central + spread[1]
    bill = {"central": [0.0, central], "low": [0.0, bounds[0]], "high": [0.0, bounds[1]]}
    text = told(user_bill_cumulative=bill, treasury=received([0.0, treasury]))
    users, treasuries = text.split("treasuries there receive")
    for value, words in ((central, users), (treasury, treasuries)):
        first = re.search(r"million USD (more|less)", words)
        if abs(value) < 0.05:
            assert first is None
        else:
            assert first is not None
            assert first[1] == ("more" if value > 0 else "less")
    assert "-" not in text
    if bounds[0] < -0.05 and bounds[1] > 0.05 and abs(central) >= 0.05:
        assert "less to" in users


@pytest.mark.parametrize(
    ("projects", "words"),
    [
        ([], ""),
        ([line("A", (None, None))],
         "Of one undecided project, none goes ahead, with the rulebook or without it."),
        ([line("A", (None, 2028)), line("B", (None, None))],
         "Of 2 undecided projects, one goes ahead only with the rulebook: A (2028)."),
        ([line("A", (2027, None)), line("B", (2029, 2027))],
         ("Of 2 undecided projects, one goes ahead only without the rulebook: A (2027); one goes ahead in "
          "another year with it than without it.")),
        ([line("A", (2027, 2027)), line("B", (2028, 2028))],
         "Of 2 undecided projects, 2 go ahead in the same year with and without the rulebook."),
        ([line("A", (None, None), "producing"), line("B", (None, None), "cancelled")], ""),
    ],
)  # fmt: skip
def test_projects_are_told_by_what_the_rulebook_does(projects: list[Record], words: str) -> None:
    assert projects_sentence(record(projects=projects)) == words


def test_many_projects_are_counted_after_the_largest() -> None:
    many = [line(f"P{place}", (None, 2028)) for place in range(7)]
    assert "P0 (2028), P1 (2028), P2 (2028), P3 (2028) and 3 more" in projects_sentence(record(projects=many))


@pytest.mark.parametrize(
    ("served", "words"),
    [
        ((40.2, 40.4), "would get 40% of their use with and without the rulebook"),
        ((12.0, 55.0), "would get 55% of their use with the rulebook and 12% without it"),
    ],
)
def test_the_cut_off_compares_what_prints_apart(served: tuple[float, float], words: str) -> None:
    laws = [
        {"solved": True, "served": {"ev": share, "wind": 0.0}, "shortage": {"ev": 900.0, "wind": 20.0}}
        for share in served
    ]
    text = told(cut_off=[{"year": 2028, "baseline": laws[0], "policy": laws[1]}])
    assert f"If China stopped all exports in 2028, who lacks most (electric vehicles) {words}." in text


def test_sentences_of_a_run_hold_no_code_of_a_region_or_a_bare_minus() -> None:
    years = gallium_and_germanium().summary["years"]
    text = " ".join(years["findings"])
    assert "CHN" not in text
    assert not re.search(r"[-−+]\d", text)
    for chain in years["chains"].values():
        assert chain["name"] in text


def test_the_outside_share_that_moves_most_is_told_with_its_range() -> None:
    goods = [
        outside("NdPr oxide", (75.0, 50.0, 45.0), "oxide"),
        outside("NdFeB magnet", (84.0, 76.6, 61.7), "magnet", (58.2, 66.0)),
    ]
    assert (
        "The outside share of the zone's purchases of NdFeB magnet falls from 84% in 2024 to 62% (58 to 66) "
        f"in {LAST} with the rulebook, against 77% without it."
    ) in told(goods=goods)


def test_without_members_the_outside_share_is_the_rivals() -> None:
    text = told(goods=[outside("Graphite", (20.0, 30.0, 40.0))], zone="all regions but CHN")
    assert "China's share of the purchases of graphite outside China rises from 20% in 2024 to 40%" in text


def test_scrap_and_goods_beside_the_main_one_of_a_stage_tell_no_origin() -> None:
    small = {**outside("Small oxide", (90.0, 90.0, 10.0)), "price": good("", 0.1, 0.1)["price"]}
    scrap = outside("Scrap", (90.0, 90.0, 10.0), "scrap")
    text = told(goods=[outside("Big oxide", (50.0, 50.0, 40.0)), small, scrap])
    assert "purchases of big oxide" in text
    assert "outside share" not in told()


@given(first=st.floats(0.0, 100.0), before=st.floats(0.0, 100.0), after=st.floats(0.0, 100.0))
def test_an_outside_share_goes_where_its_numbers_go(first: float, before: float, after: float) -> None:
    text = told(goods=[outside("Graphite", (first, before, after))])
    shown = f"{first:.0f}", f"{after:.0f}"
    verb = "is" if shown[0] == shown[1] else "rises from" if after > first else "falls from"
    assert f"purchases of graphite {verb} {shown[shown[0] == shown[1]]}%" in text
    assert f", against {before:.0f}% without it." in text


def test_treasuries_have_a_range_and_another_keeper_of_the_gap() -> None:
    text = told(treasury=received([0.0, 800.0], 700.0, 950.0), over_omega=at_omega(800.0, -40.0))
    assert text.endswith(
        "treasuries there receive 800 million USD more (700 to 950), or 40 million USD less if exporters "
        "keep the gaps to floors."
    )


def test_a_minimum_import_price_is_told_beside_the_levy() -> None:
    text = told(over_omega=at_omega(300.0, 0.0))
    assert text.endswith(
        "receive as much as without it, or 300 million USD more if all of the gaps to floors is levied."
    )


def test_a_keeper_that_changes_nothing_is_not_told() -> None:
    text = told(treasury=received([0.0, 800.0]), over_omega=at_omega(800.0, 800.1))
    assert text.endswith("treasuries there receive 800 million USD more.")
