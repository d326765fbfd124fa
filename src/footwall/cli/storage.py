"""``footwall storage``: what a floor with a capped public stock does to one commodity."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import typer

from footwall.cli.run import progress_shown
from footwall.cli.storage_text import storage_text
from footwall.errors import StorageInputError, UnitError
from footwall.explore.written_storage import STORAGE, record_of, write_storage
from footwall.facts import load_facts
from footwall.runs.folder import refuse_target
from footwall.storage.commodity import DAYS, AskedPolicy, Replaced, StorageMarket, storage_market
from footwall.storage.outcome import compare
from footwall.units import Dimension, Quantity, parse


@dataclass(frozen=True)
class Request:
    """The options of the command as given."""

    commodity: str
    floor: str | None = None
    ceiling: str | None = None
    cap: str | None = None
    budget: str | None = None
    price: str | None = None
    use: str | None = None
    demand_elasticity: float | None = None
    supply_elasticity: float | None = None
    storage_cost: str | None = None
    decay: str | None = None
    interest: str | None = None
    shock: str | None = None
    as_json: bool = False
    out: Path | None = None
    force: bool = False


def storage(request: Request) -> None:
    """Solve, print and, with ``out``, write. Raises UnknownName, UnitError, OutputError, Storage errors."""
    replaced = _replaced(request)
    _refuse_half_a_policy(request)
    if request.out is not None:
        refuse_target(request.out, request.force, STORAGE)
    market = storage_market(load_facts(), request.commodity, replaced)
    asked = _asked(request, market)
    with progress_shown() as progress:
        progress(f"Solving the storage of {market.name}")
        outcome = compare(market, asked)
    record = record_of(outcome)
    typer.echo(json.dumps(record, indent=2) if request.as_json else storage_text(outcome))
    if request.out is not None:
        write_storage(outcome, request.out, request.force)
        typer.echo(
            f"\nStorage: {request.out / 'storage.json'}\nRules: {request.out / 'rules.csv'}",
            err=request.as_json,
        )


def _replaced(request: Request) -> Replaced:
    return Replaced(
        price=_engine("--price", request.price, "price"),
        use=_engine("--use", request.use, "mass per year"),
        demand_elasticity=request.demand_elasticity,
        supply_elasticity=request.supply_elasticity,
        storage_cost=_engine("--storage-cost", request.storage_cost, "price"),
        decay=_engine("--decay", request.decay, "share"),
        interest=_engine("--interest", request.interest, "share"),
        shock=_engine("--shock", request.shock, "share"),
    )


def _refuse_half_a_policy(request: Request) -> None:
    given = {"--ceiling": request.ceiling, "--cap": request.cap, "--budget": request.budget}
    if request.floor is None:
        for option, written in given.items():
            if written is not None:
                raise StorageInputError(
                    f"{option} reads {written!r} without --floor; allowed: a floor at which the public stock "
                    "buys, such as --floor '60 USD/kg'."
                )
    elif request.cap is None:
        raise StorageInputError(
            f"--floor reads {request.floor!r} without --cap; allowed: with the most that the public stock "
            "holds, such as --cap '180 days' or --cap '20000 t'."
        )


def _asked(request: Request, market: StorageMarket) -> AskedPolicy | None:
    floor = _engine("--floor", request.floor, "price")
    if floor is None or request.cap is None:
        return None
    cap = _quantity("--cap", request.cap, "mass", "duration")
    held = cap.engine if cap.dimension == "mass" else cap.engine / DAYS * market.use
    ceiling = _engine("--ceiling", request.ceiling, "price")
    return AskedPolicy(floor, held, ceiling, _engine("--budget", request.budget, "money"))


def _engine(option: str, written: str | None, dimension: Dimension) -> float | None:
    return None if written is None else _quantity(option, written, dimension).engine


def _quantity(option: str, written: str, *dimensions: Dimension) -> Quantity:
    try:
        return parse(written, *dimensions)
    except UnitError as error:
        raise UnitError(f"{option}: {error}") from error
