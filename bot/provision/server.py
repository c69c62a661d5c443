"""The homeserver as provisioning sees it: which rooms the bot is in, what they say of themselves, and changing that.

Requests go through the bot's kept login, beside a running bot: everything here is state in clear, nothing is
encrypted or decrypted. With `dry` nothing is changed: a room that would be made gets an id that nobody has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from bot.errors import NoPower, Refused
from bot.matrix.http import MatrixRefused
from bot.matrix.trust_account import Account
from bot.provision.found import Content, Found


class Server:
    """Reads every room once, and keeps what it changed. `default_version` is that of rooms it would make."""

    def __init__(self, account: Account, *, dry: bool) -> None:
        self._account = account
        self._dry = dry
        self._made = 0
        self.default_version = ""
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
            self.rooms[room_id] = await self._read(room_id)
        known = await self._account.call("GET", "/client/v3/capabilities", what="what the homeserver can do")
        versions = known.get("capabilities", {}).get("m.room_versions", {})
        self.default_version = str(versions.get("default", "1"))

    async def _read(self, room_id: str) -> Found:
        events = await self._account.call_list(
            "GET", f"/client/v3/rooms/{quote(room_id)}/state", what=f"the state of {room_id}"
        )
        found = Found(room_id)
        for event in events:
            if isinstance(event, dict):
                key = (str(event.get("type")), str(event.get("state_key", "")))
                found.state[key] = event.get("content") or {}
                found.senders[key] = str(event.get("sender", ""))
                found.times[key] = int(event.get("origin_server_ts") or 0) / 1000
        return found

    def own(self, found: Found, kind: str) -> Content:
        """What the bot itself said in a room; {} when somebody else did: anybody may write anything into a room of
        their own and take the bot there."""
        return found.content(kind) if found.senders.get((kind, "")) == self.user_id else {}

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

    async def enter(self, room_id: str) -> Found | None:
        """Go into a room that the bot is not in: by invitation, or as a member of its Space. None when the bot may
        not, or when there is no such room. With `dry` only whether it could, as far as the homeserver tells."""
        via = f"?via={quote(self.name)}"
        try:
            if self._dry:
                path = f"/client/v1/room_summary/{quote(room_id)}{via}"
                await self._account.call("GET", path, what="a room's summary")
                return Found(room_id, unseen=True)
            await self._account.call("POST", f"/client/v3/join/{quote(room_id)}{via}", {}, what=f"to join {room_id}")
        except MatrixRefused as refusal:
            # Older homeservers have no summaries: whether the bot may go in shows when it does.
            return Found(room_id, unseen=True) if refusal.errcode == "M_UNRECOGNIZED" else None
        self.rooms[room_id] = found = await self._read(room_id)
        return found

    async def create(self, body: Content) -> Found:
        """A new room; it says what `body` says. Raises HomeserverError."""
        self._made += 1
        if self._dry:
            found = Found(f"!new{self._made}")
            found.state = {(str(e["type"]), str(e["state_key"])): e["content"] for e in body.get("initial_state", [])}
            found.state[("m.room.power_levels", "")] = body.get("power_level_content_override", {})
            found.state[("m.room.create", "")] = {"room_version": self.default_version, **body["creation_content"]}
            found.senders = dict.fromkeys(found.state, self.user_id)
        else:
            answer = await self._account.call("POST", "/client/v3/createRoom", body, what="a new room")
            found = await self._read(str(answer["room_id"]))
        self.rooms[found.room_id] = found
        return found

    async def put(self, found: Found, kind: str, key: str, content: Content) -> None:
        """Set a state event. Raises HomeserverError; NoPower before asking."""
        if found.level(self.user_id) < found.needed(kind):
            raise NoPower(f"The bot may not set {kind} in {found.room_id}.")
        if not self._dry:
            path = f"/client/v3/rooms/{quote(found.room_id)}/state/{quote(kind)}/{quote(key)}"
            await self._account.call("PUT", path, content, what=f"{kind} of {found.room_id}")
        found.state[(kind, key)] = content
        found.senders[(kind, key)] = self.user_id

    async def invite(self, found: Found, user_id: str) -> None:
        """Raises HomeserverError."""
        await self._member(found, user_id, "invite", "invite")

    async def remove(self, found: Found, user_id: str, reason: str) -> None:
        """Take somebody out of a room, or their invitation back. Raises HomeserverError."""
        await self._member(found, user_id, "kick", "leave", reason=reason)

    async def _member(self, found: Found, user_id: str, act: str, membership: str, **more: str) -> None:
        level = found.level(self.user_id)
        above = act == "kick" and found.level(user_id) >= level
        if level < found.needed_to(act) or above:
            raise NoPower(f"The bot may not {act} {user_id} in {found.room_id}.")
        if not self._dry:
            body = {"user_id": user_id} | more
            path = f"/client/v3/rooms/{quote(found.room_id)}/{act}"
            await self._account.call("POST", path, body, what=f"to {act} {user_id}")
        found.state[("m.room.member", user_id)] = {"membership": membership}
        found.senders[("m.room.member", user_id)] = self.user_id

    async def upload(self, data: bytes) -> str:
        """A public picture; returns its mxc address. Raises HomeserverError."""
        if self._dry:
            return "mxc://"
        answer: Mapping[str, Any] = await self._account.upload(data, "image/png", what="a picture")
        address = answer.get("content_uri")
        if not isinstance(address, str):
            raise Refused("The homeserver gave no address for a picture.")
        return address
