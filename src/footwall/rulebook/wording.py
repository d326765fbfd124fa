"""Words for amounts, dates and levies, shared by every sentence on a rulebook."""

from __future__ import annotations

from collections.abc import Sequence

from footwall.rulebook.amounts import Amount
from footwall.rulebook.clause_model import DatedClause, SuspendableClause
from footwall.rulebook.levy_schema import Levy, TariffRateQuota
from footwall.rulebook.term_schema import PhaseIn, Sunset


def sentence(*parts: str) -> str:
    """The parts that are not empty, as one sentence."""
    return " ".join(part for part in parts if part) + "."


def dates(clause: DatedClause) -> str:
    """``from 2027-01-01 to 2030-12-31``; empty for an undated clause."""
    parts = []
    if clause.starts is not None:
        parts.append(f"from {clause.starts.isoformat()}")
    if clause.ends is not None:
        parts.append(f"to {clause.ends.isoformat()}")
    if clause.legal_basis is not None:
        expires = clause.basis_expires
        until = f", which expires on {expires.isoformat()}" if expires is not None else ""
        parts.append(f"on the basis of {clause.legal_basis.text}{until}")
    return " ".join(parts)


def term(clause: DatedClause) -> str:
    """The dates of a clause with its suspensions, led by a blank; empty where it has neither."""
    parts = [dates(clause), pauses(clause)]
    return "".join(f"{', ' if index and parts[0] else ' '}{part}" for index, part in enumerate(parts) if part)


def pauses(clause: DatedClause) -> str:
    """``suspended from 2028-01-01 to 2028-06-30``; empty for a clause without suspensions."""
    windows = clause.suspended if isinstance(clause, SuspendableClause) else ()
    spans = [f"from {window.starts.isoformat()} to {window.ends.isoformat()}" for window in windows]
    return f"suspended {' and '.join(spans)}" if spans else ""


def price(usd_per_t: float) -> str:
    """As written, or in USD/kg."""
    written = usd_per_t.written if isinstance(usd_per_t, Amount) else f"{usd_per_t / 1000:.6g} USD/kg"
    return f"{written}{_span(usd_per_t)}"


def share(fraction: float) -> str:
    """As a percentage."""
    return f"{fraction * 100:.6g}%{_span(fraction)}"


def _span(amount: float) -> str:
    """The range of an amount that has one."""
    return f" ({amount.written_span})" if isinstance(amount, Amount) and amount.span is not None else ""


def sunset_words(sunset: Sunset | None) -> str:
    """``until zone output is at least 40000 t/year``; empty without a sunset."""
    if sunset is None:
        return ""
    when = sunset.when
    name, op = when.variable.replace("_", " "), when.op.replace("_", " ")
    return f"until {name} is {op} {when.value:g}{'' if when.unit == '%' else ' '}{when.unit}"


def tonnes(amount: float) -> str:
    """As written, or in t."""
    written = amount.written if isinstance(amount, Amount) else f"{amount:.6g} t"
    return f"{written}{_span(amount)}"


def yearly(amount: float) -> str:
    """A mass a year, as written or in t/year."""
    written = tonnes(amount)
    return written if "/" in written else f"{written}/year"


def levy_words(levy: Levy) -> str:
    """What a levy takes, from what, who keeps it, and how it is phased in."""
    return f"{_levy_words(levy)}{phase_words(levy.phase_in)}"


def phase_words(steps: Sequence[PhaseIn]) -> str:
    """A sentence on a phase-in; empty without one."""
    parts = ", ".join(f"{share(step.share)} of it from {step.starts.isoformat()}" for step in steps)
    return f" Phased in: {parts}." if parts else ""


def _levy_words(levy: Levy) -> str:
    if levy.instrument == "ad_valorem":
        return f"A duty of {share(levy.rate or 0.0)} of the customs value; the floor is a reference only."
    if levy.instrument == "specific":
        return f"A duty of {price(levy.amount or 0.0)}; the floor is a reference only."
    if levy.instrument == "compound":
        rate, amount = share(levy.rate or 0.0), price(levy.amount or 0.0)
        return f"A duty of {rate} of the customs value plus {amount}; the floor is a reference only."
    if levy.instrument == "tariff_rate_quota":
        return quota_words(levy.tariff_rate_quota) if levy.tariff_rate_quota else ""
    against = "the entry's own price" if levy.compared == "transaction" else "the published outside price"
    with_duty = "with duties" if levy.compared_with == "duty_paid" else "before duties"
    kind = "A minimum import price" if levy.instrument == "minimum_import_price" else "A variable levy"
    parts = [f"{kind}: {share(levy.top_up)} of the gap between the floor and {against}, {with_duty}"]
    if levy.mode == "B":
        parts.append("grossed up by the ad valorem duty")
    if levy.dead_band:
        parts.append(f"nothing within {share(levy.dead_band)} below the floor")
    if levy.steps is not None:
        parts.append(f"below {share(levy.steps.cliff)} of the floor {price(levy.steps.maximum)} instead")
    if levy.omega:
        receiver = {"exporters": "exporters", "state": "the exporting state", "producer": "the producer"}
        parts.append(f"{share(levy.omega)} of it kept abroad by {receiver[levy.rent_to]} in a higher invoice")
    stacking = {
        "add": "on top of other duties",
        "absorb": "less other duties",
        "max": "in place of other duties where it is greater",
    }
    return f"{'; '.join([*parts, stacking[levy.cumulation], _cap(levy)])}."


def _cap(levy: Levy) -> str:
    value = levy.cap.value
    if value is None:
        return "without a cap"
    if levy.cap.of == "specific":
        return f"at most {price(value)}"
    return f"at most {share(value)} of the {'customs value' if levy.cap.of == 'customs_value' else 'floor'}"


def quota_words(quota: TariffRateQuota) -> str:
    """What enters free, what the rest pays, who gets the rent."""
    volume = yearly(quota.volume) if quota.volume is not None else ""
    if quota.share_of_base is not None:
        volume = f"{share(quota.share_of_base)} of base-year imports"
    beyond = quota.out_of_quota
    charge = share(beyond.rate) if beyond.rate is not None else price(beyond.amount or 0.0)
    rent = {"importers": "importers", "auction": "the treasury by auction", "exporters": "exporters"}
    return f"{volume} enter free, more pays {charge}; the quota rent goes to {rent[quota.allocation]}."
