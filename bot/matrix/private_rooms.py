"""Rooms that the bot makes for a few people: encrypted, by invitation only, of this homeserver alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import quote

import structlog

from bot.errors import Refused
from bot.matrix.http import MatrixRefused
from bot.matrix.rooms import RoomBook
from bot.matrix.settings import RoomSetting
from bot.matrix.shields import ShieldedClient
from bot.matrix.transactions import transaction_id
from bot.ports import RoomKind
from bot.store import Store
from bot.store_rooms import MadeRoom, RoomStore

log = structlog.get_logger(__name__)

MARK = "be.relais.room"
"""State that says what a room is, in the room itself: it is found again when the bot's database is lost."""

PAGE = 100


class MatrixPrivateRooms:
    """Implements bot.ports.PrivateRooms."""

    def __init__(self, client: ShieldedClient, store: Store, rooms: RoomBook) -> None:
        self._client = client
        self._made = RoomStore(store)
        self._rooms = rooms

    async def make(self, key: str, kind: RoomKind, zone: str | None, name: str, people: Sequence[str]) -> str:
        """The room of that key, with these people in it or invited: made once, however often and after whatever
        crash this is called. Raises HomeserverError."""
        known = next((room.room_id for room in self._made.rooms() if room.key == key), None)
        room_id = known or await self._made_before(key, name) or await self._create(key, name)
        self._made.remember(MadeRoom(key, room_id, kind, zone))
        self._rooms.learn(room_id, RoomSetting(kind, zone))
        for user_id in people:
            await self.invite(room_id, user_id)
        return room_id

    async def _made_before(self, key: str, name: str) -> str | None:
        """Made just before a crash, so that nothing was written down yet."""
        for room_id, room in list(self._client.rooms.items()):
            if room.name == name:
                path = f"/client/v3/rooms/{quote(room_id)}/state/{MARK}/?format=event"
                try:
                    mark = await self._client.call("GET", path, what="what a room is")
                except MatrixRefused:
                    continue
                # Anybody can make a room of that name, write a mark into it and take the bot there.
                content = mark.get("content")
                ours = mark.get("sender") == self._client.user_id
                if ours and isinstance(content, dict) and content.get("key") == key:
                    return str(room_id)
        return None

    async def _create(self, key: str, name: str) -> str:
        state = {
            "m.room.encryption": {"algorithm": "m.megolm.v1.aes-sha2"},
            # What is said before an invitation is accepted must be readable afterwards; nothing from before it is.
            "m.room.history_visibility": {"history_visibility": "invited"},
            "m.room.name": {"name": name},
            MARK: {"key": key},
        }
        body: dict[str, Any] = {
            # Not trusted_private_chat: that gives everybody invited the bot's own power.
            "preset": "private_chat",
            "creation_content": {"m.federate": False},
            "initial_state": [{"type": kind, "state_key": "", "content": content} for kind, content in state.items()],
            "power_level_content_override": {"invite": 50, "kick": 50, "redact": 50},
        }
        answer = await self._client.call("POST", "/client/v3/createRoom", body, what="a room for a case")
        room_id = str(answer["room_id"])
        self._client.will_be_encrypted(room_id)
        return room_id

    async def invite(self, room_id: str, user_id: str) -> None:
        """Does nothing for somebody who is in it or invited. Raises HomeserverError."""
        path = f"/client/v3/rooms/{quote(room_id)}/state/m.room.member/{quote(user_id)}"
        try:
            membership = (await self._client.call("GET", path, what="a membership")).get("membership")
        except MatrixRefused:
            membership = None
        if membership not in ("join", "invite"):
            body = {"user_id": user_id}
            await self._client.call("POST", f"/client/v3/rooms/{quote(room_id)}/invite", body, what="an invitation")
        await self._rooms.appear(room_id, user_id)  # or what is said next is encrypted without them

    async def remove(self, room_id: str, user_id: str) -> None:
        """Does nothing for somebody who is not there. Raises Unreachable and LoggedOut."""
        try:
            path = f"/client/v3/rooms/{quote(room_id)}/kick"
            await self._client.call("POST", path, {"user_id": user_id}, what="to take somebody out of a room")
        except Refused as error:
            log.info("not_removed", room=room_id, reason=str(error))

    async def empty(self, room_id: str) -> None:
        """Remove everything that was said, by anybody, and leave. Raises Unreachable and LoggedOut: what is left is
        done when it is called again."""
        try:
            async for event_id in self._said(room_id):
                txn_id = transaction_id(room_id, "empty", event_id)
                path = f"/client/v3/rooms/{quote(room_id)}/redact/{quote(event_id)}/{txn_id}"
                await self._client.call("PUT", path, {}, what="a redaction")
            await self._client.call("POST", f"/client/v3/rooms/{quote(room_id)}/leave", {}, what="to leave a room")
        except Refused as error:  # somebody closed it already
            log.info("not_emptied", room=room_id, reason=str(error))
        self._made.forget(room_id)

    async def _said(self, room_id: str) -> AsyncIterator[str]:
        """Ids of the messages in a room that still hold something, the latest first."""
        start = ""
        while True:
            page = f"&from={quote(start)}" if start else ""
            path = f"/client/v3/rooms/{quote(room_id)}/messages?dir=b&limit={PAGE}{page}"
            answer = await self._client.call("GET", path, what="the messages of a room")
            events = answer.get("chunk") or []
            for event in events:
                if event.get("type") in ("m.room.encrypted", "m.room.message") and event.get("content"):
                    yield str(event["event_id"])
            start = str(answer.get("end") or "")
            if not start or not events:
                return
