"""All episodes replayed and scored: what the command, its JSON and the page of the docs are made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from footwall.backtest.parameters import DRAWS, NAMES, SEED, frozen
from footwall.backtest.replay import Replay, replay
from footwall.backtest.schema import Episode, Role
from footwall.backtest.scores import HORIZONS, Score, Summary, scores_of, summary_of, unanswered
from footwall.backtest.words import verdict
from footwall.facts import Facts, load_facts

ROLES: tuple[Role, ...] = ("calibration", "validation")


@dataclass(frozen=True, eq=False)
class Outcome:
    """One episode with its replay and scores; without a replay it is not scored, and says why."""

    name: str
    """Name of the bundled file, or the file itself."""
    episode: Episode
    replay: Replay | None
    scores: tuple[Score, ...]
    unanswered: tuple[str, ...] = ()
    """What was seen and has no prediction."""

    @property
    def summary(self) -> Summary | None:
        return summary_of(self.scores)

    @property
    def verdict(self) -> str:
        return "not scored" if self.replay is None else verdict(self.summary)


def outcome_of(name: str, episode: Episode, facts: Facts | None = None, draws: int = DRAWS) -> Outcome:
    """Replay and score one episode."""
    if episode.not_scored:
        return Outcome(name, episode, None, ())
    found = replay(episode, facts, draws)
    return Outcome(name, episode, found, scores_of(found), unanswered(found))


def worst_first(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """By skill against no change; what is not scored comes last."""

    def place(item: Outcome) -> tuple[bool, float, str]:
        found = item.summary
        return found is None, 0.0 if found is None else found.skill, item.name

    return sorted(outcomes, key=place)


def together(outcomes: Iterable[Outcome], role: Role) -> Summary | None:
    """All scores of the episodes of one role."""
    return summary_of(score for item in outcomes if item.episode.role == role for score in item.scores)


def record_of(outcomes: Iterable[Outcome], draws: int = DRAWS) -> dict[str, Any]:
    """Everything as plain data for JSON."""
    every = worst_first(outcomes)
    parameters = frozen(load_facts())
    return {
        "draws": draws,
        "seed": SEED,
        "horizons": [
            {"months": months, "tolerance_months": tolerance} for months, tolerance in HORIZONS.items()
        ],
        "parameters": {name: asdict(parameters[name]) for name in NAMES},
        "episodes": [_episode_record(item) for item in every],
        "together": {role: _summary_record(together(every, role)) for role in ROLES},
    }


def _episode_record(item: Outcome) -> dict[str, Any]:
    episode = item.episode
    return {
        "name": item.name,
        "title": episode.name,
        "role": episode.role,
        "event": episode.event.isoformat(),
        "inside": episode.inside,
        "verdict": item.verdict,
        "not_scored": episode.not_scored,
        "lacks": episode.lacks,
        "unanswered": list(item.unanswered),
        "draws_without_solution": 0 if item.replay is None else item.replay.failed_draws,
        "summary": _summary_record(item.summary),
        "scores": [_score_record(score) for score in item.scores],
    }


def _score_record(score: Score) -> Mapping[str, Any]:
    return {
        **asdict(score),
        "error": score.error,
        "no_change_error": score.still_error,
        "trend_error": score.trend_error,
        "right_sign": score.right_sign,
        "covered": score.covered,
    }


def _summary_record(found: Summary | None) -> Mapping[str, Any] | None:
    if found is None:
        return None
    told = {**asdict(found), "skill": found.skill, "trend_skill": found.trend_skill}
    return {
        key: None if isinstance(value, float) and math.isinf(value) else value for key, value in told.items()
    }
