"""``python -m footwall``: the command line without its script."""

from __future__ import annotations

from footwall.cli.main import main

if __name__ == "__main__":
    main()
