"""The command line: every command with its options and help.

What a command does is in the module of its name. Those modules, and with them the engine, are imported when
their command is called, so that ``footwall --help`` stays quick. The texts here are the reference of the
command line: a test refuses a command or option without one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from footwall.cli.boundary import Boundary
from footwall.cli.facts_commands import facts_app
from footwall.cli.plain_characters import spell_out_what_is_missing
from footwall.cli.storage_options import storage_of_a_commodity
from footwall.cli.vault_options import vault_app

AmendmentFiles = Annotated[
    list[Path] | None,
    typer.Option("--amend", metavar="FILE", help="Lay an amendment over the rulebook; may be repeated."),
]
Year = Annotated[int | None, typer.Option(help="Clauses in force on 31 December of this year.")]
app = typer.Typer(
    name="footwall",
    cls=Boundary,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(facts_app, name="facts")
app.add_typer(vault_app, name="vault")
app.command("storage")(storage_of_a_commodity)


def main() -> None:
    """Entry point of the ``footwall`` script and of ``python -m footwall``."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # many small solves: threads cost more than they save
    spell_out_what_is_missing()
    app()


def _print_version(asked: bool) -> None:
    if asked:
        from footwall import __version__

        typer.echo(f"footwall {__version__}")
        raise typer.Exit


@app.callback()
def footwall(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Design, stress-test and run a critical-minerals trading bloc with adjustable price floors."""


@app.command()
def run(  # noqa: PLR0913 - one parameter an option
    rulebook: Annotated[
        str | None, typer.Argument(help="A bundled name or a YAML file; without one, the bundled names.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the results; made if missing.")] = None,
    year: Year = None,
    years: Annotated[
        str | None,
        typer.Option(metavar="FIRST:LAST", help="Also walk through these years, such as 2024:2040."),
    ] = None,
    prices: Annotated[
        str | None,
        typer.Option(help="Re-anchor the baseline: commodity=PRICE,..., a CSV file or a month of the facts."),
    ] = None,
    chains: Annotated[
        list[str] | None,
        typer.Option(
            "--chain",
            help="A chain to run, or all; may be repeated. Without it: what the rulebook touches, or, over "
            "years, names.",
        ),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a field of the rulebook; may be repeated."),
    ] = None,
    amendments: AmendmentFiles = None,
    export_network: Annotated[
        Path | None, typer.Option(help="Also write the whole numeric problem and its solution as JSON.")
    ] = None,
    draws: Annotated[
        int,
        typer.Option(
            min=0, max=10_000, help="Joint draws of the parameters behind the ranges; 0: no ranges."
        ),
    ] = 64,
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace a result folder to which other files were added."),
    ] = False,
    processes: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=2,
            help="Processes that share a run over years; without it, 2 where the machine has two cores.",
        ),
    ] = None,
) -> None:
    """Simulate a rulebook against the baseline and write a result folder with a report.

    Example: footwall run cascade --out build/cascade
    """
    from footwall.cli import run as command

    command.run(
        command.Request(
            rulebook,
            out,
            year,
            prices,
            tuple(chains or ()),
            tuple(settings or ()),
            tuple(amendments or ()),
            export_network,
            draws,
            force,
            years,
            processes,
        )
    )


@app.command()
def check(
    rulebook: Annotated[str, typer.Argument(help="A bundled name or a YAML file.")],
    year: Year = None,
    amendments: AmendmentFiles = None,
) -> None:
    """Explain a rulebook in plain words and list its faults and contradictions, without running it.

    Example: footwall check cascade
    """
    from footwall.cli import check as command

    command.check(rulebook, tuple(amendments or ()), year)


@app.command()
def new(
    file: Annotated[Path, typer.Argument(help="File to write; it must not exist.")],
) -> None:
    """Write a commented template of a rulebook, which footwall check accepts as it stands.

    Example: footwall new rulebook.yaml
    """
    from footwall.cli import new as command

    command.new(file)


@app.command()
def schema(
    out: Annotated[Path | None, typer.Option(help="File to write; standard output if not given.")] = None,
) -> None:
    """Print the JSON Schema of rulebooks, for editors that complete and check YAML.

    Example: footwall schema --out rulebook.schema.json
    """
    from footwall.cli import schema as command

    command.schema(out)


@app.command()
def why(
    folder: Annotated[Path, typer.Argument(help="A result folder written by footwall run.")],
    variable: Annotated[
        str | None,
        typer.Argument(help="A variable, such as 'Price|Delivered|ndfeb_magnet'; none: list them."),
    ] = None,
    region: Annotated[str | None, typer.Option(help="A region or a route such as 'CHN>USA'.")] = None,
) -> None:
    """Explain one number of a result: its equation, its inputs, their sources and grades.

    Example: footwall why build/cascade "Price|Delivered|ndfeb_magnet" --region USA
    """
    from footwall.cli import why as command

    command.why(folder, variable, region)


@app.command("compare")
def compare_folders(
    folders: Annotated[
        list[Path], typer.Argument(help="Two or more result folders written by footwall run.")
    ],
    out: Annotated[Path | None, typer.Option(help="Folder of the comparison; made if missing.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a comparison to which other files were added.")
    ] = False,
) -> None:
    """Compare results of several rulebooks on one baseline; write a table and a page.

    Example: footwall compare build/cascade build/tariff-25 --out build/comparison
    """
    from footwall.cli import compare as command

    command.compare_folders(folders, out, force)


@app.command("sweep")
def sweep_rulebook(  # noqa: PLR0913 - one parameter an option
    rulebook: Annotated[str, typer.Argument(help="A bundled name or a YAML file.")],
    grid: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH=FROM:TO:COUNT...", help="Fields of the rulebook with their values, or PATH=A,B,C."
        ),
    ],
    out: Annotated[Path | None, typer.Option(help="Folder of the sweep; made if missing.")] = None,
    year: Year = None,
    prices: Annotated[
        str | None,
        typer.Option(help="Re-anchor the baseline: commodity=PRICE,..., a CSV file or a month of the facts."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a field at every point; may be repeated."),
    ] = None,
    draws: Annotated[
        int,
        typer.Option(
            min=0, max=10_000, help="Joint draws at every point of a single path, for ranges; 0: none."
        ),
    ] = 0,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a sweep to which other files were added.")
    ] = False,
) -> None:
    """Solve a rulebook over a grid of its own values; write a table and a page.

    Example: footwall sweep cascade "floors.ndpr_oxide.reference.price=60 USD/kg:140 USD/kg:9"
    """
    from footwall.cli import sweep as command

    command.sweep_rulebook(
        command.Request(rulebook, tuple(grid), out, year, prices, tuple(settings or ()), draws, force)
    )


@app.command()
def backtest(
    episode: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Replay this episode; none: all that come with the package."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print scores, ranges and parameters as JSON.")
    ] = False,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a commented episode to start from.")
    ] = None,
) -> None:
    """Replay documented episodes month by month and score the model beside two naive rivals.

    Example: footwall backtest --episode gallium.yaml --json
    """
    from footwall.cli import backtest as command

    command.backtest(command.Request(episode, as_json, template))
