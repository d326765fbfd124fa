"""Backtests: documented episodes replayed on a monthly clock and scored beside naive rivals.

An episode is one file; there is no code for any of them. The model reads what was known on the day of the
event and nothing later (``known``); what came after is read by ``scores`` alone. Nothing here is fitted.
"""

from footwall.backtest.library import bundled_episodes, episode_names, template_text
from footwall.backtest.read import read_episode, read_episode_text
from footwall.backtest.replay import Replay, replay
from footwall.backtest.schema import Episode
from footwall.backtest.scores import HORIZONS, Score, scores_of

__all__ = [
    "HORIZONS",
    "Episode",
    "Replay",
    "Score",
    "bundled_episodes",
    "episode_names",
    "read_episode",
    "read_episode_text",
    "replay",
    "scores_of",
    "template_text",
]
