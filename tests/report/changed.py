"""Results whose records were changed by hand, to see whether the prose follows the numbers."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from footwall.report import render
from footwall.runs import Result
from report.reading import Node, read
from report.results import result_of

Record = dict[str, Any]


def changed(result: Result, change: Callable[[Record], None]) -> Result:
    """The result with its leading chain's summary passed through ``change``."""
    lead = result.lead
    summary = copy.deepcopy(dict(lead.summary))
    change(summary)
    run = replace(lead, summary=summary)
    return replace(result, chains=tuple(run if item is lead else item for item in result.chains))


def page_after(name: str, change: Callable[[Record], None]) -> Node:
    """The page of a bundled rulebook after a change of its numbers."""
    return read(render(changed(result_of(name), change)))


def message(tree: Node, figure: str) -> str:
    """The sentence above a figure."""
    return tree.one("h3", id=f"figure-{figure}-message").text


def section_text(tree: Node, key: str) -> str:
    return tree.one("section", id=key).text
