"""``python docs/generator/picture.py``: the picture of the README, from the report of a run of ``cascade``.

Needs Chromium. The picture is a part of the report as anybody sees it; nothing is drawn for it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import footwall
from footwall.report import render

PICTURE = Path(__file__).parents[1] / "_static" / "cascade.png"
YEAR = 2026
SIZE = (1200, 1210)
ANSWER = """<style>
nav, footer, main > section { display: none !important; }
main > #answer { display: block !important; }
#answer dl, details { display: none !important; }
</style></head>"""


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is not installed: the picture stays as it is.")
    page = render(footwall.run("cascade", year=YEAR)).replace("</head>", ANSWER, 1)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        report.write_text(page, encoding="utf-8")
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--window-size={SIZE[0]},{SIZE[1]}", f"--screenshot={PICTURE}", report.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
    print(PICTURE, f"{PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
