"""The consequences in ``summary.json``: one entry a table, in the units that a reader expects.

Money is million USD a year, prices USD/kg, shares %, costs of products USD per unit. What does not exist is
null.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from footwall.measure.protection import Protection
from footwall.measure.security import Reliance, Supply, UnservedUse
from footwall.runs.consequence_figures import LEVELS, MONEY, OWNER_NOT_KNOWN, PERCENT
from footwall.runs.consequences import Consequences
from footwall.runs.figures import MILLION
from footwall.runs.product_bills import bill_records
from footwall.runs.ranged_consequences import EFFECTIVE, HHI, OUTSIDE, RELIANCE, RIVAL_BOUGHT
from footwall.runs.short_goods import short_good_record

if TYPE_CHECKING:
    from footwall.runs.draws import DrawnFigures
    from footwall.runs.wedge import Wedge

Record = dict[str, Any]
_RANGED = {
    "hhi": HHI, "rival_share": RIVAL_BOUGHT, "outside_share": OUTSIDE, "net_import_reliance": RELIANCE,
}  # fmt: skip
"""Figures of what the zone buys that carry a range, by their name in the record."""
LEVEL_UNITS = {"USD/t": "USD/kg", "share of the customs value": "%", "t/yr": "t/yr"}


def consequence_records(found: Consequences, drawn: DrawnFigures) -> Record:
    """Entries ``protection``, ``security``, ``product_costs``, ``by_owner`` and ``wedge``.

    Effective rates of stages and what the zone buys under the policy have a low and a high, null without
    draws; the other entries are deterministic, for the central parameters.
    """
    return {
        "protection": protection_record(found, drawn),
        "security": security_record(found, drawn),
        "product_costs": bill_records(found.products),
        "by_owner": [
            {
                "owner": gain.owner or OWNER_NOT_KNOWN,
                "region": gain.region,
                "producer_surplus": gain.producer_surplus / MILLION,
                "rents": gain.rents / MILLION,
                "unit": "million USD/yr",
            }
            for gain in found.owners
        ],
        "wedge": wedge_record(found),
    }


def protection_record(found: Consequences, drawn: DrawnFigures) -> Record:
    """Rates of the zone's stages, and of every process in it."""
    return {
        "stages": [
            {"stage": row.stage, **_rates(row)}
            | {f"effective_{end}": bound for end, bound in _bounds(drawn, f"{EFFECTIVE}|{row.stage}").items()}
            for row in found.stages
        ],
        "processes": [
            {"recipe": row.process.partition("@")[0], "region": row.region, "stage": row.stage, **_rates(row)}
            for row in found.processes
            if found.zone.weight(row.region) > 0.0
        ],
        "unit": "%",
    }


def _rates(row: Protection) -> Record:
    return {
        "nominal_output": _percent(row.nominal_output),
        "nominal_input": _percent(row.nominal_input),
        "effective": _percent(row.effective),
        "value_added_share": _percent(row.value_added_share),
        "negative": row.negative,
    }


def _bounds(drawn: DrawnFigures, figure: str) -> Record:
    low, high = drawn.range_of(figure) or (None, None)
    return {"low": low, "high": high}


def security_record(found: Consequences, drawn: DrawnFigures) -> Record:
    """Concentration of what the zone buys and of what it contains, import reliance, shortage."""
    return {
        "commodities": [
            {
                "commodity": row.commodity,
                "baseline": _supply(found, _of(found.before.direct, row.commodity), before),
                "policy": _supply(found, _of(found.after.direct, row.commodity), row),
                "policy_range": {
                    name: _bounds(drawn, f"{figure}|{row.commodity}") for name, figure in _RANGED.items()
                },
            }
            for before, row in zip(found.before.reliance, found.after.reliance, strict=True)
        ],
        "contained": [
            {
                "commodity": after.commodity,
                "element": after.element,
                "baseline": _supply(found, _of(found.before.contained, after.commodity, after.element), None),
                "policy": _supply(found, after, None),
            }
            for after in found.after.contained
        ],
        "shortages": [
            {
                "sector": use.sector,
                "region": use.region,
                "shortage": use.shortage,
                "baseline": use.shortage_baseline,
                "share": _percent(use.shortage_share),
                "share_of_base": _percent(use.shortage_of_base),
                "unit": "t/yr",
                **_short_good(found, use),
            }
            for use in found.uses
            if use.shortage > 0.0
        ],
        "short_goods": [short_good_record(good) for good in found.goods_short],
        "hhi_scale": 10_000,
        "unit": "%",
    }


def _short_good(found: Consequences, use: UnservedUse) -> Record:
    """The good of a sector that is hit hardest: a share over all its goods hides a scarce one."""
    hit = found.short_goods.get((use.sector, use.region))
    return {} if hit is None else {"good": hit.commodity, "good_share": _percent(hit.share)}


def _of(supplies: tuple[Supply, ...], commodity: str, element: str = "") -> Supply | None:
    return next((row for row in supplies if (row.commodity, row.element) == (commodity, element)), None)


def _supply(found: Consequences, supply: Supply | None, reliance: Reliance | None) -> Record:
    shown: Record = {"hhi": None, "hhi_governance": None, "rival_share": None, "outside_share": None}
    if supply is not None:
        shown = {
            "hhi": supply.hhi,
            "hhi_governance": supply.hhi_governance(found.governance),
            "rival_share": PERCENT * supply.share(found.zone.rival),
            "outside_share": PERCENT * supply.outside_share,
        }
    if reliance is not None:
        shown["net_import_reliance"] = _percent(reliance.net_import_reliance)
    return shown


def wedge_record(found: Consequences) -> Record | None:
    """The wedge table; None where nothing is protected."""
    table = found.wedge
    if table is None:
        return None
    return {
        "commodity": table.commodity,
        "zone_output_without": table.output_without,
        "zone_output": table.output,
        "output_unit": "t/yr",
        "unit": "million USD/yr",
        "kept": list(table.kept),
        "out_of_reach": list(table.out_of_reach),
        "deterministic": True,
        "instruments": [_wedge(row) for row in table.rows],
    }


def _wedge(row: Wedge) -> Record:
    return {
        "instrument": row.instrument,
        "level": row.level * LEVELS[row.level_unit],
        "level_unit": LEVEL_UNITS[row.level_unit],
        **{field: getattr(row, field) / MILLION for field in MONEY.values()},
        "zone_gain": row.zone_gain / MILLION,
        "collected": row.collected / MILLION,
        "kept_by_exporters": row.kept_by_exporters / MILLION,
        "concealed": row.concealed / MILLION,
        "error": row.error,
        "zone_output_change": {
            commodity: _percent(after / before - 1.0) if before > 0.0 else None
            for commodity, (before, after) in row.zone_output.items()
        },
    }


def _percent(share: float) -> float | None:
    return None if math.isnan(share) else PERCENT * share
