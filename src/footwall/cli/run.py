"""``footwall run``: simulate a rulebook, write its result folder, print what came out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from footwall.errors import OutputError

if TYPE_CHECKING:
    from footwall.runs.pipeline import Progress
    from footwall.runs.result import Result

WIDTH = 100
COMPILING = "Compiling the solver, once; this takes about a minute."
FRESH_VALUES = 500_000
"""Values made between two looks for garbage."""
RESULTS = Path("footwall-results")
"""Parent of the result folders where --out is not given."""


@dataclass(frozen=True)
class Request:
    """The options of the command as given."""

    rulebook: str | None
    out: Path | None = None
    year: int | None = None
    prices: str | None = None
    chains: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    amendments: tuple[Path, ...] = ()
    export_network: Path | None = None
    draws: int = 64
    force: bool = False
    years: str | None = None
    processes: int | None = None
    """How many may share the work; None: as many as the machine has and a run makes use of."""

    @property
    def folder(self) -> Path:
        return self.out or RESULTS / Path(self.rulebook or "").stem


def run(request: Request) -> None:
    """Run and write; without a rulebook list the bundled ones. Errors are those of ``footwall.run``."""
    if request.rulebook is None:
        list_bundled()
        return
    collect_rarely()
    from footwall.runs.second_process import processes_at_hand, second_process

    processes = (request.processes or processes_at_hand()) if request.years is not None else 1
    with progress_shown() as progress, second_process(processes) as executor:
        from footwall.cli.run_summary import run_summary
        from footwall.runs.folder import refuse_target
        from footwall.runs.pipeline import run as simulate

        refuse_target(request.folder, request.force)
        refuse_export(request.export_network)
        result = simulate(
            request.rulebook,
            year=request.year,
            prices=request.prices,
            overrides=request.settings,
            amendments=request.amendments,
            chains=request.chains,
            years=request.years,
            draws=request.draws,
            progress=progress,
            executor=executor,
        )
        progress("Writing the result folder")
        with ExitStack() as files:
            exported = _export(result, request.export_network, files)
            folder = result.write(request.folder, render=_report, force=request.force, executor=executor)
    typer.echo(run_summary(result.summary, folder, exported))


def collect_rarely() -> None:
    """Look for garbage a few times a run, and not thousands of times.

    A run makes millions of small values and next to no cycles: the collector took an eighth of its time.
    """
    gc.set_threshold(FRESH_VALUES, 50, 50)


def _report(result: Result) -> str:
    """The page; with ranges it also says how far every assumed input moves the headline."""
    from footwall.explore.tornado import tornado_of
    from footwall.report import render

    drawn = [chain for chain in result.chains if chain.touched and result.options.draws]
    return render(result, {chain.id: tornado_of(chain) for chain in drawn})


def _export(result: Result, target: Path | None, files: ExitStack) -> tuple[Path, ...]:
    """Network files that take their places when ``files`` closes well, once everything else is written."""
    if target is None:
        return ()
    from footwall.runs.folder import replacing_file
    from footwall.runs.network_file import network_files, write_network

    named = network_files(result, target)
    for run, path in named:
        write_network(run, files.enter_context(replacing_file(path)))
    return tuple(path for _, path in named)


def refuse_export(target: Path | None) -> None:
    """Raise OutputError for a file that could not be written."""
    if target is None:
        return
    if target.is_dir():
        raise OutputError(f"--export-network: {target} is a folder, not a file.")
    if not target.resolve().parent.is_dir():
        raise OutputError(f"--export-network: there is no folder {target.resolve().parent}. Make it first.")


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """Steps on standard error while they run; without a terminal nothing but a first compilation is told."""
    from rich.console import Console

    console = Console(stderr=True)

    def tell(line: str) -> None:
        console.print(line, highlight=False, soft_wrap=True)

    if not console.is_terminal:
        yield telling_of_compilation(lambda _: None, tell)
        return
    with console.status("Starting") as status:
        yield telling_of_compilation(lambda step: status.update(f"{step} …"), tell)


def telling_of_compilation(progress: Progress, tell: Progress) -> Progress:
    """``progress`` that also tells of a first compilation, at the second step: the first reads the inputs."""
    steps = count()

    def step(name: str) -> None:
        if next(steps) == 1:
            from footwall.market.readiness import is_compiled

            if not is_compiled():
                tell(COMPILING)
        progress(name)

    return step


def list_bundled() -> None:
    """Names of the bundled rulebooks, each with the first sentence of its why."""
    import textwrap

    from footwall.rulebook import bundled_names, read_rulebook

    typer.echo("Bundled rulebooks:\n")
    names = bundled_names()
    column = max(len(name) for name in names) + 4
    for name in names:
        why = " ".join(read_rulebook(name).why.split())
        first = why.partition(". ")[0].rstrip(".") + "."
        typer.echo(textwrap.fill(f"  {name:<{column - 2}}{first}", WIDTH, subsequent_indent=" " * column))
    typer.echo("\nfootwall run NAME simulates one; footwall run FILE.yaml your own.")
