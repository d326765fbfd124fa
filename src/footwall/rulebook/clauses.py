"""Stable codes of the rules: those that compute (LEVY-1 in a trace) and those that a rulebook must keep.

A code never changes its meaning and is never used again. Faults cite the code of the rule that the document
breaks, assessments the code of the clause that they apply.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ARITHMETIC: Mapping[str, str] = MappingProxyType(
    {
        "LEVY-1": "levy.gap: the gap runs from the compared price to the edge of the dead band",
        "LEVY-2": "levy.variable: the top-up share of the gap, grossed up by the duty in mode B",
        "LEVY-3": "levy.capped: a levy is at most its cap",
        "LEVY-4": "levy.cumulate: levy and duty add up, or only the greater of the two is collected",
        "LEVY-5": "levy.invoice_rise: exporters raise their invoice by the share of the gap that they keep",
        "LEVY-6": "levy.compared_price: a duty-paid comparison counts the duties",
        "LEVY-11": "levy.stepped: below the cliff the maximum is charged in place of the gap",
        "LEVY-12": "levy.duty_cut: above the ceiling the duty falls by the excess, down to zero",
        "LEVY-13": "levy.phased: a phase-in charges a share of the levy",
        "EVASION-1": "evasion.share: the share that maximises what evasion saves",
        "EVASION-2": "evasion.effective_charge: what an average tonne costs its importer",
        "EVASION-3": "evasion.charge_paid: levy, fine and concealment add up to the effective charge",
        "FLOOR-1": "floor.without_vat: value-added tax is taken out of a price before use",
        "FLOOR-2": "floor.content_cost: an input costs content times its floor over recovery",
        "FLOOR-3": "floor.derived: a derived floor is inputs plus conversion less credit, plus margin",
        "FLOOR-4": "floor.stage_leak: a floor below the derived one leaves a margin to skip the stage",
        "FLOOR-8": "floor.preferred: goods of a preferred origin have a lower floor",
        "REFERENCE-1": "reference_price.cost_plus: a cost with its margin",
        "REFERENCE-2": "reference_price.percentile: the cost that covers a share of the capacity",
        "REFERENCE-3": "reference_price.incentive: the price at which the net present value is zero",
        "REFERENCE-4": "reference_price.average: the plain mean of the months",
        "REFERENCE-5": "reference_price.band_floor: a deviation below and above the average",
        "REFERENCE-6": "reference_price.volume_weighted: the mean of prices by their volumes",
        "REFERENCE-7": "reference_price.indexed: a base price moved by weighted indices",
        "REFERENCE-8": "reference_price.blended: other reference prices by their weights",
        "TARIFF-1": "tariff.compound: rate on the customs value plus amount per unit",
        "QUOTA-1": "tariff.beyond_quota: tonnes beyond a tariff-rate quota pay its charge",
        "QUOTA-2": "tariff.within_quota: tonnes within it bear its rent",
        "DERIVATIVE-1": "derivative.content_charge: content times the gap of the material to its reference",
        "SUPPORT-1": "support.index: the strike is compared with a quote and the tax that it contains",
        "SUPPORT-2": "support.guarantee: a covered tonne is paid the strike less the index",
        "SUPPORT-3": "support.upside: a covered tonne gives back a share of the index above a price",
        "SUPPORT-4": "support.rebate: what is given back in a year is at most its cap",
        "SUPPORT-5": "support.covered_tonnes: a share of the output is covered, at most the eligible volume",
        "SUPPORT-6": "support.outlay: payments of a year are scaled down to the budget",
        "REVENUE-1": "revenue.handed_on: a share of what is collected goes to a use as a lump sum",
        "REVENUE-2": "revenue.kept: the treasury keeps what is not handed on",
    }
)

DOCUMENT: Mapping[str, str] = MappingProxyType(
    {
        "RULEBOOK-1": "the file can be read",
        "RULEBOOK-2": "the file is at most 5 MB",
        "RULEBOOK-3": "the file is UTF-8 text",
        "RULEBOOK-4": "the file is not empty",
        "RULEBOOK-5": "the file is one YAML 1.2 document: a mapping of plain values, without anchors or tags",
        "RULEBOOK-6": "a key appears once",
        "RULEBOOK-7": "an amount is a number with its unit",
        "RULEBOOK-8": "an amount is inside its range",
        "RULEBOOK-9": "every key is one that the schema knows",
        "RULEBOOK-10": "no required key is missing",
        "RULEBOOK-11": "every value has the type that the schema asks for",
        "RULEBOOK-12": "a choice is one of those allowed",
        "RULEBOOK-13": "a date is an ISO day",
        "RULEBOOK-14": "a clause begins before it ends",
        "RULEBOOK-15": "an override names a place in the rulebook",
        "RULEBOOK-16": "an HS code is six digits, as text",
        "RULEBOOK-17": "a region is one that exists and stands alone",
        "RULEBOOK-18": "a commodity is one that the facts know",
        "RULEBOOK-19": "a mineral is one that the facts know",
        "RULEBOOK-20": "the range of an amount holds its value",
        "ZONE-1": "a region is in the zone once at a time",
        "ZONE-2": "a customs union joins as one",
        "ZONE-3": "an instrument has members at whose border it stands",
        "ZONE-4": "the rest of the world is no member",
        "FLOOR-5": "a floor is at most 100 times the price of its commodity",
        "FLOOR-6": "a price that contains value-added tax says at which rate, and no other does",
        "FLOOR-7": "a floor is above zero",
        "FLOOR-9": "a ceiling is stated once, as a price or above the floor",
        "REFERENCE-10": "a cost is stated or built up in one region, not both",
        "REFERENCE-11": "the weights of a blend add up to 100%, those of a basket to at most that",
        "REFERENCE-12": "the parts of a blend stand on its basis, without value-added tax",
        "REFERENCE-13": "a market, index or recipe is one that the facts know",
        "REFERENCE-14": "value-added tax is stated of figures that the rulebook states, not of quotes",
        "CASCADE-1": "a cascade starts from a floor",
        "CASCADE-2": "a commodity has either a floor of its own or a derived one",
        "CASCADE-3": "a cascade runs downstream",
        "CASCADE-4": "a cascade is not a circle",
        "CASCADE-5": "conversion costs are given for commodities of the cascade only",
        "LEVY-7": "a minimum import price leaves the whole gap to exporters",
        "LEVY-8": "rate, amount and quota are given where the instrument uses them, and only there",
        "LEVY-9": "terms of the gap are given for instruments on the gap only",
        "LEVY-10": "exporters keep a share of a transaction gap only",
        "LEVY-14": "a cliff lies between zero and the floor, and its maximum is above zero",
        "LEVY-15": "the steps of a phase-in follow each other by day",
        "LEVY-16": "where a levy has a cliff, exporters keep nothing of it",
        "AMENDMENT-1": "an amendment changes something",
        "AMENDMENT-2": "an amendment is laid over the rulebook and the version that it was written for",
        "AMENDMENT-3": "two amendments of one version do not change the same place",
        "AMENDMENT-4": "an amendment removes and changes places that are there",
        "TARIFF-2": "a tariff names a rate, an amount or a quota",
        "QUOTA-3": "a tariff-rate quota has one volume above zero and one charge beyond it",
        "DERIVATIVE-2": "a material has a reference price, of its own or by its floor",
        "DERIVATIVE-3": "a material goes into the good, or its content is given",
        "SUPPORT-7": "strike, share, volume and budget of a support are above zero",
        "SUPPORT-8": "volume, index and upside are given where the kind of support uses them",
        "SUPPORT-9": "the upside is shared from the strike or higher",
        "SUPPORT-10": "a recipe is one that the facts know, and makes the commodity",
        "REVENUE-3": "the shares of revenue make up the whole",
        "BORDER-1": "an exemption of small lots names the mass below which a lot is small, and no other does",
        "BORDER-2": "evasion has a spread above zero",
        "MEASURE-1": "a measure gives the figure of its kind, and no other",
        "MEASURE-2": "a measure names trade with others than its own region",
    }
)

ENACTMENT: Mapping[str, str] = MappingProxyType(
    {
        "REFERENCE-9": "a reference price has a figure on the day, or a rule for what holds without one",
        "FLOOR-10": "a ceiling is above its floor",
        "CASCADE-6": "a derived floor has a conversion cost, in the rulebook or in the facts",
        "SUPPORT-11": "the index of a support is the price of a market in the network",
    }
)
"""Rules that only show once facts are applied."""
