"""Everything that ``footwall why`` needs, as one document of plain data (``why.json``).

It holds the inputs of every equation in the three states, the facts behind them with grade and source, and
what calibration changed. Engine units: t/year and USD/t. Arrays follow the order of ``arcs``,
``processes``, ``buyers`` and ``uses``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.chain.network import Estimate
from footwall.market.equilibrium import UnitCharges
from footwall.runs.rows import route_name

if TYPE_CHECKING:
    from footwall.measure.state import State
    from footwall.runs.result import ChainRun, Result

Record = dict[str, Any]
DIGITS = 10
RATES = (
    "open",
    "export_tax",
    "vat_not_refunded",
    "export_specific",
    "valuation_cif",
    "duty_ad_valorem",
    "duty_specific",
    "replaced_ad_valorem",
    "replaced_specific",
    "netted_ad_valorem",
    "netted_specific",
    "instrument_ad_valorem",
    "instrument_specific",
    "floor",
    "floor_cif",
    "levied_share",
    "top_up",
    "omega",
)


def provenance(result: Result) -> Record:
    """The document of a result: what all chains share, and one record a chain."""
    return {
        "format": 2,
        "model": result.model,
        "rulebook": result.rulebook.name,
        "as_of": result.options.as_of.isoformat(),
        "base_year": result.lead.policy.network.year,
        "sources": {row.key: _record(row) for row in result.facts.table("sources")},
        "chains": {run.id: _chain(result, run) for run in result.chains},
    }


def _chain(result: Result, run: ChainRun) -> Record:
    network, anchors = run.policy.network, run.economy.anchored.anchors
    quotas = list(_quotas(run))
    return {
        "names": sorted(
            {
                *(commodity.id for commodity in network.commodities),
                *(process.id.partition("@")[0] for process in network.processes),
                *(use.sector for use in network.uses),
                *(quota["id"] for quota in quotas),
            }
        ),
        "arcs": [
            {
                "commodity": arc.commodity,
                "origin": arc.origin,
                "destination": arc.destination,
                "prior": arc.prior,
                "route": route_name(arc.origin, arc.destination),
            }
            for arc in network.arcs
        ],
        "processes": list(_processes(run)),
        "buyers": [
            {"commodity": commodity, "region": region} for commodity, region in run.policy.calibration.buyers
        ],
        "uses": [
            {
                "sector": use.sector,
                "commodity": use.commodity,
                "region": use.region,
                "elasticity": _estimate(use.elasticity),
                "choke_ratio": _estimate(use.choke_ratio),
            }
            for use in network.uses
        ],
        "theta": {commodity: _estimate(estimate) for commodity, estimate in network.theta.items()},
        "prices": {item.market: _record(item) for item in run.economy.anchored.price_adjustments},
        "anchors": {item.market: _record(item) for item in anchors.prices} if anchors else {},
        "adjustments": list(_adjustments(result, run)),
        "floors": [_record(floor) for floor in run.policy.enactment.floors],
        "quotas": quotas,
        "measures": list(_measures(result, run)),
        "states": {
            "calibration": _state(run.calibration),
            "baseline": _state(run.baseline),
            "policy": _state(run.policy),
        },
    }


def _adjustments(result: Result, run: ChainRun) -> Iterator[Record]:
    """Published and balanced figures, with the source of the published one where it is a row of the facts."""
    source = {
        (table, key): row.source
        for table in ("production", "capacity", "use", "trade")
        for key, row in _keyed(result, run, table)
    }
    for item in run.economy.anchored.adjustments:
        yield {**_record(item), "source": source.get((item.table, item.key), "")}


def _keyed(result: Result, run: ChainRun, table: str) -> Iterator[tuple[str, Any]]:
    for row in result.facts.table(table):
        if row.year == run.policy.network.year:
            if table in ("production", "capacity"):
                yield f"{row.recipe}@{row.region}", row
            elif table == "use":
                yield f"{row.commodity}:{row.sector}@{row.region}", row
            else:
                yield f"{row.commodity}:{row.origin}>{row.destination}", row


def _processes(run: ChainRun) -> Iterator[Record]:
    for process in run.policy.network.processes:
        yield {
            "id": process.id,
            "recipe": process.id.partition("@")[0],
            "region": process.region,
            "kind": process.kind,
            "inputs": list(process.inputs),
            "outputs": list(process.outputs),
            "base_activity": process.activity,
            "base_capacity": process.capacity,
            "supply_elasticity": _estimate(process.supply_elasticity),
            "avoidable_share": _estimate(process.avoidable_share),
        }


def _quotas(run: ChainRun) -> Iterator[Record]:
    for scenario, state in (("baseline", run.baseline), ("policy", run.policy)):
        for quota, rent in zip(state.enactment.quotas, state.equilibrium.rent.tolist(), strict=True):
            yield {
                "scenario": scenario,
                "id": quota.id,
                "kind": quota.kind,
                "limit": quota.limit if np.isfinite(quota.limit) else None,
                "out_of_quota": quota.out_of_quota,
                "rent_to": quota.rent_to,
                "imposed_by": quota.imposed_by,
                "clause": quota.clause,
                "rent": rent,
                "tonnes": float(state.equilibrium.flow[list(quota.arcs)].sum()),
            }


def _measures(result: Result, run: ChainRun) -> Iterator[Record]:
    """Measures of governments in force in the base year or on the day of the run."""
    days = {"base_year": run.economy.base_law.date, "as_of": result.options.as_of.isoformat()}
    for row in result.facts.table("measures"):
        last = row.end.isoformat() if row.end else None
        in_force = [
            name
            for name, day in days.items()
            if row.start.isoformat() <= day and (last is None or day <= last)
        ]
        if in_force:
            yield {
                "id": row.id,
                "by": row.by,
                "kind": row.kind,
                "commodities": list(row.commodity),
                "origin": row.origin,
                "destination": row.destination,
                "from": row.start.isoformat(),
                "to": last,
                "value": row.value,
                "unit": row.unit,
                "source": row.source,
                "grade": row.grade,
                "in_force": in_force,
            }


def _state(state: State) -> Record:
    solved = state.equilibrium
    process, use, buyer = state.block("process"), state.block("use"), state.block("buyer")
    return {
        "unit": {item.name: _numbers(getattr(solved.unit, item.name)) for item in fields(UnitCharges)},
        "rates": {name: _sparse(np.asarray(getattr(state.charges, name), dtype=float)) for name in RATES},
        "flow": _numbers(solved.flow),
        "share": _numbers(solved.share),
        "base_share": _numbers(state.block("arc")[:, 0]),
        "price": dict(zip((m.name for m in state.network.markets), _numbers(solved.price), strict=True)),
        "disposal": dict(
            zip((m.name for m in state.network.markets), _numbers(solved.disposal), strict=True)
        ),
        "activity": _numbers(solved.activity),
        "margin": _numbers(solved.margin),
        "supply": {
            name: _numbers(process[:, place])
            for place, name in enumerate(("capacity", "kappa", "width", "join", "tail"), 1)
        },
        "effective": _numbers(solved.effective),
        "purchases": _numbers(solved.purchases),
        "sourcing": {
            name: _numbers(buyer[:, place]) for place, name in enumerate(("theta", "level", "base_level"), 1)
        },
        "use": _numbers(solved.use),
        "shortage": _numbers(solved.shortage),
        "demand": {
            name: _numbers(use[:, place])
            for place, name in enumerate(("base_quantity", "base_price", "elasticity", "choke_price"), 1)
        },
    }


def _estimate(estimate: Estimate) -> Record:
    return _record(estimate)


def _record(value: Any) -> Record:
    """A frozen dataclass as plain data, floats rounded to ``DIGITS`` significant digits."""
    return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return _rounded(value)
    return list(value) if isinstance(value, tuple) else value


def _numbers(values: Any) -> list[float | None]:
    return [_rounded(value) for value in np.asarray(values, dtype=float).tolist()]


def _sparse(values: Any) -> dict[str, float | None]:
    """Position -> value where it is not zero."""
    return {str(position): _rounded(float(values[position])) for position in np.flatnonzero(values).tolist()}


def _rounded(value: float) -> float | None:
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None


def positions(records: Sequence[Record], **wanted: str) -> list[int]:
    """Positions of the records whose fields have the wanted values."""
    return [
        place
        for place, item in enumerate(records)
        if all(item[field] == value for field, value in wanted.items())
    ]
