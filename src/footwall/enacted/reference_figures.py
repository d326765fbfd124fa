"""What a reference price may read, and what a method of setting it gives: values, without any rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footwall.chain.network import Network, Process
    from footwall.facts.facts import Facts


@dataclass(frozen=True)
class Evidence:
    """What a reference price may read on a day.

    ``allies`` gives the regions of the zone in some tiers for a commodity, ``conversion`` the conversion
    cost of a commodity in a process (USD/t), ``zone_share`` and ``member_share`` the part of a region that is
    inside the zone for a commodity: by production where goods enter free, or in either way.
    """

    facts: Facts | None
    network: Network
    on: date
    allies: Callable[[str, tuple[str, ...]], tuple[str, ...]]
    conversion: Callable[[str, Process], Fraction]
    zone_share: Callable[[str, str], Fraction]
    member_share: Callable[[str, str], Fraction]


@dataclass(frozen=True)
class Figure:
    """A price in USD/t, its ceiling if the method sets one, and the last day that it describes.

    ``dated`` None: the figure has no age. ``words`` tell the arithmetic, without the result.
    """

    price: Fraction
    dated: date | None
    words: str
    code: str
    ceiling: Fraction | None = None


@dataclass(frozen=True)
class NoFigure:
    """Why a method has no price on the day."""

    reason: str
