"""The one error tree of Footwall.

Every message says where, what was read, what is allowed and what to do next. Documents (rulebooks, fact
tables) collect all their faults and raise once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any


class FootwallError(Exception):
    """Base of every error that Footwall raises on purpose; it can be raised again in another process."""

    def __reduce__(self) -> tuple[Callable[..., FootwallError], tuple[Any, ...]]:
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(
    kind: type[FootwallError], arguments: tuple[Any, ...], state: Mapping[str, Any]
) -> FootwallError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error


@dataclass(frozen=True)
class Fault:
    """One fault of a document.

    ``path`` is the dotted place inside the document, ``line`` and ``column`` count from 1 (None where a
    document has no lines). ``code`` is stable, e.g. ``RULEBOOK-4``.
    """

    code: str
    path: str
    read: str
    allowed: str
    advice: str = ""
    line: int | None = None
    column: int | None = None

    def sentence(self, document: str) -> str:
        place = document if self.line is None else f"{document}:{self.line}:{self.column or 1}"
        where = f" at {self.path}" if self.path else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{place}: [{self.code}]{where}: read {self.read}; allowed: {self.allowed}.{advice}"


class DocumentError(FootwallError):
    """A document with at least one fault; ``faults`` holds all of them."""

    def __init__(self, document: str, faults: Iterable[Fault]) -> None:
        self.document = document
        self.faults = tuple(faults)
        super().__init__("\n".join(self._sentence(fault) for fault in self.faults))

    def _sentence(self, fault: Fault) -> str:
        return fault.sentence(self.document)


class RulebookError(DocumentError):
    """A rulebook that cannot be used as written."""


class FactsError(DocumentError):
    """Fact tables that break their schema or name no source.

    The document is their directory; the path of a fault begins with the name of its table.
    """

    def _sentence(self, fault: Fault) -> str:
        table, _, column = fault.path.partition(" ")
        return replace(fault, path=column).sentence(f"{self.document}/{table}")


class EpisodeError(DocumentError):
    """An episode of a backtest that cannot be replayed as written."""


class UnitError(FootwallError):
    """A quantity that the grammar of ``footwall.units`` does not accept."""


class UnknownName(FootwallError):
    """A region, commodity, variable or bundled rulebook that does not exist."""


class CalibrationError(FootwallError):
    """Base-year facts that cannot be brought to a consistent base year."""


class NotConverged(FootwallError):
    """A solve that ended without a solution; there is no result.

    ``market`` names the worst row, ``residual`` is its relative residual, ``advice`` the next thing to try.
    """

    def __init__(self, market: str, residual: float, iterations: int, advice: str) -> None:
        self.market = market
        self.residual = residual
        self.iterations = iterations
        self.advice = advice
        super().__init__(
            f"No equilibrium after {iterations} iterations: the market {market} is off by "
            f"{residual:.2e} of its tonnage. {advice}"
        )


class StorageInputError(FootwallError):
    """A storage model or policy whose numbers cannot be meant."""


class StorageNotConverged(FootwallError):
    """A storage equilibrium or its long run that was not found; there is no result.

    ``step`` names what did not settle, ``residual`` is in prices or shares, ``advice`` the next thing to try.
    """

    def __init__(self, step: str, residual: float, iterations: int, advice: str) -> None:
        self.step = step
        self.residual = residual
        self.iterations = iterations
        self.advice = advice
        super().__init__(
            f"No storage equilibrium: {step} is off by {residual:.2e} after {iterations} iterations. {advice}"
        )


class MultipleSolutions(FootwallError):
    """Two different equilibria of one policy; the message shows both."""


class OutputError(FootwallError):
    """A result folder that cannot be written; nothing is left behind."""


class NotComparable(FootwallError):
    """Results whose differences would mix what the rulebooks do with what the runs were made from."""


class GridError(FootwallError):
    """A sweep whose paths, values or number of points cannot be used."""
