"""Words for identifiers: sectors, parameters, floor statuses, checks."""

from __future__ import annotations

PARAMETERS = {
    "theta": "how readily buyers change origin (θ)",
    "supply_elasticity": "how far supply follows price (η)",
    "avoidable_share": "share of the margin that stopping would save",
    "demand_elasticity": "how far use follows price (ε)",
    "conversion_cost": "conversion cost in the derived floors (USD/kg)",
    "ranged_amount": "range that the rulebook states",
    "choke_ratio": "price at which users give up, over the base price",
}
STAGES = {
    "concentrate": "mining",
    "intermediate": "making of intermediates",
    "scrap": "collection of scrap",
    "oxide": "oxide making",
    "metal": "metal making",
    "chemical": "refining to chemicals",
    "cathode": "cathode making",
    "magnet": "magnet making",
    "motor": "motor building",
    "device": "device making",
}
DEVICES = {"gallium": "wafer making", "lithium": "cell making", "cobalt": "cell making"}
"""What the last stage makes, by chain."""
MADE = {
    "intermediate": "intermediates",
    "chemical": "chemicals",
    "cathode": "cathodes",
    "magnet": "magnets",
    "motor": "motors",
    "device": "devices",
}
"""What the makers of a stage make, where that is not the name of the stage."""
MADE_OF_DEVICES = {"gallium": "wafers", "lithium": "cells", "cobalt": "cells"}
INSTRUMENTS = {
    "levy": "a variable levy",
    "minimum_import_price": "a minimum import price",
    "tariff": "a tariff",
    "price_gap_subsidy": "a price-gap subsidy",
    "contract_for_difference": "a contract for difference",
    "stock_purchase": "a stock purchase",
}
STATUSES = {
    "slack": "○ does not bind",
    "binding": "● binds",
    "prohibitive": "■ keeps imports out",
}
CHECKS = {
    "mass_balance": "Tonnes made = tonnes bought, per market",
    "element_balance": "Each element in = out + named losses, per process",
    "money_balance": "Every payment has a receiver",
    "welfare_identity": "Gains of all agents = change of value in use less resource costs",
    "leakage_identity": "Leakage counted at the border = traced from final use",
    "calibration_error": "The base year is reproduced from other starting prices",
}
GRADES = {
    "measured": "counted or published by the body that measures it",
    "reported": "stated by a company, an agency or the press",
    "estimated": "calculated from other figures",
    "assumed": "a judgement; no source found",
}


def plain_words(identifier: str, known: dict[str, str]) -> str:
    """The words of an identifier; without any, the identifier with spaces."""
    return known.get(identifier, identifier.replace("_", " "))


def stage_words(chain: str, stage: str) -> str:
    """What a stage of a chain does: ``magnet making``."""
    return DEVICES[chain] if stage == "device" and chain in DEVICES else plain_words(stage, STAGES)


def made_words(chain: str, stage: str) -> str:
    """What a stage of a chain makes: ``oxide``, ``magnets``, ``cells``."""
    if stage == "device" and chain in MADE_OF_DEVICES:
        return MADE_OF_DEVICES[chain]
    return plain_words(stage, MADE)


def capitalised(words: str) -> str:
    """The first letter upper case, the rest as it is."""
    return words[:1].upper() + words[1:]
