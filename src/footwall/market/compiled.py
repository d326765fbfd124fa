"""Compilation settings of the kernel, in one place.

Compiled code is cached in a folder of its own, named after a digest of every source that the kernel is
made of: a compiler that looks at one file at a time would otherwise reuse code whose callees have changed.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

_SOURCES = (
    "market/*.py",
    "rulebook/levy.py",
    "rulebook/evasion.py",
    "rulebook/support.py",
    "enacted/charges.py",
)


def _digest() -> str:
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(f"{numba.__version__} {sys.version}".encode())
    for source in sorted(path for pattern in _SOURCES for path in package.glob(pattern)):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _cache_folder() -> str:
    """A writable folder for compiled code: the user's cache, else the temporary folder."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    base = Path(home) if home else Path.home() / ".cache"
    for candidate in (base / "footwall", Path(tempfile.gettempdir()) / "footwall"):
        folder = candidate / f"kernel-{_digest()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return str(folder)
    return ""


_FOLDER = _cache_folder()


def _compile(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    settings: Any = numba.config
    shared = settings.CACHE_DIR
    settings.CACHE_DIR = _FOLDER
    try:
        compiler = numba.njit(cache=True, nogil=True, error_model="numpy", **options)
        return cast("Callable[..., Any]", compiler(function))
    finally:
        settings.CACHE_DIR = shared


def compiled(function: Function) -> Function:
    """Compile without the interpreter lock, cached on disk; the type stays that of the source."""
    return cast("Function", _compile(function))


def compiled_sum(function: Function) -> Function:
    """As ``compiled``; sums may be taken in another order, so that several terms are added at a time."""
    return cast("Function", _compile(function, fastmath={"reassoc", "contract"}))


def compiled_clause(function: Callable[..., Any]) -> Callable[..., float]:
    """Compile a rulebook clause, generic over its arithmetic, for floats."""
    return _compile(function)
