"""Events of a rulebook as arrays over years: shares of days, and arithmetic by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from footwall.chain import build_network
from footwall.enacted.change_dates import change_dates
from footwall.facts import load_facts
from footwall.horizon.shocks import Shocks, calm, shocks_of
from footwall.rulebook.read import read_rulebook_text

FACTS = load_facts()
NETWORK = build_network(FACTS, chain="germanium").network
YEARS = (2026, 2027, 2028)
KNOWN = date(2027, 1, 1)
ZINC = "recover_germanium_zinc@CHN"


def shocks(*events: str, known: date = KNOWN) -> Shocks:
    text = "name: Events\nevents:\n" + "".join(f"  - {event}\n" for event in events)
    rulebook = read_rulebook_text(text, "events.yaml")
    return shocks_of(rulebook, FACTS, NETWORK, YEARS, (change_dates(rulebook, FACTS, NETWORK), known))


def outage(share: str, days: str) -> str:
    return f"{{kind: outage, commodity: germanium_dioxide, region: CHN, share: {share}, {days}}}"


def process(name: str) -> int:
    return next(k for k, item in enumerate(NETWORK.processes) if item.id == name)


def test_without_events_nothing_changes() -> None:
    found = shocks_of(read_rulebook_text("name: Calm\n", "calm.yaml"), FACTS, NETWORK, YEARS, ((), KNOWN))
    assert found.none and calm(3, NETWORK).none


def test_an_outage_counts_for_its_days() -> None:
    """40% lost from 1 July to 31 December 2027: 184 of 365 days."""
    found = shocks(outage("40%", "from: 2027-07-01, to: 2027-12-31"))
    hit = process(ZINC)
    assert NETWORK.processes[hit].outputs[0][0] == "germanium_dioxide"
    assert found.running[:, hit] == pytest.approx([1.0, 1.0 - 0.4 * 184 / 365, 1.0], rel=1e-12)
    others = [k for k, item in enumerate(NETWORK.processes) if item.region != "CHN"]
    assert (found.running[:, others] == 1.0).all()


def test_outages_of_the_same_days_multiply_and_pauses_pause() -> None:
    """Half of what 80% left, over all of 2028 but its 60 first days (a leap year of 366)."""
    whole = outage("20%", "from: 2028-01-01, to: 2028-12-31")
    paused = outage(
        "50%", "from: 2028-01-01, to: 2028-12-31, suspended: [{from: 2028-01-01, to: 2028-02-29}]"
    )
    found = shocks(whole, paused)
    left = (60 * 0.8 + 306 * 0.4) / 366
    assert found.running[2, process(ZINC)] == pytest.approx(left, rel=1e-12)


def test_what_is_past_happened_without_events() -> None:
    event = "{kind: demand_slump, regions: [USA], share: 30%, from: 2026-01-01, to: 2028-12-31}"
    american = [u for u, use in enumerate(NETWORK.uses) if use.region == "USA"]
    assert shocks(event).use[:, american[0]] == pytest.approx([1.0, 0.7, 0.7], rel=1e-12)
    told = shocks(event, known=date(2026, 1, 1)).use[0]
    assert told[american] == pytest.approx(np.full(len(american), 0.7), rel=1e-12)
    assert (np.delete(told, american) == 1.0).all()


def test_a_slump_hits_its_sectors_and_a_surge_adds() -> None:
    found = shocks(
        "{kind: demand_slump, sectors: [germanium_fibre], share: 25%, from: 2027-01-01, to: 2027-12-31}",
        "{kind: demand_surge, sectors: [germanium_fibre], share: 100%, from: 2027-01-01, to: 2027-12-31}",
    )
    for u, use in enumerate(NETWORK.uses):
        assert found.use[1, u] == pytest.approx(1.5 if use.sector == "germanium_fibre" else 1.0, rel=1e-12)


def test_a_flood_adds_to_the_largest_maker_at_a_discount() -> None:
    """Half of the region's capacity more; the discount is 30% of what a tonne earns at base prices."""
    event = (
        "{kind: flood, commodity: germanium_dioxide, region: CHN, extra: 50%, below_cost: 30%, "
        "from: 2027-01-01, to: 2028-12-31}"
    )
    found = shocks(event)
    makers = [
        k
        for k, item in enumerate(NETWORK.processes)
        if item.region == "CHN" and item.outputs[0][0] == "germanium_dioxide"
    ]
    base = sum(NETWORK.processes[k].capacity for k in makers)
    largest = max(makers, key=lambda k: NETWORK.processes[k].capacity)
    assert found.extra[1:, largest] == pytest.approx([0.5 * base] * 2, rel=1e-12)
    assert found.extra.sum() == pytest.approx(base, rel=1e-12)
    price = {(m.commodity, m.region): m.base_price for m in NETWORK.markets}
    earned = sum(amount * price[name, "CHN"] for name, amount in NETWORK.processes[largest].outputs)
    assert found.cheaper[1, largest] == pytest.approx(0.3 * earned, rel=1e-12)
