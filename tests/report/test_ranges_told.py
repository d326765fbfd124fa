"""A tile of the opening says what its ranges say, each of them: parameters drawn, and who keeps the gap."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from footwall.report import render
from report.reading import read
from report.results import result_of


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-20.4, 1714.0, "−20 to +1,714, so the sign depends on who keeps it."),
        (70.0, 1714.0, "+70 to +1,714."),
        (0.0, 1714.0, "0.0 to +1,714."),
    ],
)
def test_the_tile_of_the_treasury_says_what_each_of_its_ranges_says(
    low: float, high: float, said: str
) -> None:
    """The draws keep the sign at the rulebook's own share of the gap; who keeps the gap may turn it."""
    result = result_of("cascade")
    headline = copy.deepcopy(result.summary["headline"])
    treasury = next(record for record in headline if record["figure"] == "treasury")
    treasury |= {"low": min(low, 1500.0), "high": 1970.0, "same_sign": 1.0}
    treasury["over_gap"], treasury["over_draws"] = {"low": low, "high": high}, {"low": 1500.0, "high": 1970.0}
    tree = read(render(replace(result, summary={**result.summary, "headline": headline})))
    told = [node.text for node in tree.all("p") if node.attributes.get("class") == "card-certainty"]
    shown = next(text for text in told if "gap" in text)
    drawn = "percentile: +1,500 to +1,970; same sign in all draws at this price level. "
    assert drawn in shown and shown.endswith(f"Exporters keep none to all of the gap: {said}")
    assert [text for text in told if "gap" in text] == [shown]


def test_ranges_of_the_treasury_make_up_its_bounds() -> None:
    record = next(item for item in result_of("cascade").summary["headline"] if item["figure"] == "treasury")
    gap, draws = record["over_gap"], record["over_draws"]
    assert record["low"] == min(gap["low"], draws["low"]) and record["high"] == max(
        gap["high"], draws["high"]
    )
    over = [item["treasury"] for item in result_of("cascade").lead.summary["treasury_over_omega"]]
    assert (gap["low"], gap["high"]) == (min(over), max(over))
