"""The solvers of the twin: modules with ``algebra``, ``run`` and ``levels``."""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType

import pytest

from twin.path_licence import why_path_cannot_run

SOLVERS = ("ipopt", "path")


def why_it_cannot_run(name: str) -> str:
    """What stands in the way, as a reason to skip; empty where the solver runs."""
    if name == "path":
        return why_path_cannot_run()
    if importlib.util.find_spec("casadi") is None:
        return "CasADi (extra `twin`) is absent: Ipopt is not compared"
    return ""


def solver_of(name: str) -> ModuleType:
    """The module of a solver. Skips the test that asks where it cannot run."""
    why = why_it_cannot_run(name)
    if why:
        pytest.skip(why)
    return module_of(name)


def module_of(name: str) -> ModuleType:
    return importlib.import_module(f"twin.by_{name}")
