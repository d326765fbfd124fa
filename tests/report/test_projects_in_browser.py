"""The section of projects in headless Chromium, with everything that can be opened open."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.test_browser import CHROMIUM, _measure, sound
from report.test_projects import page_through_the_years

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is absent: the page is not opened"),
]


@pytest.mark.parametrize("width", [360, 390, 1200])
def test_a_page_of_projects_fits(width: int, tmp_path: Path) -> None:
    opened = page_through_the_years().replace("<details>", "<details open>")
    sound(_measure(opened, tmp_path, width), width)
