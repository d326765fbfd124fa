"""A rulebook in plain words: who, what, how, until when, and which defaults were taken.

It explains what is written and decides nothing: what applies to a shipment on a day is for
``footwall.enacted``, whose sentences come in as ``remarks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from footwall.rulebook.border_words import border_words
from footwall.rulebook.event_words import event_words, horizon_words
from footwall.rulebook.floor_schema import BorderClause, Cascade, Floor, Tariff
from footwall.rulebook.levy_schema import Levy
from footwall.rulebook.measure_words import measure_words
from footwall.rulebook.reference_schema import PriceTerms
from footwall.rulebook.reference_words import reference_words
from footwall.rulebook.remarks import remarks as own_remarks
from footwall.rulebook.revenue_words import revenue_words
from footwall.rulebook.rival_words import rival_words
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.stockpile_words import stockpile_words
from footwall.rulebook.support_words import support_words
from footwall.rulebook.vocabulary import Vocabulary
from footwall.rulebook.wording import (
    dates,
    levy_words,
    phase_words,
    price,
    quota_words,
    sentence,
    share,
    sunset_words,
)
from footwall.rulebook.zone_words import zone_words


@dataclass(frozen=True)
class DayOfCheck:
    """What whoever knows the facts says of a rulebook on one day, as sentences."""

    named: str = "today"
    """The day in words."""
    out_of_force: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    """What its floors come to."""
    solidarity: tuple[str, ...] = ()
    """What it reaches, on every chain."""


@dataclass(frozen=True)
class Explanation:
    """Sections of sentences, and remarks: contradictions and consequences worth a second look."""

    title: str
    why: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    remarks: tuple[str, ...]

    def text(self) -> str:
        """The whole as plain text."""
        blocks = [self.title, self.why] if self.why else [self.title]
        blocks += ["\n".join((title, *(f"  {line}" for line in lines))) for title, lines in self.sections]
        if self.remarks:
            blocks.append("\n".join(("Look twice", *(f"  {line}" for line in self.remarks))))
        return "\n\n".join(blocks)


def explain(
    rulebook: Rulebook,
    vocabulary: Vocabulary | None = None,
    remarks: Iterable[str] = (),
    day: DayOfCheck = DayOfCheck(),
) -> Explanation:
    """The explanation of a rulebook; ``remarks`` of others come after its own."""
    sections = (
        ("Amended by", tuple(_amendments(rulebook))),
        ("Zone", tuple(zone_words(rulebook.zone))),
        ("Floors", tuple(_floors(rulebook))),
        (f"Floors on every basis {day.named}", day.bases),
        ("Tariffs", tuple(_tariffs(rulebook))),
        ("Charges by content", tuple(_derivatives(rulebook))),
        ("Border", tuple(border_words(rulebook.border))),
        ("Supports", tuple(line for item in rulebook.supports for line in support_words(item))),
        (
            "Stockpiles",
            tuple(line for name, item in rulebook.stockpile.items() for line in stockpile_words(name, item)),
        ),
        ("Revenue", tuple(revenue_words(rulebook.revenue))),
        ("Measures beside the rulebook", tuple(map(measure_words, rulebook.measures))),
        ("Years to come", tuple(horizon_words(rulebook))),
        ("Events", tuple(line for item in rulebook.events for line in event_words(item))),
        ("Rival", tuple(rival_words(rulebook.rival))),
        (f"Solidarity between members {day.named}", day.solidarity),
        (f"Not in force {day.named}", day.out_of_force),
        ("Defaults taken", tuple(_defaults(rulebook))),
    )
    basis = f"Legal basis: {rulebook.legal_basis}." if rulebook.legal_basis else ""
    return Explanation(
        f"{rulebook.name} (version {rulebook.version})",
        " ".join(part for part in (rulebook.why, basis) if part),
        tuple((title, lines) for title, lines in sections if lines),
        tuple(dict.fromkeys((*own_remarks(rulebook, vocabulary or Vocabulary()), *remarks))),
    )


def _amendments(rulebook: Rulebook) -> Iterator[str]:
    for item in rulebook.amendments:
        version = f", making version {item.version}" if item.version else ""
        yield (
            f"{item.title}, by {item.author}, on the basis of {item.legal_basis}, "
            f"effective {item.effective_date.isoformat()}{version}."
        )


def _floors(rulebook: Rulebook) -> Iterator[str]:
    for commodity, floor in rulebook.floors.by_commodity.items():
        yield sentence(f"{commodity}: {reference_words(floor.reference)}", *_bounds(floor))
        yield f"  {levy_words(floor.levy)}"
        yield from _ceiling_and_preferences(floor)
    cascade = rulebook.floors.cascade
    if cascade is not None:
        yield _cascade(cascade)
        if cascade.levy is not None:
            yield f"  {levy_words(cascade.levy)}"


def _ceiling_and_preferences(floor: Floor) -> Iterator[str]:
    if floor.ceiling is not None:
        ceiling = floor.ceiling
        above = price(ceiling.price) if ceiling.price is not None else ""
        if ceiling.above is not None:
            above = f"{share(ceiling.above)} over the floor"
        yield f"  Above {above} the member's duty is cut by the excess, down to zero."
    for preference in floor.preferences:
        yield f"  Goods of {', '.join(preference.origins)} have {share(preference.floor)} of the floor."


def _bounds(clause: BorderClause) -> tuple[str, str, str]:
    return _origins(clause), dates(clause), sunset_words(clause.sunset)


def _origins(clause: BorderClause) -> str:
    only = f"for goods from {', '.join(clause.origins)}" if clause.origins else ""
    excused = f"except from {', '.join(clause.excluded)}" if clause.excluded else ""
    codes = f"under HS {', '.join(clause.hs)}" if clause.hs else ""
    return " ".join(part for part in (only, excused, codes) if part)


def _cascade(cascade: Cascade) -> str:
    costs = ", ".join(f"{name} {price(cost)}" for name, cost in cascade.conversion.items())
    conversion = "conversion cost from the facts"
    if costs:
        conversion = f"conversion costs: {costs}; others from the facts"
    return (
        f"Derived floors on {', '.join(cascade.to)}: content at the floor upstream over recovery, plus "
        f"conversion, "
        f"plus {share(cascade.margin)} ({conversion})."
    )


def _tariffs(rulebook: Rulebook) -> Iterator[str]:
    for commodity, tariff in rulebook.tariffs.items():
        charges = _charges(tariff)
        if charges:
            charged = f"{commodity}: {' plus '.join(charges)} on goods from outside"
            yield f"{sentence(charged, *_bounds(tariff))}{phase_words(tariff.phase_in)}"
        if tariff.tariff_rate_quota is not None:
            bounds = " ".join(part for part in _bounds(tariff) if part)
            yield f"{commodity}: {quota_words(tariff.tariff_rate_quota)}{phase_words(tariff.phase_in)}"
            if bounds and not charges:
                yield f"  It holds {bounds}."


def _charges(tariff: Tariff) -> list[str]:
    rate = [f"{share(tariff.ad_valorem)} of the customs value"] if tariff.ad_valorem is not None else []
    amount = [price(tariff.specific)] if tariff.specific is not None else []
    return rate + amount


def _derivatives(rulebook: Rulebook) -> Iterator[str]:
    for commodity, clause in rulebook.derivatives.items():
        for name, material in clause.materials.items():
            content = "its content" if material.content is None else f"{share(material.content)} of the mass"
            reference = "its floor" if material.reference is None else price(material.reference)
            charged = f"{commodity}: {content} of {name} times the gap from its price outside to {reference}"
            yield f"{sentence(charged, _origins(clause), dates(clause))}{phase_words(clause.phase_in)}"
        if clause.threshold:
            yield f"  Nothing on contents below {share(clause.threshold)}."


def _defaults(rulebook: Rulebook) -> Iterator[str]:
    for commodity, floor in rulebook.floors.by_commodity.items():
        taken = [*_unwritten(floor.reference, "basis", "vat"), *_levy_defaults(floor)]
        if taken:
            yield f"{commodity}: {', '.join(taken)}."
    if rulebook.floors.cascade is not None and rulebook.floors.cascade.levy is None:
        yield "Derived floors: levy as on the floor that they derive from."


def _levy_defaults(floor: Floor) -> list[str]:
    if not floor.levy.follows_gap:
        return []
    fields = ("instrument", "compared", "compared_with", "cumulation", "mode", "top_up", "dead_band", "omega")
    cap = [] if "cap" in floor.levy.model_fields_set else ["cap of the customs value without a limit"]
    return [*_unwritten(floor.levy, *fields), *cap]


def _unwritten(clause: Levy | PriceTerms, *fields: str) -> list[str]:
    written = clause.model_fields_set
    values = {name: getattr(clause, name) for name in fields if name not in written}
    return [
        f"{name} {share(value) if isinstance(value, float) else value}".replace("_", " ")
        for name, value in values.items()
    ]
