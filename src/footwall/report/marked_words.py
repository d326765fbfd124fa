"""Sentences with what a page has marks for: code, and days that stay on one line."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")


def with_code(words: str) -> Markup:
    """Words in which what stands between backticks is code; a backtick without its other stays."""
    parts = words.split("`")
    if len(parts) % 2 == 0:
        return escape(words)
    return Markup("").join(_marked(place, part, "<code>{}</code>") for place, part in enumerate(parts))


def with_days(words: str) -> Markup:
    """Words in which no line breaks inside ``2026-02-04``."""
    parts = _DAY.split(words)
    return Markup("").join(_marked(place, part, "<time>{}</time>") for place, part in enumerate(parts))


def _marked(place: int, part: str, mark: str) -> Markup:
    """Every second part is marked."""
    return Markup(mark).format(part) if place % 2 else escape(part)
