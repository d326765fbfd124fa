"""A venture on the toy network and outlooks that stay as they are, for tests of investment."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from footwall.facts.facts import BUNDLED, Facts
from footwall.facts.path_rows import Deflator, Lifetime
from footwall.facts.project_rows import Project
from footwall.facts.schema import Parameter
from footwall.horizon.outlook import FloatArray, Outlook, Terms
from footwall.horizon.ventures import Plant, Venture
from toy import toy_network

FIRST = 2025
YEARS = 16
MINE_B, MAGNET_C = 1, 3
"""Positions in the toy network of the oxide mine of B and the magnet plant of C."""
TERMS = Terms(risk_free_rate=0.04, payout_rate=0.04, spread=0.15, utilisation=0.9)
CITED: Mapping[str, str] = {"source": "toy", "grade": "assumed"}


def venture(**changes: Any) -> Venture:
    """100 t/year of oxide in B at a cash cost of 20,000 USD/t and a capex of 10 million USD."""
    fields: dict[str, Any] = {
        "id": "north",
        "name": "North mine",
        "owner": "North Ltd",
        "ticker": "",
        "plants": (Plant(MINE_B, 100.0, 20_000.0),),
        "capex": 10e6,
        "opex": 20_000.0,
        "discount_rate": 0.08,
        "hurdle_rate": 0.11,
        "status": "feasibility",
        "start": 2027,
        "lead_time": 2.0,
        "ramp_up": 0.0,
        "plant_life": 20.0,
        "supports": (),
        "source": "toy",
        "grade": "assumed",
    }
    return Venture(**{**fields, **changes})


def flat(policy: Any, baseline: Any = None, guaranteed: Any = -np.inf, **changes: Any) -> Outlook:
    """Margins of every process and year, USD/t; an array of (scenarios,) gives several. No hazard."""

    def spread(value: Any) -> FloatArray:
        scenarios = np.atleast_1d(np.asarray(value, dtype=float))[:, None, None]
        return np.broadcast_to(scenarios, (len(np.atleast_1d(policy)), YEARS, 4)).copy()

    fields: dict[str, Any] = {
        "first_year": FIRST,
        "policy": spread(policy),
        "baseline": spread(policy if baseline is None else baseline),
        "guaranteed": spread(guaranteed),
        "hazard": np.full(YEARS, changes.pop("hazard", 0.0)),
        "volatility": np.full((len(np.atleast_1d(policy)), 4), changes.pop("sigma", 0.2)),
    }
    return Outlook(**{**fields, **changes})


def project(**changes: Any) -> Project:
    """A row of the projects table."""
    fields: dict[str, Any] = {
        "id": "north",
        "name": "North mine",
        "owner": "North Ltd",
        "ticker": "",
        "region": "B",
        "recipe": "mine_oxide",
        "venture": "",
        "capacity": 100.0,
        "in_base": 0.0,
        "capex": 11.0,
        "opex": 22_000.0,
        "money_year": 2026,
        "discount_rate": 0.08,
        "status": "feasibility",
        "start": 2027,
        "lead_time": 2.0,
        "ramp_up": 1.0,
        "support": ("none",),
        "support_detail": "",
        **CITED,
    }
    return Project(**{**fields, **changes})


def _number(kind: Any, name: str, value: float, **selectors: str) -> Any:
    empty = {"recipe": "", "region": "", "sector": ""}
    if kind is Parameter:
        empty["commodity"] = ""
    fields = {**empty, **selectors, **CITED}
    return kind(name=name, value=value, low=value, high=value, unit="1", **fields)


def facts_with(*projects: Project) -> Facts:
    """The tables that ventures are read from: money of 2026 is a tenth cheaper than that of 2024."""
    deflator = [
        Deflator(year=year, index=x, low=x, high=x, **CITED) for year, x in ((2024, 1.0), (2026, 1.1))
    ]
    lifetimes = [
        _number(Lifetime, "capex_intensity", 80_000.0, recipe="mine_oxide"),
        _number(Lifetime, "capex_intensity", 50_000.0, recipe="make_magnet"),
        _number(Lifetime, "capex_premium", 1.5),
        _number(Lifetime, "capex_premium", 2.0, region="C"),
        _number(Lifetime, "plant_life", 20.0, recipe="mine_oxide"),
        _number(Lifetime, "plant_life", 30.0, recipe="make_magnet"),
    ]
    parameters = [
        _number(Parameter, "hurdle_rate", 0.11),
        _number(Parameter, "hurdle_rate", 0.15, region="C"),
        _number(Parameter, "conversion_cost", 9_000.0, recipe="make_magnet"),
        _number(Parameter, "conversion_cost", 12_000.0, recipe="make_magnet", region="C"),
        _number(Parameter, "risk_free_rate", 0.04),
        _number(Parameter, "payout_rate", 0.03),
        _number(Parameter, "fid_spread", 0.2),
    ]
    tables = {
        "projects": projects,
        "deflator": tuple(deflator),
        "lifetimes": tuple(lifetimes),
        "parameters": tuple(parameters),
    }
    return Facts(BUNDLED, MappingProxyType(tables))


NETWORK = toy_network()
