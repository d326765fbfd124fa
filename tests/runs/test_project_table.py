"""The table of projects of a run through the years: groups and the capacity that they add."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from footwall.horizon.decisions import capacity_of
from footwall.runs.project_groups import project_groups
from runs.small_years import gallium_and_germanium


@pytest.mark.parametrize("law", ["baseline", "policy"])
@pytest.mark.parametrize("chain", [0, 1])
def test_main_plants_add_what_the_path_counts(chain: int, law: str) -> None:
    """Ventures of one plant: their lines add up to the capacity of the path, process by process."""
    walked = gallium_and_germanium().through_years[chain]
    lines = gallium_and_germanium().summary["years"]["chains"][walked.id]["projects"]
    path = getattr(walked.pair, law).path
    ventures = walked.pair.ventures.modelled
    alone = {v.main.process for v in ventures} - {p.process for v in ventures for p in v.plants[:-1]}
    assert alone
    for place, year in enumerate(path.years):
        summed = np.zeros(len(walked.network.processes))
        for venture, line in zip(ventures, lines, strict=True):
            summed[venture.main.process] += line[law]["adds"][place]
        counted = year.projects[0]
        for process in alone:
            assert summed[process] == pytest.approx(counted[process], abs=1e-9)
    last = capacity_of(path.decisions, path.course.years[-1], len(walked.network.processes))
    assert np.all(last >= 0.0)


def test_every_project_is_in_one_group() -> None:
    for chain in gallium_and_germanium().summary["years"]["chains"].values():
        groups = project_groups(chain["projects"])
        every: list[Any] = [
            line["id"]
            for group in (
                groups.changed,
                groups.either_way,
                groups.not_ahead,
                groups.under_way,
                groups.cancelled,
            )
            for line in group
        ]
        assert sorted(every) == sorted(line["id"] for line in chain["projects"])
        assert groups.undecided == len(every) - len(groups.under_way) - len(groups.cancelled)


def test_words_agree_with_the_years_of_decision() -> None:
    for chain in gallium_and_germanium().summary["years"]["chains"].values():
        groups = project_groups(chain["projects"])
        for line in (*groups.brought, *groups.moved, *groups.either_way):
            assert f"Goes ahead in {line['policy']['year']}" in line["words"]
            assert line["policy"]["value_over_capex"] > 0.0
        for line in groups.not_ahead:
            assert "Goes ahead" not in line["words"]
            assert line["policy"]["share"] < 0.5
