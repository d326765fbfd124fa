"""The page of backtests: every episode, worst first, with its scores, its chart and what the model lacks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain

import numpy as np

from footwall.backtest import bundled_episodes
from footwall.backtest.parameters import DRAWS, NAMES, frozen
from footwall.backtest.periods import read_period
from footwall.backtest.replay import HIGH, LOW
from footwall.backtest.results import ROLES, Outcome, outcome_of, worst_first
from footwall.backtest.rivals import amount_of, last_before, trend_ratio
from footwall.backtest.schema import Series
from footwall.backtest.scores import Score, Summary, summary_of
from footwall.backtest.words import change, rank, skill
from footwall.facts import load_facts
from footwall.report.chart_replay import Path, Seen, replay_chart
from footwall.report.figure import Panel
from footwall.report.result_colours import result_class
from footwall.report.svg import Words
from generator.drawing import Drawn
from generator.tables import markdown_table

FOLDER = "backtests"
"""Where the charts are, beside the page."""
COLOURS = {"calibration": 5, "validation": 0}
ASSUMED = ("makers", "uses", "trade", "prices", "measures", "new_supply", "buffer_stocks", "private_stocks")


@cache
def outcomes() -> tuple[Outcome, ...]:
    """Every bundled episode, worst first, replayed once however many parts tell of it."""
    return tuple(worst_first(outcome_of(name, item) for name, item in bundled_episodes().items()))


def tables() -> dict[str, str]:
    """Name of each marked part of the page to its text."""
    return {
        "in-short": _in_short(),
        "ranking": _ranking(),
        "parameters": _parameters(),
        "episodes": "\n".join(_episode(item) for item in outcomes() if item.replay is not None),
        "not-scored": "".join(_not_scored(item) for item in outcomes() if item.replay is None),
    }


def files() -> dict[str, str]:
    """File name to chart."""
    return dict(chain.from_iterable(_drawn(item).files().items() for item in outcomes() if item.replay))


def claims() -> dict[str, bool]:
    """Sentences of the page, and whether they hold."""
    by_name = {item.name: item for item in outcomes()}

    def found(name: str) -> Summary:
        summary = by_name[name].summary
        assert summary is not None
        return summary

    first = outcomes()[0]
    every = [score for item in outcomes() for score in item.scores]
    whole = summary_of(every)
    assert whole is not None
    return {
        "On prices of the validation episodes the model is hardly better than no change": 0.0
        < _validation_prices().skill
        < 0.1,
        "The potash cartel is the worst": first.name == "potash_2013" and found("potash_2013").skill < -1.0,
        "The bands are far too narrow": whole.covered < 0.5 * whole.count,
        "The best are cuts that bind at once": {item.name for item in outcomes() if item.scores}
        - {item.name for item in outcomes()[:8]}
        == {"tin_1985", "rare_earths_2010", "coffee_1989"},
        "In the rubber market the model says that nothing happens": abs(found("rubber_1980").skill) < 1e-6,
        "Antimony is where the trend wins": found("antimony_2024").trend_error
        < found("antimony_2024").error_beside_trend,
    }


def _validation_prices() -> Summary:
    mine = [score for item in outcomes() if item.episode.role == "validation" for score in item.scores]
    found = summary_of(_prices(mine))
    assert found is not None
    return found


def _in_short() -> str:
    columns = (
        "",
        "episodes",
        "scores",
        "error",
        "no change",
        "skill",
        "trend",
        "skill ",
        "direction",
        "in band",
    )
    rows = []
    for role in ROLES:
        mine = [item for item in outcomes() if item.episode.role == role and item.scores]
        scores = [score for item in mine for score in item.scores]
        groups = (
            ("all", scores),
            ("prices", _prices(scores)),
            ("tonnes", [s for s in scores if s not in _prices(scores)]),
        )
        for words, chosen in groups:
            found = summary_of(chosen)
            if found is not None:
                beaten = f"{_beaten(mine)} of {len(mine)} better" if words == "all" else ""
                rows.append((f"{role}, {words}", beaten, *_numbers(found)))
    return markdown_table(columns, rows, right=columns[2:])


def _beaten(mine: Iterable[Outcome]) -> int:
    """Episodes in which the model is better than no change by more than rounding."""
    return sum(item.summary is not None and item.summary.skill > 0.05 for item in mine)


def _prices(scores: Iterable[Score]) -> list[Score]:
    return [score for score in scores if score.of.endswith("price")]


def _numbers(found: Summary) -> tuple[str, ...]:
    trend = f"{found.trend_error:.2f}" if found.trend_count else "–"
    return (
        str(found.count),
        f"{found.error:.2f}",
        f"{found.still_error:.2f}",
        skill(found.skill),
        trend,
        skill(found.trend_skill),
        f"{found.right_signs} of {found.count}",
        f"{found.covered} of {found.count}",
    )


def _ranking() -> str:
    columns = ("episode", "role", "error", "no change", "trend", "skill", "direction", "in band", "in words")
    rows = []
    for item in outcomes():
        found = item.summary
        if found is None:
            rows.append((item.episode.name, item.episode.role, *("–",) * 6, "not scored, see below"))
            continue
        trend = f"{found.trend_error:.2f}" if found.trend_count else "–"
        rows.append(
            (
                f"[{item.episode.name}](#{_anchor(item)})",
                item.episode.role,
                f"{found.error:.2f}",
                f"{found.still_error:.2f}",
                trend,
                skill(found.skill),
                f"{found.right_signs} of {found.count}",
                f"{found.covered} of {found.count}",
                rank(found),
            )
        )
    return markdown_table(columns, rows, right=columns[2:8])


def _anchor(item: Outcome) -> str:
    return item.name.replace("_", "-")


def _parameters() -> str:
    held = frozen(load_facts())
    columns = ("parameter", "value", "low", "high", "grade")
    rows = [
        (f"`{n}`", *(f"{x:g}" for x in (held[n].value, held[n].low, held[n].high)), held[n].grade)
        for n in NAMES
    ]
    return markdown_table(columns, rows, right=columns[1:4])


def _episode(item: Outcome) -> str:
    episode = item.episode
    columns = ("series", "months", "of", "seen", "model", "5% to 95%", "trend", "direction", "band")
    rows = [
        (
            score.series,
            f"+{score.horizon}",
            score.date,
            change(score.observed),
            change(score.predicted),
            f"{change(score.low)} to {change(score.high)}",
            change(score.trend),
            "right" if score.right_sign else "wrong",
            "in" if score.covered else "out",
        )
        for score in item.scores
    ]
    inputs = [row for table in ASSUMED for row in getattr(episode, table) if row.known <= episode.event]
    assumed = sum(row.grade == "assumed" for row in inputs)
    leans = f"Of {len(inputs)} inputs {assumed} are assumed."
    parts = (
        f"({_anchor(item)})=\n### {episode.name}\n",
        f"{episode.about} Event: {episode.event}, {episode.role}. {leans}\n",
        _drawn(item).markdown(FOLDER),
        markdown_table(columns, rows, right=columns[1:7]),
        f"**What the model lacks.** {episode.lacks}\n",
    )
    return "\n".join(parts)


def _not_scored(item: Outcome) -> str:
    episode = item.episode
    return f"- **{episode.name}** ({episode.role}). {episode.about} Not scored: {episode.not_scored}\n"


def _drawn(item: Outcome) -> Drawn:
    """The chart of the first series and of those that are of the same thing."""
    episode, found = item.episode, item.replay
    assert found is not None
    main = episode.observed[0]
    alike = [s for s in episode.observed if (s.of, s.good, s.region) == (main.of, main.good, main.region)]
    ratios = found.ratios[0][found.paths.solved]
    path = Path(ratios[0], np.percentile(ratios, LOW, axis=0), np.percentile(ratios, HIGH, axis=0))
    seen = [point for series in alike for point in _seen(item, series)]
    trend = _trend(item, main)
    names = ", ".join(series.name for series in alike)
    heading = main.name if len(alike) == 1 else f"{len(alike)} series, {episode.regions[main.region]}"
    told = f"Model after twelve months {change(float(ratios[0, 11]))}. Seen: " + "; ".join(
        f"month {point.months:.0f} {change(point.ratio)}" for point in seen if point.months > 0.0
    )
    drawn = replay_chart(
        Words(f"replay-{_anchor(item)}", names, told), path, seen, trend, result_class(COLOURS[episode.role])
    )
    shows = (
        f"{names}. Line and band: the model, 5th to 95th percentile. Rings: seen. Dashes: the trend before."
    )
    told_rank = rank(item.summary) if item.summary else "nothing was seen near a horizon"
    message = f"{told_rank.capitalize()}, over all series of the episode"
    source = f"Source: Footwall, {DRAWS} joint draws; observations as listed in `{item.name}.yaml`."
    return Drawn(_anchor(item), message, shows, (Panel(heading, "", drawn),), source)


def _seen(item: Outcome, series: Series) -> list[Seen]:
    base = amount_of(last_before(series, item.episode.event))
    return [
        Seen(value.date.months_after(item.episode.event), amount_of(value) / base) for value in series.values
    ]


def _trend(item: Outcome, series: Series) -> Seen | None:
    """Where the trend of a series leads a year after its last figure."""
    event = item.episode.event
    end = read_period(event.replace(year=event.year + 1))
    ratio = trend_ratio(series, event, end)
    return None if ratio is None else Seen(end.months_after(event), ratio)
