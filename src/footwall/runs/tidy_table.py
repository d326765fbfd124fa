"""Tidy rows as text and as a polars DataFrame, with the columns that pyam reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from footwall.runs.result import COLUMNS, Row

if TYPE_CHECKING:
    import polars


def data_frame(model: str, rows: Iterable[Row]) -> polars.DataFrame:
    """One row a figure; strings, an integer year, a float value."""
    import polars as pl

    listed = list(rows)
    kinds = (pl.String, pl.String, pl.String, pl.String, pl.Int32, pl.Float64)
    columns: dict[str, pl.Series] = {"model": pl.Series([model] * len(listed), dtype=pl.String)}
    for position, (name, kind) in enumerate(zip(Row._fields, kinds, strict=True)):
        columns[name] = pl.Series([row[position] for row in listed], dtype=kind)
    return pl.DataFrame(columns).select(COLUMNS)


def csv_text(model: str, rows: Iterable[Row]) -> str:
    """The rows as CSV; floats with all their digits, so that the file is exact and its hash repeats."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((model, *row) for row in rows)
    return out.getvalue()


def read_csv(text: str) -> Iterator[Row]:
    """The rows of ``csv_text``."""
    for line in csv.DictReader(io.StringIO(text)):
        yield Row(
            line["scenario"],
            line["region"],
            line["variable"],
            line["unit"],
            int(line["year"]),
            float(line["value"]),
        )
