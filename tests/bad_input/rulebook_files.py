"""Rulebook files that must be refused: bytes, where the fault stands, and what its message holds."""

from __future__ import annotations

from typing import NamedTuple


class Bad(NamedTuple):
    """``place`` is line:column (empty where a file has none), ``told`` what was read, allowed and advised."""

    content: bytes
    place: str
    told: tuple[str, ...]


ZONE = "name: x\nzone: {members: [USA, JPN]}\n"
ALIASED = ZONE + "floors:\n  ndpr_oxide: &a\n    reference: {price: 110 USD/kg}\n"
FLOOR = "floors:\n  ndpr_oxide:\n    reference: {price: 110 USD/kg}\n"


def _priced(price: str) -> bytes:
    return f"{ZONE}floors:\n  ndpr_oxide:\n    reference: {{price: {price}}}\n".encode()


def _joining(member: str) -> bytes:
    return f"name: x\nzone: {{members: [{member}]}}\n{FLOOR}".encode()


BAD: dict[str, Bad] = {
    "unknown key": Bad(
        f"{ZONE}flors: {{}}\n".encode(), "3:1", ("read 'flors'", "floors", "Did you mean 'floors'?")
    ),
    "wrong type": Bad(
        f"{ZONE}floors: [ndpr_oxide]\n".encode(), "3:1", ("at floors: read a list", "a mapping")
    ),
    "bad unit": Bad(_priced("110 USD/kilo"), "5:17", ("'110 USD/kilo'", "USD/t, USD/kg")),
    "no unit": Bad(_priced("110"), "5:17", ("read 110;", "USD/kg", "The unit is missing.")),
    "other currency": Bad(
        _priced("110 EUR/kg"), "5:17", ("'110 EUR/kg'", "Money is in USD; convert it first.")
    ),
    "decimal comma": Bad(_priced("'110,5 USD/kg'"), "5:17", ("a point for decimals",)),
    "typographic minus": Bad(_priced("−110 USD/kg"), "5:17", ("not negative",)),
    "negative floor": Bad(_priced("-110 USD/kg"), "5:17", ("'-110 USD/kg'", "not negative")),
    "floor of nothing": Bad(_priced("0 USD/kg"), "5:17", ("a price above zero", "Leave the floor out")),
    "floor over 100 times the price": Bad(
        _priced("110000 USD/kg"),
        "5:17",
        ("'110000 USD/kg'", "at most 100 times", "USD/kg. The floor is", "Check the unit."),
    ),
    "duplicated key": Bad(
        f"{ZONE}{FLOOR}{FLOOR}".encode(), "6:1", ("read 'floors'", "on line 3", "Keep one of the two.")
    ),
    "unknown commodity": Bad(
        f"{ZONE}floors:\n  ndpr_oxid:\n    reference: {{price: 110 USD/kg}}\n".encode(),
        "4:3",
        ("'ndpr_oxid'", "dy_oxide", "Did you mean 'ndpr_oxide'?"),
    ),
    "unknown region": Bad(_joining("JPM"), "2:18", ("'JPM'", "ISO 3166-1", "Did you mean 'JPN'?")),
    "NO as Norway": Bad(_joining("USA, NO"), "2:23", ("'NO'", "Did you mean 'NOR' (Norway)?")),
    "UK": Bad(_joining("UK"), "2:18", ("'UK'", "Did you mean 'GBR' (United Kingdom)?")),
    "Russia": Bad(_joining("Russia"), "2:18", ("Did you mean 'RUS' (Russia)?",)),
    "Europe": Bad(_joining("Europe"), "2:18", ("Did you mean 'EU27'?",)),
    "HS code as a number": Bad(
        f"{ZONE}floors:\n  ndpr_oxide:\n    hs: [284690]\n    reference: {{price: 110 USD/kg}}\n".encode(),
        "5:10",
        ("read 284690", "six digits in quotes", "write it in quotes: '284690'"),
    ),
    "HS code that lost its zero": Bad(
        f"{ZONE}floors:\n  ndpr_oxide:\n    hs: [081019]\n    reference: {{price: 110 USD/kg}}\n".encode(),
        "5:10",
        ("read 81019", "write it in quotes: '081019'"),
    ),
    "HS code as a key": Bad(
        f"{ZONE}tariffs:\n  284690: {{ad_valorem: 5%}}\n".encode(), "4:3", ("'284690'", "Quote it.")
    ),
    "a member twice": Bad(
        _joining("USA, JPN, USA"), "2:28", ("'USA'", "already there on line 2", "Remove one")
    ),
    "a member inside EU27": Bad(
        _joining("EU27, DEU"), "2:24", ("'DEU'", "allowed: EU27", "one customs union")
    ),
    "dates reversed": Bad(
        b"name: x\nzone:\n  members:\n    - {region: USA, from: 2028-01-01, to: 2027-01-01}\n",
        "4:39",
        ("read 2027-01-01", "a day not before 2028-01-01"),
    ),
    "no such day": Bad(
        b"name: x\nzone:\n  members:\n    - {region: USA, from: 2027-02-30}\n",
        "4:27",
        ("2027-02-30", "an ISO date", "no such day"),
    ),
    "a year as a date": Bad(
        b"name: x\nzone:\n  members:\n    - {region: USA, from: 2027}\n", "4:21", ("read 2027;", "2027-07-01")
    ),
    "an American date": Bad(
        b"name: x\nzone:\n  members:\n    - {region: USA, from: 07/01/2027}\n",
        "4:21",
        ("'07/01/2027'", "an ISO date"),
    ),
    "cyclic cascade": Bad(
        (
            f"{ZONE}{FLOOR}  magnet_scrap:\n    reference: {{price: 60 USD/kg}}\n"
            "  cascade: {to: [ndpr_metal, ndfeb_magnet]}\n"
        ).encode(),
        "8:18",
        ("'ndpr_metal'", "goes back into ndpr_oxide"),
    ),
    "a rate of 5 for 5%": Bad(
        f"{ZONE}tariffs:\n  ndpr_oxide: {{ad_valorem: 5}}\n".encode(),
        "4:16",
        ("read 5;", "Write 5% or 500%."),
    ),
    "no member at whose border a floor stands": Bad(f"name: x\n{FLOOR}".encode(), "2:1", ("zone.members",)),
    "empty": Bad(b"", "", ("read nothing", "Start from a bundled rulebook")),
    "a comment only": Bad(b"# to do\n", "", ("read nothing", "Start from a bundled rulebook")),
    "binary": Bad(b"\x89PNG\r\n\x1a\n\x00\x00\x00", "1:1", ("byte 0x89", "UTF-8 text")),
    "a spreadsheet": Bad(b"PK\x03\x04\x14\x00\x06\x00", "1:3", ("control character", "UTF-8 text")),
    "Latin-1": Bad("name: x\nwhy: café\n".encode("latin-1"), "2:9", ("byte 0xe9", "Save the file as UTF-8")),
    "UTF-16": Bad((ZONE + FLOOR).encode("utf-16"), "1:1", ("UTF-8 text", "Save the file as UTF-8")),
    "tabs": Bad(b"name: x\nzone:\n\tmembers: [USA]\n", "3:1", ("Indent with spaces.",)),
    "an alias": Bad(
        f"{ALIASED}  ndpr_metal: *a\n".encode(),
        "6:3",
        ("an alias", "written out"),
    ),
    "a merge key": Bad(
        f"{ALIASED}  ndpr_metal:\n    <<: *a\n".encode(),
        "7:5",
        ("a merge key", "written out"),
    ),
    "two documents": Bad(f"{ZONE}---\n{FLOOR}".encode(), "3:1", ("a second document", "a file of its own")),
    "a page of the web": Bad(b"<!doctype html><html><body>Not found</body></html>", "1:1", ("a mapping",)),
    "code in a tag": Bad(b"name: !!python/object/apply:os.system [ls]\n", "1:7", ("the tag", "plain values")),
}
