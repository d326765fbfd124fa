"""The zone's instruments on one arc: floor, tariff or tariff-rate quota, and the share that they concern.

An instrument reaches goods that come from outside the zone, that its clause names, into a place that
levies. It is limited to borders of the zone: measures of governments are in ``footwall.enacted.measures``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.clauses import Citation, FloorTerms, OriginTerms, QuotaTerms, TariffTerms
from footwall.enacted.derivatives import ContentTerms, content_terms
from footwall.enacted.exact import exact
from footwall.enacted.floors import FloorClause
from footwall.enacted.gap_terms import gap_citations, gap_terms, phase_share
from footwall.enacted.law import LawInForce
from footwall.enacted.origins import outside_share, traced_rule
from footwall.enacted.wording import charge, per_kg, percent
from footwall.rulebook.levy import phased

if TYPE_CHECKING:
    from footwall.chain.network import Commodity
    from footwall.rulebook.schema import BorderClause, Origin, Tariff, TariffRateQuota

ZERO = Fraction(0)


@dataclass(frozen=True)
class Reach:
    """The zone's instruments on one arc."""

    share: Fraction = ZERO
    floor: FloorTerms | None = None
    tariff: TariffTerms | None = None
    quota: QuotaTerms | None = None
    content: ContentTerms | None = None
    traced_origin: OriginTerms | None = None
    citations: tuple[Citation, ...] = ()


def reach_on_arc(force: LawInForce, good: Commodity, origin: str, member: str) -> Reach:
    """Instruments and the share of the arc that they concern.

    A floor and a tariff add up; a tariff-rate quota stands alone. Where floor and tariff reach different
    parts of an aggregate origin the arc carries the wider share and the narrower clause is scaled down, so
    that each collects from its own part.
    """
    floor, tariff = force.floors.get(good.id), force.tariffs.get(good.id)
    derivative = force.derivatives.get(good.id)
    levying = force.membership.levying_share(member, good) if floor or tariff or derivative else ZERO
    if not levying:
        return Reach()
    rule = traced_rule(force, good)

    def reached(clause: BorderClause) -> Fraction:
        """What pays: of goods whose origin is traced, all that could be found not to originate."""
        return levying if rule else levying * outside_share(force, good, origin, clause, good.id)

    floor_share = reached(floor.reach) if floor else ZERO
    tariff_share = reached(tariff) if tariff else ZERO
    derivative_share = reached(derivative) if derivative else ZERO
    share = max(floor_share, tariff_share, derivative_share)
    if not share:
        free = force.membership.enters_free(origin, good)
        text = f"{origin} is in the zone: its goods enter free of its instruments"
        return Reach(citations=(Citation("ZONE-ORIGIN", "zone", text),) if free else ())
    floor, tariff = floor if floor_share else None, tariff if tariff_share else None
    cited = [Citation(floor.code, floor.path, floor.derivation)] if floor else []
    quota = _quota(force, good, floor, tariff)
    if quota is not None:
        beyond = charge(quota.out_of_quota.ad_valorem, quota.out_of_quota.specific)
        cited.append(Citation("QUOTA-1", quota.path, f"tonnes beyond the volume pay {beyond}"))
        return Reach(share, quota=quota, citations=tuple(cited))
    gap = gap_terms(force, good, origin, floor, floor_share / share) if floor else None
    if floor and gap:
        cited += gap_citations(floor, gap, phase_share(floor.levy.phase_in, force.on))
    fixed = _fixed_charges(force.on, good, floor, floor_share / share, tariff, tariff_share / share)
    cited += [Citation("TARIFF-1", path, charge(terms.ad_valorem, terms.specific)) for path, terms in fixed]
    total = TariffTerms(
        sum((terms.ad_valorem for _, terms in fixed), ZERO), sum((terms.specific for _, terms in fixed), ZERO)
    )
    content = content_terms(force, good, derivative_share / share) if derivative_share else None
    if content is not None:
        cited.append(Citation("DERIVATIVE-1", content.path, content_words(content)))
    traced = origin_terms(rule) if rule else None
    if traced is not None:
        cited.append(Citation("ORIGIN-2", traced.path, traced_words(traced)))
    return Reach(share, gap, total if fixed else None, None, content, traced, tuple(cited))


def origin_terms(rule: Origin) -> OriginTerms:
    """An origin rule as the terms of an arc."""
    adverse = Fraction(int(rule.treatment == "adverse"))
    return OriginTerms(rule.rule, rule.stage or "", exact(rule.tolerance), adverse, rule.owned_from)


def traced_words(terms: OriginTerms) -> str:
    """What an origin rule does to an entry, as text."""
    if terms.adverse:
        return f"all pays where more than {percent(terms.tolerance)} does not originate, else nothing"
    return "the share that does not originate pays"


def content_words(content: ContentTerms) -> str:
    """A charge by content as text."""
    parts = (f"{percent(held)} {name} at {per_kg(price)}" for name, held, price in content.materials)
    return f"{', '.join(parts)}, each less its price outside the zone"


def _quota(
    force: LawInForce, good: Commodity, floor: FloorClause | None, tariff: Tariff | None
) -> QuotaTerms | None:
    if floor and floor.levy.tariff_rate_quota:
        scale = phase_share(floor.levy.phase_in, force.on)
        return _quota_terms(floor.levy.tariff_rate_quota, floor.path, scale)
    if tariff and tariff.tariff_rate_quota:
        scale = phase_share(tariff.phase_in, force.on)
        return _quota_terms(tariff.tariff_rate_quota, f"tariffs.{good.id}", scale)
    return None


def _fixed_charges(
    on: date,
    good: Commodity,
    floor: FloorClause | None,
    floor_scale: Fraction,
    tariff: Tariff | None,
    tariff_scale: Fraction,
) -> list[tuple[str, TariffTerms]]:
    found = []
    if floor and not floor.levy.follows_gap:
        scale = phased(floor_scale, phase_share(floor.levy.phase_in, on))
        found.append((floor.path, _fixed_terms(floor.levy.rate, floor.levy.amount, scale)))
    if tariff:
        scale = phased(tariff_scale, phase_share(tariff.phase_in, on))
        found.append((f"tariffs.{good.id}", _fixed_terms(tariff.ad_valorem, tariff.specific, scale)))
    return [(path, terms) for path, terms in found if terms.ad_valorem or terms.specific]


def _fixed_terms(rate: float | None, amount: float | None, scale: Fraction) -> TariffTerms:
    return TariffTerms(exact(rate or 0.0) * scale, exact(amount or 0.0) * scale)


def _quota_terms(clause: TariffRateQuota, path: str, scale: Fraction) -> QuotaTerms:
    beyond = clause.out_of_quota
    return QuotaTerms(_fixed_terms(beyond.rate, beyond.amount, scale), clause, path)
