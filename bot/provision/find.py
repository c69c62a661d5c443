"""Which room is meant: the one that was made before, found by the database or by its mark, or one that the settings
name; followed through upgrades. A room that exists is never made a second time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.provision.found import Found
from bot.provision.mark import MARK, read_mark
from bot.provision.server import Server
from bot.provision.wanted import WantedRoom

UPGRADES = 20
"""More in a row can only be a loop."""


@dataclass(frozen=True, slots=True)
class Sought:
    """`found` is the room; None: there is none. `former` are rooms whose place it took, oldest first. `closed` says
    why the room, which exists, cannot be gone on with, so that none may be made in its place. `entered`: the bot goes
    into it now. `lost`: an id that was known before and is no more."""

    found: Found | None = None
    former: tuple[str, ...] = ()
    closed: str = ""
    entered: bool = False
    lost: str = ""


class Finder:
    """`known`: room ids by key, of rooms made or adopted before."""

    def __init__(self, server: Server, known: Mapping[str, str]) -> None:
        self._server = server
        self._known = known

    async def find(self, room: WantedRoom) -> Sought:
        """Raises HomeserverError."""
        known = self._known.get(room.key)
        for room_id in dict.fromkeys(([known] if known else []) + self._marked(room.key)):
            sought = await self._along(room_id)
            if sought.found or sought.closed:
                return sought
        return await self._configured(room, known or "")

    def _marked(self, key: str) -> list[str]:
        """Rooms that the bot marked with this key."""
        marks = {room_id: read_mark(self._server.own(found, MARK)) for room_id, found in self._server.rooms.items()}
        return sorted(room_id for room_id, mark in marks.items() if mark and mark.key == key)

    async def _configured(self, room: WantedRoom, lost: str) -> Sought:
        for named in room.configured:
            room_id = await self._server.resolve(named)
            if room_id is None or room_id == lost:
                continue
            sought = await self._along(room_id)
            if sought.found or sought.closed:
                return sought
            return Sought(closed=f"the settings name {named}, where the bot cannot go in: invite it there, or take "
                          "that room out of the settings")  # fmt: skip
        return Sought(lost=lost)

    async def _along(self, room_id: str) -> Sought:
        """The room, or what it was upgraded to."""
        former: list[str] = []
        entered = False
        for _ in range(UPGRADES):
            found = self._server.rooms.get(room_id)
            if found is None:
                found, entered = await self._server.enter(room_id), True
            if found is None and former:
                return Sought(closed=f"it was upgraded to {room_id}, where the bot cannot go in: invite it there")
            if found is None:
                return Sought()
            if not found.successor:
                return Sought(found, (*former, *self._before(found, former)), entered=entered)
            former.append(room_id)
            room_id = found.successor
        return Sought(closed=f"its upgrades lead round in a circle, by {room_id}")

    def _before(self, found: Found, former: list[str]) -> list[str]:
        """What it says itself to have replaced, when the old room points to it too."""
        old = self._server.rooms.get(found.predecessor)
        return [old.room_id] if old and old.successor == found.room_id and old.room_id not in former else []
