"""The rule about where a chain may end, in words."""

from __future__ import annotations

from typing import Any

from footwall.chain.network import Network
from footwall.measure.price_ladder import END_OF_CHAIN_RISE, ChainEnd
from footwall.runs.sentences import in_sentence


def sentence(end: ChainEnd, network: Network) -> str:
    """The figure and what it means."""
    name, limit = in_sentence(network.commodity(end.commodity).name), f"{100.0 * END_OF_CHAIN_RISE:g}%"
    if end.rise != end.rise:
        return f"Nobody in the zone buys {name}, the last traded product: where the chain ends is not tested."
    rise = round(100.0 * end.rise, 2)
    moved = f"changes by {rise:+.2f}%".replace("-", "−") if rise else "does not change"
    figure = f"The price of {name}, the last traded product, {moved} in the zone"
    if end.holds:
        return f"{figure}: less than {limit}, so that products made of it hardly notice."
    return (
        f"{figure}: more than {limit}. Finished products made of it are not followed; those made outside "
        "the zone gain too."
    )


def record(end: ChainEnd, network: Network) -> dict[str, Any]:
    """For ``summary.json``; ``price_rise`` is null where nobody in the zone buys the product."""
    return {
        "commodity": end.commodity,
        "price_rise": None if end.rise != end.rise else 100.0 * end.rise,
        "limit": 100.0 * END_OF_CHAIN_RISE,
        "unit": "%",
        "holds": end.holds,
        "text": sentence(end, network),
    }
