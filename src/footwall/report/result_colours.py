"""One colour per result of a comparison, or per figure of a sweep; its name stands beside every mark.

They differ in lightness as well as in hue, for those who see red and green alike, and keep a contrast of 3
on a white and on a near-black page. After the last the first comes again: the label tells marks apart, never
the colour alone.
"""

from __future__ import annotations

from markupsafe import Markup

COLOURS = ("#0d8692", "#c2835f", "#6a49e0", "#c24269", "#516f34", "#078ad4", "#947e05")


def result_class(place: int) -> str:
    """The style class of the result or figure at ``place``."""
    return f"s-{place % len(COLOURS)}"


def result_style() -> Markup:
    """The style rules of all of them."""
    return Markup("\n").join(
        Markup(".s-{0}{{fill:{1};stroke:{1}}}").format(place, colour) for place, colour in enumerate(COLOURS)
    )
