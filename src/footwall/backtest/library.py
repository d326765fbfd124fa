"""The bundled episodes, and the commented form of one."""

from __future__ import annotations

from importlib.resources import files

from footwall.backtest.read import read_episode_text
from footwall.backtest.schema import Episode

TEMPLATE = "template.yaml"


def episode_names() -> tuple[str, ...]:
    """Names of the bundled episodes, sorted."""
    folder = files("footwall.backtest").joinpath("episodes")
    return tuple(
        sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml"))
    )


def bundled_episodes() -> dict[str, Episode]:
    """Every bundled episode by name."""
    folder = files("footwall.backtest").joinpath("episodes")
    return {
        name: read_episode_text(
            folder.joinpath(f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml (bundled)"
        )
        for name in episode_names()
    }


def template_text() -> str:
    """A commented episode, which can be replayed as it stands."""
    return files("footwall.backtest").joinpath(TEMPLATE).read_text(encoding="utf-8")
