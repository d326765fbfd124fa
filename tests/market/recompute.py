"""A network export recomputed in plain Python from the file alone, by the equations of its documentation.

Imports nothing of Footwall: it is what a sceptical reader would write after ``docs/model/network-export.md``.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True)
class Recomputed:
    landed: list[float]
    components: list[dict[str, float]]
    effective: list[float]
    share: list[float]
    activity: list[float]
    use: list[float]
    shortage: list[float]
    purchases: list[float]
    flow: list[float]
    residual: list[float]


def read(text: str) -> Record:
    document: Record = json.loads(text)
    assert document["format"] == "footwall network export"
    assert document["version"] == 1
    return document


def recompute(document: Record) -> Recomputed:
    """Everything that follows from the prices, rents and references of the file."""
    components = [charges(arc, document) for arc in document["arcs"]]
    landed = [part["landed"] for part in components]
    effective, share = sourcing(document, landed)
    activity = [supply(process, document, effective) for process in document["processes"]]
    served = [
        demand(use["demand"], effective[use["buyer"]], document["constants"]) for use in document["uses"]
    ]
    purchases = [0.0] * len(document["buyers"])
    for process, level in zip(document["processes"], activity, strict=True):
        for item in process["inputs"]:
            purchases[item["buyer"]] += item["coefficient"] * level
    for use, (quantity, _) in zip(document["uses"], served, strict=True):
        purchases[use["buyer"]] += quantity
    flow = [s * purchases[arc["buyer"]] for s, arc in zip(share, document["arcs"], strict=True)]
    return Recomputed(
        landed=landed,
        components=components,
        effective=effective,
        share=share,
        activity=activity,
        use=[quantity for quantity, _ in served],
        shortage=[short for _, short in served],
        purchases=purchases,
        flow=flow,
        residual=residuals(document, activity, flow),
    )


def charges(arc: Record, document: Record) -> dict[str, float]:
    c = arc["charges"]
    fob = document["markets"][arc["market"]]["price"]
    quotas = [document["quotas"][q] for q in arc["quotas"]]
    quota_rent = sum(quota["rent"] for quota in quotas if quota["kind"] != "tariff_rate")
    tariff_quota_rent = sum(quota["rent"] for quota in quotas if quota["kind"] == "tariff_rate")
    export = fob * (1 + c["export_tax"] + c["vat_not_refunded"]) + c["export_specific"] + quota_rent
    value = export + c["freight"] * c["valuation_cif"]
    rate, specific = c["duty_ad_valorem"], c["duty_specific"]
    parts = {
        "fob": fob,
        "export_tax": fob * c["export_tax"],
        "vat": fob * c["vat_not_refunded"],
        "export_specific": c["export_specific"],
        "quota_rent": quota_rent,
        "freight": c["freight"],
        "exporter_rent": 0.0,
        "duty": rate * value + specific,
        "levy": 0.0,
        "fine": 0.0,
        "concealment": 0.0,
        "tariff_quota_rent": tariff_quota_rent,
        "evaded_share": 0.0,
    }
    if c["levied_share"] > 0:
        reference = None if arc["reference"] is None else document["references"][arc["reference"]]["price"]
        parts |= levied(c, export, value, reference)
    parts["landed"] = (
        export + sum(parts[k] for k in ("freight", "exporter_rent", "duty", "levy", "fine", "concealment"))
        + tariff_quota_rent
    )  # fmt: skip
    return parts


def levied(c: Record, export: float, value: float, reference: float | None) -> dict[str, float]:
    lifted, lifted_specific = c["replaced_ad_valorem"], c["replaced_specific"]
    rate, specific = c["duty_ad_valorem"] - lifted, c["duty_specific"] - lifted_specific
    levied_share = c["levied_share"]
    duty_paid = c["compared_with"] == 1
    amount = cut = 0.0
    if c["floor"] > 0:
        if c["compared"] == 1:
            assert reference is not None
            compared = (1 + rate) * reference + specific if duty_paid else reference
        else:
            compared = export + c["freight"] * c["floor_cif"]
            compared += (rate * value + specific) if duty_paid else 0.0
        gap = max(0.0, (1 - c["dead_band"]) * c["floor"] - compared)
        amount = c["top_up"] * gap * (1 + rate * c["mode_b"])
        if c["cliff"] > 0:
            ahead = min(max((c["cliff"] + 0.005 - compared / c["floor"]) / 0.01, 0.0), 1.0)
            weight = 3 * ahead**2 - 2 * ahead**3
            amount = (1 - weight) * amount + weight * c["cliff_charge"]
        if c["ceiling"] > 0:
            excess = max(0.0, compared - c["ceiling"]) * (1 + rate * c["mode_b"])
            cut = min(rate * value + specific, excess)
        cap = [math.inf, c["cap"] * value, c["cap"] * c["floor"], c["cap"]][int(c["cap_of"])]
        amount = min(amount, cap)
    kept = c["omega"] if c["compared"] == 0 else 0.0
    rise = kept * amount / ((1 + rate) if duty_paid else 1.0)
    raised = value + rise
    levy, duty_on_raised = (1 - kept) * amount, rate * raised + specific
    replaced = levied_share * duty_on_raised if c["cumulation"] == 2 and levy > duty_on_raised else 0.0
    if c["cumulation"] != 0:
        levy = max(0.0, levy - duty_on_raised)
    charge = levy + c["instrument_ad_valorem"] * raised + c["instrument_specific"]
    charge = max(0.0, charge - c["netted_ad_valorem"] * raised - c["netted_specific"])
    evaded = 0.0
    if c["evasion_spread"] > 0 and charge > 0:
        saving = (1 - c["evasion_detection"]) * charge - (
            c["evasion_detection"] * c["evasion_fine"] + c["evasion_cost"]
        ) * raised
        evaded = min(max(saving / (c["evasion_spread"] * raised), 0.0), c["evasion_max"])
    return {
        "exporter_rent": levied_share * rise,
        "duty": rate * (value + levied_share * rise)
        + specific
        - replaced
        - levied_share * cut
        + (1 - levied_share) * (lifted * value + lifted_specific),
        "levy": levied_share * charge * (1 - evaded * (1 - c["evasion_detection"])) + replaced,
        "fine": levied_share * evaded * c["evasion_detection"] * c["evasion_fine"] * raised,
        "concealment": levied_share
        * raised
        * (c["evasion_cost"] * evaded + c["evasion_spread"] * evaded**2 / 2),
        "evaded_share": evaded,
    }


def sourcing(document: Record, landed: list[float]) -> tuple[list[float], list[float]]:
    effective, share = [], [0.0] * len(landed)
    for b, buyer in enumerate(document["buyers"]):
        assert buyer["form"] == "logit"
        level, theta = buyer["price_level"], buyer["theta"]
        offers = [
            (a, arc)
            for a, arc in enumerate(document["arcs"])
            if arc["buyer"] == b and arc["charges"]["open"] > 0
        ]
        exponent = {
            a: -theta * (landed[a] / level - arc["base_landed"] / buyer["base_price_level"])
            for a, arc in offers
        }
        if not offers:
            effective.append(document["constants"]["no_origin_price_over_level"] * level)
            continue
        highest = max(exponent.values())
        weight = {a: arc["base_weight"] * math.exp(exponent[a] - highest) for a, arc in offers}
        total = math.fsum(weight.values())
        effective.append(level * (1 - (math.log(total) + highest) / theta))
        for a, one in weight.items():
            share[a] = one / total
    return effective, share


def supply(process: Record, document: Record, effective: list[float]) -> float:
    curve = process["supply"]
    assert curve["form"] == "logistic"
    margin = sum(o["coefficient"] * producers_price(o, document) for o in process["outputs"])
    margin -= sum(i["coefficient"] * effective[i["buyer"]] for i in process["inputs"])

    def logistic(m: float) -> float:
        return 0.5 * (1 + math.tanh((m - curve["kappa"]) / (2 * curve["width"])))

    if margin >= curve["join"]:
        return float(curve["capacity"] * logistic(margin))
    used = logistic(curve["join"]) - curve["tail"] * (curve["join"] - margin)
    return float(curve["capacity"] * max(0.0, used))


def producers_price(output: Record, document: Record) -> float:
    price = float(document["markets"][output["market"]]["price"])
    for support in (document["supports"][k] for k in output["supports"]):
        index = support["index_factor"] * document["markets"][support["index_market"]]["price"]
        price += support["guaranteed_share"] * max(0.0, support["strike"] - index)
        if support["given_from"] is not None:
            price -= support["given_back_share"] * max(0.0, index - support["given_from"])
    return price


def demand(curve: Record, price: float, constants: Record) -> tuple[float, float]:
    """(use, shortage)"""
    assert curve["form"] == "choked isoelastic"

    def isoelastic(p: float) -> float:
        return float(curve["base_quantity"] * (p / curve["base_price"]) ** -curve["elasticity"])

    cheap, choke = constants["cheap_share"] * curve["base_price"], curve["choke_price"]
    if price < cheap:
        return isoelastic(cheap) * (1 + curve["elasticity"] * (1 - price / cheap)), 0.0
    if price <= choke:
        return isoelastic(price), 0.0
    end = constants["choke_span"] * choke
    served = isoelastic(choke) * max(0.0, (end - price) / (end - choke))
    return served, isoelastic(choke) - served


def residuals(document: Record, activity: list[float], flow: list[float]) -> list[float]:
    excess = [-market["stock_purchase"] for market in document["markets"]]
    for process, level in zip(document["processes"], activity, strict=True):
        for item in process["outputs"]:
            excess[item["market"]] += item["coefficient"] * level
    for arc, quantity in zip(document["arcs"], flow, strict=True):
        excess[arc["market"]] -= quantity
    rows = [
        abs(min(market["price"] / market["base_price"], slack / market["base_output"]))
        for market, slack in zip(document["markets"], excess, strict=True)
    ]
    for quota in document["quotas"]:
        rent = quota["rent"] / quota["rent_scale"]
        if quota["limit"] is None:
            rows.append(abs(rent))
            continue
        unused = 1 - math.fsum(flow[a] for a in quota["arcs"]) / quota["limit"]
        below = (
            rent - quota["out_of_quota"] / quota["rent_scale"]
            if quota["kind"] == "tariff_rate"
            else -math.inf
        )
        rows.append(abs(max(min(rent, unused), below)))
    for reference in document["references"]:
        weight = total = 0.0
        for a in reference["arcs"]:
            arc = document["arcs"][a]
            parts, c = charges(arc, document), arc["charges"]
            value = sum(parts[k] for k in ("fob", "export_tax", "vat", "export_specific", "quota_rent"))
            value += c["freight"] * c["floor_cif"]
            one = flow[a] + document["constants"]["reference_weight_of_base_flow"] * arc["base_flow"]
            weight += one
            total += one * value
        rows.append(abs(1 - total / weight / reference["price"]))
    return rows
