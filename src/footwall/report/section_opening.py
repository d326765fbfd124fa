"""The top of the page: the rulebook and its why, what is compared, the answer and its five numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from footwall.report.chart_interval import interval
from footwall.report.contract_prices import alike_in_one_year, paid_up_to
from footwall.report.number_words import money, percent, plain, points_digits, signed
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.report.years_opened import acts_later, day_words, zone_of_path
from footwall.rulebook.vocabulary import REST_OF_WORLD
from footwall.runs.headline import GAP_KEPT
from footwall.runs.sentences import in_sentence, listed
from footwall.runs.short_goods import short_words

if TYPE_CHECKING:
    from footwall.runs import Result


@dataclass(frozen=True)
class HeadlineCard:
    """One of the five numbers as it is shown."""

    text: str
    number: str
    unit: str
    bounds: str
    certainty: str
    beside: str
    """The same number at the other price level; empty without one."""
    picture: Markup
    caveat: str = ""
    """Why the number is to be read with care."""


@dataclass(frozen=True)
class Opening:
    """What a reader sees first; ``compared`` are pairs of a term and its meaning."""

    name: str
    version: str
    why: str
    answer: str
    cards: tuple[HeadlineCard, ...]
    compared: tuple[tuple[str, str], ...]
    years: str = ""
    """``2024 to 2040``; empty without a path."""
    findings: tuple[str, ...] = ()
    """What the path through the years says."""
    day: str = ""
    """What the numbers below the findings are of; empty without a path."""


def opening(result: Result, subjects: Sequence[Subject]) -> Opening:
    """The run as a whole; ``subjects`` are its chains."""
    rulebook = result.summary["rulebook"]
    told = [subject for subject in subjects if subject.run.touched] or list(subjects[:1])
    unchanged = all(subject.unchanged for subject in subjects)
    years = result.summary.get("years")
    return Opening(
        name=rulebook["name"],
        version=rulebook["version"],
        why=rulebook["why"],
        answer=_answer(result, told, unchanged),
        cards=() if unchanged else tuple(_cards(result, told)),
        compared=tuple(_compared(result, told)),
        years=f"{years['first']} to {years['last']}" if years else "",
        findings=_with_rivals_named(years["findings"], subjects) if years else (),
        day=day_words(result, told[0]) if years and not unchanged else "",
    )


def _with_rivals_named(findings: Sequence[str], subjects: Sequence[Subject]) -> tuple[str, ...]:
    """The sentences of the path with the rivals' names instead of their codes."""
    told = list(findings)
    for subject in subjects:
        told = [subject.with_rival_named(words) for words in told]
    return tuple(told)


def _cards(result: Result, told: Sequence[Subject]) -> Iterator[HeadlineCard]:
    """The numbers of the run as a whole; what a single chain makes stands in its chapter."""
    for place, record in enumerate(result.summary["headline"], 1):
        if "chain" not in record:
            yield _card(record, f"headline-{place}", told[0])


def chapter_cards(subject: Subject) -> tuple[HeadlineCard, ...]:
    """The numbers of one of several chains; none where nothing moves."""
    if subject.unchanged:
        return ()
    return tuple(
        _card(record, subject.key(f"headline-{place}"), subject)
        for place, record in enumerate(subject.summary["headline"], 1)
    )


def _card(record: dict[str, Any], key: str, subject: Subject) -> HeadlineCard:
    unit, value, low, high = record["unit"], record["value"], record["low"], record["high"]
    write = _writer(unit, value)
    has_range = low is not None and high is not None
    bounds = f"{write(low)} to {write(high)}" if has_range else "deterministic: no range was drawn"
    words = Words(
        key,
        f"{record['text']}: {write(value)} {'' if unit == '%' else unit}".strip(),
        f"Range {bounds}, {record['range_over']}." if has_range else "Deterministic.",
    )
    return HeadlineCard(
        text=subject.with_rival_named(record["text"]),
        number=write(value),
        unit="of the baseline" if unit == "%" else unit,
        bounds=bounds,
        certainty=_certainty(record) if has_range else "",
        beside=_beside(record, subject),
        picture=interval(words, value, low, high),
        caveat=f"{capitalised(record['caveat'])}." if record["caveat"] else "",
    )


def _writer(unit: str, value: float) -> Callable[[float], str]:
    if unit == "%":
        return percent
    if unit == "percentage points":
        return partial(signed, digits=points_digits(value))
    return money


def _answer(result: Result, told: Sequence[Subject], unchanged: bool) -> str:
    """The answer of the summary, with the rivals' names instead of their codes."""
    if unchanged and acts_later(result):
        return (
            f"Nothing of this rulebook is in force on {result.summary['as_of']}: on that day every change is "
            "zero. What it does in later years stands below."
        )
    if unchanged:
        return told[0].with_regions_named(
            f"Nothing in this rulebook changes the baseline on {result.summary['as_of']}. Every change "
            "is zero; the page shows the economy with the measures then in force."
            f"{alike_in_one_year(result)}"
            + "".join(short_words(subject.summary["security"]["short_goods"]) for subject in told)
        )
    words = str(result.summary["answer"])
    for subject in told:
        words = subject.with_rival_named(words)
    return words


def _certainty(record: dict[str, Any]) -> str:
    """What the range runs over. Two ranges are told one by one, each with what it says of the sign."""
    write = _writer(record["unit"], record["value"])
    same, gap, draws = record["same_sign"], record["over_gap"], record["over_draws"]
    told = str(record["range_over"])
    if gap is not None:
        told = f"{told.removesuffix(GAP_KEPT).removesuffix(' and ')}: {_ends(draws, write)}" if draws else ""
    if told and same is not None and not _nothing(write(record["value"])):
        sign = "same sign in all draws" if same >= 1.0 else f"same sign in {100.0 * same:.0f}% of draws"
        told = f"{told}; {sign} at this price level"
    if gap is None:
        return told
    turns = gap["low"] < 0.0 < gap["high"] and not (
        _nothing(write(gap["low"])) or _nothing(write(gap["high"]))
    )
    kept = f"{capitalised(GAP_KEPT)}: {_ends(gap, write)}"
    kept += ", so the sign depends on who keeps it." if turns else "."
    return f"{told}. {kept}" if told else kept


def _ends(bounds: dict[str, float], write: Callable[[float], str]) -> str:
    return f"{write(bounds['low'])} to {write(bounds['high'])}"


def _nothing(shown: str) -> bool:
    """True for a number that prints as zero."""
    return shown.strip("0.%") == ""


def _beside(record: dict[str, Any], subject: Subject) -> str:
    found = record["at_latest_prices"] or record["at_base_prices"]
    level = subject.summary["price_levels"]["beside"]
    if not (found and level):
        return ""
    shown = _writer(record["unit"], found["value"])(found["value"])
    return f"at {level['words']} ({_quoted(level, subject)}): {shown}"


def _quoted(level: dict[str, Any], subject: Subject) -> str:
    unit = subject.per_kg(level["commodity"])
    return f"{in_sentence(level['good'])} {level['price']:,.0f} {unit}"


def _compared(result: Result, told: Sequence[Subject]) -> Iterator[tuple[str, str]]:
    as_of, first = result.summary["as_of"], told[0]
    yield (
        "Baseline",
        f"The economy of {first.year} with every measure in force on {as_of}, without this rulebook.",
    )
    yield "Policy", f"The baseline and what this rulebook has in force on {as_of}."
    yield "Prices", _prices(told)
    if first.run.zone.members:
        yield "Zone", f"{_zone(result, told)}."
    else:
        yield "Zone", f"No members on that day. Zone figures are for {first.zone_name}."
    path_zone = zone_of_path(result, first)
    if path_zone:
        yield "Zone of the years", path_zone
    yield "Rival", _rivals(told)
    yield "Floors", _floors(told)


def _zone(result: Result, told: Sequence[Subject]) -> str:
    if len(told) == 1:
        return told[0].member_names
    named = told[0].members_named(result.summary["zone"])
    parts = [
        f"{100.0 * share:.0f}% for {in_sentence(subject.run.name)}"
        for subject in told
        if (share := subject.run.zone.weight(REST_OF_WORLD)) > 0.0
    ]
    rest = f"; of the rest of the world, which is another on each chain, {listed(parts)}" if parts else ""
    return f"{named}{rest}"


def _prices(told: Sequence[Subject]) -> str:
    """One sentence for all chains at one level, with the good that stands for each."""
    levels: dict[str, list[str]] = {}
    for subject in told:
        level, named = subject.summary["price_levels"]["run"], subject.summary["price_set"]
        words = (
            f"Anchored to {level['words']} ({named}; {{}}); tonnes of {subject.year}."
            if named
            else f"Those of {subject.year} ({{}}), moved by later measures; USD of {subject.year}."
        )
        levels.setdefault(words, []).append(f"{_quoted(level, subject)} in {level['region']}")
    return " ".join(words.format(f"{listed(quotes)} before tax") for words, quotes in levels.items())


def _rivals(told: Sequence[Subject]) -> str:
    names = dict.fromkeys(subject.rival_name for subject in told)
    if len(names) == 1:
        return f"{next(iter(names))}, the largest producer outside the zone by value."
    parts = [f"{subject.rival_name} for {subject.run.name.lower()}" for subject in told]
    return f"The largest producer outside the zone by value: {listed(parts)}."


def _floors(told: Sequence[Subject]) -> str:
    parts = []
    for subject in told:
        floors: dict[str, list[float]] = {}
        for floor in summary_floors(subject):
            floors.setdefault(floor["commodity"], []).append(floor["floor"])
        for commodity, values in floors.items():
            low, high = plain(min(values)), plain(max(values))
            parts.append(
                f"{subject.good_in_sentence(commodity)} {low if low == high else f'{low} to {high}'} "
                f"{subject.per_kg(commodity)}"
            )
    told_floors = f"{capitalised('; '.join(parts))}." if parts else "No floor is in force."
    return " ".join((told_floors, *(words for subject in told for words in paid_up_to(subject))))


def summary_floors(subject: Subject) -> list[dict[str, Any]]:
    """The floor records of the summary."""
    found: list[dict[str, Any]] = subject.summary["floors"]
    return found
