"""What a tonne of a good and of an element is counted in, read from the ``unit`` of ``commodities.csv``.

A tonne of ``t LCE contained`` is no tonne of cells, and a tonne of Li is one of lithium carbonate. The words
name what a price is per kg of and what a tonnage is of; they are empty where that is the good itself: ``t
metal`` of NdPr metal. Nothing is converted here.
"""

from __future__ import annotations

from collections.abc import Iterable

from footwall.chain.network import Commodity
from footwall.runs.sentences import in_sentence

CONTAINED = " contained"


def counted_in(name: str, unit: str) -> str:
    """``LCE contained``, ``LiOH.H2O``; empty where the last word of ``unit`` is one of the good's ``name``.

    ``unit`` is that of the fact table: ``t`` and what is counted.
    """
    basis = unit.removeprefix("t ").strip()
    if basis in ("", "t"):
        return ""
    if basis.endswith(CONTAINED):
        return basis
    return "" if basis.split()[-1].lower() in name.lower().split() else basis


def element_counted_in(commodities: Iterable[Commodity], element: str) -> str:
    """``LCE`` of Li, ``NdPr oxide`` of NdPr, ``dysprosium oxide`` of Dy, ``cobalt`` of Co.

    It is what the goods are counted in of which a tonne holds exactly one of the element: what is contained
    in them, or else the good itself. Without such a good it is the element.
    """
    whole = [good for good in commodities if good.contents.get(element) == 1.0]
    contained = [good.unit for good in whole if good.unit.endswith(CONTAINED)]
    if contained:
        return contained[0].removeprefix("t ").removesuffix(CONTAINED)
    return in_sentence(whole[0].name) if whole else element
