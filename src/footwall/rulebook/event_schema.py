"""Shocks with a day on which they begin: outages, floods of supply, changes of demand, cut-offs.

Each kind is a closed block with only its own fields. They act in a run over years. A cut-off is a ban under
another name, so it acts in every run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from footwall.rulebook.amounts import Amount, Rate, Share, TonnageOrShare
from footwall.rulebook.clause_model import Day, SuspendableClause

TAG = "event:"
"""Prefix of the tags in the places of faults, which no key of a rulebook has."""


class Event(SuspendableClause):
    """What every event says of itself."""

    kind: str = Field(description="What happens.")
    why: str = Field(default="", description="What it stands for and where its figures come from.")
    starts: Day = Field(
        alias="from", description="First day of the event (ISO date), from 2024-01-01 to 2045-12-31."
    )


class Outage(Event):
    """Capacity that stands still: an accident, a strike, a seizure, a power cut."""

    kind: Literal["outage"] = Field(description="Capacity stands still.")
    commodity: str = Field(description="Commodity whose makers are hit.")
    region: str = Field(description="Region whose capacity is hit.")
    share: Share = Field(description="Share of the region's capacity that is lost, such as 30%.")


class Flood(Event):
    """Supply beyond what prices call for."""

    kind: Literal["flood"] = Field(description="Supply beyond what prices call for.")
    commodity: str = Field(description="Commodity that is made in excess.")
    region: str = Field(description="Region with the extra capacity.")
    extra: TonnageOrShare = Field(
        description="Extra capacity: tonnes a year such as 20 kt/year, or a share of the region's capacity "
        "in the base year such as 40%."
    )
    below_cost: Share = Field(
        default=0.0,
        description="Discount on its cost at which the extra capacity still runs, such as 30%: it goes on at "
        "prices that much lower than the region's other capacity. At 100% it runs whatever the price.",
    )

    @property
    def extra_tonnes(self) -> float:
        """t/year that are stated as such; 0 where a share is."""
        return 0.0 if self._of_base else float(self.extra)

    @property
    def extra_share(self) -> float:
        """Share of the base capacity; 0 where tonnes are stated."""
        return float(self.extra) if self._of_base else 0.0

    @property
    def _of_base(self) -> bool:
        return not isinstance(self.extra, Amount) or self.extra.quantity.unit in ("", "%")


class DemandEvent(Event):
    """A change of demand at unchanged prices; what is left open holds for all."""

    sectors: tuple[str, ...] = Field(default=(), description="Sectors of use concerned; empty: all.")
    commodities: tuple[str, ...] = Field(default=(), description="Commodities concerned; empty: all.")
    regions: tuple[str, ...] = Field(default=(), description="Regions of the users; empty: all.")


class DemandSlump(DemandEvent):
    """Users buy less."""

    kind: Literal["demand_slump"] = Field(description="Users buy less.")
    share: Share = Field(description="Share of demand that is lost at unchanged prices, such as 20%.")


class DemandSurge(DemandEvent):
    """Users buy more."""

    kind: Literal["demand_surge"] = Field(description="Users buy more.")
    share: Rate = Field(description="Addition to demand at unchanged prices, such as 20%; may be over 100%.")


class CutOff(Event):
    """A region stops its exports: a ban on each commodity, under one name."""

    kind: Literal["cut_off"] = Field(description="A region stops its exports.")
    by: str = Field(description="Region that stops them.")
    commodities: tuple[str, ...] = Field(
        default=(), description="Commodities concerned; empty: all of `chain`, or of every chain."
    )
    chain: str | None = Field(
        default=None, description="Chain of which every commodity is concerned, such as ree_magnets."
    )
    destinations: tuple[str, ...] = Field(
        default=(), description="Destinations cut off; empty: every one except the region itself."
    )


EVENTS: Mapping[str, type[Event]] = {
    "outage": Outage,
    "flood": Flood,
    "demand_slump": DemandSlump,
    "demand_surge": DemandSurge,
    "cut_off": CutOff,
}


def kind_tag(prefix: str, kinds: Mapping[str, type]) -> Any:
    """What tells the blocks of a union apart: their ``kind``. What is no block is read as the first."""

    def tag(value: Any) -> str:
        if isinstance(value, dict):
            kind = str(value.get("kind", "")).encode("utf-8", "backslashreplace").decode("utf-8")
        else:
            kind = getattr(value, "kind", next(iter(kinds)))
        return f"{prefix}{kind}"

    return tag


AnyEvent = Annotated[
    Annotated[Outage, Tag(f"{TAG}outage")]
    | Annotated[Flood, Tag(f"{TAG}flood")]
    | Annotated[DemandSlump, Tag(f"{TAG}demand_slump")]
    | Annotated[DemandSurge, Tag(f"{TAG}demand_surge")]
    | Annotated[CutOff, Tag(f"{TAG}cut_off")],
    Discriminator(kind_tag(TAG, EVENTS)),
]
