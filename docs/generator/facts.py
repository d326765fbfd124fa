"""The facts reference: one page a table, with its columns from the schema and its rows from the CSV file.

Rows are not copied: Sphinx reads the CSV files, which are also what a reader of the repository follows the
link to.
"""

from __future__ import annotations

import re
from typing import Any

from footwall.facts.columns import Column, columns_of
from footwall.facts.facts import BUNDLED
from footwall.facts.read import table_files
from footwall.facts.schema import TABLES
from footwall.facts.vocabulary import ELEMENTS
from generator.tables import markdown_table

CONTENTS = {
    "sources": "Publications: every other row names one.",
    "regions": "Regions of the model, with the place that distances are measured from.",
    "minerals": "Minerals and the official lists that they are on.",
    "chains": "Chains, each a market of its own.",
    "commodities": "Goods by stage, with the unit that their tonnes count.",
    "contents": "Tracked elements in a tonne of each commodity.",
    "deposits": "Mine output by deposit and its basket.",
    "recipes": "What a process takes, makes and loses.",
    "production": "Output of the base year by recipe and region.",
    "capacity": "Capacity by recipe and region.",
    "use": "Final use by sector and region.",
    "trade": "Recorded shipments between regions.",
    "prices": "Quotes by market and period, with their basis.",
    "parameters": "Elasticities, costs, freight and the like, with their ranges.",
    "measures": "Duties, taxes, licences, bans and contracts of governments, with dates.",
    "costs": "Cash costs of assets, for reference prices set on a cost curve.",
    "indices": "Published indices, for reference prices that move with them.",
    "owners": "Who owns the plants of a region.",
    "products": "Things that users buy, with their price.",
    "intensities": "What the maker of a product buys of a commodity.",
    "publishers": "Totals of publishers beside ours.",
    "projects": "Named mines and plants that run, are built or are planned, with what backs them.",
    "demand_paths": "Growth of use by sector in the scenarios of the energy transition.",
    "host_paths": "Growth of the metals that by-products come with.",
    "lifetimes": "Life, lead time, ramp-up and capital of plants; life and collection of products.",
    "deflator": "Prices in the United States, to turn dollars of a year into those of 2024.",
    "observations": "What happened after the base year, and what a publisher expects.",
}
_KEYS = {
    "elements": f"an element: {', '.join(f'`{element}`' for element in ELEMENTS)}",
    "chains": "a chain of the commodities",
    "commodities|elements": "a commodity; an element for losses",
}

FILE = """
[{path}](../../{path})

```{{csv-table}}
:file: ../../{path}
:header-rows: 1
```
"""


def fact_pages() -> dict[str, str]:
    """File name to text of every page. Raises ValueError for a table that is not described here."""
    unlisted = sorted(TABLES.keys() ^ CONTENTS.keys())
    if unlisted:
        raise ValueError(f"the facts reference and the schema differ in {', '.join(unlisted)}")
    pages = {f"{name}.md": _page(name, row_type) for name, row_type in TABLES.items()}
    pages["index.md"] = _index()
    return pages


def _index() -> str:
    rows = [(f"[{name}]({name}.md)", what) for name, what in CONTENTS.items()]
    listing = "\n".join(CONTENTS)
    return f"""# Facts reference

What is known about the chains, in {len(CONTENTS)} tables that ship with the package; the rows of one chain
are in its folder. Every row names its source and its grade. How they become a balanced base year is in
[the base year](../model/base-year.md).

{markdown_table(("table", "holds"), rows)}
```console
$ footwall facts list
$ footwall facts show prices --where commodity=ndpr_oxide
$ footwall facts explain production --where recipe=make_magnet --where region=CHN
$ footwall facts audit
```

## Grades

| grade | means | standard deviation in balancing |
|---|---|--:|
| `measured` | counted by a statistical office or an audited report, or true by definition | 0.5% |
| `reported` | published by a party | 5% |
| `estimated` | derived, with the method in the note | 15% |
| `assumed` | ours; appears among the assumptions that results lean on | 40% |

## How measures combine

An `import_duty` that names an origin replaces the one for `*`. An `additional_duty` adds to it.
`vat_not_refunded` and `export_tax` act at the origin's border. `export_licence` gives the share of
applications that is approved; the lowest of several applies. `licence_rent` is what licensing adds to the
export price, on top of any tax; it stays in the origin. `to` is the last day in force.
`contract_for_difference` is recorded and charges nothing.

## What leads to later years

A row of `projects` adds `capacity - in_base` to its recipe in its region: `in_base` is what the capacity
table of 2024 holds of it already, and a directory whose projects claim more than that is refused. A plant in
`care_and_maintenance` has stopped what it had in 2024. Rows of one `venture`, a mine and its refinery, are
decided together. Capacity is in tonnes of the first output as the commodity counts it: concentrates by the
NdPr oxide or the lithium carbonate equivalent that they hold, so that a study's tonnes of rare-earth oxide
are multiplied by its share of NdPr (the note says by how much). Plants that separate heavy rare earths from
feed without NdPr are counted by their dysprosium and terbium over the 0.094 t that a tonne of NdPr brings
with clay. Clay of lithium that becomes carbonate on its site counts as brine.

An index of `demand_paths`, `host_paths` or `deflator` is 1 in 2024. Demand is that at unchanged prices: the
scenarios of the International Energy Agency where it has the sector, else assumed, with its range. Cars are
reconciled with our wider sectors: the growth of the agency applies to the part that it counts. Gallium in
solar cells is the exception: the agency's growth, 157-fold to 2040, is the high end of the range. Purchases
for stock fall to a fraction of those of 2024, a year of surplus.

`observations` hold a figure beside the same publisher's 2024, because publishers differ in level more than in
growth. They are for comparison and enter no calculation. Hurdle rates, volatilities, the hazard of repeal and
the years over which markets answer are in [parameters](parameters.md).

```{{toctree}}
:hidden:
{listing}
```
"""


def _page(name: str, row_type: type[Any]) -> str:
    columns = columns_of(row_type)
    rows = [(f"`{header}`", _accepts(header, column)) for header, (_, column) in columns.items()]
    doc = re.sub(r"\s+", " ", (row_type.__doc__ or "").replace("``", "`"))
    about = "" if doc.startswith(f"{row_type.__name__}(") else f" {doc.strip()}"
    identity = ", ".join(f"`{_header(columns, field)}`" for field in row_type.identity)
    central = f" `{row_type.central}` lies between `low` and `high`." if row_type.central else ""
    files = "".join(
        FILE.format(path=f"src/footwall/facts/data/{path.relative_to(BUNDLED).as_posix()}")
        for path in table_files(BUNDLED, name)
    )
    return f"""# {name}

{CONTENTS[name]}{about}

{markdown_table(("column", "accepts"), rows)}
No two rows agree in {identity}.{central}
{files}"""


def _header(columns: dict[str, tuple[str, Column]], field: str) -> str:
    return next(header for header, (name, _) in columns.items() if name == field)


def _accepts(header: str, column: Column) -> str:
    if column.table:
        words = _KEYS.get(column.table, f"a key of [{column.table}]({column.table}.md)")
        if column.kind == "list":
            words = f"{words}; several with `;`"
        if column.any_key:
            words += ", or `*` for all"
    elif column.choices:
        words = ", ".join(f"`{choice}`" for choice in column.choices)
    elif column.kind == "list":
        words = "words, several with `;`"
    elif column.kind == "number":
        words = _number(column)
    else:
        words = {"whole": "a year", "date": "a day, `YYYY-MM-DD`", "text": "text"}[column.kind]
    return words if column.required else f"{words}; may be empty"


def _number(column: Column) -> str:
    low, high = column.minimum, column.maximum
    if low > float("-inf") and high < float("inf"):
        return f"a number from {low:g} to {high:g}"
    return f"a number from {low:g} up" if low > float("-inf") else "a number"
