"""The homeserver as provisioning sees it: which rooms the bot is in, what they say of themselves, and changing that.

Requests go through the bot's kept login, beside a running bot: everything here is state in clear, nothing is
encrypted or decrypted. With `dry` nothing is changed: a room that would be made gets an id that nobody has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bot.errors import Refused
from bot.matrix.http import MatrixRefused
from bot.matrix.trust_account import Account

Content = Mapping[str, Any]


@dataclass(slots=True)
class Found:
    """A room the bot is in: its state by (type, state key)."""

    room_id: str
    state: dict[tuple[str, str], Content] = field(default_factory=dict)

    def content(self, kind: str, key: str = "") -> Content:
        """The content of a state event, or {}."""
        return self.state.get((kind, key), {})

    def members(self, *memberships: str) -> set[str]:
        """User ids whose membership is one of these (default: join, invite)."""
        wanted = memberships or ("join", "invite")
        return {
            key
            for (kind, key), content in self.state.items()
            if kind == "m.room.member" and content.get("membership") in wanted
        }


class Server:
    """Reads every room once, and keeps what it changed."""

    def __init__(self, account: Account, *, dry: bool) -> None:
        self._account = account
        self._dry = dry
        self._made = 0
        self.rooms: dict[str, Found] = {}

    @property
    def user_id(self) -> str:
        return self._account.user_id

    @property
    def name(self) -> str:
        """The homeserver's name."""
        return self.user_id.partition(":")[2]

    async def look(self) -> None:
        """Read the rooms the bot is in. Raises HomeserverError."""
        answer = await self._account.call("GET", "/client/v3/joined_rooms", what="the list of the bot's rooms")
        for room_id in answer.get("joined_rooms", []):
            self.rooms[room_id] = Found(room_id, await self._state(room_id))

    async def _state(self, room_id: str) -> dict[tuple[str, str], Content]:
        events = await self._account.call_list(
            "GET", f"/client/v3/rooms/{quote(room_id)}/state", what=f"the state of {room_id}"
        )
        return {
            (str(event.get("type")), str(event.get("state_key", ""))): event.get("content") or {}
            for event in events
            if isinstance(event, dict)
        }

    async def resolve(self, room: str) -> str | None:
        """The id of a room given by id or alias; None when there is no such alias."""
        if room.startswith("!"):
            return room
        try:
            answer = await self._account.call(
                "GET", f"/client/v3/directory/room/{quote(room)}", what=f"the alias {room}"
            )
        except MatrixRefused:
            return None
        found = answer.get("room_id")
        return found if isinstance(found, str) else None

    async def create(self, body: Content) -> Found:
        """A new room; it says what `body` says. Raises HomeserverError."""
        self._made += 1
        room_id = f"!new{self._made}"
        state = {(str(e["type"]), str(e["state_key"])): e["content"] for e in body.get("initial_state", [])}
        state[("m.room.power_levels", "")] = body.get("power_level_content_override", {})
        if not self._dry:
            answer = await self._account.call("POST", "/client/v3/createRoom", body, what="a new room")
            room_id = str(answer["room_id"])
            state = await self._state(room_id)
        self.rooms[room_id] = found = Found(room_id, state)
        return found

    async def put(self, found: Found, kind: str, key: str, content: Content) -> None:
        """Set a state event. Raises HomeserverError."""
        if not self._dry:
            path = f"/client/v3/rooms/{quote(found.room_id)}/state/{quote(kind)}/{quote(key)}"
            await self._account.call("PUT", path, content, what=f"{kind} of {found.room_id}")
        found.state[(kind, key)] = content

    async def invite(self, found: Found, user_id: str) -> None:
        """Raises HomeserverError."""
        await self._member(found, user_id, "invite", "invite")

    async def remove(self, found: Found, user_id: str, reason: str) -> None:
        """Take somebody out of a room, or their invitation back. Raises HomeserverError."""
        await self._member(found, user_id, "kick", "leave", reason=reason)

    async def _member(self, found: Found, user_id: str, act: str, membership: str, **more: str) -> None:
        if not self._dry:
            body = {"user_id": user_id} | more
            path = f"/client/v3/rooms/{quote(found.room_id)}/{act}"
            await self._account.call("POST", path, body, what=f"to {act} {user_id}")
        found.state[("m.room.member", user_id)] = {"membership": membership}

    async def upload(self, data: bytes) -> str:
        """A public picture; returns its mxc address. Raises HomeserverError."""
        if self._dry:
            return "mxc://"
        answer = await self._account.upload(data, "image/png", what="a picture")
        address = answer.get("content_uri")
        if not isinstance(address, str):
            raise Refused("The homeserver gave no address for a picture.")
        return address
