"""``footwall backtest``: what the model says of documented episodes, beside what happened."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from footwall.backtest.library import bundled_episodes, template_text
from footwall.backtest.read import read_episode
from footwall.backtest.results import ROLES, Outcome, outcome_of, record_of, together, worst_first
from footwall.backtest.scores import HORIZONS, Score, summary_of
from footwall.backtest.words import change, skill, verdict
from footwall.cli.text_table import NO_FIGURE, table
from footwall.errors import OutputError

WIDTH = 100
WHAT = (
    "Mean size of the error in logarithms, model / no change, at +1, +3, +6 and +12 months; 0.10 is about "
    "10%. Worst first, by skill against no change (still) and against the trend. Nothing was fitted."
)
LONGEST_SERIES = 36


@dataclass(frozen=True)
class Request:
    """What the command was asked."""

    episode: Path | None
    json: bool
    template: Path | None


def backtest(request: Request) -> None:
    """Print scores. Raises EpisodeError for a file that cannot be replayed, OutputError for a template."""
    if request.template is not None:
        write_template(request.template)
        return
    if request.episode is not None:
        outcomes = [outcome_of(str(request.episode), read_episode(request.episode))]
    else:
        outcomes = worst_first(outcome_of(name, item) for name, item in bundled_episodes().items())
    if request.json:
        import json

        typer.echo(json.dumps(record_of(outcomes), indent=2, ensure_ascii=False))
    elif request.episode is not None:
        typer.echo(one_text(outcomes[0]))
    else:
        typer.echo(all_text(outcomes))


def write_template(file: Path) -> None:
    """Write a commented episode; raises OutputError for a file that exists or cannot be written."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as target:
            target.write(template_text())
    except FileExistsError:
        raise OutputError(f"{file} exists. Name a file that does not.") from None
    except OSError as problem:
        raise OutputError(
            f"Cannot write {file}: {problem.strerror}. Name a file in a folder that can be written."
        ) from None
    typer.echo(f"Wrote {file}. Next: footwall backtest --episode {file}")


def all_text(outcomes: Sequence[Outcome]) -> str:
    """At most 100 columns: one row an episode, then what the rows mean."""
    scored = [item for item in outcomes if item.replay is not None]
    rows = [("episode", "role", *(f"+{h}" for h in HORIZONS), "still", "trend", "signs", "band")]
    for item in scored:
        found = summary_of(item.scores)
        cells = (_errors([s for s in item.scores if s.horizon == h]) for h in HORIZONS)
        counts = (
            ("–", "–", "–", "–")
            if found is None
            else (
                skill(found.skill),
                skill(found.trend_skill),
                f"{found.right_signs}/{found.count}",
                f"{found.covered}/{found.count}",
            )
        )
        rows.append((item.name, item.episode.role[:5], *cells, *counts))
    blocks = [textwrap.fill(WHAT, WIDTH), table(rows, text_columns=(0, 1))]
    blocks += [
        _filled(f"{role.capitalize()} together: {verdict(together(outcomes, role))}.") for role in ROLES
    ]
    blocks.append("\n".join(_filled(f"{item.name}: {item.verdict}.") for item in scored))
    blocks += [
        _filled(f"{item.name}: not scored. {item.episode.not_scored}")
        for item in outcomes
        if item.replay is None
    ]
    return "\n\n".join(blocks)


def one_text(item: Outcome) -> str:
    """Every score of one episode."""
    episode = item.episode
    title = f"{episode.name} ({episode.role}, event {episode.event})"
    if item.replay is None:
        return f"{title}\n\n{_filled(f'Not scored. {episode.not_scored}')}"
    rows = [_score_row(score) for score in item.scores]
    head = ("series", "months", "seen", "model", "5%", "95%", "trend", "sign", "band")
    blocks = [
        title,
        table([head, *rows], text_columns=(0,)),
        _filled(f"Changes since the last figure before the event. {item.verdict.capitalize()}."),
    ]
    if item.unanswered:
        what = "; ".join(item.unanswered)
        blocks.append(_filled(f"Not scored, as nothing is bought and there is no price: {what}."))
    if item.replay.failed_draws:
        blocks.append(f"{item.replay.failed_draws} draws had no solution and are in no band.")
    if episode.lacks:
        blocks.append(_filled(f"What the model lacks: {episode.lacks}"))
    return "\n\n".join(blocks)


def _score_row(score: Score) -> tuple[str, ...]:
    figures = (score.observed, score.predicted, score.low, score.high, score.trend)
    return (
        textwrap.shorten(score.series, LONGEST_SERIES, placeholder="…"),
        f"+{score.horizon}",
        *(change(figure) for figure in figures),
        "right" if score.right_sign else "wrong",
        "in" if score.covered else "out",
    )


def _errors(scores: Sequence[Score]) -> str:
    """Model / no change."""
    found = summary_of(scores)
    return NO_FIGURE if found is None else f"{found.error:.2f}/{found.still_error:.2f}"


def _filled(words: str) -> str:
    return textwrap.fill(words, WIDTH, subsequent_indent="  ")
