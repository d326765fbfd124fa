"""The page: the answer, then the sections of every chain in reading order, filled into the template.

Everything that comes from a rulebook, a file or a command line is text and is escaped. Only the pictures,
which escape their own text, and the style rules of the regions are passed on as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from footwall.report.figure import Section
from footwall.report.further import further, of_all
from footwall.report.glossary import TERMS
from footwall.report.marked_words import with_code, with_days
from footwall.report.region_colours import region_style, region_style_in_the_dark
from footwall.report.result_colours import result_style
from footwall.report.section_checks import checks, making
from footwall.report.section_data import data, facts_of_all_chains
from footwall.report.section_floors import floors
from footwall.report.section_gains import gains
from footwall.report.section_leakage import leakage
from footwall.report.section_opening import HeadlineCard, chapter_cards, opening
from footwall.report.section_origins import origins
from footwall.report.section_output import output
from footwall.report.section_owners import owners
from footwall.report.section_prices import prices
from footwall.report.section_product_costs import product_costs
from footwall.report.section_projects import projects
from footwall.report.section_protection import protection
from footwall.report.section_quotas import quotas
from footwall.report.section_security import security
from footwall.report.section_sensitivity import sensitivity
from footwall.report.section_together import together
from footwall.report.section_wedge import wedge
from footwall.report.sections_of_years import SECTIONS_OF_YEARS
from footwall.report.subject import Subject, subject_of

if TYPE_CHECKING:
    from jinja2 import Template

    from footwall.explore.tornado import Tornado
    from footwall.runs import Result

MOST_NAMED = 2
"""Chains that the line above the title names."""
_SECTIONS: tuple[Callable[[Subject], Section | None], ...] = (
    prices, product_costs, origins, security, output, protection, leakage, gains, owners, wedge, quotas,
    floors, sensitivity, data, checks, *SECTIONS_OF_YEARS, projects,
)  # fmt: skip


@dataclass(frozen=True)
class Chapter:
    """The sections of one chain; ``title`` is empty where a page has only one."""

    key: str
    title: str
    findings: str
    further: tuple[str, ...]
    cards: tuple[HeadlineCard, ...]
    sections: tuple[Section, ...]


def render(result: Result, tornadoes: Mapping[str, Tornado] | None = None) -> str:
    """The report of a result as one HTML document without outside requests.

    ``tornadoes`` holds by chain what every assumed input moves; a chain without one shows the rank
    correlations of its draws.
    """
    swings = tornadoes or {}
    subjects = [subject_of(result, run, swings.get(run.id)) for run in result.chains]
    return page_template("report.html").render(
        opening=opening(result, subjects),
        further=of_all(subjects),
        chapters=[_chapter(subject, len(subjects) == 1) for subject in subjects],
        together=together(subjects),
        facts=facts_of_all_chains(result),
        making=making(result),
        terms=TERMS,
        title=f"{result.rulebook.name} · Footwall report of {result.summary['as_of']}",
        colours=Markup("\n").join((region_style(), result_style(), region_style_in_the_dark())),
        model=result.model,
        chains=" and ".join(subject.run.name.lower() for subject in subjects)
        if len(subjects) <= MOST_NAMED
        else f"{len(subjects)} chains",
        as_of=result.summary["as_of"],
        base_year=result.summary["base_year"],
    )


def _chapter(subject: Subject, alone: bool) -> Chapter:
    untouched = f"This rulebook changes nothing here on {subject.summary['as_of']}: the baseline is shown."
    return Chapter(
        key=subject.run.id,
        title="" if alone else subject.run.name,
        findings=subject.with_rival_named(subject.summary["findings"]) if subject.run.touched else untouched,
        further=tuple(further(subject)),
        cards=() if alone else chapter_cards(subject),
        sections=tuple(made for section in _SECTIONS if (made := section(subject)) is not None),
    )


@cache
def page_template(name: str) -> Template:
    """One of the page templates, with escaping on."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("footwall.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(code=with_code, days=with_days)
    return environment.get_template(name)
