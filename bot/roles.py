"""Who is who: roles follow from the rooms people are in, so that nobody keeps a second list.

An admin is a member of an admin room; a moderator of a zone is a member of that zone's moderators' room or of one for
every zone, whether the zone has its own or not; a referral person is a member of the zone's referral room; a
professional's zones are those of the zone rooms they are in.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.ports import RoomKind, Rooms


class Roles:
    """Asks the rooms, each time: somebody who left a room has no role any more."""

    def __init__(self, rooms: Rooms, zones: Iterable[str]) -> None:
        self._rooms = rooms
        self._zones = tuple(zones)

    def is_admin(self, user_id: str) -> bool:
        return self._is_in(user_id, self._rooms.of_kind(RoomKind.ADMIN))

    def is_moderator(self, user_id: str, zone: str | None = None) -> bool:
        """Of this zone or of all of them; without a zone, of any."""
        return self._is_in(user_id, (*self.moderators_rooms(zone), *self._general()))

    def is_referral_person(self, user_id: str, zone: str | None = None) -> bool:
        """Of this zone; without a zone, of any."""
        return self._is_in(user_id, self._rooms.of_kind(RoomKind.REFERRAL, zone))

    def zones_of(self, user_id: str) -> tuple[str, ...]:
        """Zone ids of the zone rooms this person is in, in the order of the configuration."""
        return tuple(zone for zone in self._zones if self._is_in(user_id, self._rooms.of_kind(RoomKind.ZONE, zone)))

    def moderators_rooms(self, zone: str | None = None) -> tuple[str, ...]:
        """Where the moderators of a zone read: its own room, else those for every zone; also when nobody is in its own
        and somebody in those. Without a zone: all."""
        if zone is None:
            return self._rooms.of_kind(RoomKind.MODERATORS)
        own, general = self._rooms.of_kind(RoomKind.MODERATORS, zone), self._general()
        return own if own and (self._peopled(own) or not self._peopled(general)) else general

    def _peopled(self, rooms: Iterable[str]) -> bool:
        return any(self._rooms.members(room) for room in rooms)

    def _general(self) -> tuple[str, ...]:
        """The moderators' rooms of the whole region."""
        every = self._rooms.of_kind(RoomKind.MODERATORS)
        return tuple(room for room in every if self._rooms.info(room).zone is None)

    def _is_in(self, user_id: str, rooms: Iterable[str]) -> bool:
        return any(user_id in self._rooms.members(room) for room in rooms)
