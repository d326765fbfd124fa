"""What every row of a fact table carries: its source, its grade and how it was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from footwall.facts.columns import Column
from footwall.facts.vocabulary import GRADES


@dataclass(frozen=True, kw_only=True)
class Row:
    """Every row names its source (key of ``sources.csv``) and grade; ``note`` says how it was made."""

    identity: ClassVar[tuple[str, ...]] = ()
    """Fields that may not repeat together."""
    central: ClassVar[str] = ""
    """Field that must lie between ``low`` and ``high``."""
    listed: ClassVar[tuple[str, ...]] = ()
    """Fields that a listing shows of a table too wide for a page; empty: all."""
    source: str = field(metadata={"column": Column(table="sources")})
    grade: str = field(metadata={"column": Column(choices=GRADES)})
    note: str = field(default="", metadata={"column": Column(required=False)})
