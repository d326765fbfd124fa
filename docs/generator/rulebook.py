"""The rulebook reference: one page a section, from the JSON Schema that editors use.

A block of the schema without a place on a page is an error, and so is a field without a description.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from footwall.rulebook import bundled_names, read_rulebook
from footwall.rulebook.amendment_schema import Amendment
from footwall.rulebook.amounts import RANGE
from footwall.rulebook.json_schema import json_schema
from footwall.rulebook.member_lists import member_lists
from generator.tables import markdown_table

Schema = Mapping[str, Any]

SECTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "zone.md": (
        "Zone",
        "Who belongs. A member is a region code, or an entry with `region` that adds tier, dates or limits.",
        ("Zone", "Member", "MemberList", "Associate", "Origin"),
    ),
    "floors.md": (
        "Floors",
        "What is protected, at which price, and what follows downstream.",
        ("Floors", "Floor", "Ceiling", "Preference", "Cascade"),
    ),
    "reference-prices.md": (
        "Reference prices",
        "How the price of a floor is set. The arithmetic is exact; `footwall check` tells it for today.",
        (
            "FixedPrice",
            "CostPlus",
            "CostCurvePercentile",
            "IncentivePrice",
            "MovingAverageBand",
            "TransactionIndex",
            "IndexedBasket",
            "Blend",
            "BlendPart",
            "Staleness",
        ),
    ),
    "amendments.md": (
        "Amendments",
        "Overlays, laid over a rulebook by `--amend FILE` of `run` and `check`, in order; no file is edited.",
        ("Amendment", "AmendedVersion", "AmendmentRecord"),
    ),
    "terms.md": (
        "Dates, sunset and legal basis",
        "What bounds a clause in time, beside its `from` and `to`.",
        ("LegalBasis", "Sunset", "Condition"),
    ),
    "levy.md": (
        "Levy",
        "How a floor is enforced. The arithmetic is in [charges](../model/charges.md).",
        ("Levy", "Cap", "Steps", "PhaseIn", "TariffRateQuota", "OutOfQuota"),
    ),
    "tariffs.md": ("Tariffs", "Fixed charges that need no floor.", ("Tariff",)),
    "border.md": (
        "Border",
        "Valuation, evasion and exemptions.",
        ("Border", "Evasion", "Exemption", "Stacking", "Surge", "RelatedParty"),
    ),
    "derivatives.md": (
        "Charges by content",
        "What finished goods pay for the protected material inside them.",
        ("Derivative", "Material"),
    ),
    "supports.md": (
        "Supports",
        "Payments beside the market price; how they are settled is in [contracts](../model/contracts.md).",
        ("Support", "SupportIndex", "Indexation", "ProducersStock", "Upside"),
    ),
    "stockpiles.md": (
        "Stockpiles",
        "Public stocks. They act in runs over years; [how](../model/stockpiles.md).",
        ("Stockpile", "PriceCondition", "Release", "Rotation", "Lending", "Entitlement", "Draw", "Transfer"),
    ),
    "revenue.md": (
        "Revenue",
        "Who gets what levies and tariffs collect.",
        ("Revenue",),
    ),
    "measures.md": (
        "Measures",
        "What others do: licences, quotas, taxes, bans and duties; when they rest.",
        ("Measure", "MeasureTerms", "Suspension", "Truce"),
    ),
    "horizon.md": (
        "Years to come",
        "What a run over years assumes of demand, and of what investors believe.",
        ("Horizon",),
    ),
    "events.md": (
        "Events",
        "Shocks by date. Those that overlap multiply, floods add up. A cut-off acts in every run.",
        ("Outage", "Flood", "DemandSlump", "DemandSurge", "CutOff"),
    ),
    "rival.md": (
        "Rival",
        "A playbook that is read once a year, from the results of the years before, in runs over years.",
        ("Rival", "Undercut", "Restrict", "RefundVat", "Retaliate", "ResultCondition"),
    ),
}
_PERCENT = "`25%`"
_KIND_OF_PATTERN = {
    "USD/": "price",
    "USD": "money",
    "t/year": "yearly mass",
    "days": "duration",
    "%": _PERCENT,
    "kg": "mass",
}
"""A unit that the pattern of an amount names, to what the amount is; the first that is found counts."""
_PAGE_OF = {block: page for page, (_, _, blocks) in SECTIONS.items() for block in blocks}


def rulebook_pages() -> dict[str, str]:
    """File name to text of every page of the reference."""
    schema = json_schema()
    amendment = Amendment.model_json_schema(by_alias=True)
    blocks: Mapping[str, Schema] = {**schema["$defs"], **amendment["$defs"], "Amendment": amendment}
    unplaced = sorted(blocks.keys() ^ _PAGE_OF.keys())
    if unplaced:
        raise ValueError(f"the rulebook reference and the schema differ in {', '.join(unplaced)}")
    pages = {"index.md": _index(schema), "lists.md": _lists()}
    for page, (title, opening, names) in SECTIONS.items():
        parts = [f"# {title}\n\n{opening}\n"]
        parts += [_block(name, blocks[name]) for name in names]
        pages[page] = "\n".join(parts)
    return pages


def _index(schema: Schema) -> str:
    listing = "\n".join([*SECTIONS, "lists.md"])
    bundled = [(f"`{name}`", read_rulebook(name).why) for name in bundled_names()]
    return f"""# Rulebook reference

Every field of a rulebook, from the schema that `footwall check` uses. `footwall schema --out FILE` writes it
as JSON Schema, with which an editor completes and checks while you type. How to write a rulebook is in
[Write your own rulebook](../learn/write-a-rulebook.md).

```{{toctree}}
:maxdepth: 1
{listing}
```

## The whole file

{schema["description"]}

{_fields(schema)}
Every block refuses keys that it does not know. A block with `from` and `to` is in force on both days and
between them; without them it is always in force.

## Amounts

| kind | written as |
|---|---|
| price | `110 USD/kg`, `110000 USD/t`, also per `g` and `lb` |
| share | `25%` or `0.25`; a plain number is at most 1, and a rate may be more only with its sign: `150%` |
| mass | `5 kg`, `5 t` |
| yearly mass | `5000 t/year`, `2 kt/year` |
| money | `10e6 USD` |
| duration | `90 days`, `12 weeks`, `1 year` |
| day | `2027-07-01` |
| HS code | six digits in quotes: `"284690"` |

Any amount may be written with its range: `{{value: 110 USD/kg, low: 95 USD/kg, high: 125 USD/kg}}`. The value
is the law; the range says how sure its author is, and the draws of a run may take it up.

An amount is never negative. Money is in US dollars of the day. Thousands separators, other currencies and
expressions are refused.

## Bundled rulebooks

{markdown_table(("name", "why"), bundled)}"""


def _lists() -> str:
    rows = [
        (f"`{name}`", entry.title, ", ".join(entry.members), entry.source, entry.note)
        for name, entry in member_lists().items()
    ]
    table = markdown_table(("name", "what", "members", "source", "note"), rows)
    return f"""# Bundled lists of members

Named in [`zone.members`](zone.md#memberlist) by `list`. No government has published the members of a
price-floor zone: these lists record who came or signed. Members of the European Union join as `EU27`.

{table}"""


def _block(name: str, block: Schema) -> str:
    return f"## {name}\n\n{_prose(block['description'])}\n\n{_fields(block)}"


def _fields(block: Schema) -> str:
    required = set(block.get("required", ()))
    rows = []
    for field, entry in block["properties"].items():
        if not entry.get("description"):
            raise ValueError(f"{field} has no description")
        rows.append(
            (f"`{field}`", _kind(entry), _default(field, entry, required), _prose(entry["description"]))
        )
    if isinstance(block.get("additionalProperties"), Mapping):
        reference = _kind(block["additionalProperties"])
        rows.insert(0, ("*commodity*", reference, "", "One entry a commodity, by its id."))
    return markdown_table(("field", "value", "default", "meaning"), rows)


def _default(field: str, entry: Schema, required: set[str]) -> str:
    if field in required:
        return "**required**"
    value = entry.get("default")
    if value is None or value == "" or isinstance(value, (list, Mapping)):
        return "–"
    if isinstance(value, float):
        return f"`{value:.0%}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _kind(entry: Schema) -> str:
    """Words for what a field accepts."""
    if "$ref" in entry:
        name = entry["$ref"].rpartition("/")[2]
        return f"[{name}]({_PAGE_OF[name]}#{name.lower()})"
    if "enum" in entry:
        return ", ".join(f"`{value}`" for value in entry["enum"])
    if "const" in entry:
        return f"`{entry['const']}`"
    for choice in ("anyOf", "oneOf"):
        if choice in entry:
            return _union(entry[choice])
    if entry.get("type") == "array":
        return f"list of {_kind(entry['items'])}"
    if entry.get("type") == "object":
        held = entry["additionalProperties"]
        return f"name to {_kind(held)}" if isinstance(held, Mapping) else "a part of a rulebook"
    return _scalar(entry)


def _union(options: Sequence[Schema]) -> str:
    """The kinds of a union, each once: a number beside ``25%`` is the same, and so is one entry of a list."""
    told = [option for option in options if option.get("type") != "null" and option.get("title") != RANGE]
    kinds = [_kind(option) for option in told]
    if kinds[0] == "share":
        kinds = [kind for kind in kinds if kind != _PERCENT]
    elif kinds[0].startswith("list of "):
        kinds = kinds[:1]
    return " or ".join(dict.fromkeys(kinds))


def _scalar(entry: Schema) -> str:
    if entry.get("type") == "number":
        return "share" if "minimum" in entry else "number"
    if entry.get("type") == "boolean":
        return "`true` or `false`"
    if entry.get("type") == "integer":
        return "whole number"
    if entry.get("format") == "date":
        return "day"
    pattern = entry.get("pattern", "")
    for mark, kind in _KIND_OF_PATTERN.items():
        if mark in pattern:
            return kind
    return "HS code" if pattern else "text"


def _prose(text: str) -> str:
    return " ".join(text.replace("``", "`").split())
