"""What a rulebook's question may ask for beyond the five numbers of the headline, told from the numbers.

Every rulebook is asked the same: what its contracts pay and what their makers make of it; what exporters keep
and no treasury receives; whom its quotas serve; which output in the zone loses most, and who makes more;
what becomes of the goods that it charges; where its floors do not bind. What does not occur is not told.
Regions stand by their codes, as in the other sentences of a summary. Central parameters; ranges, where told,
in brackets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from footwall.runs.contracts_told import contracts_told
from footwall.runs.figures import OUTPUT, PRICE, outputs, zone_sum
from footwall.runs.main_goods import BY_PRODUCT
from footwall.runs.rents_told import gap_kept_told, quotas_told
from footwall.runs.sentences import counted, in_sentence, listed, per_cent, three_digits
from footwall.runs.small_moves import is_small

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from footwall.chain.network import Network
    from footwall.measure.state import State
    from footwall.runs.headline import HeadlineNumber
    from footwall.runs.measured import Measured
    from footwall.runs.solved import Solved
    from footwall.runs.zone import ReportedZone

    Record = dict[str, Any]
    Outputs = Mapping[tuple[str, str], float]

MOST_GOODS = 3
LEAST_MADE = 1.0
"""Tonnes a year below which a flow is none to speak of."""


def further_findings(
    solved: Solved, measured: Measured, numbers: Sequence[HeadlineNumber], quotas: Sequence[Record]
) -> list[Record]:
    """Entries ``about`` (contracts, rents, quotas, fall, goods, floors) and ``text``, in that order."""
    baseline, policy, zone = solved.states["baseline"], solved.states["policy"], solved.zone
    told = (
        ("contracts", contracts_told(baseline, policy)),
        ("rents", gap_kept_told(measured, zone)),
        ("quotas", quotas_told(quotas)),
        ("fall", largest_fall(solved, {number.figure for number in numbers})),
        ("goods", charged_goods(solved, quotas)),
        ("floors", floors_told(policy.network, measured)),
    )
    return [{"about": about, "text": text} for about, texts in told for text in texts]


def largest_fall(solved: Solved, in_headline: set[str]) -> Iterator[str]:
    """The good of which the zone's output loses most by value at baseline prices, and who makes more of it.

    Nothing where that good stands in the headline; by-products are left out.
    """
    baseline, policy, zone = solved.states["baseline"], solved.states["policy"], solved.zone
    before, after = outputs(baseline), outputs(policy)
    lost = {
        good.id: _value_lost(baseline, zone, good.id, before, after)
        for good in policy.network.commodities
        if good.stage != BY_PRODUCT
    }
    good = max(lost, key=lambda name: lost[name], default="")
    figure = f"{OUTPUT}|{good}"
    change = solved.central.get(figure, 0.0)
    if figure in in_headline or change >= 0.0 or is_small(change):
        return
    name = _name(policy.network, good)
    levels = " to ".join(three_digits(zone_sum(made, good, zone)) for made in (before, after))
    where = "in the zone" if zone.members else f"outside {zone.rival}"
    yield (
        f"The largest loss of output {where}, by value, is of {name}: {_ranged(solved, figure)}, {levels} "
        f"t/yr. {_who_makes_more(before, after, good, name, zone)}"
    )


def _value_lost(baseline: State, zone: ReportedZone, good: str, before: Outputs, after: Outputs) -> float:
    """Fall of the zone's output at the baseline's prices where it is made, USD/year."""
    prices = zip(baseline.network.markets, baseline.equilibrium.price.tolist(), strict=True)
    return float(
        sum(
            zone.weight(market.region)
            * price
            * (before.get((good, market.region), 0.0) - after.get((good, market.region), 0.0))
            for market, price in prices
            if market.commodity == good
        )
    )


def _who_makes_more(before: Outputs, after: Outputs, good: str, name: str, zone: ReportedZone) -> str:
    """The region outside whose output of the good grows most, in tonnes of what is outside."""
    grown = {
        region: (1.0 - zone.weight(region)) * (after.get((commodity, region), 0.0) - made)
        for (commodity, region), made in before.items()
        if commodity == good
    }
    region = max(grown, key=lambda place: grown[place], default="")
    if not region or grown[region] < LEAST_MADE:
        return f"No region outside makes more {counted(name)} to speak of."
    return f"Outside, {region} adds most: {three_digits(grown[region])} t/yr."


def charged_goods(solved: Solved, quotas: Sequence[Record]) -> Iterator[str]:
    """Price, output and purchases from outside, in the zone, of the goods that the rulebook charges.

    Of many the goods on which the zone spends most.
    """
    baseline, policy, zone = solved.states["baseline"], solved.states["policy"], solved.zone
    charged = _charged(policy) | {row["commodity"] for row in quotas if row["kind"] == "tariff_rate"}
    if not zone.members or not charged:
        return
    largest = sorted(charged, key=lambda good: -_spent(baseline, zone, good))[:MOST_GOODS]
    told = [
        words
        for good in policy.network.commodities
        if good.id in largest and (words := _good_told(solved, good.id))
    ]
    if told:
        more = len(charged) - len(told)
        rest = f" {more} more {'goods are' if more > 1 else 'good is'} charged." if more > 0 else ""
        yield f"In the zone, of what the rulebook charges: {listed(told)}.{rest}"


def _charged(policy: State) -> set[str]:
    """Goods on which a floor or a tariff of the rulebook stands at a border."""
    charges = policy.charges
    amounts = charges.floor + charges.instrument_ad_valorem + charges.instrument_specific
    arcs = zip(policy.network.arcs, amounts.tolist(), strict=True)
    return {arc.commodity for arc, amount in arcs if amount > 0.0}


def _spent(state: State, zone: ReportedZone, good: str) -> float:
    """What buyers in the zone spend on a good, USD/year at the prices they decide on."""
    solved = state.equilibrium
    bought = zip(state.calibration.buyers, (solved.purchases * solved.effective).tolist(), strict=True)
    return float(sum(zone.weight(region) * amount for (name, region), amount in bought if name == good))


def _good_told(solved: Solved, good: str) -> str:
    before, after = (_from_outside(solved.states[name], solved.zone, good) for name in ("baseline", "policy"))
    parts = [
        f"{label} {per_cent(change)}"
        for label, kind in (("price", PRICE), ("output", OUTPUT))
        if not is_small(change := solved.central.get(f"{kind}|{good}", 0.0))
    ]
    bought = 100.0 * (after / before - 1.0) if before >= LEAST_MADE else 0.0
    if not is_small(bought):
        parts.append(f"bought from outside {per_cent(bought)}")
    return f"{_name(solved.states['policy'].network, good)} ({', '.join(parts)})" if parts else ""


def _from_outside(state: State, zone: ReportedZone, good: str) -> float:
    """Tonnes that buyers in the zone take from outside it, t/year."""
    flows = zip(state.network.arcs, state.equilibrium.flow.tolist(), strict=True)
    return float(
        sum(
            zone.weight(arc.destination) * (1.0 - zone.weight(arc.origin)) * flow
            for arc, flow in flows
            if arc.commodity == good
        )
    )


def floors_told(network: Network, measured: Measured) -> Iterator[str]:
    """At how many borders each floor binds; nothing where every floor binds at every border."""
    borders: dict[str, list[bool]] = {}
    for status in measured.floors:
        borders.setdefault(status.commodity, []).append(status.status != "slack")
    if all(all(binds) for binds in borders.values()):
        return
    told: list[str] = []
    for good, binds in borders.items():
        where = f"at {sum(binds) or 'none'} of {len(binds)}"
        name = _name(network, good)
        told.append(f"that on {name} {where}" if told else f"The floor on {name} binds {where} borders")
    yield f"{listed(told)}."


def _name(network: Network, good: str) -> str:
    return in_sentence(network.commodity(good).name.partition(",")[0])


def _ranged(solved: Solved, figure: str) -> str:
    """``−78.7% (−85.0 to −70.1)``; without draws the figure alone."""
    shown = per_cent(solved.central[figure])
    bounds = solved.drawn.range_of(figure)
    return shown if bounds is None else f"{shown} ({' to '.join(per_cent(end)[:-1] for end in bounds)})"
