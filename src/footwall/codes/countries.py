"""Countries by ISO 3166-1 alpha-3 code, and the membership of the European Union by date.

Names are the common English short names. Dates of membership follow the treaties of accession; the founders'
is the start of the Treaty of Rome (1 January 1958). The United Kingdom left on 31 January 2020.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from footwall.errors import UnknownName
from footwall.spelling import nearest

_ALSO_CALLED = MappingProxyType(
    {
        "AMERICA": "USA",
        "BRITAIN": "GBR",
        "BURMA": "MMR",
        "ENGLAND": "GBR",
        "GREAT BRITAIN": "GBR",
        "HOLLAND": "NLD",
        "KOREA": "KOR",
        "REPUBLIC OF KOREA": "KOR",
        "RUSSIAN FEDERATION": "RUS",
        "SOUTH KOREA": "KOR",
        "TURKEY": "TUR",
        "U.K.": "GBR",
        "U.S.": "USA",
        "UK": "GBR",
        "UNITED STATES OF AMERICA": "USA",
    }
)
"""Names in everyday use that are neither a code nor the short name."""


@dataclass(frozen=True)
class Country:
    """A country; ``eu_from`` is its first day in the EU or its predecessors, ``eu_to`` its first outside."""

    alpha3: str
    alpha2: str
    name: str
    eu_from: date | None
    eu_to: date | None

    def in_eu(self, on: date) -> bool:
        """Whether the country is a member of the EU on a day."""
        return self.eu_from is not None and self.eu_from <= on and (self.eu_to is None or on < self.eu_to)


@cache
def countries() -> Mapping[str, Country]:
    """All 249 countries of ISO 3166-1 by alpha-3 code."""
    text = files("footwall.codes").joinpath("countries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType({row["alpha3"]: _country_of(row) for row in rows})


def country(code: object) -> Country:
    """The country of an alpha-3 code; raises UnknownName, with the code that was probably meant."""
    known = countries()
    if isinstance(code, str) and code in known:
        return known[code]
    raise UnknownName(
        f"Read {code!r}; allowed: a country code of three capital letters (ISO 3166-1 alpha-3), "
        f"such as 'JPN'.{_suggestion(code)}"
    )


@cache
def eu_members(on: date) -> tuple[str, ...]:
    """The alpha-3 codes of the EU's members on a day, sorted; 27 since 1 February 2020."""
    return tuple(sorted(code for code, known in countries().items() if known.in_eu(on)))


def _country_of(row: Mapping[str, str]) -> Country:
    return Country(row["alpha3"], row["alpha2"], row["name"], _date(row["eu_from"]), _date(row["eu_to"]))


def _date(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def likely_country(read: str) -> Country | None:
    """The country whose code or name the text is or nearly is; None where nothing is close.

    Up to three letters are held against codes, longer texts against names: *Russia* is not near *USA*.
    """
    known = countries()
    by_name = {entry.name.upper(): entry for entry in known.values()}
    by_name |= {name: known[code] for name, code in _ALSO_CALLED.items()}
    by_code = {entry.alpha2: entry for entry in known.values()} | dict(known)
    text = read.strip().strip("\"'“”‘’").upper()
    exact = by_code.get(text) or by_name.get(text)
    if exact is not None:
        return exact
    if len(text) < 3:
        return None
    close = nearest(text, by_name if len(text) > 3 else known)
    return None if close is None else (by_name if len(text) > 3 else by_code)[close]


def _suggestion(code: object) -> str:
    if code is False:
        return " An unquoted NO is a truth value in older YAML; Norway is 'NOR'."
    if not isinstance(code, str):
        return ""
    meant = likely_country(code)
    return "" if meant is None else f" Did you mean {meant.alpha3!r} ({meant.name})?"
