"""Compilation settings of the kernel, in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile without the interpreter lock, cached on disk; the type stays that of the source."""
    return cast("Function", njit(cache=True, nogil=True)(function))


def compiled_clause(function: Callable[..., Any]) -> Callable[..., float]:
    """Compile a rulebook clause, generic over its arithmetic, for floats."""
    return cast("Callable[..., float]", njit(cache=True, nogil=True)(function))
