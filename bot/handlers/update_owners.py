"""Who may say what is right about a service: its owners (from the configuration) and the moderators of its zones."""

from __future__ import annotations

from collections.abc import Sequence

from bot.roles import Roles
from bot.updates_settings import OwnerSection
from kb.layers import Role
from kb.models import REGION, Service
from kb.understand.text import folded_words
from kb.zoning import Zoning


class Responsible:
    """Asks the configuration and the rooms, each time. `zoning` tells which zones a service serves."""

    def __init__(self, owners: Sequence[OwnerSection], roles: Roles, zoning: Zoning) -> None:
        self._owners = tuple(owners)
        self._roles = roles
        self._zoning = zoning

    def role(self, user_id: str, service: Service, zone: str | None = None) -> Role:
        """What this person is to a service; `zone` is that of the room in which it is spoken of."""
        if any(one.user == user_id and _keeps(one, service) for one in self._owners):
            return "owner"
        return "moderator" if self._moderates(user_id, service, zone) else "colleague"

    def owners_of(self, service: Service) -> tuple[str, ...]:
        """User ids of a service's owners."""
        return tuple(dict.fromkeys(one.user for one in self._owners if _keeps(one, service)))

    def owned_by(self, user_id: str, services: Sequence[Service]) -> tuple[Service, ...]:
        """The services that this person keeps right."""
        mine = [one for one in self._owners if one.user == user_id]
        return tuple(service for service in services if any(_keeps(one, service) for one in mine))

    def everybody(self) -> tuple[str, ...]:
        """User ids of all owners."""
        return tuple(dict.fromkeys(one.user for one in self._owners))

    def moderators_rooms(self, service: Service | None, zone: str | None) -> tuple[str, ...]:
        """Where the moderators read who may confirm a change: those of the zone it was spoken of in when the service
        serves that, else of the first zone it serves, and where that has none those of the room's zone all the same.
        Without a service: those of the zone."""
        if service is None:
            return self._roles.moderators_rooms(zone)
        zones = self._zoning.zones_of(service)
        if zone and (zone in zones or REGION in zones):
            return self._roles.moderators_rooms(zone)
        own = self._roles.moderators_rooms(zones[0] if zones and zones[0] != REGION else None)
        return own or (self._roles.moderators_rooms(zone) if zone else ())

    def _moderates(self, user_id: str, service: Service, zone: str | None) -> bool:
        zones = self._zoning.zones_of(service)
        if REGION in zones or not zones:
            return self._roles.is_moderator(user_id) or self._roles.is_admin(user_id)
        told = (*zones, zone) if zone else zones
        return self._roles.is_admin(user_id) or any(self._roles.is_moderator(user_id, one) for one in told)


def _keeps(owner: OwnerSection, service: Service) -> bool:
    sources = {one.strip() for one in service.source.split(";")}  # of several sources, all are named
    if service.id in owner.services or not sources.isdisjoint(set(owner.sources) - {""}):
        return True
    names = {_key(name) for name in (service.organization_nl, service.organization_fr) if name}
    return any(_key(name) in names for name in owner.organisations)


def _key(name: str) -> tuple[str, ...]:
    return folded_words(name)
