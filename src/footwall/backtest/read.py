"""Reading an episode: one file in, one checked value out, or all its faults at once.

Text and schema are read as rulebooks are (``footwall.rulebook.yaml_tree``); faults of an episode have codes
of their own, of the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from footwall.backtest.checks import rows_faults
from footwall.backtest.schema import Episode
from footwall.errors import EpisodeError, Fault, RulebookError
from footwall.rulebook.schema_faults import told_faults
from footwall.rulebook.yaml_tree import parse, read_text

_TEMPLATE = "`footwall backtest --template FILE` writes one to start from."
_OWN_WORDS = {
    "a rulebook file that can be read": ("an episode file that can be read", _TEMPLATE),
    "a rulebook": ("an episode", _TEMPLATE),
    "a mapping with the keys name, zone, floors ...": (
        "a mapping with the keys name, role, event ...",
        _TEMPLATE,
    ),
}
"""What is allowed of a rulebook's text, told of an episode, with its advice."""


def read_episode(path: Path) -> Episode:
    """The episode of a file. Raises EpisodeError with every fault."""
    try:
        text = read_text(path)
    except RulebookError as refusal:
        raise _of_episode(str(path), refusal.faults) from None
    return read_episode_text(text, str(path))


def read_episode_text(text: str, document: str) -> Episode:
    """The episode of a text; ``document`` names it in messages. Raises EpisodeError with every fault."""
    try:
        draft = parse(text, document)
    except RulebookError as refusal:
        raise _of_episode(document, refusal.faults) from None
    told = {fault.path for fault in draft.faults if fault.path}
    try:
        episode = Episode.model_validate(draft.data)
    except ValidationError as refusal:
        found = (*draft.faults, *(f for f in told_faults(draft, refusal, Episode) if f.path not in told))
        raise _of_episode(document, found) from None
    faults = (*draft.faults, *rows_faults(draft, episode))
    if faults:
        raise _of_episode(document, faults)
    return episode


def _of_episode(document: str, faults: Iterable[Fault]) -> EpisodeError:
    told = [_retold(fault) for fault in dict.fromkeys(faults)]
    return EpisodeError(document, sorted(told, key=lambda fault: (fault.line or 0, fault.column or 0)))


def _retold(fault: Fault) -> Fault:
    allowed, advice = _OWN_WORDS.get(fault.allowed, (fault.allowed, fault.advice))
    advice = advice.replace("each rulebook", "each episode")
    code = fault.code.replace("RULEBOOK", "EPISODE")
    return replace(fault, code=code, allowed=allowed, advice=advice)
