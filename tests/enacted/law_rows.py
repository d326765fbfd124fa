"""Rows of law for the tests of this folder: facts, rulebooks and networks, each as short as it can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from footwall.chain.network import Arc, Network
from footwall.facts import Facts
from footwall.facts.schema import Measure, Parameter, Production, Region, UseRow
from footwall.rulebook.schema import Rulebook
from toy import toy_network

TODAY = date(2026, 6, 30)
_SOURCED = {"source": "toy", "grade": "assumed"}


def measure(kind: str, by: str, value: float = 1.0, **cells: Any) -> Measure:
    """A row of measures.csv on oxide; ``share`` of the FOB price unless ``cells`` say otherwise."""
    row = {
        "id": f"{by}-{kind}",
        "commodity": ("oxide",),
        "origin": "*",
        "destination": "*",
        "start": date(2020, 1, 1),
        "end": None,
        "unit": "share",
        "basis": "none",
    }
    return Measure(**{**row, **cells}, by=by, kind=kind, value=value, **_SOURCED)


def parameter(name: str, value: float, **selectors: str) -> Parameter:
    row = {"commodity": "", "recipe": "", "region": "", "sector": "", "unit": "USD/t"}
    return Parameter(**{**row, **selectors}, name=name, value=value, low=value, high=value, **_SOURCED)


def region(code: str, *members: str) -> Region:
    return Region(code=code, name=code, members=members, lat=0.0, lon=0.0, wgi=0.0, **_SOURCED)


def production(commodity: str, code: str, quantity: float) -> Production:
    return Production(
        recipe=f"mine_{commodity}", region=code, commodity=commodity, year=2024, quantity=quantity,
        low=quantity, high=quantity, **_SOURCED,
    )  # fmt: skip


def use(commodity: str, code: str, quantity: float) -> UseRow:
    return UseRow(
        commodity=commodity, sector="other", region=code, year=2024, quantity=quantity, low=quantity,
        high=quantity, **_SOURCED,
    )  # fmt: skip


def facts(**tables: tuple[Any, ...]) -> Facts:
    """Facts that hold the given tables and nothing else."""
    names = (
        "measures",
        "parameters",
        "regions",
        "production",
        "use",
        "prices",
        "costs",
        "indices",
        "deflator",
    )
    return Facts(Path("toy"), {name: tables.get(name, ()) for name in names})


def rulebook(members: Any = ("C",), **blocks: Any) -> Rulebook:
    """A rulebook with C as its member, unless said otherwise."""
    return Rulebook.model_validate({"name": "Test", "zone": {"members": members}, **blocks})


def floor(price: str = "60 USD/kg", levy: Mapping[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """A floor; ``basis``, ``vat`` and ``vat_rate`` go to its reference."""
    reference = {key: fields.pop(key) for key in ("basis", "vat", "vat_rate") if key in fields}
    return {"reference": {"price": price, **reference}, "levy": dict(levy or {}), **fields}


def index(network: Network, commodity: str, origin: str, destination: str) -> int:
    """Position of an arc."""
    return next(
        position
        for position, arc in enumerate(network.arcs)
        if (arc.commodity, arc.origin, arc.destination) == (commodity, origin, destination)
    )


def renamed(network: Network, names: Mapping[str, str], **aggregates: tuple[str, ...]) -> Network:
    """The same network with other region codes; ``aggregates`` gives the members of some."""

    def name(code: str) -> str:
        return names.get(code, code)

    return replace(
        network,
        regions=tuple(name(code) for code in network.regions),
        markets=tuple(replace(market, region=name(market.region)) for market in network.markets),
        processes=tuple(
            replace(process, id=process.id.replace(f"@{process.region}", f"@{name(process.region)}"),
                    region=name(process.region))
            for process in network.processes
        ),
        uses=tuple(replace(item, region=name(item.region)) for item in network.uses),
        arcs=tuple(
            replace(arc, origin=name(arc.origin), destination=name(arc.destination)) for arc in network.arcs
        ),
        aggregate_members=aggregates,
    )  # fmt: skip


def reordered(network: Network, order: tuple[int, ...]) -> Network:
    """The same network with its arcs in another order."""
    arcs: tuple[Arc, ...] = tuple(network.arcs[position] for position in order)
    return replace(network, arcs=arcs)


def toy() -> Network:
    return toy_network()
