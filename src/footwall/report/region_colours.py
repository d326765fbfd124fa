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
    "MEX": ("#483008", "#908058"),
    "VNM": ("#184028", "#b0e8d0"),
    "THA": ("#604840", "#f0d0b0"),
    "MYS": ("#906870", "#987888"),
    "MMR": ("#604868", "#f8c0f8"),
    "LAO": ("#1000f0", "#b068b0"),
    "MDG": ("#004870", "#18b0f8"),
    "BRA": ("#384000", "#689000"),
    "PHL": ("#005000", "#a0f000"),
    "RUS": ("#9060a0", "#b0a0c0"),
    "TWN": ("#004048", "#90d8f8"),
    "CHL": ("#0078a8", "#0890b8"),
    "ARG": ("#c800d8", "#f008a8"),
    "COD": ("#008068", "#009858"),
    "IDN": ("#8800b0", "#7070f8"),
    "ZWE": ("#585038", "#b09888"),
    "MAR": ("#600860", "#d808f8"),
    "ZMB": ("#785818", "#b89000"),
    "CUB": ("#807058", "#688878"),
    "TUR": ("#b85070", "#f8a0c0"),
    "KAZ": ("#604898", "#8080a0"),
    "UKR": ("#303830", "#90b0a8"),
    "ZAF": ("#483038", "#888880"),
    "SGP": ("#286050", "#00c8a8"),
    "NOR": ("#586850", "#b8b898"),
    "PER": ("#582820", "#b87018"),
    "NGA": ("#706888", "#e0d0e8"),
    "ROW": ("#3d434b", "#d0d5dc"),
}
"""Region -> colour on the light and on the dark page."""
OTHER = ("#656d77", "#8f98a4")
OTHER_CLASS = "r-other"
SHORT = {"EU27": "EU", "USA": "US", "GBR": "UK", "ROW": "Rest of world"}
"""Names where a picture has no room for the whole one; of other regions the code."""


def region_class(region: str) -> str:
    """The style class of a region; regions without a colour of their own share the colour of the rest."""
    return f"r-{region}" if region in COLOURS else OTHER_CLASS


def region_short(region: str) -> str:
    """A name of a few letters."""
    return SHORT.get(region, region)


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
