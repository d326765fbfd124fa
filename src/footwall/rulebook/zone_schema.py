"""Who belongs to the zone: members with tier and dates, bundled lists, associates."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from footwall.rulebook.clause_model import Clause, DatedClause
from footwall.rulebook.origin_schema import Origin

Tier = Literal["full", "associate", "provisional", "observer"]
ListName = Literal["delegations-2026-02-04", "frameworks-signed", "us-eu-jp-mx"]


class Standing(DatedClause):
    """What every way into the zone has in common: dates, tier and the goods it is limited to."""

    minerals: tuple[str, ...] = Field(
        default=(), description="Minerals to which the membership is limited; empty: all."
    )
    commodities: tuple[str, ...] = Field(
        default=(), description="Commodities to which the membership is limited; empty: all."
    )


class Member(Standing):
    """One region in the zone."""

    region: str = Field(description="Region code: ISO 3166-1 alpha-3, or an aggregate such as EU27.")
    tier: Tier = Field(
        default="full",
        description="full: levies at its border, its goods enter free. associate: its goods enter free, "
        "it levies "
        "nothing. provisional: it levies, its goods still pay. observer: neither.",
    )


class MemberList(Standing):
    """A bundled list of members; naming one of its regions again is a fault."""

    name: ListName = Field(
        alias="list", description="Name of the bundled list; its source is in the package."
    )
    excluded: tuple[str, ...] = Field(
        default=(), alias="except", description="Regions of the list that stay outside."
    )
    tier: Tier = Field(
        default="full", description="Tier of every region of the list, as for a single member."
    )


class Associate(Standing):
    """A region whose goods enter free without levying at its own border."""


def _entry(value: Any) -> Any:
    return {"region": value} if isinstance(value, str) else value


def _entry_kind(value: Any) -> str:
    if isinstance(value, MemberList) or (isinstance(value, dict) and "list" in value):
        return "member_list"
    return "member"


def _as_entries(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


MemberEntry = Annotated[
    Annotated[Member, BeforeValidator(_entry, json_schema_input_type=str | Member), Tag("member")]
    | Annotated[MemberList, Tag("member_list")],
    Discriminator(_entry_kind),
]


class Zone(Clause):
    """The trading bloc. Without members no instrument has a border to stand at."""

    members: Annotated[
        tuple[MemberEntry, ...],
        BeforeValidator(_as_entries, json_schema_input_type=tuple[MemberEntry, ...] | Member | MemberList),
    ] = Field(
        default=(),
        description="Members: region codes, entries with region, tier and dates, or one of the bundled "
        "lists.",
    )
    mutual_exemption: bool = Field(
        default=False,
        strict=True,
        description="true: export bans, quotas, licences and taxes of a member do not hold on exports to "
        "other members and associates.",
    )
    shared_shortage: bool = Field(
        default=False,
        strict=True,
        description="true: what an outsider licenses for several members is one pool, so that tonnes for one "
        "may go to another.",
    )
    associates: dict[str, Associate] = Field(
        default_factory=dict, description="Region code to the goods and dates for which it is an associate."
    )
    origin: Origin = Field(
        default=Origin(), description="What counts as made in the zone; empty: the place of the last process."
    )
