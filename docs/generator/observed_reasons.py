"""Why the baseline path is far from an observation: written by hand, asked for wherever it is."""

from __future__ import annotations

from footwall.facts.schema import Observation

_BAN = "Congo stopped its exports from 22 February 2025; without stocks the year has no other cobalt"
_OTHERS = "the price of the Congolese ban calls up every other mine at once; in fact stocks filled the gap"
_SHARES = "new plants sell into the sourcing shares that their origin had, so its price falls and part of them idles"
_GLUT = (
    "demand of STEPS met by generic capacity; the agency counts named projects alone, which end about 2030"
)
_REFINERS = "few named refineries in the facts; the rest follows the growth of its stage"
_LICENCES = "licences of April 2025: the baseline takes approval as full"

REASONS: dict[tuple[str, str, str], str] = {
    ("cobalt", "price.cobalt_metal", "*"): f"{_BAN}; the price rises until users leave",
    ("cobalt", "price.cobalt_metal", "USA"): f"{_BAN}; the price rises until users leave",
    ("cobalt", "production.mine_cobalt_copper", "COD"): "mined on under the ban and stored; no stocks here",
    ("cobalt", "mined.Co", "COD"): "mined on under the ban and stored, quotas later; no stocks here",
    ("cobalt", "mined.Co", "*"): "Congo mined on and stored; no stocks here",
    ("cobalt", "mined.Co", "CUB"): _OTHERS,
    ("cobalt", "mined.Co", "RUS"): _OTHERS,
    ("cobalt", "mined.Co", "CAN"): _OTHERS,
    ("cobalt", "mined.Co", "AUS"): "a by-product of nickel mines that shut at low nickel prices",
    ("cobalt", "mined.Co", "IDN"): "follows its host, nickel; the ban's price fills its capacity at once",
    ("cobalt", "production.refined_cobalt", "CAN"): _REFINERS,
    ("cobalt", "production.refined_cobalt", "IDN"): _REFINERS,
    ("cobalt", "production.refined_cobalt", "EU27"): "the agency counts Finland alone",
    ("germanium", "price.germanium_metal", "EU27"): "the ban of December 2024 in a market of some tonnes; no "
    "hoarding here",
    (
        "lithium",
        "price.lithium_carbonate",
        "*",
    ): "the glut of 2025 came from mines and stocks that answer late; here they answer within the year",
    ("lithium", "price.spodumene_concentrate", "AUS"): "as carbonate; the row is a forecast of June 2025",
    (
        "lithium",
        "mined.Li",
        "ZWE",
    ): "the halt of exports of February 2026 stands in the facts without an end; "
    "in 2025 the named mines ramp up faster than documented",
    ("lithium", "mined.Li", "AUS"): _GLUT,
    ("lithium", "mined.Li", "CHL"): _GLUT,
    ("lithium", "mined.Li", "CHN"): _GLUT,
    ("lithium", "mined.Li", "ARG"): _GLUT,
    ("lithium", "mined.Li", "*"): _GLUT,
    ("lithium", "refined.Li", "CHL"): _GLUT,
    ("lithium", "refined.Li", "CHN"): _GLUT,
    ("lithium", "refined.Li", "ARG"): _GLUT,
    ("lithium", "refined.Li", "*"): _GLUT,
    ("lithium", "refined.Li", "AUS"): "refineries at Kwinana and Kemerton run or close by their own troubles",
    ("ree_magnets", "mined.NdPr", "BRA"): "Serra Verde's ramp-up lies in 2026 here; the publisher counts REO",
    ("ree_magnets", "mined.NdPr", "THA"): "material of Myanmar that passes through, counted as Thai output",
    ("ree_magnets", "mined.NdPr", "VNM"): "150 t and 300 t, rounded by the publisher",
    ("ree_magnets", "mined.NdPr", "MDG"): "a mine's ramp-up that no project of the facts names",
    (
        "ree_magnets",
        "mined.NdPr",
        "USA",
    ): "China's duties of April 2025 end the sale of concentrate; what is not "
    "separated at home is stored in fact, and not mined here",
    ("ree_magnets", "mined.NdPr", "MMR"): "fighting and closures of the border; no outage is assumed here",
    ("ree_magnets", "mined.NdPr", "MYS"): "110 t and 140 t, rounded by the publisher",
    ("ree_magnets", "mined.NdPr", "AUS"): _SHARES,
    (
        "ree_magnets",
        "mined.NdPr",
        "CHN",
    ): "the agency lets Chinese quotas grow slower than demand; here capacity follows demand",
    ("ree_magnets", "production.magnet_oxides", "MYS"): _SHARES,
    ("ree_magnets", "production.magnet_oxides", "USA"): "a guaranteed price keeps American separation full, "
    "whatever its oxide sells for",
    ("ree_magnets", "production.magnet_oxides", "CHN"): "as its mines: capacity follows demand",
    ("ree_magnets", "exports.dy_oxide", "CHN"): _LICENCES,
    ("ree_magnets", "exports.tb_oxide", "CHN"): _LICENCES,
    (
        "ree_magnets",
        "price.dy_oxide",
        "CHN",
    ): "unsold under licences, dysprosium fell inside China; here it is "
    "let out and demand outgrows its clays",
}


def reason_of(row: Observation) -> str:
    """The reason for a figure. Raises KeyError where nobody has written one."""
    return REASONS[row.chain, row.ours, row.region]
