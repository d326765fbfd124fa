"""Amendments of a rulebook: what the document holds, and the record that the amended rulebook keeps."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from footwall.rulebook.clause_model import Clause, Day


class AmendmentRecord(Clause):
    """An amendment that a rulebook already holds; the reader writes it."""

    title: str = Field(min_length=1, description="Title of the amendment.")
    author: str = Field(min_length=1, description="Who proposes it.")
    legal_basis: str = Field(min_length=1, description="Act that the amendment rests on.")
    effective_date: Day = Field(description="First day on which it applies (ISO date).")
    version: str = Field(default="", description="Version of the rulebook that it makes; empty: unchanged.")


class AmendedVersion(Clause):
    """The rulebook that an amendment is written for."""

    name: str = Field(min_length=1, description="Name of the rulebook, as the rulebook has it.")
    version: str | None = Field(
        default=None, description="Version of the rulebook, as text; empty: any version."
    )


def _by_name(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class Amendment(AmendmentRecord):
    """An overlay on a rulebook: it changes what is read and never the file.

    ``remove`` comes first, then ``set``, then ``merge``.
    """

    baseline: Annotated[
        AmendedVersion, BeforeValidator(_by_name, json_schema_input_type=str | AmendedVersion)
    ] = Field(description="Rulebook that it amends: its name, or name and version.")
    removed: tuple[str, ...] = Field(
        default=(), alias="remove", description="Places that fall away, such as floors.cascade."
    )
    changed: dict[str, Any] = Field(
        default_factory=dict,
        alias="set",
        description="Places and their new values, such as floors.ndpr_oxide.reference.price: 95 USD/kg.",
    )
    merge: dict[str, Any] = Field(
        default_factory=dict,
        description="Blocks written as in a rulebook, laid over it: mappings join, other values replace.",
    )
