"""One colour per result of a comparison, or per figure of a sweep; its name stands beside every mark.

The colours have nearly the luminance of the region colours, so that they keep their contrast on a white and
on a near-black page. After the last the first comes again: the label tells marks apart, never the colour
alone.
"""

from __future__ import annotations

from markupsafe import Markup

COLOURS = ("#0b7a82", "#b04f00", "#6a58d8", "#bf2d75", "#54771a", "#1668c8", "#8a6500")


def result_class(place: int) -> str:
    """The style class of the result or figure at ``place``."""
    return f"s-{place % len(COLOURS)}"


def result_style() -> Markup:
    """The style rules of all of them."""
    return Markup("\n").join(
        Markup(".s-{0}{{fill:{1};stroke:{1}}}").format(place, colour) for place, colour in enumerate(COLOURS)
    )
