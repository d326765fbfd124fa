"""The code of a floor's status in words."""

from __future__ import annotations

STATUSES = ("slack", "binding", "prohibitive")
UNDERCUT, CAPPED = 4, 8


def status_in_words(code: float) -> str:
    """``5`` is ``binding, undercut``. Raises ValueError for a number that is no code."""
    whole = int(code)
    status, beside = whole % UNDERCUT, whole - whole % UNDERCUT
    if whole != code or status >= len(STATUSES) or not 0 <= beside <= UNDERCUT + CAPPED:
        raise ValueError(f"{code:g} is no code of a floor's status: it is 0, 1 or 2, plus 4, 8 or both.")
    words = [STATUSES[status]]
    if beside & UNDERCUT:
        words.append("undercut")
    if beside & CAPPED:
        words.append("capped")
    return ", ".join(words)
