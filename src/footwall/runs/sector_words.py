"""Sectors of final use in words."""

from __future__ import annotations

SECTORS = {
    "ev": "electric vehicles",
    "wind": "wind turbines",
    "robots_industry": "robots and industry",
    "glass_ceramics_other": "glass, ceramics and other uses of oxide",
    "other": "other users",
    "gallium_chips": "chips and diodes on gallium wafers",
    "gallium_leds": "nitride diodes and power chips",
    "gallium_magnets": "gallium in magnets",
    "gallium_solar": "gallium in solar cells",
    "gallium_other": "gallium in alloys, oxides and chemicals",
    "gallium_stocks": "gallium stock building",
    "germanium_fibre": "optical fibre",
    "germanium_infrared": "infrared optics",
    "germanium_catalysts": "catalysts and other uses of germanium dioxide",
    "germanium_solar_other": "space solar cells, chips and detectors",
    "germanium_stocks": "germanium stock building",
    "ev_batteries": "makers of electric vehicles",
    "storage_batteries": "stationary storage",
    "portable_batteries": "portable goods",
    "ceramics_glass": "ceramics and glass",
    "greases_polymers_other": "greases, polymers and other uses of lithium",
    "lithium_stocks": "lithium stock building",
    "cobalt_batteries": "batteries with cobalt",
    "hard_metals": "hard metals",
    "catalysts_pigments": "catalysts and pigments",
    "other_cobalt": "other uses of cobalt",
    "cobalt_stocks": "cobalt stock building",
}
SHORT_SECTORS = {
    "glass_ceramics_other": "glass and other oxide uses",
    "gallium_chips": "gallium wafer chips",
    "gallium_leds": "nitride diodes and chips",
    "gallium_other": "gallium in chemicals",
    "germanium_catalysts": "catalysts and dioxide uses",
    "germanium_solar_other": "space cells and detectors",
    "greases_polymers_other": "greases and other lithium",
}
"""Names where a picture has no room for the whole one."""


def sector_short(sector: str) -> str:
    """The users of a sector in at most some 26 letters."""
    return SHORT_SECTORS.get(sector, sector_words(sector))


def sector_words(sector: str) -> str:
    """The users of a sector; without words of its own its id without underscores."""
    return SECTORS.get(sector, sector.replace("_", " "))
