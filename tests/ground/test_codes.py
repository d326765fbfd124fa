"""Country codes and codes of the Harmonised System: complete, dated, and plain in refusal."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.codes import countries, country, eu_members, hs6, reads_as_number
from footwall.errors import UnknownName


def test_the_list_is_complete() -> None:
    """ISO 3166-1 has 249 officially assigned codes (ISO Online Browsing Platform, 2024)."""
    known = countries()
    assert len(known) == 249
    assert len({entry.alpha2 for entry in known.values()}) == 249
    assert len({entry.name for entry in known.values()}) == 249
    for code, entry in known.items():
        assert code == entry.alpha3
        assert code.isupper()
        assert len(code) == 3
        assert len(entry.alpha2) == 2


@pytest.mark.parametrize(
    ("on", "members"),
    [
        (date(1957, 12, 31), 0),
        (date(1958, 1, 1), 6),
        (date(1973, 1, 1), 9),
        (date(1981, 1, 1), 10),
        (date(1986, 1, 1), 12),
        (date(1995, 1, 1), 15),
        (date(2004, 5, 1), 25),
        (date(2007, 1, 1), 27),
        (date(2013, 7, 1), 28),
        (date(2020, 1, 31), 28),
        (date(2020, 2, 1), 27),
    ],
)
def test_the_union_grew_by_the_treaties_of_accession(on: date, members: int) -> None:
    assert len(eu_members(on)) == members


def test_the_members_today() -> None:
    """Article 52 of the Treaty on European Union after the United Kingdom's withdrawal."""
    assert eu_members(date(2024, 1, 1)) == tuple(
        "AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU SVK "
        "SVN SWE".split()
    )


@pytest.mark.parametrize(
    ("read", "advice"),
    [
        ("NO", "Did you mean 'NOR' (Norway)?"),
        (False, "Norway is 'NOR'"),
        ("usa", "Did you mean 'USA' (United States)?"),
        ("Japan", "Did you mean 'JPN' (Japan)?"),
        ("Viet-Nam", "Did you mean 'VNM' (Viet Nam)?"),
        ("GER", "allowed: a country code of three capital letters"),
        ("XXX", "such as 'JPN'."),
        (156, "Read 156"),
    ],
)
def test_an_unknown_country_is_refused_with_advice(read: object, advice: str) -> None:
    with pytest.raises(UnknownName) as refusal:
        country(read)
    assert advice in str(refusal.value)


@pytest.mark.parametrize("code", ["284690", "081090", "850511", "253090", "720299"])
def test_a_code_of_the_harmonised_system(code: str) -> None:
    assert hs6(code) == code


@pytest.mark.parametrize(
    ("read", "advice"),
    [
        (284690, "read as a number; write it in quotes: '284690'"),
        (81090, "write it in quotes: '081090'"),
        (284690.0, "write it in quotes: '284690'"),
        ("284690.0", "write it in quotes: '284690'"),
        ("81090", "write it in quotes: '081090'"),
        ("2.8469e5", "write it in quotes: '284690'"),
        ("2846.90", "Did you mean '284690'?"),
        ("2846.90.10", "Digits after the sixth are national; did you mean '284690'?"),
        ("2846901000", "did you mean '284690'?"),
        ("779900", "There is no chapter 77."),
        ("990000", "There is no chapter 99."),
        ("000000", "There is no chapter 00."),
        ("magnets", "allowed: a six-digit code"),
        (None, "Read None"),
        (True, "Read True"),
        (float("nan"), "read as a number"),
        (1e300, "read as a number"),
        ("28469٠", "allowed: a six-digit code"),
    ],
)
def test_a_wrong_code_is_refused_with_advice(read: object, advice: str) -> None:
    with pytest.raises(UnknownName) as refusal:
        hs6(read)
    assert advice in str(refusal.value)


@given(st.one_of(st.text(max_size=10), st.integers(), st.floats(), st.none(), st.booleans()))
def test_anything_is_a_code_or_refused_plainly(read: object) -> None:
    try:
        plain = hs6(read) == read and len(str(read)) == 6
    except UnknownName as refusal:
        plain = repr(read) in str(refusal)
    assert plain


@given(st.integers(min_value=10_000, max_value=979_999))
def test_a_number_is_recognised_however_it_was_kept(number: int) -> None:
    assert reads_as_number(number)
    assert reads_as_number(float(number))
    assert reads_as_number(f"{number}.0")
    assert not reads_as_number(f"{number:06d}")
