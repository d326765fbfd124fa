"""``footwall sweep``: a rulebook over a grid of its own values, in the terminal, as a table and as a page."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from footwall.cli.run import progress_shown
from footwall.cli.text_table import table
from footwall.explore.comparison_words import signed
from footwall.explore.grid import read_grid
from footwall.explore.sweep import Sweep, sweep
from footwall.explore.sweep_words import message, row_sentences, speed_sentence, threshold_sentence
from footwall.explore.swept_chain import SweptChain
from footwall.explore.written import SWEEP, write_sweep
from footwall.runs.folder import refuse_target
from footwall.runs.headline import HeadlineNumber

WIDTH = 100
FOLDERS = Path("footwall-results/sweeps")
"""Parent of the folders where --out is not given."""
MOST_ROWS = 60
NO_FIGURE = "–"
SHORT_UNITS = {"percentage points": "points", "million USD/yr": "mUSD/yr"}


@dataclass(frozen=True)
class Request:
    """The options of the command as given."""

    rulebook: str
    grid: tuple[str, ...]
    out: Path | None = None
    year: int | None = None
    prices: str | None = None
    settings: tuple[str, ...] = ()
    draws: int = 0
    force: bool = False

    @property
    def folder(self) -> Path:
        return self.out or FOLDERS / Path(self.rulebook).stem

    @property
    def again(self) -> str:
        """The command that makes the sweep again in its folder; the rulebook there holds the settings."""
        words = ["footwall", "sweep", "rulebook.yaml", *self.grid]
        words += ["--year", str(self.year)] if self.year else []
        words += ["--prices", self.prices] if self.prices else []
        words += ["--draws", str(self.draws)] if self.draws else []
        return shlex.join(words)


def sweep_rulebook(request: Request) -> None:
    """Solve, write and print. Errors are those of ``footwall.explore.sweep``."""
    read_grid(request.grid)
    refuse_target(request.folder, request.force, SWEEP)
    with progress_shown() as progress:
        found = sweep(
            request.rulebook,
            request.grid,
            year=request.year,
            prices=request.prices,
            overrides=request.settings,
            draws=request.draws,
            progress=progress,
        )
        progress("Writing the folder")
        from footwall.report.sweep_page import sweep_page

        write_sweep(found, sweep_page(found, request.again), request.folder, request.force)
    typer.echo(sweep_text(found))
    typer.echo(f"\nSweep: {request.folder / 'sweep.html'}\nTable: {request.folder / 'sweep.csv'}")


def sweep_text(found: Sweep) -> str:
    """At most 100 columns: the message, a table a chain, thresholds and speed."""
    prices = found.price_set or str(found.base_year)
    blocks = [
        textwrap.fill(f"{message(found)}.", WIDTH),
        textwrap.fill(
            f"{found.rulebook} (version {found.version}) on {found.as_of}, prices of {prices}; policy minus "
            f"baseline{f', {found.draws} draws' if found.draws else ''}.",
            WIDTH,
        ),
    ]
    for chain in found.chains:
        blocks += [f"{chain.name}\n\n{block}" for block in _tables(found, chain)]
        turns = [threshold_sentence(turn, found.axes[0]) for turn in chain.thresholds]
        turns += row_sentences(found, chain)
        if turns:
            blocks.append(
                "\n".join(textwrap.fill(f"- {turn}", WIDTH, subsequent_indent="  ") for turn in turns)
            )
    blocks += [textwrap.fill(f"Note: {note}", WIDTH) for note in found.notes]
    if found.untouched:
        blocks.append(textwrap.fill(f"Not moved at any point: {', '.join(found.untouched)}.", WIDTH))
    blocks.append(speed_sentence(found))
    return "\n\n".join(blocks)


def _tables(found: Sweep, chain: SweptChain) -> Iterator[str]:
    """One table of all headline numbers; with ranges one a number."""
    if not chain.headings:
        yield "No point of the grid has a solution; sweep.csv has the reasons."
        return
    if not found.draws:
        key = [f"{_letter(place)} {_told(item)}" for place, item in enumerate(chain.headings)]
        rows = [(*_paths(found), *(_letter(place) for place in range(len(chain.headings))))]
        for point in chain.points[:MOST_ROWS]:
            numbers = (point.number(item.figure) for item in chain.headings)
            cells = (NO_FIGURE if number is None else signed(number.value, number.unit) for number in numbers)
            rows.append((*(_short(value) for value in point.values), *cells))
        yield "\n".join((table(rows, tuple(range(len(found.axes)))), *_more(chain), "", *key))
        return
    for heading in chain.headings:
        rows = [(*_paths(found), "change", "low", "high")]
        for point in chain.points[:MOST_ROWS]:
            number = point.number(heading.figure)
            figures = (None, None, None) if number is None else (number.value, number.low, number.high)
            cells = (NO_FIGURE if figure is None else signed(figure, heading.unit) for figure in figures)
            rows.append((*(_short(value) for value in point.values), *cells))
        yield "\n".join((_told(heading), "", table(rows, tuple(range(len(found.axes)))), *_more(chain)))


def _more(chain: SweptChain) -> tuple[str, ...]:
    left = len(chain.points) - MOST_ROWS
    return (f"and {left} more points in sweep.csv",) if left > 0 else ()


def _paths(found: Sweep) -> tuple[str, ...]:
    room = max(12, 44 // len(found.axes))
    return tuple(axis.name if len(axis.name) <= room else f"…{axis.name[1 - room :]}" for axis in found.axes)


def _told(heading: HeadlineNumber) -> str:
    return f"{heading.text}, {SHORT_UNITS.get(heading.unit, heading.unit)}"


def _short(value: str) -> str:
    return textwrap.shorten(value, 24, placeholder="…") or value[:24]


def _letter(place: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]
