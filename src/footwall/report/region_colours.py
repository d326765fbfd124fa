"""One colour and one short name per region, the same in every picture: dark on white, bright on black.

White text on the colours of the light page and near-black text on those of the dark page keep a contrast of
4.5, marks one of 3. Any two regions are at least 10 apart by CIEDE2000 (Sharma, Wu and Dalal 2005), and no
other is red like China. Marks carry the region's name as well.
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
    "CAN": ("#7a2638", "#e0b0ae"),
    "MEX": ("#005840", "#00e0c0"),
    "VNM": ("#584020", "#908800"),
    "THA": ("#805890", "#7070f8"),
    "MYS": ("#700088", "#c94fe0"),
    "MMR": ("#008068", "#009878"),
    "LAO": ("#687858", "#a0f000"),
    "MDG": ("#604848", "#508898"),
    "BRA": ("#906800", "#a87848"),
    "PHL": ("#807058", "#c0d0a8"),
    "RUS": ("#0078a8", "#00b8f8"),
    "TWN": ("#004048", "#a0e8f8"),
    "CHL": ("#284800", "#509020"),
    "ARG": ("#1000f0", "#987898"),
    "COD": ("#906870", "#c46a9c"),
    "IDN": ("#c800d8", "#f5c6f2"),
    "ZWE": ("#504800", "#f0d0a8"),
    "MAR": ("#800058", "#f80088"),
    "ZMB": ("#303828", "#808870"),
    "CUB": ("#c04870", "#f8a0c0"),
    "TUR": ("#004870", "#7880a0"),
    "KAZ": ("#884868", "#b8a0b8"),
    "UKR": ("#582820", "#d0a890"),
    "ZAF": ("#505838", "#88b000"),
    "SGP": ("#486058", "#908078"),
    "NOR": ("#483858", "#e8a0f8"),
    "PER": ("#6040a0", "#9870c0"),
    "NGA": ("#508000", "#98f0a8"),
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
