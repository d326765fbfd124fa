"""Episodes small enough to solve by hand, as text: one region that makes and uses one good."""

from __future__ import annotations

from footwall.backtest import Episode, read_episode_text

HEAD = """name: One market
role: calibration
event: 2020-01-01
base_year: 2018
about: One region makes and uses one good.
sources: {desk: {author: Desk, title: Quotes}}
regions: {WLD: World}
goods: {metal: {name: Metal, stage: refined}}
"""
ROW = "date: 2018, known: 2019-06-30, source: desk, grade: assumed"
MAKER = f"  - {{good: metal, region: WLD, output: 800 t/year, capacity: 1000 t/year, {ROW}}}\n"
USE = f"  - {{good: metal, region: WLD, quantity: 780 t/year, {ROW}}}\n"
BUYER = f"  - {{good: metal, region: WLD, quantity: 20 t/year, until: 2020-01-01, {ROW}}}\n"
PRICE = f"  - {{good: metal, region: WLD, price: 10 USD/kg, {ROW}}}\n"
SEEN = """observed:
  - name: Metal
    of: delivered_price
    good: metal
    region: WLD
    values:
      - {value: 9 USD/kg, date: 2019-06, source: desk, grade: reported}
      - {value: 10 USD/kg, date: 2019-12, source: desk, grade: reported}
"""


def one_market(*rows: str, seen: tuple[tuple[str, float], ...] = ()) -> str:
    """The text of the market, with more rows and observations (date, USD/kg)."""
    more = "".join(
        f"      - {{value: {value} USD/kg, date: {when}, source: desk, grade: reported}}\n"
        for when, value in seen
    )
    return f"{HEAD}makers:\n{MAKER}uses:\n{USE}{BUYER}prices:\n{PRICE}{''.join(rows)}{SEEN}{more}"


def episode(*rows: str, seen: tuple[tuple[str, float], ...] = ()) -> Episode:
    return read_episode_text(one_market(*rows, seen=seen), "toy.yaml")
