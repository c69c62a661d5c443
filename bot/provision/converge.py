"""Brings the homeserver to what is wanted, a change at a time; run again, it finds nothing to do.

The same code plans and does: with a dry server every change is only said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from bot.errors import Refused
from bot.matrix.private_rooms import MARK
from bot.provision.avatar import avatar
from bot.provision.server import Found, Server
from bot.provision.state import COLOUR, holds, power_levels, powers, settings_of
from bot.provision.wanted import WantedRoom
from bot.store_rooms import MadeRoom

Say = Callable[[str], None]
"""Told of each change, in a line."""


class Convergence:
    """`known`: the rooms made before. After `run`, `rooms` are those that exist now, and `troubles` what the bot was
    not allowed to do."""

    def __init__(self, server: Server, known: Iterable[MadeRoom], say: Say) -> None:
        self._server = server
        self._known = {room.key: room.room_id for room in known}
        self._say = say
        self._found: dict[str, Found] = {}
        self.rooms: list[MadeRoom] = []
        self.troubles: list[str] = []

    async def run(self, wanted: Iterable[WantedRoom]) -> None:
        """Raises HomeserverError when the homeserver is away; what was done stays done."""
        for room in wanted:
            found = await self._there(room) or await self._make(room)
            self._found[room.key] = found
            self.rooms.append(MadeRoom(room.key, found.room_id, room.kind, room.zone, room.theme))
            for step in (self._settings, self._power, self._picture, self._child, self._members):
                try:
                    await step(room, found)
                except Refused as error:
                    # An adopted room in which somebody else decides: the rest is done all the same.
                    self.troubles.append(f"{room.name} ({found.room_id}): {error}")

    async def _there(self, room: WantedRoom) -> Found | None:
        """The room by its mark, by what was made before, or by the settings' id or alias; not one that was closed
        by an upgrade: the sync follows that, and its successor is found."""
        for found in self._server.rooms.values():
            if found.content(MARK).get("key") == room.key and not found.content("m.room.tombstone"):
                return found
        candidates = [self._known.get(room.key), *[await self._server.resolve(one) for one in room.configured]]
        for room_id in candidates:
            successor = self._after_upgrades(room_id)
            if successor:
                if not successor.content(MARK):
                    self._say(f"adopt {room.name} ({successor.room_id})")
                return successor
        return None

    def _after_upgrades(self, room_id: str | None) -> Found | None:
        for _ in range(20):  # more upgrades in a row can only be a loop
            found = self._server.rooms.get(room_id or "")
            if found is None:
                return None
            room_id = found.content("m.room.tombstone").get("replacement_room")
            if not room_id:
                return found
        return None

    async def _make(self, room: WantedRoom) -> Found:
        parent = self._found.get(room.parent or "")
        self._say(f"make {'the Space' if room.is_space else 'the room'} {room.name}")
        creation: dict[str, Any] = {"m.federate": room.federate}
        if room.is_space:
            creation["type"] = "m.space"
        settings = settings_of(room, parent.room_id if parent else None, self._server.name)
        return await self._server.create(
            {
                "preset": "private_chat",
                "creation_content": creation,
                "initial_state": [{"type": s.kind, "state_key": s.key, "content": s.content} for s in settings],
                "power_level_content_override": power_levels(room),
            }
        )

    async def _settings(self, room: WantedRoom, found: Found) -> None:
        parent = self._found.get(room.parent or "")
        for setting in settings_of(room, parent.room_id if parent else None, self._server.name):
            if not holds(found.state, setting):
                self._say(f"{room.name}: set {setting.what}")
                await self._server.put(found, setting.kind, setting.key, setting.content)

    async def _power(self, room: WantedRoom, found: Found) -> None:
        levels = powers(room, found.state)
        if levels is not None:
            self._say(f"{room.name}: set who may do what")
            await self._server.put(found, "m.room.power_levels", "", levels)

    async def _picture(self, room: WantedRoom, found: Found) -> None:
        if found.content(COLOUR).get("colour") == room.colour and found.content("m.room.avatar").get("url"):
            return
        if found.content("m.room.avatar").get("url") and not found.content(COLOUR):
            return  # somebody chose a picture
        self._say(f"{room.name}: draw its picture")
        address = await self._server.upload(avatar(room.name, room.colour, is_space=room.is_space))
        await self._server.put(found, "m.room.avatar", "", {"url": address, "info": {"mimetype": "image/png"}})
        await self._server.put(found, COLOUR, "", {"colour": room.colour})

    async def _child(self, room: WantedRoom, found: Found) -> None:
        """The Space lists it, and no longer a room that it replaces."""
        parent = self._found.get(room.parent or "")
        if parent is None:
            return
        before = self._known.get(room.key)
        if before not in (None, found.room_id) and parent.content("m.space.child", str(before)).get("via"):
            await self._server.put(parent, "m.space.child", str(before), {})
        if not parent.content("m.space.child", found.room_id).get("via"):
            self._say(f"{room.name}: list it in its Space")
            await self._server.put(parent, "m.space.child", found.room_id, {"via": [self._server.name]})

    async def _members(self, room: WantedRoom, found: Found) -> None:
        # Whoever left or was removed by hand is not invited again and again.
        there = found.members("join", "invite", "ban", "leave")
        for user_id in room.members:
            if user_id not in there and user_id != self._server.user_id:
                self._say(f"{room.name}: invite {user_id}")
                await self._server.invite(found, user_id)
