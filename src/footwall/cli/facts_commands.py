"""The commands below ``footwall facts``: options and help. What they do is in ``footwall.cli.facts``."""

from __future__ import annotations

from typing import Annotated

import typer

facts_app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")


@facts_app.callback()
def facts() -> None:
    """Read the embedded facts: tables, single figures with their source, and the audit.

    Example: footwall facts list
    """


@facts_app.command("list")
def list_tables() -> None:
    """List the tables with their rows, years and grades.

    Example: footwall facts list
    """
    from footwall.cli import facts as command

    command.list_tables()


@facts_app.command("show")
def show_table(
    table: Annotated[str, typer.Argument(help="A table, such as prices.")],
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="COLUMN=VALUE", help="Keep matching rows; may be repeated."),
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print every column of the rows as CSV.")] = False,
) -> None:
    """Print the rows of a table.

    Example: footwall facts show prices --where commodity=ndpr_oxide
    """
    from footwall.cli import facts as command

    command.show_table(table, tuple(where or ()), as_csv=as_csv)


@facts_app.command("explain")
def explain_figure(
    table: Annotated[str, typer.Argument(help="A table, such as parameters.")],
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="COLUMN=VALUE", help="Keep matching rows; may be repeated."),
    ] = None,
) -> None:
    """Explain figures: value, range, unit, source with its address and licence, grade, and any adjustment.

    Example: footwall facts explain parameters --where name=theta
    """
    from footwall.cli import facts as command

    command.explain_figure(table, tuple(where or ()))


@facts_app.command("audit")
def audit(
    chain: Annotated[str | None, typer.Option(help="A chain, such as ree_magnets; none: all.")] = None,
) -> None:
    """Audit the facts: coverage, grades, element balances, adjustments over 10%, publishers side by side.

    Example: footwall facts audit --chain ree_magnets
    """
    from footwall.cli import facts as command

    command.audit(chain)
