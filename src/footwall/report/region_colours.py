"""One colour and one short name per region, the same in every picture: dark on white, bright on black.

White text on the colours of the light page and near-black text on those of the dark page keep a contrast of
4.5, marks one of 3. Any two regions are at least 10 apart by CIEDE2000 (Sharma, Wu and Dalal 2005), those of
one figure at least 12, and no other is red like China. Marks carry the region's name as well.
"""

from __future__ import annotations

from markupsafe import Markup

COLOURS = {
    "CHN": ("#d61811", "#ff5a4d"),
    "USA": ("#0a5cd6", "#4d94ff"),
    "EU27": ("#7a4fe0", "#b48cff"),
    "JPN": ("#b8127f", "#ff70c8"),
    "KOR": ("#0d7a2e", "#3fc75a"),
    "AUS": ("#a85a00", "#f59a2e"),
    "IND": ("#6b6a00", "#cfc43a"),
    "GBR": ("#1a2c80", "#c3d0ff"),
    "CAN": ("#7a2638", "#d2a68e"),
    "MEX": ("#c800d8", "#a070a8"),
    "VNM": ("#104838", "#209078"),
    "THA": ("#807060", "#b0c0a0"),
    "MYS": ("#584020", "#908040"),
    "MMR": ("#b05870", "#f8c0f8"),
    "LAO": ("#483040", "#a0f000"),
    "MDG": ("#0078a0", "#2890a8"),
    "BRA": ("#680050", "#f80088"),
    "PHL": ("#008070", "#00c0f8"),
    "RUS": ("#685080", "#d808f8"),
    "TWN": ("#583020", "#e8d8b0"),
    "CHL": ("#685048", "#f8b8c8"),
    "ARG": ("#484828", "#b08800"),
    "COD": ("#886870", "#709000"),
    "IDN": ("#700088", "#988090"),
    "ZWE": ("#105870", "#88e8f8"),
    "MAR": ("#1000f0", "#a07850"),
    "ZMB": ("#a058a8", "#7070f8"),
    "CUB": ("#284800", "#788878"),
    "TUR": ("#906800", "#f8c048"),
    "KAZ": ("#706038", "#a0a860"),
    "UKR": ("#406858", "#b0e8d0"),
    "ZAF": ("#5838a8", "#b8a0c8"),
    "SGP": ("#508000", "#009838"),
    "NOR": ("#687060", "#00e0c8"),
    "PER": ("#784060", "#d050b0"),
    "NGA": ("#482860", "#e868f8"),
    "ROW": ("#3d434b", "#d0d5dc"),
}
"""Region -> colour on the light and on the dark page."""
OTHER = ("#656d77", "#8f98a4")
OTHER_CLASS = "r-other"
SHORT = {"EU27": "EU", "USA": "US", "GBR": "UK", "ROW": "Rest of world", "COD": "DR Congo"}
"""Names where a picture has no room for the whole one; other regions keep their name."""


def region_class(region: str) -> str:
    """The style class of a region; regions without a colour of their own share the colour of the rest."""
    return f"r-{region}" if region in COLOURS else OTHER_CLASS


def region_short(region: str, name: str) -> str:
    """The short one of a region's names; ``name`` where it has no shorter one."""
    return SHORT.get(region, name)


def region_style() -> Markup:
    """The style rules of all regions on the light page and on paper."""
    return _rules(0)


def region_style_in_the_dark() -> Markup:
    """The style rules that replace them on a screen in the dark."""
    return Markup("@media screen and (prefers-color-scheme: dark) {{\n{}\n}}").format(_rules(1))


def _rules(scheme: int) -> Markup:
    coloured = [(region_class(region), colours[scheme]) for region, colours in COLOURS.items()]
    return Markup("\n").join(
        Markup(".{0}{{fill:{1};stroke:{1}}}").format(name, colour)
        for name, colour in [*coloured, (OTHER_CLASS, OTHER[scheme])]
    )
