"""The page in headless Chromium: no error, no request, no overflow on a phone, readable in the dark."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from report.results import page_of, page_of_two_chains, page_of_years

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is absent: the page is not opened"),
]
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND",
    "--enable-logging=stderr", "--hide-scrollbars", "--virtual-time-budget=2000",
)  # fmt: skip
MEASURE = """
<script>
addEventListener('load', () => setTimeout(() => {
const wide = [...document.querySelectorAll('main *, header *, nav *')].filter(node => {
  const scrolls = node.closest('.scroll');
  return !scrolls && node.getBoundingClientRect().right > innerWidth + 1;
}).map(node => node.tagName + '.' + (node.className.baseVal ?? node.className));
const small = [...document.querySelectorAll('svg text')].filter(node => {
  const drawn = node.getBoundingClientRect().height;
  return drawn > 0 && drawn < 9;
}).length;
const overprinted = [...document.querySelectorAll('svg')].filter(picture => {
  const boxes = [...picture.querySelectorAll('text')].map(node => node.getBoundingClientRect());
  const meet = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 5 && other.top < one.bottom - 5;
  return boxes.some((one, place) => boxes.slice(place + 1).some(other => meet(one, other)));
}).map(picture => picture.querySelector('title').textContent);
const outside = [...document.querySelectorAll('svg')].flatMap(picture => {
  const frame = picture.getBoundingClientRect();
  return [...picture.querySelectorAll('text')].filter(node => {
    const box = node.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 2;
  }).map(node => node.textContent);
});
const squeezed = [...document.querySelectorAll('dd, .stacks td, .stacks th')].filter(node => {
  const box = node.getBoundingClientRect();
  return node.textContent.length > 12 && box.width > 0 && box.width < 60 && box.height > 60;
}).map(node => node.textContent);
const cut = [...document.querySelectorAll('.scroll')].filter(node =>
  (node.classList.contains('stacks') && innerWidth < 600 && node.scrollWidth > node.clientWidth + 1)
  || node.querySelector('caption').getBoundingClientRect().width > innerWidth
).map(node => node.getAttribute('aria-label'));
parent.document.body.dataset.measured = JSON.stringify({
  width: innerWidth, scroll: document.documentElement.scrollWidth, wide, small, overprinted,
  outside, squeezed, cut,
  ground: getComputedStyle(document.body).backgroundColor,
});
}, 200));
</script>
"""


def _open(page: str, folder: Path, *options: str) -> tuple[str, list[str]]:
    """The document after loading, and what the console said."""
    place = folder / "page.html"
    place.write_text(page, encoding="utf-8")
    assert CHROMIUM is not None
    command = [
        CHROMIUM,
        *OPTIONS,
        f"--user-data-dir={folder / 'profile'}",
        *options,
        "--dump-dom",
        place.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


@cache
def _measurable(page: str) -> str:
    """A page with a script that measures it; the script is not shipped, and the page would refuse it."""
    allowed = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    return allowed.replace("</body>", f"{MEASURE}</body>")


def sound(measured: dict[str, object], width: int) -> None:
    """Nothing overflows, overprints, is too small to read, leaves its picture or is squeezed."""
    assert measured["width"] == measured["scroll"] == width
    assert measured["small"] == 0
    for fault in ("wide", "overprinted", "outside", "squeezed", "cut"):
        assert measured[fault] == [], fault


def _measure(page: str, folder: Path, width: int, *options: str) -> dict[str, object]:
    """Headless windows have a least width, so the page is measured in a frame."""
    framed = html.escape(_measurable(page), quote=True)
    frame = f'<iframe width="{width}" height="900" style="border:0" srcdoc="{framed}"></iframe>'
    document, _ = _open(f"<!doctype html><body>{frame}</body>", folder, *options)
    found = re.search(r'data-measured="([^"]*)"', document)
    assert found is not None
    measured: dict[str, object] = json.loads(html.unescape(found.group(1)))
    return measured


@pytest.mark.parametrize("name", ["cascade", "baseline"])
def test_the_page_loads_without_errors_or_requests(name: str, tmp_path: Path) -> None:
    document, console = _open(page_of(name), tmp_path)
    assert console == []
    assert document.count("<svg") == page_of(name).count("<svg") > 10


def test_a_request_would_be_noticed(tmp_path: Path) -> None:
    page = page_of("baseline").replace("</main>", '<img alt="" src="https://example.org/x.png"></main>')
    _, console = _open(page, tmp_path)
    assert any("Content Security Policy" in line for line in console)


@pytest.mark.parametrize("name", ["cascade", "baseline", "export-licence-shock"])
@pytest.mark.parametrize("width", [360, 390, 1200])
def test_nothing_overflows_or_overprints(name: str, width: int, tmp_path: Path) -> None:
    sound(_measure(page_of(name), tmp_path, width), width)


@pytest.mark.parametrize("width", [390, 1200])
def test_a_page_of_two_chains_fits_too(width: int, tmp_path: Path) -> None:
    sound(_measure(page_of_two_chains(), tmp_path, width), width)


@pytest.mark.parametrize("width", [360, 390, 1200])
def test_a_page_with_years_fits_too(width: int, tmp_path: Path) -> None:
    sound(_measure(page_of_years(), tmp_path, width), width)


def test_an_overflow_and_an_overprint_would_be_noticed(tmp_path: Path) -> None:
    spoilt = (
        '<div style="width:900px">wide</div><svg viewBox="0 0 340 40"><title>spoilt</title>'
        '<text x="10" y="20">one</text><text x="12" y="20">two</text><text x="10" y="70">below</text></svg>'
        '<div style="width:9px"><dl><dd style="width:9px">letter below letter</dd></dl></div></main>'
    )
    measured = _measure(page_of("baseline").replace("</main>", spoilt), tmp_path, 360)
    assert "DIV." in str(measured["wide"])
    assert measured["overprinted"] == ["spoilt"]
    assert measured["outside"] == ["below"]
    assert measured["squeezed"] == ["letter below letter"]


def test_dark_is_dark_and_light_is_light(tmp_path: Path) -> None:
    grounds = [
        _measure(
            page_of("baseline"), tmp_path / name, 800, f"--blink-settings=preferredColorScheme={scheme}"
        )["ground"]
        for name, scheme in (("dark", 0), ("light", 1))
        if not (tmp_path / name).mkdir()
    ]
    assert grounds == ["rgb(17, 20, 24)", "rgb(255, 255, 255)"]
