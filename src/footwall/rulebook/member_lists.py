"""The bundled lists of members, with their source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from footwall.rulebook.vocabulary import CUSTOMS_UNION, in_customs_union


@dataclass(frozen=True)
class RegionList:
    """A list as its source gives it; ``regions`` folds the states of the customs union into it."""

    name: str
    title: str
    source: str
    note: str
    members: tuple[str, ...]

    @property
    def regions(self) -> tuple[str, ...]:
        """Members that can stand in a zone: EU states join through EU27 or not at all."""
        return tuple(code for code in self.members if not in_customs_union(code))

    @property
    def folded(self) -> tuple[str, ...]:
        """EU states of the list that join through EU27."""
        return tuple(code for code in self.members if in_customs_union(code)) if self.has_union else ()

    @property
    def has_union(self) -> bool:
        return CUSTOMS_UNION in self.members


@cache
def member_lists() -> Mapping[str, RegionList]:
    """All bundled lists by name."""
    from ruamel.yaml import YAML

    text = files("footwall.rulebook").joinpath("member_lists.yaml").read_text(encoding="utf-8")
    loaded = YAML(typ="safe", pure=True).load(text)
    return MappingProxyType(
        {
            name: RegionList(name, row["title"], row["source"], row["note"], tuple(row["members"]))
            for name, row in loaded.items()
        }
    )
