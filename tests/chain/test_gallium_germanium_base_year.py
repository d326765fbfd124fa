"""The base years of the gallium and germanium chains close, keep their margins and hardly move a figure."""

from __future__ import annotations

from functools import cache

import pytest

from footwall.chain import BuiltNetwork
from footwall.chain.audit import audit
from footwall.chain.invariants import TOLERANCE, check_invariants
from footwall.chain.publishers import our_total
from footwall.facts import load_facts
from footwall.runs.economy import base_economy

CHAINS = ("gallium", "germanium")
MOVED = 0.10
"""No figure and no price of these tables moves further."""


@cache
def built(chain: str) -> BuiltNetwork:
    return base_economy(load_facts(), chain=chain)[1].base


@pytest.mark.parametrize("chain", CHAINS)
def test_tonnes_and_elements_close(chain: str) -> None:
    assert check_invariants(built(chain).network) < TOLERANCE


@pytest.mark.parametrize("chain", CHAINS)
def test_no_published_figure_moves_by_more_than_ten_percent(chain: str) -> None:
    figures = [item for item in built(chain).adjustments if item.table in ("production", "use", "trade")]
    assert figures
    assert [item.key for item in figures if abs(item.ratio - 1.0) > MOVED] == []


@pytest.mark.parametrize("chain", CHAINS)
def test_no_quote_moves_by_more_than_ten_percent(chain: str) -> None:
    assert [item.market for item in built(chain).price_adjustments if abs(item.ratio - 1.0) > MOVED] == []


@pytest.mark.parametrize("chain", CHAINS)
def test_every_process_earns_its_documented_minimum(chain: str) -> None:
    for process in built(chain).network.processes:
        minimum = load_facts().parameter(
            "minimum_margin", recipe=process.id.partition("@")[0], region=process.region
        )
        assert built(chain).margins[process.id] >= minimum.value * (1.0 - 1e-9) - 1e-6, process.id


@pytest.mark.parametrize("chain", CHAINS)
def test_the_element_audit_closes_and_documented_losses_agree(chain: str) -> None:
    audited = audit(load_facts(), built(chain))
    [row] = audited.section("Element balance").rows
    _, mined, returned, used, lost, gap = row
    assert abs(float(gap)) < 0.005 * (float(mined) + float(returned))
    assert float(used) > 0.9 * float(mined) and float(lost) > 0.0
    assert audited.section("Losses that differ from their row").rows == ()
    assert audited.section("Figures left out").rows == ()


def test_mine_output_of_an_element_leaves_old_scrap_out() -> None:
    """199 t by the rows of the table, within what balancing moves; 75 t of scrap come on top."""
    network = built("germanium").network
    assert our_total(load_facts(), network, "mined.Ge", "WLD") == pytest.approx(199.0, rel=0.01)
    assert our_total(load_facts(), network, "mined.Ge", "CHN") == pytest.approx(170.0, rel=0.01)
