"""How far apart two colours look: CIEDE2000 over CIELAB at D65.

Sharma, Wu and Dalal (2005), The CIEDE2000 color-difference formula: implementation notes, supplementary
test data, and mathematical observations. Color Research and Application 30(1).
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Lab = tuple[float, float, float]
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def cielab(colour: str) -> Lab:
    """``colour`` is sRGB as ``#rrggbb``."""
    parts = [int(colour[place : place + 2], 16) / 255.0 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    x, y, z = (
        _root(sum(weight * part for weight, part in zip(row, linear, strict=True)) / white)
        for row, white in zip(_TO_XYZ, _WHITE, strict=True)
    )
    return 116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)


def _root(share: float) -> float:
    return share ** (1.0 / 3.0) if share > 216.0 / 24389.0 else (24389.0 / 27.0 * share + 16.0) / 116.0


def ciede2000(first: Lab, second: Lab) -> float:
    """The difference; 1 is about the least that is seen side by side."""
    chroma = (hypot(*first[1:]) + hypot(*second[1:])) / 2.0
    stretch = 1.0 + 0.5 * (1.0 - _saturated(chroma))
    c1, h1 = _polar(first[1] * stretch, first[2])
    c2, h2 = _polar(second[1] * stretch, second[2])
    turn = 0.0 if c1 * c2 == 0.0 else (h2 - h1 + 180.0) % 360.0 - 180.0
    lightness, chroma = (first[0] + second[0]) / 2.0, (c1 + c2) / 2.0
    hue = h1 + h2 if c1 * c2 == 0.0 else h1 + turn / 2.0
    weight = (
        1.0
        - 0.17 * cos(radians(hue - 30.0))
        + 0.24 * cos(radians(2.0 * hue))
        + 0.32 * cos(radians(3.0 * hue + 6.0))
        - 0.20 * cos(radians(4.0 * hue - 63.0))
    )
    far = (lightness - 50.0) ** 2
    by_lightness = (second[0] - first[0]) / (1.0 + 0.015 * far / sqrt(20.0 + far))
    by_chroma = (c2 - c1) / (1.0 + 0.045 * chroma)
    by_hue = 2.0 * sqrt(c1 * c2) * sin(radians(turn / 2.0)) / (1.0 + 0.015 * chroma * weight)
    blue = 60.0 * exp(-((((hue % 360.0) - 275.0) / 25.0) ** 2))
    turned = -2.0 * _saturated(chroma) * sin(radians(blue))
    return sqrt(by_lightness**2 + by_chroma**2 + by_hue**2 + turned * by_chroma * by_hue)


def _saturated(chroma: float) -> float:
    return sqrt(chroma**7 / (chroma**7 + 25.0**7))


def _polar(a: float, b: float) -> tuple[float, float]:
    return hypot(a, b), degrees(atan2(b, a)) % 360.0
