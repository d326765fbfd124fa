"""Measures of governments: what the facts and the rulebook say each region does at its own border.

Rows of both become one frozen ``Measure``. Selection follows customs practice: among import duties and
export charges of the facts the most specific one applies (a partner named by its own code before one named
through its customs union before everybody), the later one where two are equally specific; additional
duties, such as those of Section 301 of the US Trade Act of 1974, and the measures of a rulebook come on
top.

This module holds no quantities of a network: tonnes of licences and quotas are in
``footwall.enacted.limits``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from footwall.enacted.exact import exact

if TYPE_CHECKING:
    from footwall.enacted.places import Places
    from footwall.facts.facts import Facts
    from footwall.facts.schema import Measure as MeasureRow

MeasureKind = Literal[
    "import_duty", "export_tax", "vat_not_refunded", "export_licence", "export_quota", "ban"
]
RentReceiver = Literal["state", "holders"]
ANYBODY = "*"
RULEBOOK_SECTIONS = ("measures[", "events[", "rival.")
EXPORT_CURBS = ("export_tax", "export_licence", "export_quota", "ban")
MOST = Fraction(1, 2)
"""A ban or limit that names less than this part of an aggregate holds on none of it; notes say so."""


@dataclass(frozen=True, eq=False)
class Measure:
    """One measure; ``partners`` are its origins (import duty) or destinations (export side), empty for all.

    It equals itself alone: another of the same words is another measure.
    ``rate`` is a share of the customs value or FOB price, ``amount`` USD/t, ``quota`` t/year, ``approval``
    a share of base exports. ``additional`` measures come on top of the one that applies. ``path`` says
    where the measure is written.
    """

    path: str
    by: str
    kind: MeasureKind
    commodities: tuple[str, ...]
    partners: tuple[str, ...] = ()
    starts: date | None = None
    ends: date | None = None
    rate: Fraction = Fraction(0)
    amount: Fraction = Fraction(0)
    quota: Fraction | None = None
    approval: Fraction | None = None
    rent_to: RentReceiver = "holders"
    additional: bool = False
    excused: tuple[str, ...] = ()
    """Partners on which it does not hold, whatever ``partners`` says."""
    suspended: tuple[tuple[date, date], ...] = ()
    """First and last day of each time in which it does not hold: suspensions, and truces with another."""

    @property
    def of_rulebook(self) -> bool:
        """True for a measure written in the rulebook, False for one of the facts."""
        return self.path.startswith(RULEBOOK_SECTIONS)

    def in_force(self, on: date) -> bool:
        """True from the first to the last day, both included, outside its suspensions."""
        begun = self.starts is None or self.starts <= on
        ended = self.ends is not None and self.ends < on
        return begun and not ended and not any(first <= on <= last for first, last in self.suspended)


def measures_of_facts(facts: Facts) -> tuple[Measure, ...]:
    """Measures of the fact table that act on trade; contracts for difference pay producers and are left out.

    A licence of unit ``flag`` or with an approval of 1 is granted on every application: it limits nothing.
    A licence rent, what licensing adds to the export price, is charged like an export tax and on top of one.
    """
    rows: Iterable[MeasureRow] = facts.table("measures")
    return tuple(measure for row in rows for measure in _measures_of_row(row))


def _measures_of_row(row: MeasureRow) -> Iterator[Measure]:
    value = exact(row.value)
    if row.kind in ("import_duty", "additional_duty"):
        kind: MeasureKind = "import_duty"
        partner = row.origin
    elif row.kind in ("export_tax", "vat_not_refunded", "export_quota", "ban"):
        kind, partner = row.kind, row.destination  # type: ignore[assignment]
    elif row.kind == "licence_rent":
        kind, partner = "export_tax", row.destination
    elif row.kind == "export_licence" and row.unit == "share" and value < 1:
        kind, partner = "export_licence", row.destination
    else:
        return
    yield Measure(
        path=f"measures.csv {row.id}",
        by=row.by,
        kind=kind,
        commodities=row.commodity,
        partners=() if partner in ("", ANYBODY) else (partner,),
        starts=row.start,
        ends=row.end,
        rate=value if row.unit == "share" and kind != "export_licence" else Fraction(0),
        amount=value if row.unit == "USD/t" else Fraction(0),
        quota=value if kind == "export_quota" else None,
        approval=value if kind == "export_licence" else None,
        rent_to="state" if kind == "export_quota" else "holders",
        additional=row.kind in ("additional_duty", "licence_rent"),
    )


@dataclass(frozen=True)
class Rate:
    """A charge and the measures that make it up."""

    ad_valorem: Fraction = Fraction(0)
    """Share of the customs value (import duty) or FOB price (export side)."""
    specific: Fraction = Fraction(0)
    """USD/t."""
    paths: tuple[str, ...] = ()


NO_CHARGE = Rate()


Counted = Callable[["Measure"], bool]


def every_measure(_: Measure) -> bool:
    """Count every measure that applies."""
    return True


def rate_between(
    candidates: tuple[Measure, ...],
    imposer: str,
    partner: str,
    places: Places,
    counted: Counted = every_measure,
) -> Rate:
    """The charge of ``imposer`` on trade with ``partner``; ``candidates`` are of one kind and commodity.

    Of the measures that apply, those that are ``counted`` are added up.
    """
    applying = [
        measure
        for measure in candidates
        if places.names(imposer, (measure.by,)) and _concerns(measure, partner, places)
    ]
    ordinary = [measure for measure in applying if not measure.additional]
    chosen = [measure for measure in applying if measure.additional]
    if ordinary:
        chosen.insert(0, max(ordinary, key=lambda measure: _specificity(measure, imposer, partner)))
    chosen = [measure for measure in chosen if counted(measure)]
    if not chosen:
        return NO_CHARGE
    if len(chosen) == 1:
        return Rate(chosen[0].rate, chosen[0].amount, (chosen[0].path,))
    return Rate(
        sum((measure.rate for measure in chosen), Fraction(0)),
        sum((measure.amount for measure in chosen), Fraction(0)),
        tuple(measure.path for measure in chosen),
    )


def _concerns(measure: Measure, partner: str, places: Places) -> bool:
    named = not measure.partners or places.names(partner, measure.partners)
    return named and not places.names(partner, measure.excused)


def _specificity(measure: Measure, imposer: str, partner: str) -> tuple[int, int, int, date]:
    named = 2 if partner in measure.partners else 1 if measure.partners else 0
    return int(measure.of_rulebook), named, int(measure.by == imposer), measure.starts or date.min


def rate_on_arc(
    candidates: tuple[Measure, ...],
    imposer: str,
    partner: str,
    commodity: str,
    places: Places,
    counted: Counted = every_measure,
) -> Rate:
    """As ``rate_between`` for regions of a network: aggregates pay the mean over their parts.

    A part weighs its share of the aggregate's production (use, at the destination of an export charge).
    """
    if not candidates:
        return NO_CHARGE
    imposers = _parts_named(imposer, {measure.by for measure in candidates}, places)
    named = {code for measure in candidates for code in (*measure.partners, *measure.excused)}
    partners = _parts_named(partner, named, places)
    if not imposers and not partners:
        return rate_between(candidates, imposer, partner, places, counted)
    side: Literal["production", "use"] = "production" if candidates[0].kind == "import_duty" else "use"
    own_side: Literal["production", "use"] = "use" if side == "production" else "production"
    ad_valorem = specific = Fraction(0)
    paths: dict[str, None] = {}
    for one, weight in _weighted(imposer, imposers, commodity, own_side, places):
        for other, other_weight in _weighted(partner, partners, commodity, side, places):
            rate = rate_between(candidates, one, other, places, counted)
            ad_valorem += weight * other_weight * rate.ad_valorem
            specific += weight * other_weight * rate.specific
            paths |= dict.fromkeys(rate.paths)
    return Rate(ad_valorem, specific, tuple(paths))


def _parts_named(region: str, named: set[str], places: Places) -> tuple[str, ...]:
    return tuple(part for part in places.parts.get(region, ()) if part in named)


def _weighted(
    region: str,
    named: tuple[str, ...],
    commodity: str,
    side: Literal["production", "use"],
    places: Places,
) -> Iterator[tuple[str, Fraction]]:
    """The named parts with their weights, then the region itself for what is left."""
    rest = Fraction(1)
    if named:
        weights = places.weights(region, commodity, side)
        for part in named:
            rest -= weights[part]
            yield part, weights[part]
    if rest > 0:
        yield region, rest


def named_share(measure: Measure, origin: str, destination: str, commodity: str, places: Places) -> Fraction:
    """Part of the trade from ``origin`` to ``destination`` that an export measure names."""
    by = places.share(origin, lambda code: places.names(code, (measure.by,)), commodity, "production")
    if not by or not (measure.partners or measure.excused):
        return by
    return by * places.share(destination, lambda code: _concerns(measure, code, places), commodity, "use")


def concerns_arc(measure: Measure, origin: str, destination: str, commodity: str, places: Places) -> bool:
    """True where a ban or limit holds on an arc: it names at least half of the trade there."""
    return named_share(measure, origin, destination, commodity, places) >= MOST
