"""Which zones a service serves, and how near it lies. The zone is a preference, never a wall."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kb.models import REGION, Place, Service, Zone
from kb.understand.text import fold, folded

_EARTH_KM = 6371.0
_POSTCODE = re.compile(r"\b1[0-2]\d0\b|\b108[123]\b")
_RESIDENTS = re.compile(
    r"\b(wonen|woont|wonend|inwoners|habiter|habitant|habitants|resider|domicilie|domicilies|gedomicilieerd)\b"
)


class Zoning:
    """Zones as configured. Postcodes may lie in several zones; a zone's neighbourhoods then tell which."""

    def __init__(self, zones: Sequence[Zone]) -> None:
        self._zones = {zone.id: zone for zone in zones}
        self._by_postcode: dict[str, tuple[str, ...]] = {}
        for zone in zones:
            for code in zone.postcodes:
                self._by_postcode[code] = (*self._by_postcode.get(code, ()), zone.id)

    def zones_of(self, service: Service) -> tuple[str, ...]:
        """Ids of the zones a service serves (`region` alone for all of them): as stated, else from its postcode."""
        if service.zones:
            return (REGION,) if REGION in service.zones else service.zones
        found = self._by_postcode.get(service.postal_code, ())
        return found if len(found) < 2 else self._narrowed(service, found)

    def serves(self, service: Service, wanted: Iterable[str]) -> bool:
        """Whether a service serves one of the zones `wanted`."""
        zones = self.zones_of(service)
        return REGION in zones or not set(wanted).isdisjoint(zones)

    def nearness(self, service: Service, wanted: Sequence[str], places: Sequence[Place]) -> float:
        """0-1: how near a service lies to the places asked for, else to the zones `wanted` (neighbours half as near
        as the zone itself). 1 within a few hundred metres, 0.5 at three kilometres; 0 when nothing is known."""
        distances = [d for place in places if (d := distance_km(service, place)) is not None]
        if distances:
            return 1 / (1 + min(distances) / 3)
        own = self.zones_of(service)
        neighbours = {n for zone in wanted if zone in self._zones for n in self._zones[zone].neighbours}
        return 0.5 if neighbours & set(own) else 0.0

    def _narrowed(self, service: Service, zones: tuple[str, ...]) -> tuple[str, ...]:
        told = folded(" ".join((service.street_nl, service.street_fr, service.description_nl, service.description_fr)))
        named = tuple(z for z in zones if any(fold(n) in told for n in self._zones[z].neighbourhoods))
        return named or zones


def distance_km(service: Service, place: Place) -> float | None:
    """Great-circle distance (haversine) between a service and a place, None when a position is not known."""
    if None in (service.latitude, service.longitude, place.latitude, place.longitude):
        return None
    lat1, lon1, lat2, lon2 = (
        math.radians(float(x or 0)) for x in (service.latitude, service.longitude, place.latitude, place.longitude)
    )
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(a))


@lru_cache(maxsize=20000)
def residents_of(conditions: str) -> frozenset[str]:
    """Postcodes whose residents a service is for, read from its conditions ("Habiter 1050"); empty when for all."""
    told = folded(conditions)
    return frozenset(_POSTCODE.findall(told)) if _RESIDENTS.search(told) else frozenset()
