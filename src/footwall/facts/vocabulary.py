"""The closed sets of words that the fact tables use. A word outside them is a fault of its row."""

from __future__ import annotations

ELEMENTS = ("NdPr", "Dy", "Tb", "Li", "Co", "Ga", "Ge")
"""Tracked elements: t Nd2O3+Pr6O11, Dy2O3, Tb4O7 and Li2CO3 equivalent; t of cobalt, gallium, germanium."""
GRADES = ("measured", "reported", "estimated", "assumed")
STAGES = (
    "concentrate",
    "intermediate",
    "oxide",
    "chemical",
    "metal",
    "magnet",
    "cathode",
    "device",
    "scrap",
    "motor",
)
"""From the ground to the last traded product; a chain uses those that it has."""
RECIPE_KINDS = ("mine", "processor", "recycler")
SECTORS = (
    "ev",
    "wind",
    "robots_industry",
    "electronics",
    "appliances",
    "defence",
    "other",
    "glass_ceramics_other",
    "gallium_chips",
    "gallium_leds",
    "gallium_magnets",
    "gallium_solar",
    "gallium_other",
    "gallium_stocks",
    "germanium_fibre",
    "germanium_infrared",
    "germanium_catalysts",
    "germanium_solar_other",
    "germanium_stocks",
    "ev_batteries",
    "storage_batteries",
    "portable_batteries",
    "ceramics_glass",
    "greases_polymers_other",
    "lithium_stocks",
    "cobalt_batteries",
    "superalloys",
    "hard_metals",
    "catalysts_pigments",
    "other_cobalt",
    "cobalt_stocks",
)
MEASURE_KINDS = (
    "import_duty",
    "additional_duty",
    "export_tax",
    "vat_not_refunded",
    "export_licence",
    "licence_rent",
    "export_quota",
    "ban",
    "contract_for_difference",
)
INCOTERMS = ("EXW", "FOB", "CIF", "DDP", "realised")
VAT_BASES = ("included", "excluded", "export_not_refunded", "export_refunded", "none")
PROJECT_STATUSES = (
    "producing",
    "ramping",
    "construction",
    "committed",
    "feasibility",
    "planned",
    "care_and_maintenance",
    "cancelled",
)
RUNNING = ("producing", "ramping")
"""Statuses of projects that may have started before the base year ended."""
SUPPORTS = ("none", "cfd", "offtake", "loan", "equity", "grant")
SCENARIOS = ("STEPS", "APS", "NZE")
"""Stated policies, announced pledges, net zero by 2050 (International Energy Agency)."""
HOSTS = ("copper", "nickel", "alumina", "zinc", "lignite", "mineral_sands", "tin")
LIFETIMES = (
    "plant_life",
    "permit_time",
    "lead_time",
    "ramp_up",
    "capex_intensity",
    "capex_premium",
    "idle_cost",
    "fixed_share",
    "product_life",
    "collection",
    "collection_2040",
)
OBSERVED_AS = ("counted", "estimate", "base_case")
