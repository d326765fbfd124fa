"""The projects of a run through the years: which of them the rulebook brings or loses, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from footwall.report.capacity_figure import capacity_figure
from footwall.report.figure import Section, Table
from footwall.report.number_words import NOT_AVAILABLE, plain
from footwall.report.subject import Subject
from footwall.report.wording import capitalised, plain_words
from footwall.runs.project_groups import ProjectGroups, project_groups
from footwall.runs.recipe_words import RECIPES
from footwall.runs.year_findings import projects_sentence

Record = Mapping[str, Any]
TITLE = "Projects"
MOST_OPEN = 10
"""Undecided projects that are told before the reader asks for all."""
COLUMNS = (
    "Project", "Owner", "Adds", "Status", "Without the rulebook", "With the rulebook",
    "Value over capex / asked", "Price expected / strike that suffices, USD/kg", "Why", "Grade",
)  # fmt: skip
SHORT = ("Project", "Owner", "Adds", "Status", "Output from", "Grade")


def projects(subject: Subject) -> Section | None:
    """The section; None for a run without years, an untouched chain or one without projects."""
    years = years_of(subject)
    if years is None or not years["touched"] or not years["projects"]:
        return None
    groups = project_groups(years["projects"])
    figure = capacity_figure(subject, years)
    return Section(
        subject.key("projects"),
        TITLE,
        (projects_sentence(years) or "No project is undecided.", _reading(years)),
        (figure,) if figure else (),
        tables=tuple(_tables(subject, groups)),
        collapsed=tuple(_collapsed(subject, years, groups)),
    )


def years_of(subject: Subject) -> Record | None:
    """The record of the chain through the years; None where the run has none."""
    years = subject.result.summary.get("years")
    return None if years is None else years["chains"].get(subject.run.id)


def _reading(years: Record) -> str:
    return (
        "Value over capex is what a project is worth to its investor in the year that is told, over what it "
        "costs to build; what is asked counts that waiting has a value. A strike that suffices may lie below "
        "the price that is expected: it is certain, so that nothing is left to wait for. A per cent is the "
        "share of such "
        f"projects that is decided by {years['years'][-1]}; from half on a project is told as decided."
    )


def _tables(subject: Subject, groups: ProjectGroups) -> list[Table]:
    parts = (
        ("What the rulebook brings, loses or moves", groups.changed),
        ("Undecided that go ahead in the same year with and without the rulebook", groups.either_way),
        (_nearest_caption(groups), groups.not_ahead[:MOST_OPEN]),
    )
    return [_full(subject, caption, lines) for caption, lines in parts if lines]


def _nearest_caption(groups: ProjectGroups) -> str:
    count = len(groups.not_ahead)
    if count > MOST_OPEN:
        return f"Undecided that do not go ahead: the {MOST_OPEN} of {count} that come nearest"
    return "Undecided that do not go ahead"


def _collapsed(subject: Subject, years: Record, groups: ProjectGroups) -> list[Table]:
    found = []
    if groups.not_ahead[MOST_OPEN:]:
        caption = "The other undecided projects that do not go ahead"
        found.append(_full(subject, caption, groups.not_ahead[MOST_OPEN:]))
    for caption, lines in (("Under way", groups.under_way), ("Cancelled", groups.cancelled)):
        if lines:
            found.append(_short(subject, caption, lines))
    if years["left_out"]:
        rows = tuple((item["name"], f"{capitalised(item['reason'])}.") for item in years["left_out"])
        found.append(Table("Not in the model as projects", ("Project", "Why"), rows, words=(1,)))
    return found


def _full(subject: Subject, caption: str, lines: Sequence[Record]) -> Table:
    rows = tuple(
        (
            str(line["name"]),
            str(line["owner"]),
            _adds(subject, line),
            plain_words(line["status"], {}),
            _decided(line["baseline"]),
            _decided(line["policy"]),
            _of(line["policy"], "value_over_capex", "asked"),
            _of(line["policy"], "price", "strike"),
            _why(subject, line),
            str(line["grade"]),
        )
        for line in lines
    )
    return Table(caption, COLUMNS, rows, labels=2, words=(2, 3, 4, 5, 8, 9))


def _short(subject: Subject, caption: str, lines: Sequence[Record]) -> Table:
    rows = tuple(
        (
            str(line["name"]),
            str(line["owner"]),
            _adds(subject, line),
            plain_words(line["status"], {}),
            str(line["start"]),
            str(line["grade"]),
        )
        for line in lines
    )
    return Table(caption, SHORT, rows, labels=2, words=(2, 3, 5))


def _adds(subject: Subject, line: Record) -> str:
    good = subject.good_in_sentence(line["product"])
    return f"{plain(line['capacity'])} t/yr {good}, {subject.region(line['region'])}"


def _why(subject: Subject, line: Record) -> str:
    """The words of the record with names for recipes and regions."""

    def named(found: re.Match[str]) -> str:
        word = found.group(1)
        return f"typical of {RECIPES.get(word) or subject.region_in_sentence(word)}"

    return re.sub(r"typical of (\w+)", named, str(line["words"]))


def _decided(law: Record) -> str:
    """The year or ``no``; where only a part of such projects is decided, which part, with its range."""
    told = "no" if law["year"] is None else str(law["year"])
    share = round(100.0 * law["share"])
    if not 0 < share < 100:
        return told
    low, high = law["low"], law["high"]
    ranged = "" if low is None else f", {100.0 * low:.0f} to {100.0 * high:.0f}%"
    return f"{told} ({share}%{ranged})"


def _of(law: Record, one: str, other: str) -> str:
    """Two figures of the appraisal; a dash where it was never looked at."""
    shown = [NOT_AVAILABLE if law[key] is None else plain(law[key]) for key in (one, other)]
    return NOT_AVAILABLE if shown == [NOT_AVAILABLE] * 2 else f"{shown[0]} / {shown[1]}"
