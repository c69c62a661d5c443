"""The rooms' pictures on the homeserver: rooms that look the same share one."""

from __future__ import annotations

from bot.provision.avatar import avatar, initials
from bot.provision.server import Server
from bot.provision.wanted import WantedRoom


class Pictures:
    """Uploads each picture once."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._known: dict[tuple[str, str, bool], str] = {}

    async def of(self, room: WantedRoom) -> str:
        """The mxc address of its picture. Raises HomeserverError."""
        look = (initials(room.name), room.colour, room.is_space)
        if look not in self._known:
            data = avatar(room.name, room.colour, is_space=room.is_space)
            self._known[look] = await self._server.upload(data)
        return self._known[look]
