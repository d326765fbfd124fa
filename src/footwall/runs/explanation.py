"""``why``: one figure of a result explained, from the documents of its folder alone.

An explanation names the definition and equation of the dictionary, the value in each state, the inputs of
the equation with their values, and the facts behind them with grade and source. It recomputes nothing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from footwall.runs import explained_goods, explained_plants, explained_routes
from footwall.runs.explained_paths import path_regions, through_the_years
from footwall.runs.explained_section import WIDTH, Cell, Section, used_sources
from footwall.runs.result import SCENARIOS, Row, find
from footwall.runs.status_words import status_in_words
from footwall.runs.variables import Variable, dictionary, variable

MOST_REGIONS = 25
STATUS = "Floor|Status|<commodity>"
Explainer = Callable[[Mapping[str, Any], str, str], Iterable[Section]]

EXPLAINERS: dict[str, Explainer] = {
    "Price|FOB": explained_goods.market,
    "Price|Landed": explained_routes.stack,
    "Price|Delivered": explained_goods.sourcing,
    "Price|Effective": explained_goods.sourcing,
    "Memo|Mix cost": explained_goods.sourcing,
    "Memo|Origin premium": explained_goods.sourcing,
    "Purchases": explained_goods.sourcing,
    "Output": explained_plants.plants_of_commodity,
    "Output share": explained_plants.plants_of_commodity,
    "Disposal": explained_goods.market,
    "Capacity": explained_plants.plant,
    "Utilisation": explained_plants.plant,
    "Margin": explained_plants.plant,
    "Trade": explained_routes.stack,
    "Levy|Unit": explained_routes.stack,
    "Duty|Unit": explained_routes.stack,
    "Use": explained_goods.final_use,
    "Shortage": explained_goods.final_use,
    "Floor|Price": explained_routes.floor,
    "Floor|Status": explained_routes.floor,
    "Floor|Levied share": explained_routes.floor,
    "Quota|Rent": explained_routes.quota,
    "Quota|Used": explained_routes.quota,
    "Revenue|Duty": explained_routes.receipts_at_destination,
    "Revenue|Levy": explained_routes.receipts_at_destination,
    "Revenue|Fine": explained_routes.receipts_at_destination,
    "Revenue|Export tax": explained_routes.receipts_at_origin,
    "Revenue|VAT not refunded": explained_routes.receipts_at_origin,
    "Revenue|Export charge": explained_routes.receipts_at_origin,
    "Rent|Floor gap": explained_routes.receipts_at_origin,
    "Rent|Export limit": explained_routes.receipts_at_origin,
}


@dataclass(frozen=True)
class Explanation:
    """An explained figure; ``str()`` of it is the text that ``footwall why`` prints."""

    variable: Variable
    name: str
    region: str | None
    values: Mapping[str, float]
    """By scenario, for the region."""
    sections: tuple[Section, ...]

    @property
    def is_code(self) -> bool:
        """True if the values are codes of a floor's status."""
        return self.variable.variable == STATUS

    def __str__(self) -> str:
        known = self.variable
        lines = [f"{self.name} in {self.region}" if self.region else self.name, ""]
        chapter = f"explained in docs/model/{known.section}.md."
        chapter = chapter.capitalize() if self.is_code else f"Unit {known.unit}; {chapter}"
        for text in (f"{known.definition}.", known.equation, chapter):
            lines += textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
        if self.values:
            lines.append("")
            lines += [
                f"  {scenario:<12}{status_in_words(value)} (code {value:g})"
                if self.is_code
                else f"  {scenario:<12}{value:>16,.6g} {known.unit}"
                for scenario, value in self.values.items()
            ]
        for section in self.sections:
            lines += ["", *section.lines()]
        return "\n".join(lines)


def explain(
    document: Mapping[str, Any], rows: Iterable[Row], name: str, region: str | None = None
) -> Explanation:
    """Explain a variable in a region, or list its regions. Raises UnknownName with what there is."""
    known = variable(name)
    rows = tuple(rows)
    if region is None:
        return Explanation(known, name, None, {}, (_by_region(rows, name), *path_regions(rows, name)))
    present = {row.scenario: row.value for row in rows if row.variable == name and row.region == region}
    if not present:
        find(rows, name, region, "policy")
    values: dict[str, float] = {scenario: present[scenario] for scenario in SCENARIOS if scenario in present}
    pattern = "|".join(part for part in known.parts if not part.startswith("<"))
    explainer = EXPLAINERS.get(pattern)
    sections = tuple(_explained(document, explainer, name.rpartition("|")[2], region)) if explainer else ()
    if not sections:
        sections = tuple(_related(rows, name, region))
    sections = (*sections, *through_the_years(rows, name, region))
    return Explanation(known, name, region, values, (*sections, *used_sources(document, sections)))


def _explained(
    document: Mapping[str, Any], explainer: Explainer, item: str, region: str
) -> Iterable[Section]:
    """The sections of the chain that holds a good, recipe, sector or quota."""
    for chain in document["chains"].values():
        if item in chain["names"]:
            yield from explainer({**chain, "sources": document["sources"]}, item, region)


def _by_region(rows: tuple[Row, ...], name: str) -> Section:
    """Values by region and scenario, the largest first."""
    table: dict[str, dict[str, float]] = {}
    for row in rows:
        if row.variable == name and row.scenario in SCENARIOS:
            table.setdefault(row.region, {})[row.scenario] = row.value
    if not table:
        find(rows, name, "", "policy")
    ordered = sorted(table, key=lambda region: -max(abs(value) for value in table[region].values()))
    cut = "" if len(ordered) <= MOST_REGIONS else f" (largest {MOST_REGIONS} of {len(ordered)})"
    return Section(
        f"By region{cut}; give --region for the inputs",
        ("region", *SCENARIOS),
        tuple(
            (region, *(_cell(name, table[region].get(scenario)) for scenario in SCENARIOS))
            for region in ordered[:MOST_REGIONS]
        ),
    )


def _cell(name: str, value: float | None) -> Cell:
    """A value, or the words of a status."""
    if value is None or variable(name).variable != STATUS:
        return value
    return status_in_words(value)


def listed_variables(rows: Iterable[Row]) -> str:
    """The variables of a result as text: each pattern of the dictionary with its names."""
    names: dict[str, list[str]] = {}
    for name in dict.fromkeys(row.variable for row in rows):
        names.setdefault(variable(name).variable, []).append(name)
    lines = ["Variables of this result; footwall why FOLDER VARIABLE explains one.", ""]
    for row in dictionary():
        if row.variable in names:
            lines += textwrap.wrap(f"{row.variable}: {row.definition}", WIDTH)
            lines += [f"    {name}" for name in names[row.variable]]
    return "\n".join(lines)


def _related(rows: tuple[Row, ...], name: str, region: str) -> Iterable[Section]:
    """The parts beside a figure that has no inputs of its own: the same heading in the same region."""
    heading = name.partition("|")[0]
    found: dict[str, dict[str, float]] = {}
    for row in rows:
        if row.region == region and row.variable.startswith(f"{heading}|"):
            found.setdefault(row.variable, {})[row.scenario] = row.value
    if len(found) > 1:
        yield Section(
            f"{heading} in {region}",
            ("variable", *SCENARIOS),
            tuple((key, *(values.get(scenario) for scenario in SCENARIOS)) for key, values in found.items()),
        )
