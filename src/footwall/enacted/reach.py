"""The zone's instruments on one arc: floor, tariff or tariff-rate quota, and the share that they concern.

An instrument reaches goods that come from outside the zone, that its clause names, into a place that
levies. It is limited to borders of the zone: measures of governments are in ``footwall.enacted.measures``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.clauses import Citation, FloorTerms, QuotaTerms, TariffTerms
from footwall.enacted.exact import exact
from footwall.enacted.floors import FloorClause
from footwall.enacted.law import LawInForce
from footwall.enacted.wording import charge, per_kg, percent

if TYPE_CHECKING:
    from footwall.chain.network import Commodity
    from footwall.rulebook.schema import BorderClause, Tariff, TariffRateQuota

ZERO = Fraction(0)


@dataclass(frozen=True)
class Reach:
    """The zone's instruments on one arc."""

    share: Fraction = ZERO
    floor: FloorTerms | None = None
    tariff: TariffTerms | None = None
    quota: QuotaTerms | None = None
    citations: tuple[Citation, ...] = ()


def reach_on_arc(force: LawInForce, good: Commodity, origin: str, member: str) -> Reach:
    """Instruments and the share of the arc that they concern.

    A floor and a tariff add up; a tariff-rate quota stands alone. Where floor and tariff reach different
    parts of an aggregate origin the arc carries the wider share and the narrower clause is scaled down, so
    that each collects from its own part.
    """
    floor, tariff = force.floors.get(good.id), force.tariffs.get(good.id)
    levying = force.membership.levying_share(member, good) if floor or tariff else ZERO
    if not levying:
        return Reach()
    floor_share = levying * _outside(force, good, origin, floor.reach) if floor else ZERO
    tariff_share = levying * _outside(force, good, origin, tariff) if tariff else ZERO
    share = max(floor_share, tariff_share)
    if not share:
        free = force.membership.enters_free(origin, good)
        text = f"{origin} is in the zone: its goods enter free of its instruments"
        return Reach(citations=(Citation("ZONE-ORIGIN", "zone", text),) if free else ())
    floor, tariff = floor if floor_share else None, tariff if tariff_share else None
    cited = [Citation(floor.code, floor.path, floor.derivation)] if floor else []
    quota = _quota(good, floor, tariff)
    if quota is not None:
        beyond = charge(quota.out_of_quota.ad_valorem, quota.out_of_quota.specific)
        cited.append(Citation("QUOTA-1", quota.path, f"tonnes beyond the volume pay {beyond}"))
        return Reach(share, quota=quota, citations=tuple(cited))
    gap = _gap_terms(floor, floor_share / share) if floor else None
    if floor and gap:
        text = f"{percent(gap.top_up)} of the gap to {per_kg(gap.price)}"
        cited.append(Citation("LEVY-1", floor.path, text))
    fixed = _fixed_charges(good, floor, floor_share / share, tariff, tariff_share / share)
    cited += [Citation("TARIFF-1", path, charge(terms.ad_valorem, terms.specific)) for path, terms in fixed]
    total = TariffTerms(
        sum((terms.ad_valorem for _, terms in fixed), ZERO), sum((terms.specific for _, terms in fixed), ZERO)
    )
    return Reach(share, gap, total if fixed else None, None, tuple(cited))


def _quota(good: Commodity, floor: FloorClause | None, tariff: Tariff | None) -> QuotaTerms | None:
    if floor and floor.levy.tariff_rate_quota:
        return _quota_terms(floor.levy.tariff_rate_quota, floor.path)
    if tariff and tariff.tariff_rate_quota:
        return _quota_terms(tariff.tariff_rate_quota, f"tariffs.{good.id}")
    return None


def _fixed_charges(
    good: Commodity,
    floor: FloorClause | None,
    floor_scale: Fraction,
    tariff: Tariff | None,
    tariff_scale: Fraction,
) -> list[tuple[str, TariffTerms]]:
    found = []
    if floor and not floor.levy.follows_gap:
        found.append((floor.path, _fixed_terms(floor.levy.rate, floor.levy.amount, floor_scale)))
    if tariff:
        found.append((f"tariffs.{good.id}", _fixed_terms(tariff.ad_valorem, tariff.specific, tariff_scale)))
    return [(path, terms) for path, terms in found if terms.ad_valorem or terms.specific]


def _fixed_terms(rate: float | None, amount: float | None, scale: Fraction) -> TariffTerms:
    return TariffTerms(exact(rate or 0.0) * scale, exact(amount or 0.0) * scale)


def _outside(force: LawInForce, good: Commodity, origin: str, clause: BorderClause) -> Fraction:
    """Part of an origin that is outside the zone and within the reach of a clause."""
    members, places = force.membership, force.law.places

    def concerned(code: str) -> bool:
        return (
            not members.enters_free(code, good)
            and not places.names(code, clause.excluded)
            and (not clause.origins or places.names(code, clause.origins))
        )

    return places.share(origin, concerned, good.id, "production")


def _gap_terms(floor: FloorClause, scale: Fraction) -> FloorTerms | None:
    levy = floor.levy
    if not levy.follows_gap:
        return None
    return FloorTerms(
        price=floor.price,
        basis=floor.basis,
        compared=levy.compared,
        compared_with=levy.compared_with,
        cumulation=levy.cumulation,
        mode=levy.mode,
        top_up=exact(levy.top_up) * scale,
        dead_band=exact(levy.dead_band),
        cap_of=None if levy.cap.value is None else levy.cap.of,
        cap=ZERO if levy.cap.value is None else exact(levy.cap.value),
        omega=exact(levy.omega),
        rent_to=levy.rent_to,
    )


def _quota_terms(clause: TariffRateQuota, path: str) -> QuotaTerms:
    beyond = clause.out_of_quota
    return QuotaTerms(TariffTerms(exact(beyond.rate or 0.0), exact(beyond.amount or 0.0)), clause, path)
