"""Why the baseline path is far from an observation: written by hand, asked for wherever it is."""

from __future__ import annotations

from footwall.facts.schema import Observation

_BAN = "Congo stopped its exports from 22 February 2025; stocks of 45 days, as here, are less than there were"
_DEAR = f"{_BAN}, and the price rises until users leave"
_STORED = "mined on under the ban and stored, with quotas later; nobody stores at the mine here"
_OTHERS = "the price of the Congolese ban calls up every other mine at once; in fact more stocks did"
_SHARES = "new plants sell into the shares that their origin had: its price falls, and some of them idle"
_GLUT = "generic capacity meets the demand of STEPS; the agency counts named projects, which end about 2030"
_REFINERS = "few named refineries in the facts; the rest follows the growth of its stage"
_LICENCES = "licences of April 2025: the baseline takes approval as full"
_ROUNDED = "some hundred tonnes, rounded by the publisher"
_CHINA = "the agency lets China grow slower than demand; here capacity follows it"

REASONS: dict[tuple[str, str], dict[str, str]] = {
    ("cobalt", "price.cobalt_metal"): {"*": _DEAR, "USA": _DEAR},
    ("cobalt", "production.mine_cobalt_copper"): {"COD": _STORED},
    ("cobalt", "mined.Co"): {
        "USA": "by-product of one nickel mine, rounded to hundreds of tonnes; here stocks soften its price",
        "*": "Congo mined on and stored in 2025; later it keeps what its quotas hold back, and demand grows",
        "COD": _STORED,
        "CUB": _OTHERS,
        "RUS": _OTHERS,
        "CAN": _OTHERS,
        "AUS": "by-product of nickel mines that shut in 2025; here it follows cobalt's price, then its host",
        "IDN": "capacity follows its host as the agency says; Congo's limits make cobalt dear and fill it",
    },
    ("cobalt", "production.refined_cobalt"): {
        "CAN": _REFINERS,
        "IDN": _REFINERS,
        "EU27": "the agency counts Finland alone",
        "JPN": "refineries outside China fill up while Congo holds back; the agency's are named ones",
    },
    ("germanium", "price.germanium_metal"): {
        "EU27": "the ban of December 2024 in a market of some tonnes; nobody hoards here"
    },
    ("germanium", "price.germanium_dioxide"): {"EU27": "as its metal"},
    ("lithium", "price.lithium_carbonate"): {
        "*": "prices fell further in fact: stocks were sold, and mines ran on that stop here"
    },
    ("lithium", "price.spodumene_concentrate"): {"AUS": "as carbonate; the row is a forecast of June 2025"},
    ("lithium", "mined.Li"): {
        "ZWE": "in 2025 its mines grew faster than named projects do; the halt of exports of February 2026 "
        "stands in the facts without an end",
        **dict.fromkeys(("*", "AUS", "CHL", "CHN", "ARG"), _GLUT),
    },
    ("lithium", "refined.Li"): {
        "AUS": "the agency counts named refineries as full; here they run as their margin allows",
        **dict.fromkeys(("*", "CHL", "CHN", "ARG"), _GLUT),
    },
    ("ree_magnets", "mined.NdPr"): {
        "BRA": "its one mine ramps up more slowly here; the publisher counts all rare earths",
        "THA": "material of Myanmar that passes through is counted as Thai output",
        "VNM": _ROUNDED,
        "MYS": _ROUNDED,
        "MDG": "growth that no project of the facts names",
        "USA": "China's duties of April 2025 end the sale of concentrate; what is not separated at home was "
        "stored in fact, and is not mined here",
        "MMR": "fighting and closures of the border in 2025; here its clays follow demand",
        "AUS": _SHARES,
        "CHN": _CHINA,
    },
    ("ree_magnets", "production.magnet_oxides"): {
        "MYS": _SHARES,
        "USA": "a guaranteed price keeps American separation full, whatever its oxide sells for",
        "CHN": _CHINA,
    },
    ("ree_magnets", "exports.dy_oxide"): {"CHN": _LICENCES},
    ("ree_magnets", "exports.tb_oxide"): {"CHN": _LICENCES},
    ("ree_magnets", "price.dy_oxide"): {
        "CHN": "unsold under licences, it fell inside China; here it is let out, and demand outgrows clays"
    },
}


def reason_of(row: Observation) -> str:
    """The reason for a figure. Raises KeyError where nobody has written one."""
    return REASONS[row.chain, row.ours][row.region]
