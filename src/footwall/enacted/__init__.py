"""What is in force: rulebook and facts over a network on a day.

``enact`` gives the charges of every arc, the limits in tonnes and the floors; ``applies`` the clauses of
one flow of goods, for the market and the border alike; ``check_report`` the contradictions of a rulebook.
The room knows no prices of an equilibrium and solves nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footwall.enacted.charges import ArcCharges as ArcCharges
    from footwall.enacted.charges import Enactment as Enactment
    from footwall.enacted.charges import FloorInForce as FloorInForce
    from footwall.enacted.charges import Quota as Quota
    from footwall.enacted.charges import Support as Support
    from footwall.enacted.clauses import Clauses as Clauses
    from footwall.enacted.contradictions import check_report as check_report
    from footwall.enacted.contradictions import floor_bases as floor_bases
    from footwall.enacted.decision import applies as applies
    from footwall.enacted.enactment import enact as enact
    from footwall.enacted.enactment import law_by_day as law_by_day
    from footwall.enacted.law import Law as Law
    from footwall.enacted.law import compile_law as compile_law
    from footwall.enacted.out_of_force import not_in_force as not_in_force

_MODULE_OF = {
    "ArcCharges": "charges",
    "Clauses": "clauses",
    "Enactment": "charges",
    "FloorInForce": "charges",
    "Law": "law",
    "Quota": "charges",
    "Support": "charges",
    "applies": "decision",
    "check_report": "contradictions",
    "compile_law": "law",
    "enact": "enactment",
    "floor_bases": "contradictions",
    "law_by_day": "enactment",
    "not_in_force": "out_of_force",
}

__all__ = [
    "ArcCharges",
    "Clauses",
    "Enactment",
    "FloorInForce",
    "Law",
    "Quota",
    "Support",
    "applies",
    "check_report",
    "compile_law",
    "enact",
    "floor_bases",
    "law_by_day",
    "not_in_force",
]


def __getattr__(name: str) -> Any:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'footwall.enacted' has no attribute {name!r}")
    return getattr(import_module(f"footwall.enacted.{module}"), name)
