"""The gallery's rulebooks of the years to come: what their paths say, beside that of the cascade."""

from __future__ import annotations

from footwall.report.number_words import percent, plain
from footwall.rulebook import read_rulebook
from generator.paths import Record, at, change, path
from generator.tables import markdown_table

NAMES = (
    "cascade-low-credibility",
    "members-leave-2030",
    "flood-2027",
    "contracts-equal-cost",
    "cut-off-2028",
    "cut-off-2028-bloc",
    "cut-off-2028-vault",
    "vault-alone",
    "vault-cascade",
)
"""Bundled rulebooks that a run of one year does not tell."""
BESIDE = "cascade"
YEAR, STOP = 2035, 2028
GOODS = {"ndpr_oxide": "NdPr oxide", "ndpr_metal": "NdPr metal", "ndfeb_magnet": "NdFeB magnets"}

_INTRODUCTION = f"""## Through the years

Rulebooks that need years to be told, walked from 2024 to 2040 under demand of STEPS at central parameters,
and `{BESIDE}` beside them. Changes are those of the zone's output in {YEAR} against the baseline path; money
runs from 2027 to 2040, in million USD of 2024, not discounted. Use not served is that of {STOP}, in tonnes.
The cost to users of a year without supply is left out: above the price at which they give up, a price says
nothing of what they lose. [How paths are walked](model/years.md);
[what 110 USD would do by 2035](learn/by-2035.md).
"""


def section() -> str:
    """The text of the section."""
    columns = (
        *("rulebook", *GOODS.values(), "users pay", "treasuries receive"),
        f"not served in {STOP}",
    )
    rows = [row(name, path(name)) for name in (BESIDE, *NAMES)]
    return "\n".join(
        [_INTRODUCTION, markdown_table(columns, rows, right=columns[1:]), *(entry(name) for name in NAMES)]
    )


def row(name: str, record: Record) -> tuple[str, ...]:
    """One line of the table."""
    unserved = sum(at(item["policy"], STOP).value for item in record["shortage"].values())
    bill = record["user_bill_cumulative"]["central"][-1]
    return (
        read_rulebook(name).name,
        *(percent(change(record, good, YEAR)) for good in GOODS),
        "–" if unserved > 1.0 else plain(bill, 0),
        plain(record["treasury"]["cumulative"]["central"][-1], 0),
        plain(unserved, 0) if unserved > 1.0 else "–",
    )


def entry(name: str) -> str:
    """The reason and the command of one rulebook."""
    rulebook = read_rulebook(name)
    return (
        f"### {rulebook.name}\n\n{' '.join(rulebook.why.split())}\n\n"
        f"`footwall run {name} --years 2024:2040`\n"
    )
