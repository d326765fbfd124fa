"""Distances between regions and what they cost in freight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the GRS 80 ellipsoid (IUGG, Moritz 2000)."""


@dataclass(frozen=True)
class Place:
    """A region's representative point, degrees."""

    latitude: float
    longitude: float


def great_circle_km(first: Place, second: Place) -> float:
    """Great-circle distance in km by the haversine formula (Sinnott 1984)."""
    latitudes = radians(first.latitude), radians(second.latitude)
    half_latitude = sin((latitudes[1] - latitudes[0]) / 2.0)
    half_longitude = sin(radians(second.longitude - first.longitude) / 2.0)
    haversine = half_latitude**2 + cos(latitudes[0]) * cos(latitudes[1]) * half_longitude**2
    return 2.0 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, haversine)))


def distance_table(places: Mapping[str, Place]) -> dict[tuple[str, str], float]:
    """km between every ordered pair of regions; zero inside a region."""
    return {
        (origin, destination): 0.0 if origin == destination else great_circle_km(start, end)
        for origin, start in places.items()
        for destination, end in places.items()
    }
