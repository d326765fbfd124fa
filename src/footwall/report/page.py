"""The page: sections in reading order, filled into the template.

Everything that comes from a rulebook, a file or a command line is text and is escaped. Only the pictures,
which escape their own text, and the style rules of the regions are passed on as markup.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from footwall.report.glossary import TERMS
from footwall.report.region_colours import region_style
from footwall.report.section_checks import checks, making
from footwall.report.section_data import data
from footwall.report.section_floors import floors
from footwall.report.section_gains import gains
from footwall.report.section_leakage import leakage
from footwall.report.section_opening import opening
from footwall.report.section_origins import origins
from footwall.report.section_output import output
from footwall.report.section_prices import prices
from footwall.report.subject import subject_of

if TYPE_CHECKING:
    from jinja2 import Template

    from footwall.runs import Result

_SECTIONS = (prices, origins, output, leakage, gains, floors, data, checks)


def render(result: Result) -> str:
    """The report of a result as one HTML document without outside requests."""
    subject = subject_of(result)
    return page_template("report.html").render(
        opening=opening(subject),
        sections=[section(subject) for section in _SECTIONS],
        making=making(subject),
        terms=TERMS,
        region_style=region_style(),
        model=result.model,
        as_of=subject.summary["as_of"],
        base_year=subject.year,
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
    return environment.get_template(name)
