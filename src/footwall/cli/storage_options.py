"""The command ``footwall storage``: options and help. What it does is in ``footwall.cli.storage``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def storage_of_a_commodity(  # noqa: PLR0913 - one parameter an option
    commodity: Annotated[str, typer.Argument(help="A commodity of the facts, such as ndpr_oxide.")],
    floor: Annotated[
        str | None, typer.Option(help="Price at which the public stock buys, such as '60 USD/kg'.")
    ] = None,
    ceiling: Annotated[
        str | None, typer.Option(help="Price at which it sells; without one it sells at the floor.")
    ] = None,
    cap: Annotated[
        str | None, typer.Option(help="The most that it holds: tonnes or days of use, such as '180 days'.")
    ] = None,
    budget: Annotated[
        str | None, typer.Option(help="The most that it spends in a year, such as '2e9 USD'.")
    ] = None,
    price: Annotated[
        str | None,
        typer.Option(help="Price of a year without shock or stock; without it, that of the base year."),
    ] = None,
    use: Annotated[
        str | None,
        typer.Option(help="Use at that price, such as '100 kt/year'; without it, that of the base year."),
    ] = None,
    demand_elasticity: Annotated[
        float | None, typer.Option(help="Elasticity of use to price, above zero, such as 0.15.")
    ] = None,
    supply_elasticity: Annotated[
        float | None, typer.Option(help="Elasticity of output planned a year ahead, such as 0.15.")
    ] = None,
    storage_cost: Annotated[
        str | None, typer.Option(help="Cost of storing for a year, such as '150 USD/t'.")
    ] = None,
    decay: Annotated[str | None, typer.Option(help="Share of a stock lost in a year, such as 0.5%.")] = None,
    interest: Annotated[
        str | None, typer.Option(help="Real interest of a year on stocks, such as 6%.")
    ] = None,
    shock: Annotated[
        str | None, typer.Option(help="Standard deviation of output around plan, such as 5%.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON in place of tables.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder for storage.json and rules.csv; made if missing.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a folder to which other files were added.")
    ] = False,
) -> None:
    """Tell what a price floor with a capped public stock does to the price and stocks of a commodity.

    Example: footwall storage ndpr_oxide --floor "55 USD/kg" --cap "180 days"
    """
    from footwall.cli import storage as command

    command.storage(
        command.Request(
            commodity,
            floor,
            ceiling,
            cap,
            budget,
            price,
            use,
            demand_elasticity,
            supply_elasticity,
            storage_cost,
            decay,
            interest,
            shock,
            as_json,
            out,
            force,
        )
    )
