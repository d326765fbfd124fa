"""Checks inside one clause: figures that its kind needs, figures that it must not have, prices out of bounds.

Each clause is checked on its own, so that a fault in one hides nothing in another.
"""

from __future__ import annotations

from collections.abc import Iterator

from footwall.errors import Fault
from footwall.rulebook.border_checks import border_faults
from footwall.rulebook.draft_values import at, entries, parsed
from footwall.rulebook.floor_schema import Tariff
from footwall.rulebook.levy_schema import Levy, TariffRateQuota
from footwall.rulebook.measure_schema import Measure, MeasureTerms
from footwall.rulebook.reference_checks import reference_faults
from footwall.rulebook.term_checks import ceiling_faults, phase_in_faults, steps_faults
from footwall.rulebook.vocabulary import Vocabulary
from footwall.rulebook.yaml_tree import Draft, Place

_FIXED_TERMS = {
    "variable": (),
    "minimum_import_price": (),
    "ad_valorem": ("rate",),
    "specific": ("amount",),
    "compound": ("rate", "amount"),
    "tariff_rate_quota": ("tariff_rate_quota",),
}
_GAP_TERMS = (
    "compared", "compared_with", "cumulation", "mode", "top_up", "dead_band", "cap", "omega", "rent_to",
    "steps",
)  # fmt: skip
_FIGURES_OF_KIND = {
    "export_licence": ("approval",),
    "export_quota": ("quota",),
    "export_tax": ("rate", "amount"),
    "vat_not_refunded": ("rate",),
    "ban": (),
    "import_duty": ("rate", "amount"),
}


def clause_faults(draft: Draft, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Faults inside the clauses of a draft."""
    for place, _ in entries(draft.data, "floors"):
        if place[-1] == "cascade":
            yield from _levy_faults(draft, (*place, "levy"))
            continue
        yield from reference_faults(draft, vocabulary, str(place[-1]))
        yield from ceiling_faults(draft, place)
        yield from _levy_faults(draft, (*place, "levy"))
    for place, raw in entries(draft.data, "tariffs"):
        yield from _quota_faults(draft, (*place, "tariff_rate_quota"))
        yield from phase_in_faults(draft, place)
        tariff = parsed(Tariff, raw)
        if tariff and tariff.ad_valorem is None and tariff.specific is None and not tariff.tariff_rate_quota:
            yield draft.fault("TARIFF-2", place, "none of them", "ad_valorem, specific or tariff_rate_quota")
    yield from border_faults(draft, vocabulary)
    for place, raw in entries(draft.data, "measures"):
        measure = parsed(Measure, raw)
        if measure is not None:
            yield from measure_faults(draft, place, measure, measure.by)


def _levy_faults(draft: Draft, place: Place) -> Iterator[Fault]:
    raw = at(draft.data, place)
    levy = parsed(Levy, raw)
    if isinstance(raw, dict):
        yield from _quota_faults(draft, (*place, "tariff_rate_quota"))
        yield from phase_in_faults(draft, place)
        yield from steps_faults(draft, place)
    if levy is None or not isinstance(raw, dict):
        return
    needed = _FIXED_TERMS[levy.instrument]
    for term in ("rate", "amount", "tariff_rate_quota"):
        given = raw.get(term) is not None
        if given and term not in needed:
            allowed = f"no {term} with instrument {levy.instrument}"
            yield draft.fault("LEVY-8", (*place, term), raw[term], allowed)
        if not given and term in needed:
            allowed = f"{term} with instrument {levy.instrument}"
            yield draft.fault("LEVY-8", (*place, term), "nothing", allowed)
    if not levy.follows_gap:
        for term in _GAP_TERMS:
            if term in raw:
                allowed = f"{term} with instrument variable or minimum_import_price only"
                yield draft.fault("LEVY-9", (*place, term), raw[term], allowed)
    elif levy.compared == "reference" and levy.omega > 0:
        advice = "An exporter cannot change the published price by raising an invoice."
        field = "omega" if "omega" in raw else "compared"
        yield draft.fault("LEVY-10", (*place, field), raw[field], "omega 0, or compared: transaction", advice)


def _quota_faults(draft: Draft, place: Place) -> Iterator[Fault]:
    quota = parsed(TariffRateQuota, at(draft.data, place))
    if quota is None:
        return
    if (quota.volume is None) == (quota.share_of_base is None):
        read = "neither" if quota.volume is None else "both"
        yield draft.fault("QUOTA-3", place, read, "one of volume and share_of_base")
    for field, value in (("volume", quota.volume), ("share_of_base", quota.share_of_base)):
        if value is not None and value <= 0:
            read = at(draft.data, (*place, field))
            yield draft.fault(
                "QUOTA-3", (*place, field), read, "a volume above zero", "Use a tariff instead."
            )
    beyond = quota.out_of_quota
    if (beyond.rate is None) == (beyond.amount is None):
        read = "neither" if beyond.rate is None else "both"
        yield draft.fault("QUOTA-3", (*place, "out_of_quota"), read, "one of rate and amount")


def measure_faults(draft: Draft, place: Place, measure: MeasureTerms, by: str) -> Iterator[Fault]:
    """Figures that the kind of a measure does not use or lacks, and trade of a region with itself."""
    figures = _FIGURES_OF_KIND[measure.kind]
    given = [name for name in ("approval", "quota", "rate", "amount") if getattr(measure, name) is not None]
    for name in given:
        if name not in figures:
            read = at(draft.data, (*place, name))
            yield draft.fault("MEASURE-1", (*place, name), read, f"no {name} with {measure.kind}")
    if figures and not set(given) & set(figures):
        yield draft.fault("MEASURE-1", place, "nothing", f"{' or '.join(figures)} with {measure.kind}")
    imports = measure.kind == "import_duty"
    used, unused = ("origins", "destinations") if imports else ("destinations", "origins")
    if getattr(measure, unused):
        read = at(draft.data, (*place, unused))
        yield draft.fault("MEASURE-2", (*place, unused), read, f"no {unused} with {measure.kind}")
    if by in getattr(measure, used):
        yield draft.fault("MEASURE-2", (*place, used), by, f"{used} other than {by} itself")
