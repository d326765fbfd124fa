"""An origin rule in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.rulebook.origin_schema import Origin
from footwall.rulebook.wording import dates, share


def origin_words(origin: Origin) -> Iterator[str]:
    """Sentences on what counts as made in the zone, and on what pays."""
    places = {
        "last_transformation": "they were last processed",
        "made_in_stage": f"their material went through the stage {origin.stage}",
        "content": "their material was mined or collected",
    }
    parts = (f"Goods originate where {places[origin.rule]}", dates(origin))
    yield f"{' '.join(part for part in parts if part)}."
    if origin.owned_from:
        owners = ", ".join(origin.owned_from)
        yield f"  What plants make does not originate by the share that owners in {owners} hold in them."
    if not origin.traces:
        return
    if origin.treatment == "adverse":
        above = share(origin.tolerance)
        yield f"  Goods pay in full where more than {above} does not originate, else nothing."
    else:
        yield "  The share that does not originate pays, by mass balance; goods of members are tested too."
