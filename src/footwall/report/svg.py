"""SVG as text: elements whose attributes and text are escaped, and a frame with title and description.

Colours, fonts and stroke widths are classes of the page's style sheet, so that a picture follows light, dark
and print. Sizes are user units that equal CSS pixels at a panel width of ``WIDTH``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from footwall.report.letters import ems

WIDTH = 340.0
FONT = 12.0
INSET = 4.0
"""Text keeps this distance from the ends of an axis."""

_OFF = 2.0
"""Lines of an axis end this far from text that stands over them."""
_MIDDLE = 3.5
"""From the baseline up to the middle of digits and short letters."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Words:
    """What a picture says to those who do not see it."""

    key: str
    """Unique in the page."""
    title: str
    description: str


def element(name: str, *children: Markup | str, **attributes: str | float) -> Markup:
    """``class_`` stands for class, an underscore for a hyphen; numbers lose needless digits."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
    )
    inside = "".join(escape(child) for child in children)
    return Markup(f"<{name}{written}>{inside}</{name}>")


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def picture(words: Words, height: float, children: Iterable[Markup], width: float = WIDTH) -> Markup:
    """An ``svg`` that scales with its panel and is named by its title."""
    title, description = f"{words.key}-title", f"{words.key}-description"
    return element(
        "svg",
        element("title", words.title, id=title),
        element("desc", words.description, id=description),
        *children,
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        role="img",
        aria_labelledby=f"{title} {description}",
    )


def text(x: float, y: float, words: str, class_: str = "", anchor: Anchor = "start") -> Markup:
    return element("text", words, x=x, y=y, class_=f"t {class_}".strip(), text_anchor=anchor)


def grounded(x: float, y: float, words: str, class_: str = "", anchor: Anchor = "start") -> Markup:
    """Text over the lines of an axis: a stroke in the colour of the page keeps them off its letters."""
    width = text_width(words, bold=class_ == "b") + 2.0 * _OFF
    left = {"start": x - _OFF, "middle": x - width / 2.0, "end": x + _OFF - width}[anchor]
    under = line(left, y - _MIDDLE, left + width, y - _MIDDLE, "ground")
    return under + text(x, y, words, class_, anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def bar(x1: float, x2: float, y: float, height: float, class_: str) -> Markup:
    """A rectangle between two horizontal positions, in either order."""
    return element("rect", x=min(x1, x2), y=y, width=abs(x2 - x1), height=height, class_=class_)


def dot(x: float, y: float, radius: float, class_: str) -> Markup:
    return element("circle", cx=x, cy=y, r=radius, class_=class_)


def arrow(x: float, y: float, rightwards: bool, class_: str) -> Markup:
    """A triangle whose tip is at (x, y): the value lies beyond."""
    back = x - 7.0 if rightwards else x + 7.0
    path = (
        f"M{_number(x)} {_number(y)}L{_number(back)} {_number(y - 5.0)}L{_number(back)} {_number(y + 5.0)}Z"
    )
    return element("path", d=path, class_=class_)


def text_width(words: str, bold: bool = False) -> float:
    """An estimate that errs on the wide side."""
    return FONT * ems(words, bold)


def wrapped(phrases: Iterable[str], width: float) -> list[str]:
    """Lines of phrases joined by a middle dot; a phrase is never broken."""
    lines: list[str] = []
    for phrase in phrases:
        longer = f"{lines[-1]} · {phrase}" if lines else phrase
        if lines and text_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(phrase)
    return lines


def folded(words: str, width: float, bold: bool = False, most: int = 2) -> list[str]:
    """Lines that fit ``width``, broken at spaces; the last of ``most`` is cut with an ellipsis if it must."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (len(lines) == most or text_width(longer, bold) <= width):
            lines[-1] = longer
        else:
            lines.append(word)
    return [*lines[:-1], shortened(lines[-1], width, bold)]


def shortened(words: str, width: float, bold: bool = True) -> str:
    """``words``, cut with an ellipsis to fit."""
    if text_width(words, bold) <= width:
        return words
    kept = words
    while len(kept) > 1 and text_width(f"{kept}…", bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"
