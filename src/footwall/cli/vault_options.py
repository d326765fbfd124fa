"""The commands below ``footwall vault``: options and help. What they do is in ``footwall.cli.vault``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

vault_app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")


@vault_app.callback()
def vault() -> None:
    """Design a public stock of critical minerals.

    Example: footwall vault plan --budget 12e9USD
    """


@vault_app.command("plan")
def plan(  # noqa: PLR0913 - one parameter an option
    budget: Annotated[str, typer.Option(help="All the money, carrying cost included, such as '12e9 USD'.")],
    rulebook: Annotated[
        str, typer.Option(help="A bundled name or a YAML file: the law and the members to start from.")
    ] = "vault-alone",
    regions: Annotated[
        list[str] | None,
        typer.Option(help="A region whose users the stock serves, in place of the members; may be repeated."),
    ] = None,
    chains: Annotated[
        list[str] | None,
        typer.Option("--chain", help="A chain to buy from; may be repeated. Without it: all."),
    ] = None,
    supplier: Annotated[
        str | None,
        typer.Option(
            help="Region that stops its exports; without it, each chain's largest outside producer."
        ),
    ] = None,
    year: Annotated[int, typer.Option(help="Year on whose first day the exports stop.")] = 2030,
    rate: Annotated[str, typer.Option(help="Yearly interest on what is spent.")] = "4.5%",
    storage: Annotated[str, typer.Option(help="Yearly storage and insurance over the value held.")] = "1%",
    pace: Annotated[
        str, typer.Option(help="The most that is bought of a good in a year, over its yearly use.")
    ] = "50%",
    worth: Annotated[
        float, typer.Option(min=0.0, help="Loss in USD that a dollar must avoid if the exports stop.")
    ] = 1.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON in place of tables.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for report.html, plan.yaml, plan.json and tables; made if missing."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a folder to which other files were added.")
    ] = False,
) -> None:
    """Say what a public stock should buy first with a budget, by what each dollar saves in a cut-off.

    Example: footwall vault plan --budget 12e9USD --out build/vault-plan
    """
    from footwall.cli import vault as command

    command.plan(
        command.Request(
            budget,
            rulebook,
            tuple(regions or ()),
            tuple(chains or ()),
            supplier,
            year,
            (rate, storage, pace),
            worth,
            as_json,
            out,
            force,
        )
    )
