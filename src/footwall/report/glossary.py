"""The terms of the page in plain words."""

from __future__ import annotations

TERMS = (
    (
        "Baseline, policy",
        "The same economy without and with the rulebook. All changes are policy minus baseline.",
    ),
    (
        "CIF, FOB",
        (
            "Price with cost, insurance and freight to the border of the buyer; price on board at the border "
            "of the seller."
        ),
    ),
    (
        "Contained tonnes",
        (
            "Tonnes of an element (rare earths as oxide, lithium as carbonate, others as metal) inside a "
            "product, so that stages can be compared."
        ),
    ),
    (
        "Deadweight",
        "What the world loses together: losses of all parties less gains of all parties.",
    ),
    (
        "Effective protection",
        (
            "How much a policy changes the value added of a stage, at unchanged tonnes. Nominal protection "
            "is the change of what its makers receive per tonne: the price and payments of contracts and "
            "subsidies on top."
        ),
    ),
    (
        "Equal protection",
        "Instruments give it if the zone makes the same tonnes of a good under each of them.",
    ),
    (
        "Floor, levy",
        "A price below which an import pays the difference, and the charge that takes the difference.",
    ),
    (
        "HHI",
        (
            "Concentration: the sum of the squared shares of all origins in per cent, from near 0 to 10,000 "
            "(one origin). By governance: each squared share times the risk of its origin, 0 to 10."
        ),
    ),
    (
        "Leakage",
        (
            "Protected material that still comes in: as itself, inside later products, via third countries, "
            "or undeclared."
        ),
    ),
    (
        "NdPr, Dy, Tb",
        "Neodymium with praseodymium, dysprosium, terbium: the rare earths of permanent magnets.",
    ),
    (
        "Net import reliance",
        "Imports less exports over consumption; below zero more is exported than imported.",
    ),
    ("ω (omega)", "Share of the gap to the floor that outside exporters keep by raising their invoice."),
    (
        "Price buyers decide on",
        "The delivered price of a mix of origins, with the cost of a mix that buyers do not want.",
    ),
    (
        "Range",
        (
            "5th to 95th percentile over joint draws of the uncertain parameters. Deterministic: central "
            "parameters only."
        ),
    ),
    (
        "Rents",
        (
            "What holders of export licences, quotas or a floor's gap earn because supply or price is "
            "limited "
            "by law."
        ),
    ),
    (
        "Shortage",
        "Use that goes unserved because the price is above what the use can pay.",
    ),
    ("Surplus", "Of producers: receipts above avoidable cost. Of users: worth of a use above what is paid."),
    (
        "Wedge",
        "The gap that a policy puts between what makers inside and makers outside the zone receive.",
    ),
)
