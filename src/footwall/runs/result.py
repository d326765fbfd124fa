"""The result of a run: three states of every chain, tidy rows, a summary and what explains them.

A result is a value. It is only made of solved states; reading it computes nothing new. Prices in rows are
USD/kg, money million USD, tonnes t/year; the states hold the engine's units (USD/t, t/year).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from footwall.errors import UnknownName
from footwall.spelling import did_you_mean

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import polars

    from footwall.facts import Facts
    from footwall.measure.state import State
    from footwall.rulebook import Rulebook
    from footwall.runs.draws import DrawnFigures
    from footwall.runs.economy import Economy
    from footwall.runs.explanation import Explanation
    from footwall.runs.figures import Figures
    from footwall.runs.measured import Measured
    from footwall.runs.through_years import ChainYears
    from footwall.runs.zone import ReportedZone

ScenarioName = Literal["calibration", "baseline", "policy"]
SCENARIOS: tuple[ScenarioName, ...] = ("calibration", "baseline", "policy")
COLUMNS = ("model", "scenario", "region", "variable", "unit", "year", "value")
Render = Callable[["Result"], str]


class Row(NamedTuple):
    """One figure. ``region`` is a region, a route such as ``CHN>USA``, ``Zone`` or ``World``."""

    scenario: str
    region: str
    variable: str
    unit: str
    year: int
    value: float


@dataclass(frozen=True)
class Options:
    """How a run was asked for. ``prices`` are FOB prices in USD/t to which the baseline is anchored."""

    as_of: date
    prices: Mapping[str, float]
    price_set: str
    overrides: tuple[str, ...]
    draws: int
    seed: int


@dataclass(frozen=True, eq=False)
class ChainRun:
    """One solved chain. Where it is not ``touched``, the policy is the baseline."""

    id: str
    name: str
    touched: bool
    """True if the rulebook changes a charge or a limit of this chain on the day."""
    economy: Economy
    zone: ReportedZone
    calibration: State
    baseline: State
    policy: State
    measured: Measured
    central: Figures
    drawn: DrawnFigures
    rows: tuple[Row, ...]
    summary: Mapping[str, Any]
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Result:
    """A solved run of one or several chains; see the module docstring for units."""

    rulebook: Rulebook
    rulebook_text: str
    """The rulebook as read, after ``overrides``, as YAML or JSON text."""
    options: Options
    facts: Facts
    chains: tuple[ChainRun, ...]
    rows: tuple[Row, ...]
    """Rows of all chains; money that several chains book under one name is added up."""
    summary: Mapping[str, Any]
    manifest: Mapping[str, Any]
    notes: tuple[str, ...]
    through_years: tuple[ChainYears, ...] = ()
    """The path of every chain, where years were asked for."""

    @property
    def lead(self) -> ChainRun:
        """The first chain that the rulebook touches, or the first of all."""
        return next((chain for chain in self.chains if chain.touched), self.chains[0])

    def chain(self, name: str) -> ChainRun:
        """The run of one chain. Raises UnknownName, which says what there is."""
        for chain in self.chains:
            if chain.id == name:
                return chain
        known = [chain.id for chain in self.chains]
        raise UnknownName(
            f"This result has no chain {name!r}; it has {', '.join(known)}. "
            f"{did_you_mean(name, known)}".rstrip()
        )

    @property
    def model(self) -> str:
        """Name and version of the model, as in the ``model`` column."""
        return str(self.manifest["model"])

    def table(self) -> polars.DataFrame:
        """All rows as a polars DataFrame with the columns of ``COLUMNS``."""
        from footwall.runs.tidy_table import data_frame

        return data_frame(self.model, self.rows)

    def value(self, variable: str, region: str, scenario: ScenarioName = "policy") -> float:
        """One figure. Raises UnknownName, which says what there is."""
        return find(self.rows, variable, region, scenario).value

    def why(self, variable: str, region: str | None = None) -> Explanation:
        """Equation, inputs, sources and grades of one figure. Raises UnknownName."""
        from footwall.runs.explanation import explain
        from footwall.runs.provenance import provenance

        return explain(provenance(self), self.rows, variable, region)

    def write(
        self,
        folder: str | Path,
        *,
        render: Render | None = None,
        force: bool = False,
        executor: Executor | None = None,
    ) -> Path:
        """Write the result folder, whole or not at all; ``render`` makes ``report.html``.

        An ``executor`` makes the workbook meanwhile. Raises OutputError where the folder cannot be written or
        holds something else (unless ``force``).
        """
        from footwall.runs.folder import write_folder

        return write_folder(self, Path(folder), render=render, force=force, executor=executor)


def find(rows: Iterable[Row], variable: str, region: str, scenario: str) -> Row:
    """The row of one figure. Raises UnknownName with the nearest name that exists."""
    regions: set[str] = set()
    variables: set[str] = set()
    for row in rows:
        if row.scenario != scenario:
            continue
        if row.variable == variable:
            if row.region == region:
                return row
            regions.add(row.region)
        variables.add(row.variable)
    if scenario not in SCENARIOS:
        raise UnknownName(f"There is no scenario {scenario!r}. Scenarios: {', '.join(SCENARIOS)}.")
    if not regions:
        raise UnknownName(
            f"The {scenario} has no variable {variable!r}. {did_you_mean(variable, variables)}".rstrip()
        )
    raise UnknownName(
        f"{variable} of the {scenario} has no region {region!r}. Regions: {', '.join(sorted(regions))}."
    )
