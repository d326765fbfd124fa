"""Reading a rulebook: one file in, one checked value out, or all its faults at once.

It checks text, schema, names, clauses and what clauses say together. It does not decide what applies where
and when: that is ``footwall.enacted``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from footwall.errors import Fault, RulebookError, UnknownName
from footwall.rulebook.amendments import apply_amendments
from footwall.rulebook.clause_checks import clause_faults
from footwall.rulebook.derivative_checks import derivative_faults
from footwall.rulebook.event_checks import event_faults
from footwall.rulebook.library import bundled_names, bundled_text
from footwall.rulebook.name_checks import date_faults, name_faults, scope_faults
from footwall.rulebook.origin_checks import origin_faults
from footwall.rulebook.overrides import apply
from footwall.rulebook.revenue_words import revenue_faults
from footwall.rulebook.rival_checks import rival_faults
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.schema_faults import schema_faults
from footwall.rulebook.stockpile_checks import stockpile_faults
from footwall.rulebook.support_checks import support_faults
from footwall.rulebook.suspension_checks import suspension_faults
from footwall.rulebook.vocabulary import Vocabulary
from footwall.rulebook.yaml_tree import Draft, parse, read_text
from footwall.rulebook.zone_checks import cascade_faults, zone_faults


@dataclass(frozen=True)
class Amendments:
    """Files of amendments in their order, and the day on which they must be effective (None: any)."""

    sources: tuple[str | Path, ...] = ()
    on: date | None = None


def read_rulebook(
    source: str | Path,
    overrides: Iterable[str] = (),
    vocabulary: Vocabulary | None = None,
    amendments: Amendments | None = None,
) -> Rulebook:
    """The rulebook of a file or of a bundled name.

    ``amendments`` are laid over it first, then ``overrides``, which are ``path=value`` texts, all before the
    checks. ``vocabulary`` adds the commodities,
    minerals and prices that facts know. Raises RulebookError with every fault, UnknownName for a name that is
    neither a file nor bundled.
    """
    return read_rulebook_text(*rulebook_text(source), overrides, vocabulary, amendments)


def rulebook_text(source: str | Path) -> tuple[str, str]:
    """The text of a rulebook and the name of its document."""
    if isinstance(source, str) and (source in bundled_names() or _is_name(source)):
        return bundled_text(source), f"{source}.yaml (bundled)"
    if not str(source).strip():
        names = ", ".join(bundled_names())
        raise UnknownName(f"Read {str(source)!r}; allowed: a rulebook file, or a bundled rulebook: {names}.")
    return read_text(Path(source)), str(source)


def read_rulebook_text(
    text: str,
    document: str,
    overrides: Iterable[str] = (),
    vocabulary: Vocabulary | None = None,
    amendments: Amendments | None = None,
) -> Rulebook:
    """The rulebook of a text; ``document`` names it in messages. Raises RulebookError with every fault."""
    draft = parse(text, document)
    if amendments is not None:
        draft = apply_amendments(draft, amendments.sources, amendments.on)
    draft = apply(draft, overrides)
    faults = all_faults(draft, vocabulary or Vocabulary())
    if faults:
        raise RulebookError(document, faults)
    return Rulebook.model_validate(draft.data)


def all_faults(draft: Draft, vocabulary: Vocabulary) -> tuple[Fault, ...]:
    """Every fault of a draft, in the order of its lines."""
    told = {fault.path for fault in draft.faults if fault.path}
    found = [
        *draft.faults,
        *(fault for fault in schema_faults(draft) if fault.path not in told),
        *name_faults(draft, vocabulary),
        *date_faults(draft),
        *clause_faults(draft, vocabulary),
        *zone_faults(draft),
        *cascade_faults(draft, vocabulary),
        *support_faults(draft, vocabulary),
        *stockpile_faults(draft, vocabulary),
        *derivative_faults(draft, vocabulary),
        *revenue_faults(draft),
        *origin_faults(draft, vocabulary),
        *scope_faults(draft, vocabulary),
        *suspension_faults(draft),
        *event_faults(draft),
        *rival_faults(draft),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: (fault.line or 0, fault.column or 0)))


def _is_name(source: str) -> bool:
    return not Path(source).suffix and Path(source).name == source and not Path(source).exists()
