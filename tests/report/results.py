"""Results of the bundled rulebooks, each solved once in a test session."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from footwall.explore.tornado import tornado_of
from footwall.report import render
from footwall.runs import Result, run

DRAWS = 6
RULEBOOKS = (
    "baseline", "cascade", "export-licence-shock", "minimum-import-price", "oxide-only", "tariff-25",
)  # fmt: skip


@cache
def result_of(name: str) -> Result:
    """On the chain of the bundled rulebooks; the one that changes nothing would be told of all chains."""
    return run(name, year=2026, draws=DRAWS, chains=("ree_magnets",))


TWO_CHAINS = """
name: Floors on two chains
zone: {members: [USA, EU27, JPN, KOR, AUS, CAN, GBR]}
floors:
  ndpr_oxide: {reference: {price: 110 USD/kg}}
  refined_gallium: {reference: {price: 800 USD/kg}}
"""


@cache
def two_chains() -> Result:
    """One rulebook that touches two chains."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "two.yaml"
        file.write_text(TWO_CHAINS, encoding="utf-8")
        return run(file, year=2026, draws=DRAWS)


@cache
def page_of_two_chains() -> str:
    result = two_chains()
    return render(result, {chain.id: tornado_of(chain) for chain in result.chains})


@cache
def result_of_years() -> Result:
    """One chain walked over a few years."""
    return run("gallium-germanium", year=2026, draws=4, chains=("gallium",), years="2024:2030")


@cache
def page_of_years() -> str:
    return render(result_of_years())


@cache
def page_of(name: str) -> str:
    return render(result_of(name))
