"""Walks of the toy network through the years, with responses set by hand and no facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from footwall.enacted.charges import ArcCharges, Enactment
from footwall.horizon.generic_capacity import Plans
from footwall.horizon.outlook import FloatArray
from footwall.horizon.path import Course, Investment, Path
from footwall.horizon.periods import Period
from footwall.horizon.responses import Responses
from footwall.horizon.shocks import calm
from footwall.horizon.walk import walk
from footwall.horizon.year_curves import Memory, no_memory, remember
from footwall.market.calibrate import Calibration, calibrate
from horizon.investment import TERMS
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
TAU = 3.0
NEVER = 9999


def responses(tau: float = TAU, **changes: Any) -> Responses:
    """Use and sourcing answer over ``tau`` years: elasticity 0.4 to 0.8, half of θ at once."""
    speed = 1.0 - np.exp(-1.0 / tau)
    fields: dict[str, FloatArray] = {
        "use_more": np.full((1, 3), 0.4),
        "use_speed": np.full((1, 1), speed),
        "sourcing_short": np.full((1, 1), 0.5),
        "sourcing_speed": np.full((1, 1), speed),
        "capacity_more": np.full((1, 4), 0.8),
        "capacity_speed": np.full((1, 4), 1.0 - np.exp(-0.25)),
        "retirement": np.full((1, 4), 0.04),
        "growth_place": np.full(1, 0.5),
    }
    return Responses(**{**fields, **changes})


def law(charges: ArcCharges | None = None, **parts: Any) -> Enactment:
    """A law of the toy: charges and nothing else unless said."""
    return Enactment("2024-01-01", charges or toy_charges(NETWORK), **{
        "quotas": (), "floors": (), "membership": {}, "covered": (), **parts,
    })  # fmt: skip


def whole_years(first: int, laws: Sequence[Enactment]) -> tuple[tuple[Period, ...], ...]:
    """One period a year."""
    return tuple(
        (Period(date(first + n, 1, 1), date(first + n, 12, 31), 1.0, item),) for n, item in enumerate(laws)
    )


def course(laws: Sequence[Enactment], *, fixed: bool = True, **changes: Any) -> Course:
    """Years from 2024 on under these laws, demand and price level of the base year; capacity ``fixed``."""
    years = len(laws)
    given = np.full((years, 1, 4), 1.0 if fixed else np.nan)
    fields: dict[str, Any] = {
        "calibration": CALIBRATION,
        "responses": responses(),
        "years": tuple(range(2024, 2024 + years)),
        "periods": whole_years(2024, laws),
        "use": np.ones((years, 1, 3)),
        "plans": Plans(np.ones((years, 1, 4)), given, np.array([0.0, 0.0, 1.0, 1.0])),
        "shocks": calm(years, NETWORK),
        "level": np.broadcast_to(CALIBRATION.buyer[:, :, 3], (years, 1, len(CALIBRATION.buyers))).copy(),
    }
    return Course(**{**fields, **changes})


def nobody() -> Investment:
    """Nobody invests."""

    def outlook(_: object) -> Any:
        raise AssertionError("nobody looks ahead")

    return Investment((), outlook, TERMS, NEVER)


def walked(laws: Sequence[Enactment], **changes: Any) -> Path:
    """The path without named projects."""
    return walk(course(laws, **changes), nobody())


def memories(path: Path, calibration: Calibration = CALIBRATION) -> list[Memory]:
    """The memory with which every year begins, rebuilt from the prices of the path."""
    found = [no_memory(calibration)]
    for year in path.years[:-1]:
        found.append(
            remember(found[-1], path.course.responses, (year.effective, year.landed), calibration, year.level)
        )
    return found


def arcs(**wanted: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Arcs whose fields have these values."""
    return np.array([all(getattr(arc, name) == v for name, v in wanted.items()) for arc in NETWORK.arcs])


def banned(**wanted: str) -> Enactment:
    """A law that closes these arcs."""
    return law(toy_charges(NETWORK, open=np.where(arcs(**wanted), 0.0, 1.0)))


def taxed(rate: float, **wanted: str) -> Enactment:
    """A law with an import duty on these arcs."""
    return law(toy_charges(NETWORK, duty_ad_valorem=np.where(arcs(**wanted), rate, 0.0)))


def largest(difference: Mapping[str, FloatArray] | FloatArray) -> float:
    """Largest absolute entry."""
    return float(np.abs(np.asarray(difference)).max())
