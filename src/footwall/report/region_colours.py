"""One colour and one short name per region, the same in every picture.

All colours have nearly the same luminance (0.15): white text on them and the marks on a white or near-black
page keep a contrast of 4.5 and 3. Hues alone cannot tell some forty regions apart, so marks carry the
region's name as well.
"""

from __future__ import annotations

from markupsafe import Markup

COLOURS = {
    "CHN": "#d61811",
    "USA": "#116ad0",
    "EU27": "#655bd6",
    "JPN": "#c62a78",
    "KOR": "#067a67",
    "AUS": "#ac5304",
    "IND": "#886703",
    "GBR": "#576aa2",
    "CAN": "#a8515f",
    "MEX": "#1f7c3e",
    "VNM": "#707006",
    "THA": "#a53eba",
    "MYS": "#8748df",
    "MMR": "#9f5a3c",
    "LAO": "#567615",
    "MDG": "#4a7733",
    "BRA": "#127e12",
    "PHL": "#10768f",
    "RUS": "#517086",
    "TWN": "#ad4298",
    "CHL": "#a65544",
    "ARG": "#1d7b49",
    "COD": "#9a49b4",
    "IDN": "#6c711a",
    "ZWE": "#3b7290",
    "MAR": "#c62f65",
    "ZMB": "#377a32",
    "CUB": "#7255d7",
    "TUR": "#8c6439",
    "KAZ": "#1c7967",
    "UKR": "#a8459e",
    "ZAF": "#53761c",
    "SGP": "#496ab2",
    "NOR": "#cb3034",
    "PER": "#327a45",
    "NGA": "#9343d3",
    "ROW": "#656d77",
}
OTHER = "#656d77"
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
    """The style rules of all regions."""
    rules = [f".r-{region}{{fill:{colour};stroke:{colour}}}" for region, colour in COLOURS.items()]
    rules.append(f".r-other{{fill:{OTHER};stroke:{OTHER}}}")
    return Markup("\n".join(rules))
