"""``cut_off_weeks`` of a chain's record: every week after the rival stops, on both paths, for the zone.

Lists run over the weeks. Prices are multiples of those before, stocks days of use before, tonnes t a week;
the value of what goes unused is million USD at the prices before. A sector is short in a week in which more
than ``SHORT`` of its use before is missing at the choke price.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.horizon.private_stocks import DAYS
from footwall.horizon.weekly_stocks import WEEK
from footwall.runs.figures import MILLION
from footwall.runs.result import Row
from footwall.runs.rows import ZONE
from footwall.runs.variables import variable as dictionary_row
from footwall.runs.year_rows import LAWS, PATHS

if TYPE_CHECKING:
    from footwall.horizon.weekly_cut_off import WeeklyCutOff
    from footwall.market.system import FloatArray
    from footwall.runs.through_years import ChainYears
    from footwall.runs.weekly_tests import WeeklyTest

Record = dict[str, Any]
SHORT = 0.005
DIGITS = 6


def weeks_record(chain: ChainYears) -> Record | None:
    """Both paths, and the policy's if nobody held any stock; None where no year is tested."""
    tests = chain.weeks
    if tests is None:
        return None
    return {
        "year": tests.year,
        "supplier": tests.supplier,
        "transit_weeks": tests.transit_weeks,
        "baseline": _tested(chain, tests.baseline),
        "policy": _tested(chain, tests.policy),
        "without_stocks": _tested(chain, tests.bare),
    }


def weekly_rows(chain: ChainYears) -> Iterator[Row]:
    """What the weeks of a chain add up to, as rows of the year that is tested."""
    record = weeks_record(chain)
    if record is None:
        return
    for scenario, law in zip(PATHS, LAWS, strict=True):
        found = record[law]
        if not found["solved"]:
            continue
        figures = {f"Cut-off|Shortage|{sector}": sum(tonnes) for sector, tonnes in found["shortage"].items()}
        for sector, week in found["first_short"].items():
            if week is not None:
                figures[f"Cut-off|First week short|{sector}"] = float(week)
        figures["Cut-off|Use lost"] = found["lost"]
        if law == "policy" and record["without_stocks"]["solved"]:
            figures["Cut-off|Use lost without stocks"] = record["without_stocks"]["lost"]
        for variable, value in figures.items():
            yield Row(scenario, ZONE, variable, dictionary_row(variable).unit, record["year"], value)


def _tested(chain: ChainYears, test: WeeklyTest) -> Record:
    if test.weeks is None:
        return {"solved": False, "reason": test.reason}
    return {"solved": True, **_sectors(chain, test.weeks), "goods": _goods(chain, test.weeks)}


def _sectors(chain: ChainYears, weeks: WeeklyCutOff) -> Record:
    """Use of the zone by sector: served in % of use before, t short a week, the first week short."""
    uses = chain.network.uses
    weight = chain.zone.weights(tuple(use.region for use in uses))
    used, short = weeks.use * weight, weeks.shortage * weight
    before = WEEK * weeks.before.use * weight
    price = weeks.level[_use_buyers(chain)]
    lost = float((np.maximum(before - used, 0.0) * price).sum()) / MILLION
    record: Record = {"served": {}, "shortage": {}, "short_share": {}, "first_short": {}, "lost": lost}
    for sector in dict.fromkeys(use.sector for use in uses):
        of = np.array([use.sector == sector for use in uses])
        total = float(before[of].sum())
        if total <= 0.0:
            continue
        missing = short[:, of].sum(axis=1)
        late = np.flatnonzero(missing > SHORT * total)
        record["served"][sector] = _plain(100.0 * used[:, of].sum(axis=1) / total)
        record["shortage"][sector] = _plain(missing)
        record["short_share"][sector] = _plain(100.0 * missing / total)
        record["first_short"][sector] = int(late[0]) + 1 if len(late) else None
    return record


def _use_buyers(chain: ChainYears) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return chain.pair.baseline.path.course.calibration.wiring.use_buyer


def _goods(chain: ChainYears, weeks: WeeklyCutOff) -> dict[str, Record]:
    """Of every good that the zone buys: price, stocks left, and where its tonnes come from."""
    buyers = chain.pair.baseline.path.course.calibration.buyers
    weight = chain.zone.weights(tuple(region for _, region in buyers))
    found = {}
    for commodity in chain.network.commodities:
        of = weight * np.array([name == commodity.id for name, _ in buyers])
        bought = float(weeks.before.purchases @ of)
        if bought <= 0.0:
            continue
        share = of * weeks.before.purchases
        record = {
            "price": _plain((weeks.effective @ share) / float(weeks.level @ share)),
            "private_days": _plain(DAYS * (weeks.private_left @ of) / bought),
            "public_days": _plain(DAYS * (weeks.public_left @ of) / bought),
        }
        for name in ("used", "supplied", "arrived", "private", "public"):
            record[name] = _plain(getattr(weeks, name) @ of)
        found[commodity.id] = record
    return found


def _plain(values: FloatArray) -> list[float]:
    return [float(f"{value:.{DIGITS}g}") + 0.0 for value in values.tolist()]
