"""Measures of an episode on a day: which arcs they meet, when, and what they leave of the flows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from footwall.backtest import Episode, read_episode_text, replay, template_text
from footwall.backtest.base_market import base_network
from footwall.backtest.measures import in_force, law_on
from footwall.backtest.parameters import behaviour, frozen, with_draws
from footwall.backtest.results import outcome_of
from footwall.cli.backtest import one_text
from footwall.facts import load_facts

PARAMETERS = frozen(load_facts())
LICENCE = "{kind: export_licence, by: AAA, good: oxide, share: 60%,"
DURING, AFTER = date(2020, 6, 1), date(2021, 1, 1)


def with_measure(written: str) -> Episode:
    text = template_text()
    assert text.count(LICENCE) == 1
    return read_episode_text(text.replace(LICENCE, written), "toy.yaml")


def abroad(episode: Episode) -> int:
    """Place of the one arc that leaves the rival."""
    arcs = base_network(episode, PARAMETERS).arcs
    (place,) = [a for a, arc in enumerate(arcs) if arc.origin != arc.destination]
    return place


@pytest.mark.parametrize(
    ("written", "field", "value"),
    [
        ("{kind: export_ban, by: AAA, good: oxide,", "open", 0.0),
        ("{kind: export_tax, by: AAA, good: oxide, rate: 25%,", "export_tax", 0.25),
        ("{kind: import_duty, by: BBB, good: oxide, rate: 10%,", "duty_ad_valorem", 0.1),
    ],
)
def test_charges_are_on_the_arc_that_crosses_the_border_while_in_force(
    written: str, field: str, value: float
) -> None:
    episode = with_measure(written)
    network, place = base_network(episode, PARAMETERS), abroad(episode)
    during = getattr(law_on(episode, network, DURING).charges, field)
    after = getattr(law_on(episode, network, AFTER).charges, field)
    assert during[place] == value
    assert (np.delete(during, place) == np.delete(after, place)).all()
    assert after[place] == (1.0 if field == "open" else 0.0)


def test_first_and_last_day_are_in_force() -> None:
    (measure,) = with_measure(LICENCE).measures
    days = [date(2020, 3, 31), date(2020, 4, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [in_force(measure, day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("written", "left"),
    [(LICENCE, 180.0), ("{kind: export_quota, by: AAA, good: oxide, limit: 150 t/year,", 150.0)],
)
def test_what_is_limited_is_shipped_and_its_rent_parts_the_prices(written: str, left: float) -> None:
    episode = with_measure(written)
    paths, place = replay(episode, draws=0).paths, abroad(episode)
    assert paths.flow[0, 0, place] == 300.0
    assert paths.flow[0, 4, place] == pytest.approx(left, rel=1e-8)
    network = paths.calibration.network
    fob = paths.fob[0, 4, [market.region for market in network.markets].index("AAA")]
    outside = paths.delivered[0, 4, [region for _, region in paths.calibration.buyers].index("BBB")]
    assert fob < 50_000.0 < 50_100.0 < outside
    assert paths.flow[0, 13, place] > 1.2 * left, "the measure has ended"


def test_a_tax_of_the_base_year_is_in_its_charges_and_its_end_raises_the_price_inside() -> None:
    episode = with_measure("{kind: export_tax, by: AAA, good: oxide, rate: 20%,")
    (measure,) = episode.measures
    early = measure.model_copy(update={"starts": date(2018, 1, 1), "ends": date(2020, 3, 10)})
    paths = replay(episode.model_copy(update={"measures": (early,)}), draws=0).paths
    assert (paths.fob[0, 1] > paths.fob[0, 0])[0]
    assert paths.delivered[0, 1, -1] < paths.delivered[0, 0, -1]


def test_a_region_that_is_cut_off_has_no_price_and_this_is_said() -> None:
    text = template_text().replace(LICENCE, "{kind: export_ban, by: AAA, good: oxide,")
    lines = [line for line in text.splitlines() if "oxide, region: BBB, output" not in line]
    lines = [line for line in lines if "region: BBB, price" not in line and "BBB, capacity: 40" not in line]
    alone = "\n".join(lines).replace("new_supply:\n", "new_supply: []\n")
    episode = read_episode_text(alone.replace("BBB, quantity: 500", "BBB, quantity: 300"), "toy.yaml")
    outcome = outcome_of("toy", episode, draws=2)
    name = "Toy oxide, delivered to the zone"
    assert outcome.unanswered == tuple(f"{name} at +{months}" for months in (1, 3, 6))
    assert [score.horizon for score in outcome.scores if score.series == name] == [12]
    assert "there is no price" in one_text(outcome)


def test_a_range_is_drawn_between_its_ends_and_central_first() -> None:
    episode = with_measure(LICENCE.replace("share: 60%", "share: {value: 60%, low: 40%, high: 80%}"))
    network = base_network(episode, PARAMETERS)
    moves = behaviour(PARAMETERS, with_draws(network, 20), len(network.processes))
    limits = law_on(episode, network, DURING, moves).limits[:, 0] / 300.0
    assert limits[0] == pytest.approx(0.6)
    assert 0.4 <= limits.min() < 0.5 and 0.7 < limits.max() <= 0.8
