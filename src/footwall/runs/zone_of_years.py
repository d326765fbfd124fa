"""The zone of a path where it is not that of the day of the run: members may join or leave in between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]
REST, ZONE = "ROW", "the zone"


def other_zone(record: Record, of_the_day: Record) -> dict[str, float]:
    """Region -> share of the zone of a path's last year; empty where it is the zone of the day.

    ``record`` is the chain's path, ``of_the_day`` the zone of the whole run. Members that a chain does not
    tell apart are a part of its rest of the world, and no difference.
    """
    day: dict[str, float] = {**of_the_day["members"], **of_the_day["associates"]}
    path = {region: float(share) for region, share in record["zone_share"].items() if region != REST}
    if not day or record["zone"] != ZONE:
        return {}
    goods = [good["origins"]["baseline"] for good in record["goods"] if "origins" in good]
    told_apart = {origin for origins in goods for origin in origins}
    left = (day.keys() & told_apart) - path.keys() - {REST}
    joined = set() if REST in day else path.keys() - day.keys()
    moved = any(share != day[region] for region, share in path.items() if region in day)
    return path if left or joined or moved else {}
