"""The measures of an episode on a day, as charges on arcs and quotas: what the market reads.

A ban shuts arcs, a quota limits all of them together, a licence each destination to a share of its base flow,
taxes and duties are rates. A range of an amount is drawn with the parameters. Measures in force on the day
before the event are part of the base year: their rents are in its prices, their taxes in its charges.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from footwall.backtest.parameters import Behaviour
from footwall.backtest.schema import Episode, EpisodeMeasure
from footwall.chain.network import Arc, Estimate, Network
from footwall.enacted.arcs import UNCHARGED
from footwall.enacted.charges import ArcCharges, Quota
from footwall.market.parameters import FloatArray
from footwall.rulebook.amounts import Amount

CHARGE = {"export_tax": "export_tax", "import_duty": "duty_ad_valorem"}
"""The field of the charges that a measure by rate fills."""


@dataclass(frozen=True, eq=False)
class LawOfDay:
    """Charges, and the quotas with their limits (S, quotas) in t/year."""

    charges: ArcCharges
    quotas: tuple[Quota, ...]
    limits: FloatArray


def in_force(measure: EpisodeMeasure, on: date) -> bool:
    """True from its first to its last day, both included."""
    return measure.starts <= on and (measure.ends is None or on <= measure.ends)


def law_on(episode: Episode, network: Network, on: date, behaviour: Behaviour | None = None) -> LawOfDay:
    """The law of a day; without ``behaviour`` amounts are central, else (S,) draws."""
    scenarios = 1 if behaviour is None else behaviour.cover.shape[0]
    fields = {
        name: np.full((scenarios, len(network.arcs)), UNCHARGED.get(name, 0.0)) for name in ArcCharges.names()
    }
    fields["freight"][:] = [arc.freight for arc in network.arcs]
    fields["valuation_cif"][:] = 1.0
    quotas: list[Quota] = []
    limits: list[FloatArray] = []
    for place, measure in enumerate(episode.measures):
        if not in_force(measure, on):
            continue
        arcs = [a for a, arc in enumerate(network.arcs) if _meets(measure, arc)]
        amount = _amount(measure, behaviour)
        if measure.kind == "export_ban":
            fields["open"][:, arcs] = 0.0
        elif measure.kind in CHARGE:
            fields[CHARGE[measure.kind]][:, arcs] += amount[:, None]
        elif measure.kind == "export_quota" and arcs:
            quotas.append(Quota(f"quota {place}", "export", tuple(arcs), float(amount[0])))
            limits.append(amount)
        else:
            for a in arcs:
                flow = network.arcs[a].flow
                quotas.append(Quota(f"licence {place}.{a}", "licence", (a,), float(amount[0] * flow)))
                limits.append(amount * flow)
    table = np.stack(limits, axis=1) if limits else np.zeros((1, 0))
    return LawOfDay(ArcCharges(**_shared(fields)), tuple(quotas), table)


def _meets(measure: EpisodeMeasure, arc: Arc) -> bool:
    here, there = (
        (arc.destination, arc.origin) if measure.kind == "import_duty" else (arc.origin, arc.destination)
    )
    named = not measure.partners or there in measure.partners
    return arc.commodity == measure.good and here == measure.by and there != measure.by and named


def _amount(measure: EpisodeMeasure, behaviour: Behaviour | None) -> FloatArray:
    written = next((x for x in (measure.limit, measure.share, measure.rate) if x is not None), 0.0)
    if behaviour is None:
        return np.array([float(written)])
    span = written.span if isinstance(written, Amount) else None
    low, high = (written, written) if span is None else (span[0].engine, span[1].engine)
    return behaviour.pick(Estimate(float(written), float(low), float(high), "episode", measure.grade))


def _shared(fields: dict[str, FloatArray]) -> dict[str, FloatArray]:
    """Fields that are the same in every scenario without their scenario axis."""
    return {name: block[0] if (block == block[0]).all() else block for name, block in fields.items()}
