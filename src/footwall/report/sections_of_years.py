"""The sections of a chain's path through the years, in reading order; each is None without a path."""

from __future__ import annotations

from collections.abc import Callable

from footwall.report.figure import Section
from footwall.report.section_years_contracts import years_contracts
from footwall.report.section_years_cut_off import years_cut_off
from footwall.report.section_years_cut_off_weeks import years_cut_off_weeks
from footwall.report.section_years_idle import years_idle
from footwall.report.section_years_method import years_method
from footwall.report.section_years_money import years_money
from footwall.report.section_years_origins import years_origins
from footwall.report.section_years_output import years_output
from footwall.report.section_years_prices import years_prices
from footwall.report.section_years_stocks import years_stocks
from footwall.report.subject import Subject

SECTIONS_OF_YEARS: tuple[Callable[[Subject], Section | None], ...] = (
    years_prices,
    years_output,
    years_origins,
    years_idle,
    years_money,
    years_contracts,
    years_stocks,
    years_cut_off,
    years_cut_off_weeks,
    years_method,
)
