"""``python docs/generator``: write the generated pages; with ``--outputs`` also what the commands print.

``--stories`` solves again what the stories of ``docs/learn`` tell, ``--gallery`` every bundled rulebook.
``--outputs`` runs every page's snippets and replaces the output shown below each command by what the
command prints now. Output with ``...`` in it is left as it is. Read the difference before you commit it:
numbers that moved belong in the changelog.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "tests")]

from generator import DOCS, write  # noqa: E402 - found through the path set above


def refresh_outputs() -> list[Path]:
    """Replace shown outputs on every page and in the README; returns the pages that changed."""
    from snippets import refreshed

    changed = []
    here = Path.cwd()
    for page in [DOCS.parent / "README.md", *sorted(DOCS.rglob("*.md"))]:
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    current = refreshed(text, str(page))
            finally:
                os.chdir(here)
        if current != text:
            page.write_text(current, encoding="utf-8", newline="\n")
            changed.append(page)
    return changed


def main() -> None:
    changed = write()
    if "--stories" in sys.argv[1:]:
        from generator.stories import write_stories

        changed += write_stories()
    if "--gallery" in sys.argv[1:]:
        from generator.stories import write_gallery

        changed += write_gallery()
    if "--outputs" in sys.argv[1:]:
        changed += refresh_outputs()
    for page in changed:
        print(page.relative_to(DOCS.parent))


main()
