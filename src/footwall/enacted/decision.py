"""The one decision: which clauses apply to goods of an origin at a member's border on a day.

The market fills its arcs from this answer and the border assesses entries with it, so that both charge
alike. Numbers are exact; money is USD/t. Origin and member are countries or regions of the network. For an
aggregate of which only a part is charged, ``liable_share`` says which part. Tonnes (quotas, licences) are
limits of a market and not clauses of an entry: see ``footwall.enacted.limits``.

Several clauses may meet on one arc: a floor and a tariff add up; a tariff-rate quota stands alone.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.clauses import Citation, Clauses, EvasionTerms
from footwall.enacted.drawback import drawback_share
from footwall.enacted.exact import exact
from footwall.enacted.law import Law, LawInForce, in_force
from footwall.enacted.measures import NO_CHARGE, MeasureKind, Rate, concerns_arc
from footwall.enacted.reach import reach_on_arc
from footwall.enacted.stacking import NOTHING_STACKED, stacked_duties
from footwall.enacted.valuation import Valuation, valuation_of
from footwall.enacted.wording import charge
from footwall.errors import UnknownName

if TYPE_CHECKING:
    from footwall.chain.network import Commodity
    from footwall.rulebook.schema import Evasion, Exemption

ZERO, ONE = Fraction(0), Fraction(1)
SCRAP, DRAWBACK = "scrap", "drawback"


def applies(law: Law, commodity: str, origin: str, member: str, on: date) -> Clauses:
    """The clauses that apply to goods of ``origin`` at the border of ``member`` on a day.

    ``member`` is the place of import, in the zone or not. Raises UnknownName for a commodity or region that
    the network does not hold, RulebookError where a cascade cannot be derived.
    """
    good = law.commodities.get(commodity)
    if good is None:
        raise UnknownName(f"No commodity {commodity!r} in the network; it has {', '.join(law.commodities)}.")
    for code in (origin, member):
        if law.places.region_of(code) is None:
            known = ", ".join(law.places.regions)
            raise UnknownName(f"No region of the network holds {code!r}; it has {known}.")
    return clauses_on_arc(in_force(law, on), good, origin, member)


def clauses_on_arc(force: LawInForce, good: Commodity, origin: str, member: str) -> Clauses:
    """As ``applies``, for the law of one day and names already checked."""
    law, places = force.law, force.law.places
    stated = law.rulebook.border.valuation if law.rulebook is not None else {}
    valuation = valuation_of(member, stated)
    if places.same_territory(origin, member):
        return _domestic(force, good, origin, member, valuation)
    cited: list[Citation] = []
    bans = [
        measure
        for measure in force.measures_on("ban", good.id)
        if concerns_arc(measure, origin, member, good.id, places)
    ]
    cited += [Citation("MEASURE-BAN", ban.path, f"{origin} bans exports to {member}") for ban in bans]
    export_tax = _rate(force, "export_tax", origin, member, good.id)
    refund = _rate(force, "vat_not_refunded", origin, member, good.id)
    duty = _rate(force, "import_duty", member, origin, good.id)
    for code, rate in (("MEASURE-EXPORT-TAX", export_tax), ("MEASURE-VAT", refund), ("MEASURE-DUTY", duty)):
        cited += [Citation(code, path, charge(rate.ad_valorem, rate.specific)) for path in rate.paths]
    reach = reach_on_arc(force, good, origin, member)
    exemptions, exempt = _exemptions(force, good, member) if reach.share else ((), ZERO)
    cited += reach.citations
    beside = reach.share and reach.quota is None
    replaced, netted, stacked = stacked_duties(force, good, origin, member) if beside else NOTHING_STACKED
    if reach.floor is not None and reach.floor.cumulation != "add":
        netted = NO_CHARGE  # the levy is already set against every duty
    cited += stacked
    if reach.share:
        cited += [Citation("EXEMPT-1", "border.exemptions", f"{item.kind} is exempt") for item in exemptions]
    return Clauses(
        commodity=good.id,
        origin=origin,
        member=member,
        date=force.on,
        domestic=False,
        open=not bans,
        export_tax=export_tax,
        vat_not_refunded=refund.ad_valorem,
        valuation=valuation,
        duty=duty,
        liable_share=reach.share,
        exempt_share=exempt,
        exemptions=exemptions,
        floor=reach.floor,
        tariff=reach.tariff,
        tariff_rate_quota=reach.quota,
        evasion=_evasion(force) if reach.floor or reach.tariff or reach.content else None,
        citations=tuple(cited),
        content=reach.content,
        traced_origin=reach.traced_origin,
        replaced=replaced,
        netted=netted,
    )


def _domestic(force: LawInForce, good: Commodity, origin: str, member: str, valuation: Valuation) -> Clauses:
    return Clauses(
        good.id, origin, member, force.on, True, True, NO_CHARGE, ZERO, valuation, NO_CHARGE, ZERO, ZERO,
        (), None, None, None, None, (),
    )  # fmt: skip


def _rate(force: LawInForce, kind: MeasureKind, imposer: str, partner: str, commodity: str) -> Rate:
    return force.law.rates.on_arc(force.measures_on(kind, commodity), imposer, partner, commodity)


def _exemptions(force: LawInForce, good: Commodity, member: str) -> tuple[tuple[Exemption, ...], Fraction]:
    """Exemptions that concern a commodity, and the share that they free together, each by itself."""
    found = tuple(
        item
        for item in force.exemptions
        if (not item.commodities or good.id in item.commodities)
        and (item.kind != SCRAP or good.stage == SCRAP)
    )
    paying = ONE
    for item in found:
        paying *= 1 - _freed(force, good, member, item)
    return found, 1 - paying


def _freed(force: LawInForce, good: Commodity, member: str, item: Exemption) -> Fraction:
    """Share of an arc that one exemption frees in the market."""
    if item.share is not None:
        return exact(item.share)
    if item.kind == DRAWBACK:
        return drawback_share(force, good, member)
    return ONE if item.kind == SCRAP else ZERO


def _evasion(force: LawInForce) -> EvasionTerms | None:
    evasion: Evasion | None = force.law.rulebook.border.evasion if force.law.rulebook is not None else None
    if evasion is None:
        return None
    return EvasionTerms(
        exact(evasion.cost),
        exact(evasion.spread),
        exact(evasion.detection),
        exact(evasion.fine),
        exact(evasion.max),
    )
