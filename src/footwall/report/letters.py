"""How wide a line of text will be, before any browser has drawn it.

Widths are those of DejaVu Sans, the widest of the fonts that a system font stack falls back to: what fits in
it fits everywhere. One mean width for all characters would not do: an ``m`` takes the room of three ``i``.
"""

from __future__ import annotations

_GROUPS = (
    (0.28, "ijlI'|"),
    (0.31, " .,·"),
    (0.37, ":;/-f"),
    (0.41, "rt()[]"),
    (0.53, "sc*"),
    (0.60, "kvxyzLTFJPY"),
    (0.77, "wOQDHNG"),
    (0.84, "+−→×<>=M"),
    (0.95, "mW%@…"),
)
_WIDTHS = {letter: width for width, letters in _GROUPS for letter in letters}
_OTHER = 0.635
_OTHER_CAPITAL = 0.70
_THIN = 0.45
_BOLDER_THIN, _BOLDER = 1.2, 1.1
"""A bold thin letter grows more than a bold wide one."""


def ems(words: str, bold: bool = False) -> float:
    """Width over the font size."""
    return sum(_letter(letter, bold) for letter in words)


def _letter(letter: str, bold: bool) -> float:
    width = _WIDTHS.get(letter, _OTHER_CAPITAL if letter.isupper() else _OTHER)
    if not bold:
        return width
    return width * (_BOLDER_THIN if width < _THIN else _BOLDER)
