"""Starting is quick because nothing heavy is imported; what is imported is pinned, not the time."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"numpy", "scipy", "numba", "polars", "jinja2", "ruamel"}
LIST_MODULES = "import sys; print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"


def _imported_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stderr.split())


def _call(*arguments: str) -> str:
    return (
        f"import sys; sys.argv = {['footwall', *arguments]!r}\n"
        "from footwall.cli.main import main\n"
        f"try: main()\nexcept SystemExit as end: assert not end.code, end.code\n{LIST_MODULES}"
    )


def test_import_footwall_imports_nothing_heavy() -> None:
    assert not _imported_by(f"import footwall; {LIST_MODULES}") & {*HEAVY, "pydantic", "typer"}


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("run", "--help"), ("facts", "--help")])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert not _imported_by(_call(*arguments)) & HEAVY


def test_the_list_of_modules_would_show_a_heavy_one() -> None:
    assert "numpy" in _imported_by(f"import numpy; {LIST_MODULES}")


def test_public_names_are_found_where_they_are_declared() -> None:
    import footwall

    for name in footwall.__all__:
        assert getattr(footwall, name)
    with pytest.raises(AttributeError, match="load_facts"):
        footwall.nothing  # noqa: B018
