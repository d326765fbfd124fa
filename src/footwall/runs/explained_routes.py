"""Explained: routes (charge stack), floors, quotas, and receipts of routes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from footwall.runs.explained_section import Section, adjusted_section
from footwall.runs.provenance import positions
from footwall.runs.result import SCENARIOS
from footwall.runs.rows import KG_PER_T, WORLD, ZONE

STACK = (
    ("fob", "FOB price, ex VAT"),
    ("export_tax", "+ export tax"),
    ("vat", "+ VAT not refunded"),
    ("export_specific", "+ specific export charge"),
    ("quota_rent", "+ rent of quota or licence"),
    ("freight", "+ freight and insurance"),
    ("exporter_rent", "+ gap kept by exporters (ω)"),
    ("duty", "+ duties"),
    ("levy", "+ levy or tariff of the rulebook"),
    ("fine", "+ fines"),
    ("concealment", "+ concealment"),
    ("tariff_quota_rent", "+ tariff-rate quota rent"),
    ("landed", "= landed price"),
)
RATE_NAMES = {
    "export_tax": "export tax rate",
    "vat_not_refunded": "VAT not refunded",
    "duty_ad_valorem": "ad valorem duty",
    "duty_specific": "specific duty, USD/t",
    "replaced_ad_valorem": "duty not charged beside the levy",
    "replaced_specific": "duty not charged beside the levy, USD/t",
    "netted_ad_valorem": "duty of which the greater counts",
    "netted_specific": "duty of which the greater counts, USD/t",
    "valuation_cif": "customs value: 1 CIF, 0 FOB",
    "instrument_ad_valorem": "rulebook tariff rate",
    "instrument_specific": "rulebook tariff, USD/t",
    "floor": "floor, USD/t",
    "levied_share": "share of the route that pays",
    "top_up": "share of the gap levied",
    "omega": "share of the gap kept (ω)",
}
MOST_ROUTES = 15


def stack(document: Mapping[str, Any], commodity: str, region: str) -> Iterable[Section]:
    """Charges of one route line by line, its rates, its tonnes and the measures on it."""
    origin, _, destination = region.partition(">")
    for arc in positions(document["arcs"], commodity=commodity, origin=origin, destination=destination):
        states = [document["states"][scenario] for scenario in SCENARIOS]
        lines: list[tuple[str | float | None, ...]] = [
            (label, *(_per_kg(state["unit"][name][arc]) for state in states)) for name, label in STACK
        ]
        shown = tuple(line for line in lines if not str(line[0]).startswith("+") or any(line[1:]))
        yield Section("Charge stack, USD/kg", ("item", *SCENARIOS), shown)
        rates = [
            (label, *(state["rates"][name].get(str(arc), 0.0) for state in states))
            for name, label in RATE_NAMES.items()
        ]
        yield Section("Rates", ("rate", *SCENARIOS), tuple(line for line in rates if any(line[1:])))
        yield Section(
            "Tonnes: share of the buyer's purchases, and flow in t/yr",
            ("", *SCENARIOS),
            (
                ("share", *(state["share"][arc] for state in states)),
                ("flow", *(state["flow"][arc] for state in states)),
            ),
        )
        yield from floor(document, commodity, destination)
        yield from measures(document, commodity, origin, destination)
        yield from adjusted_section(document, [f"{commodity}:{origin}>{destination}"])


def measures(document: Mapping[str, Any], commodity: str, origin: str, destination: str) -> Iterable[Section]:
    """Measures of governments that name the route, in the base year or on the day of the run."""
    found = [
        item
        for item in document["measures"]
        if commodity in item["commodities"]
        and item["origin"] in (origin, "*")
        and item["destination"] in (destination, "*")
    ]
    if found:
        yield Section(
            "Measures of governments that name the route",
            ("id", "kind", "value", "unit", "in force", "grade", "source"),
            tuple(
                (
                    item["id"],
                    item["kind"],
                    item["value"],
                    item["unit"],
                    " ".join(item["in_force"]),
                    item["grade"],
                    item["source"],
                )
                for item in found
            ),
            tuple(item["source"] for item in found),
        )


def floor(document: Mapping[str, Any], commodity: str, region: str) -> Iterable[Section]:
    """The floor at a member's border and where it comes from."""
    found = positions(document["floors"], commodity=commodity, member=region)
    for place in found:
        item = document["floors"][place]
        rows = (
            ("price, USD/kg", _per_kg(item["price"])),
            ("compared on", item["basis"]),
            ("clause", item["clause"]),
            ("derivation", item["derivation"]),
        )
        yield Section(f"Floor at the border of {region}", ("", ""), rows)


def quota(document: Mapping[str, Any], identifier: str, _: str) -> Iterable[Section]:
    """A quota in the states in which it is in force."""
    for item in document["quotas"]:
        if item["id"] == identifier:
            rows = (
                ("kind", item["kind"]),
                ("limit, t/yr", item["limit"]),
                ("tonnes, t/yr", item["tonnes"]),
                ("rent, USD/t", item["rent"]),
                ("out-of-quota charge, USD/t", item["out_of_quota"]),
                ("rent goes to", item["rent_to"]),
                ("imposed by", item["imposed_by"]),
                ("clause", item["clause"]),
            )
            yield Section(f"In the {item['scenario']}", ("", ""), rows)


def receipts_at_destination(document: Mapping[str, Any], commodity: str, region: str) -> Iterable[Section]:
    """Routes into the region with tonnes and what each tonne pays there."""
    return _receipts(document, commodity, region, "destination", ("duty", "levy", "fine"))


def receipts_at_origin(document: Mapping[str, Any], commodity: str, region: str) -> Iterable[Section]:
    """Routes out of the region with tonnes and what each tonne pays or leaves there."""
    items = ("export_tax", "vat", "export_specific", "quota_rent", "exporter_rent")
    return _receipts(document, commodity, region, "origin", items)


def _receipts(
    document: Mapping[str, Any], commodity: str, region: str, side: str, items: tuple[str, ...]
) -> Iterable[Section]:
    if region in (ZONE, WORLD):
        return
    for scenario in ("baseline", "policy"):
        state = document["states"][scenario]
        arcs = positions(document["arcs"], commodity=commodity, **{side: region})
        paying = [arc for arc in arcs if any(state["unit"][item][arc] for item in items)]
        paying.sort(key=lambda arc: -state["flow"][arc] * sum(state["unit"][item][arc] for item in items))
        if paying:
            yield Section(
                f"{scenario}: t/yr and USD/kg on routes (largest {MOST_ROUTES})",
                ("route", "tonnes", *items),
                tuple(
                    (
                        document["arcs"][arc]["route"],
                        state["flow"][arc],
                        *(_per_kg(state["unit"][item][arc]) for item in items),
                    )
                    for arc in paying[:MOST_ROUTES]
                ),
            )


def _per_kg(value: float | None) -> float | None:
    return None if value is None else value / KG_PER_T
