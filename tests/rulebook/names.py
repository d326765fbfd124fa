"""A small vocabulary: the magnet chain with its recycling loop."""

from __future__ import annotations

from footwall.rulebook.vocabulary import CommodityTerms, Vocabulary

_INPUTS = {
    "bastnaesite_concentrate": ("concentrate", ()),
    "ndpr_oxide": ("oxide", ("bastnaesite_concentrate", "magnet_scrap")),
    "ndpr_metal": ("metal", ("ndpr_oxide",)),
    "ndfeb_magnet": ("magnet", ("ndpr_metal",)),
    "magnet_scrap": ("scrap", ("ndpr_metal",)),
    "pm_motor": ("motor", ("ndfeb_magnet",)),
}
VOCABULARY = Vocabulary(
    commodities={
        name: CommodityTerms("rare_earths", stage, frozenset(inputs))
        for name, (stage, inputs) in _INPUTS.items()
    },
    minerals=frozenset({"rare_earths"}),
    regions=frozenset({"CHN", "USA", "EU27", "JPN", "VNM", "ROW"}),
    markets={
        "ndpr_oxide": frozenset({"China export", "Europe"}),
        "ndpr_metal": frozenset({"China ex-works", "Europe"}),
    },
    duties=frozenset({"us-301-magnet", "us-301-motor"}),
    contracts=frozenset({"us-mp-cfd", "us-other-cfd"}),
    indices=frozenset({"coal", "crude_oil", "natural_gas_europe"}),
    sectors=frozenset({"ev", "wind", "electronics"}),
    chains={"ree_magnets": frozenset(_INPUTS), "lithium": frozenset()},
    prices={"ndpr_oxide": 60_000.0, "ndpr_metal": 75_000.0},
    recipes={"separate_bastnaesite": frozenset({"ndpr_oxide"}), "reduce_ndpr": frozenset({"ndpr_metal"})},
)
