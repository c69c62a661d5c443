"""What a room that exists lacks, brought into order; what people chose for themselves stays (docs/deploying.md)."""

from __future__ import annotations

from dataclasses import replace

from bot.provision.acts import Acts
from bot.provision.found import Content, Found, Key
from bot.provision.mark import MARK, Mark, read_mark
from bot.provision.pictures import Pictures
from bot.provision.server import Server
from bot.provision.state import POWER, chosen_by_people, holds, powers, settings_of
from bot.provision.wanted import CLOSED, WantedRoom

NO_LONGER = "no longer on the list"
"""The reason that is shown to whoever lost a role; it travels in clear and names no person."""


class Mender:
    """One room. `mark` is what the bot made of it last, also when that was before an upgrade; None: it is new to us."""

    def __init__(self, server: Server, pictures: Pictures, acts: Acts, room: WantedRoom, found: Found) -> None:
        self._server = server
        self._pictures = pictures
        self._acts = acts
        self._room = room
        self._found = found

    async def mend(self, parent_id: str | None, mark: Mark | None) -> Mark:
        """What the bot made of it now. Raises HomeserverError."""
        after = replace(mark or Mark(self._room.key), key=self._room.key)
        after = await self._settings(parent_id, mark, after)
        await self._one_parent(parent_id)
        levels = powers(self._room, self._found, mark)
        if levels is not None:
            lack = "people may do more or less than the settings say"
            await self._put((POWER, ""), levels, "set who may do what", lack)
        after = await self._picture(mark, after)
        await self._out(mark)
        return replace(after, members=self._room.members, moderators=self._room.moderators)

    async def _settings(self, parent_id: str | None, mark: Mark | None, after: Mark) -> Mark:
        found = self._found
        for setting in settings_of(self._room, parent_id, self._server.name, version=found.version):
            if not holds(found, setting) and not chosen_by_people(found, setting, mark):
                where, content = (setting.kind, setting.key), dict(setting.content)
                await self._put(where, content, f"set {setting.what}", setting.lack, grave=setting.grave)
            if setting.kind == "m.room.name" and holds(found, setting):
                after = replace(after, name=setting.choice)
            elif setting.kind == "m.room.topic" and holds(found, setting):
                after = replace(after, topic=setting.choice)
        return after

    async def _one_parent(self, parent_id: str | None) -> None:
        """A Space that was replaced is its Space no longer."""
        others = [key for (kind, key), content in self._found.state.items()
                  if kind == "m.space.parent" and key != parent_id and content.get("canonical")]  # fmt: skip
        for other in others if parent_id else ():
            await self._put(("m.space.parent", other), {}, "leave the Space before", "names a Space that is no more")

    async def _picture(self, mark: Mark | None, after: Mark) -> Mark:
        """Drawn where there is none, and anew where the zone's colour changed; what somebody chose stays."""
        url = str(self._found.content("m.room.avatar").get("url") or "")
        ours = bool(mark and mark.picture and mark.picture == url)
        if url and not (ours and mark and mark.colour != self._room.colour):
            return after
        address = await self._pictures.of(self._room)
        content = {"url": address, "info": {"mimetype": "image/png"}}
        await self._put(("m.room.avatar", ""), content, "draw its picture", "has no picture in its zone's colour")
        return replace(after, picture=address, colour=self._room.colour)

    async def _out(self, mark: Mark | None) -> None:
        """Closed rooms give their members a role: whoever the settings name no longer loses it."""
        if self._room.kind in CLOSED and mark:
            for user in sorted(set(mark.members) - set(self._room.members)):
                if user in self._found.members() and user != self._server.user_id:
                    act = self._server.remove(self._found, user, NO_LONGER)
                    lack = f"{user} is in it, whom the settings name no longer"
                    await self._acts.do(self._room.name, f"take {user} out", act, lack=lack, grave=True)

    async def _put(self, where: Key, content: Content, what: str, lack: str, *, grave: bool = False) -> None:
        act = self._server.put(self._found, *where, content)
        await self._acts.do(self._room.name, what, act, lack=lack, grave=grave)


def last_mark(server: Server, rooms: list[Found]) -> Mark | None:
    """The mark in the first of these rooms that has one of the bot's own."""
    return next((mark for room in rooms if (mark := read_mark(server.own(room, MARK)))), None)
