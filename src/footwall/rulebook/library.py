"""The bundled rulebooks by name."""

from __future__ import annotations

from importlib.resources import files

from footwall.errors import UnknownName
from footwall.spelling import did_you_mean


def bundled_names() -> tuple[str, ...]:
    """Names of the bundled rulebooks; ``baseline`` first."""
    folder = files("footwall.rulebook").joinpath("bundled")
    names = (item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml"))
    return tuple(sorted(names, key=lambda name: (name != "baseline", name)))


def bundled_text(name: str) -> str:
    """The text of a bundled rulebook; raises UnknownName."""
    if name not in bundled_names():
        names = bundled_names()
        raise UnknownName(
            f"Read {name!r}; allowed: a rulebook file, or a bundled rulebook: {', '.join(names)}. "
            f"{did_you_mean(name, names)}".strip()
        )
    return files("footwall.rulebook").joinpath("bundled", f"{name}.yaml").read_text(encoding="utf-8")
