"""What a page is made of: sections of figures, each with its message, pictures, source line and table."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Table:
    """Rows of text below named columns; the first ``labels`` columns name the row, others hold figures."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: int = 1
    words: tuple[int, ...] = ()
    """Positions of columns that hold words and not figures."""


@dataclass(frozen=True)
class Panel:
    """One picture of a figure below its own heading."""

    heading: str
    note: str
    picture: Markup


@dataclass(frozen=True)
class Figure:
    """A message, the panels that show it and the table that says the same."""

    key: str
    message: str
    shows: str
    """What is drawn, in which unit and for which year."""
    panels: tuple[Panel, ...]
    source: str
    table: Table


@dataclass(frozen=True)
class Section:
    """A landmark of the page. Without figures and tables its ``lead`` says what does not apply."""

    key: str
    title: str
    lead: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()
    collapsed: tuple[Table, ...] = ()
    """Tables below the others that a reader opens."""
