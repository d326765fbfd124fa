"""Codes of the Harmonised System: six digits, kept as text so that a leading zero survives.

A code that some reader turned into a number (``285390.0``, ``81019`` for ``081019``) is refused, never
repaired.
"""

from __future__ import annotations

import re

from footwall.errors import UnknownName

_SIX_DIGITS = re.compile(r"\d{6}", re.ASCII)
_PUNCTUATED = re.compile(r"\d{4}[. ]\d{2}", re.ASCII)
_NATIONAL_TAIL = re.compile(r"\d{4}[. ]?\d{2}([. ]?\d{2}){1,2}", re.ASCII)
_NUMBER = re.compile(r"\d{3,6}\.0*|\d{3,5}|\d(\.\d+)?[eE]\+?\d+", re.ASCII)
_RESERVED_CHAPTER = "77"
_CHAPTERS = range(1, 98)


def hs6(written: object) -> str:
    """The six-digit code, if ``written`` is one as text; raises UnknownName otherwise."""
    if isinstance(written, str) and _SIX_DIGITS.fullmatch(written) and _chapter_exists(written):
        return written
    raise UnknownName(
        f"Read {written!r}; allowed: a six-digit code of the Harmonised System as text, such as '284690'."
        f"{_advice(written)}"
    )


def reads_as_number(written: object) -> bool:
    """Whether the value is, or was on its way, a number: an int, a float, '285390.0', '81019', '2.8539e5'."""
    if isinstance(written, bool):
        return False
    return isinstance(written, int | float) or (
        isinstance(written, str) and _NUMBER.fullmatch(written.strip()) is not None
    )


def _chapter_exists(code: str) -> bool:
    return int(code[:2]) in _CHAPTERS and code[:2] != _RESERVED_CHAPTER


def _advice(written: object) -> str:
    if reads_as_number(written):
        code = _six_digits(written)
        return f" The code was read as a number; write it in quotes{f': {code!r}' if code else ''}."
    text = written.strip() if isinstance(written, str) else ""
    if _PUNCTUATED.fullmatch(text):
        return f" Did you mean {re.sub('[. ]', '', text)!r}?"
    if _NATIONAL_TAIL.fullmatch(text):
        return f" Digits after the sixth are national; did you mean {re.sub('[. ]', '', text)[:6]!r}?"
    if _SIX_DIGITS.fullmatch(text):
        return f" There is no chapter {text[:2]}."
    return ""


def _six_digits(written: object) -> str | None:
    number = float(str(written))
    digits = f"{number:06.0f}"
    return digits if number.is_integer() and len(digits) == 6 and _chapter_exists(digits) else None
