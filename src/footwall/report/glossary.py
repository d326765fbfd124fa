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
        "Tonnes of NdPr, Dy or Tb (as oxide) inside a product, so that stages can be compared.",
    ),
    (
        "Floor, levy",
        "A price below which an import pays the difference, and the charge that takes the difference.",
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
    ("Surplus", "Of producers: receipts above avoidable cost. Of users: worth of a use above what is paid."),
)
