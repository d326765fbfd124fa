"""What applies to one flow of goods: the answer of ``footwall.enacted.decision``, as values.

Numbers are exact, money is USD/t. This module decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from footwall.enacted.measures import NO_CHARGE, Rate
from footwall.enacted.valuation import Valuation

if TYPE_CHECKING:
    from footwall.enacted.derivatives import ContentTerms
    from footwall.rulebook.schema import Exemption, TariffRateQuota

ZERO = Fraction(0)
CODES: Mapping[str, str] = MappingProxyType(
    {
        "MEASURE-BAN": "an export ban stops the trade",
        "MEASURE-EXPORT-TAX": "the origin taxes the export",
        "MEASURE-VAT": "the origin keeps value-added tax on the export",
        "MEASURE-DUTY": "the member's import duties, the most specific one and all additional ones",
        "ZONE-ORIGIN": "goods of the zone enter free of its instruments",
        "EXEMPT-1": "an exemption frees the goods, or a share of them in the market",
    }
)
"""Codes of applied clauses beside those of the arithmetic in ``footwall.rulebook.clauses``."""


@dataclass(frozen=True)
class Citation:
    """A clause that was applied: stable code, place where it is written, what it does here."""

    code: str
    path: str
    text: str


@dataclass(frozen=True)
class FloorTerms:
    """A floor that is enforced by a levy on the gap; fields as in ``ArcCharges``."""

    price: Fraction
    basis: Literal["CIF", "FOB"]
    compared: Literal["transaction", "reference"]
    compared_with: Literal["before_duty", "duty_paid"]
    cumulation: Literal["add", "absorb", "max"]
    mode: Literal["A", "B"]
    top_up: Fraction
    dead_band: Fraction
    cap_of: Literal["customs_value", "floor", "specific"] | None
    cap: Fraction
    omega: Fraction
    rent_to: Literal["exporters", "state", "producer"]
    ceiling: Fraction = ZERO
    """Price above which the duty is cut; 0 without one."""
    cliff: Fraction = ZERO
    """Share of the floor below which ``maximum`` is charged; 0 without one."""
    maximum: Fraction = ZERO


@dataclass(frozen=True)
class TariffTerms:
    """A fixed charge: share of the customs value, and USD/t."""

    ad_valorem: Fraction = ZERO
    specific: Fraction = ZERO


@dataclass(frozen=True)
class QuotaTerms:
    """A tariff-rate quota: the charge beyond it, and the clause that sets the volume (at ``path``)."""

    out_of_quota: TariffTerms
    clause: TariffRateQuota
    path: str


@dataclass(frozen=True)
class OriginTerms:
    """How the origin of goods is traced, and what part of them pays."""

    rule: str
    stage: str
    tolerance: Fraction
    adverse: Fraction
    """1 where all goods above the tolerance pay, 0 where the share that does not originate does."""
    owned_from: tuple[str, ...]
    path: str = "zone.origin"


@dataclass(frozen=True)
class EvasionTerms:
    """Parameters of evasion on a covered arc, shares of the customs value."""

    cost: Fraction
    spread: Fraction
    detection: Fraction
    fine: Fraction
    limit: Fraction


@dataclass(frozen=True)
class Clauses:
    """What applies to (commodity, origin, member, date)."""

    commodity: str
    origin: str
    member: str
    date: date
    domestic: bool
    """True within one country or customs union: no border, no charge."""
    open: bool
    """False where a ban stops the trade."""
    export_tax: Rate
    vat_not_refunded: Fraction
    valuation: Valuation
    duty: Rate
    liable_share: Fraction
    """Part of the goods that the zone's instruments concern: outside origin, levying destination, covered."""
    exempt_share: Fraction
    """Part of the liable goods that an exemption frees in the market; a test per entry at the border."""
    exemptions: tuple[Exemption, ...]
    floor: FloorTerms | None
    tariff: TariffTerms | None
    tariff_rate_quota: QuotaTerms | None
    evasion: EvasionTerms | None
    citations: tuple[Citation, ...]
    content: ContentTerms | None = None
    """A charge by content, on the levied share."""
    traced_origin: OriginTerms | None = None
    """Where origin is traced: the levied share is that of goods of which nothing originates."""
    replaced: Rate = NO_CHARGE
    """Duties that the levied share does not pay."""
    netted: Rate = NO_CHARGE
    """Duties of the levied share beside which only the excess of the zone's charge is collected."""

    @property
    def levied_share(self) -> Fraction:
        """Share of the arc that pays the zone's instruments."""
        return self.liable_share * (1 - self.exempt_share) if self.liable_share else ZERO

    @property
    def codes(self) -> tuple[str, ...]:
        """Stable codes of the clauses applied, in the order of the charges."""
        return tuple(citation.code for citation in self.citations)
