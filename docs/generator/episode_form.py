"""The form of an episode: its commented template and every key with what it says, from the models."""

from __future__ import annotations

from pydantic import BaseModel

from footwall.backtest import template_text
from footwall.backtest.schema import (
    BufferStock,
    Episode,
    EpisodeMeasure,
    Fact,
    Good,
    Maker,
    NewSupply,
    Price,
    PrivateStock,
    Publication,
    Series,
    Trade,
    Use,
    Value,
)
from generator.tables import markdown_table

BLOCKS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("The file", Episode),
    ("Every entry of `sources`", Publication),
    ("Every entry of `goods`", Good),
    ("`makers`", Maker),
    ("`uses`", Use),
    ("`trade`", Trade),
    ("`prices`", Price),
    ("`measures`", EpisodeMeasure),
    ("`new_supply`", NewSupply),
    ("`buffer_stocks`", BufferStock),
    ("`private_stocks`", PrivateStock),
    ("`observed`", Series),
    ("`values` of a series", Value),
    ("`facts`", Fact),
)


def form() -> dict[str, str]:
    """The commented template and every key, for the page that documents the form."""
    form = f"```yaml\n# file: my-episode.yaml\n{template_text()}```\n"
    return {"form": form, "keys": "\n".join(_keys(*block) for block in BLOCKS)}


def _keys(title: str, model: type[BaseModel]) -> str:
    rows = [
        (f"`{item.alias or name}`", "" if item.is_required() else "may be left out", item.description or "")
        for name, item in model.model_fields.items()
    ]
    return f"**{title}**\n\n{markdown_table(('key', '', 'what it says'), rows)}"
