"""Pages and tables of the documentation that are written from the code and the facts.

``pages`` returns the text of every generated page and of every page with a generated table; ``write`` puts
them in place. Sphinx calls ``write`` before it reads anything, and a test compares ``pages`` with the files,
so that nothing here can be out of date. A generated table stands between two comments,
``<!-- table: NAME -->`` and ``<!-- end of table -->``; what is around them is written by hand.

Stories and the gallery are told from runs, which take a minute: ``stories`` writes them on request.
"""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parents[1]


def pages() -> dict[Path, str]:
    """Path to text of every page that is generated in whole or in part."""
    from generator.base_year import base_year_pages
    from generator.facts import fact_pages
    from generator.rulebook import rulebook_pages
    from generator.tables import with_tables

    found = {DOCS / "rulebook" / name: text for name, text in rulebook_pages().items()}
    found.update({DOCS / "facts" / name: text for name, text in fact_pages().items()})
    for name, tables in base_year_pages().items():
        page = DOCS / "model" / name
        if page.is_file():
            found[page] = with_tables(page.read_text(encoding="utf-8"), tables)
    return found


def write() -> list[Path]:
    """Write the pages that changed and return them; remove generated pages that no longer exist."""
    current = pages()
    changed = []
    for path, text in current.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    for folder in ("rulebook", "facts"):
        for path in (DOCS / folder).glob("*.md"):
            if path not in current:
                path.unlink()
                changed.append(path)
    return changed
