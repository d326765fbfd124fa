"""A rulebook with its text, as it will lie in the result folder: reading that file again gives the same
rulebook.

Without overrides and amendments the text is the one that was read, comments and all. With them, or where the
rulebook was made in Python, it is written out anew.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from footwall.rulebook.read import Amendments, read_rulebook_text, rulebook_text
from footwall.rulebook.schema import Rulebook

if TYPE_CHECKING:
    from footwall.rulebook.vocabulary import Vocabulary


def policy_of(
    rulebook: Rulebook | str | Path,
    overrides: tuple[str, ...],
    vocabulary: Vocabulary,
    amendments: Amendments | None = None,
) -> tuple[str, Rulebook]:
    """(text, rulebook). Raises RulebookError with every fault, UnknownName for a name that is not bundled."""
    if isinstance(rulebook, Rulebook):
        text, document = written_out(rulebook), rulebook.name
    else:
        text, document = rulebook_text(rulebook)
    read = read_rulebook_text(text, document, overrides, vocabulary, amendments)
    changed = overrides or (amendments is not None and amendments.sources)
    return (written_out(read) if changed else text), read


def written_out(rulebook: Rulebook) -> str:
    """The rulebook as YAML, with what differs from the defaults."""
    from ruamel.yaml import YAML

    out = io.StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.dump(rulebook.model_dump(mode="json", by_alias=True, exclude_defaults=True), out)
    return out.getvalue()
