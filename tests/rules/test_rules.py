"""Worked cases of every clause, as a lawyer can read them; exact on Fractions; no clause without a case."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from footwall.rulebook.clauses import ARITHMETIC

MODULES = (
    "levy",
    "evasion",
    "floor",
    "tariff",
    "support",
    "settlement",
    "derivative",
    "origin",
    "revenue",
    "circumvention",
    "shock",
)
"""Clauses of numbers, which the market compiles."""
EXACT_MODULES = ("reference_price",)
"""Clauses of series, which only the law computes."""
CASES: list[dict[str, Any]] = [
    case
    for file in sorted(Path(__file__).parent.glob("*.yaml"))
    for case in YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
]


def function_of(name: str) -> Any:
    module, function = name.split(".")
    return getattr(import_module(f"footwall.rulebook.{module}"), function)


def numbers(written: str | list[str], kind: Callable[[str], Any]) -> Any:
    """A number, or numbers side by side."""
    return [kind(item) for item in written] if isinstance(written, list) else kind(written)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_worked_case(case: dict[str, Any]) -> None:
    assert set(case) == {"case", "clause", "function", "inputs", "expected", "source"}
    function = function_of(case["function"])
    exact = {name: numbers(value, Fraction) for name, value in case["inputs"].items()}
    expected = Fraction(case["expected"])
    assert function(**exact) == expected
    floats = {
        name: numbers(value, lambda text: float(Fraction(text))) for name, value in case["inputs"].items()
    }
    assert function(**floats) == pytest.approx(float(expected), rel=1e-12, abs=1e-12)


def test_no_clause_without_a_case() -> None:
    assert {case["clause"] for case in CASES} == set(ARITHMETIC)


def test_no_clause_function_without_a_case() -> None:
    functions = {
        f"{module}.{name}"
        for module in (*MODULES, *EXACT_MODULES)
        for name, _ in inspect.getmembers(import_module(f"footwall.rulebook.{module}"), inspect.isfunction)
    }
    assert {case["function"] for case in CASES} == functions
    assert {description.split(":")[0] for description in ARITHMETIC.values()} <= functions


def test_every_case_is_named_once() -> None:
    names = [case["case"] for case in CASES]
    assert len(set(names)) == len(names)
