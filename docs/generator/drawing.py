"""Charts of the report as files of their own: SVG with its colours and fonts inside, on a light card.

A page shows the panels of a figure side by side and a narrow screen one below the other. Nothing is drawn
here: the charts are those of ``footwall.report``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

from footwall.report.figure import Panel
from footwall.report.region_colours import region_style
from footwall.report.result_colours import result_style
from footwall.report.svg import FONT, WIDTH

_MARGIN, _HEADING, _LINE = 9.0, 20.0, 16.0
_VARIABLE = re.compile(r"--([a-z]+): (#[0-9a-f]{6}|\.\d+);")
_VIEW = re.compile(r'viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"')
_FAMILY = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif'


@dataclass(frozen=True)
class Drawn:
    """A figure of a page: what it says, what it shows, its panels and where the numbers come from."""

    key: str
    message: str
    shows: str
    panels: tuple[Panel, ...]
    source: str

    def files(self) -> dict[str, str]:
        """File name to SVG text."""
        return {f"{self.key}-{place}.svg": _card(panel) for place, panel in enumerate(self.panels, 1)}

    def markdown(self, folder: str) -> str:
        """The figure as it stands on a page; ``folder`` is where the files are, as seen from the page."""
        images = "\n".join(
            f"![{_alternative(panel)}]({folder}/{name})"
            for name, panel in zip(self.files(), self.panels, strict=True)
        )
        return f"\n**{self.message}.** {self.shows}\n\n{images}\n\n*{self.source}*\n"


def _alternative(panel: Panel) -> str:
    """What the picture says to those who do not see it."""
    description = re.search(r"<desc[^>]*>(.*?)</desc>", str(panel.picture), re.DOTALL)
    told = f"{panel.heading}. {Markup(description[1]).unescape() if description else panel.note}"
    return " ".join(told.replace("[", "(").replace("]", ")").split())


def _card(panel: Panel) -> str:
    view = _VIEW.search(str(panel.picture))
    if view is None:
        raise ValueError(f"the picture of {panel.heading!r} has no view box")
    width, height = float(view["width"]), float(view["height"])
    top = _MARGIN + _HEADING + (_LINE if panel.note else 0.0)
    whole = (WIDTH + 2.0 * _MARGIN, top + height + _MARGIN)
    inner = str(panel.picture).replace(
        "<svg ", f'<svg x="{_MARGIN:g}" y="{top:g}" width="{width:g}" height="{height:g}" ', 1
    )
    note = f'<text x="{_MARGIN:g}" y="{_MARGIN + 30:g}" class="n">{escape(panel.note)}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole[0]:g}" height="{whole[1]:g}" '
        f'viewBox="0 0 {whole[0]:g} {whole[1]:g}">\n<style>{_style(inner)}</style>\n'
        f'<rect class="card" x=".5" y=".5" width="{whole[0] - 1:g}" height="{whole[1] - 1:g}" rx="6"/>\n'
        f'<text x="{_MARGIN:g}" y="{_MARGIN + 13:g}" class="h">{escape(panel.heading)}</text>\n'
        f"{note if panel.note else ''}\n{inner}\n</svg>\n"
    )


def _style(drawn: str) -> str:
    """The rules of the report's style sheet for the classes that are drawn, with light colours."""
    used = {name for names in re.findall(r'class="([^"]+)"', drawn) for name in names.split()}
    rules = [
        f"text{{font-family:{_FAMILY}}}",
        f".card{{fill:{_colours()['page']};stroke:{_colours()['grid']}}}",
        f".h{{font-size:14px;font-weight:600;fill:{_colours()['ink']}}}",
        f".n{{font-size:{FONT:g}px;fill:{_colours()['muted']}}}",
    ]
    for selector, body in _rules():
        if any(set(re.findall(r"\.([\w-]+)", part)) <= used for part in selector.split(",")):
            rules.append(f"{selector}{{{body}}}")
    return "\n".join(rules)


@cache
def _sheet() -> str:
    return files("footwall.report").joinpath("templates", "report.css").read_text(encoding="utf-8")


@cache
def _colours() -> Mapping[str, str]:
    light, _, _ = _sheet().partition("@media")
    return dict(_VARIABLE.findall(light))


@cache
def _rules() -> tuple[tuple[str, str], ...]:
    """Selector and body of every rule that styles a part of a chart, in the order of the sheet."""
    charts = _sheet().partition("\n.t {")
    text = charts[1] + charts[2].partition("\n@media")[0] + str(result_style()) + str(region_style())
    resolved = re.sub(r"var\(--([a-z]+)\)", lambda match: _colours()[match[1]], text)
    found: Iterable[tuple[str, str]] = re.findall(r"(\.[^{}]+?)\s*\{\s*([^{}]*?)\s*\}", resolved)
    return tuple((selector.strip(), body) for selector, body in found if not selector.startswith(".card"))
